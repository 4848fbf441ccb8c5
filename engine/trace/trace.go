// Package trace is the record of one evaluation: which gates a request met, every step each gate took, the
// evidence it read and the answer the caller would see.
//
// A Trace is plain data. It is complete when it leaves the engine: a reader moves a cursor over it and never asks
// the engine again.
package trace

import "time"

// Schema is the version of the JSON form.
const Schema = 1

// Verdict is how the request ended for its caller.
type Verdict string

const (
	Allowed Verdict = "allowed" // the service did what was asked
	Denied  Verdict = "denied"  // the service answered, and refused
	Failed  Verdict = "failed"  // there was no answer at all: no token, no name, no connection
)

// GateName names one of the places where a request can be stopped.
type GateName string

const (
	Identity      GateName = "identity"
	Authorization GateName = "authorization"
	Network       GateName = "network"
	Object        GateName = "object"
)

// GateNames lists the gates as people learn them, whatever order a profile decides them in.
var GateNames = [...]GateName{Identity, Authorization, Network, Object}

// GateOutcome is a gate's own verdict. Would-outcomes belong to gates that the request never reached: they say
// what a fix further up would uncover.
type GateOutcome string

const (
	GatePass      GateOutcome = "pass"
	GateFail      GateOutcome = "fail"
	GateWouldPass GateOutcome = "would_pass"
	GateWouldFail GateOutcome = "would_fail"
	GateUnknown   GateOutcome = "unknown" // cannot be computed, for instance without knowing the caller
)

// Outcome is what one step found.
type Outcome string

const (
	Pass    Outcome = "pass"
	Fail    Outcome = "fail"
	Info    Outcome = "info"
	Ignored Outcome = "ignored" // a grant in the idle authorization model that names this caller
)

// Trace is the whole evaluation of one request.
type Trace struct {
	Schema    int       `json:"schema"`
	Scenario  string    `json:"scenario"`
	Request   Request   `json:"request"`
	Profile   string    `json:"profile"`
	At        time.Time `json:"at"`
	Verdict   Verdict   `json:"verdict"`
	StoppedAt *GateName `json:"stopped_at"`
	Response  Response  `json:"response"`
	Gates     []Gate    `json:"gates"`
	Notes     []string  `json:"notes"`
	// Fixes is nil unless it was asked for; an empty list means that none was found.
	Fixes []Fix `json:"fixes,omitzero"`
}

// Request says who asked for what, in the scenario's names.
type Request struct {
	ID        string `json:"id"`
	Caller    string `json:"caller"`
	Host      string `json:"host"`
	Operation string `json:"operation"`
	Vault     string `json:"vault"`
	Object    string `json:"object"`
	Version   string `json:"version"`
}

// Response is what the caller sees. Status 0 means that no HTTP answer arrived; ClientError then holds what a
// client program would print.
type Response struct {
	Status      int     `json:"status"`
	Code        *string `json:"code"`
	InnerCode   *string `json:"inner_code"`
	Message     *string `json:"message"`
	ClientError *string `json:"client_error"`
}

// Gate is one gate's verdict and the steps that led to it.
type Gate struct {
	Gate    GateName    `json:"gate"`
	Outcome GateOutcome `json:"outcome"`
	Steps   []Step      `json:"steps"`
}

// Step is one thing a gate looked at. IDs are stable: lessons, goals and hints refer to them.
type Step struct {
	ID       string     `json:"id"`
	Outcome  Outcome    `json:"outcome"`
	Title    string     `json:"title"`
	Detail   string     `json:"detail"`
	Evidence []Evidence `json:"evidence"`
	// Command is the az command that shows the same on a real subscription; empty where none does.
	Command string `json:"command"`
	// Reason is a word from a closed list (see Reason), nil where the outcome needs none.
	Reason *Reason `json:"reason"`
}

// Evidence is one value that a step read. Source is the state path it was read from ("vault.kv-shop.rbac"), empty
// when the value was computed.
type Evidence struct {
	Label  string `json:"label"`
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
}

// Stamp is a time as traces write it.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Fix is a set of changes that opens the request.
type Fix struct {
	Changes []Change `json:"changes"`
	// Opens and Breaks name the scenario's other requests whose verdict the changes flip.
	Opens  []string `json:"opens"`
	Breaks []string `json:"breaks"`
	// Means says what the changes give away, in a sentence.
	Means string `json:"means"`
}

// Change is one switch to flip, or a grant to write anew in the model in force: then Gate is empty, and Grant says
// which kind, "role_assignment" or "access_policy".
type Change struct {
	Gate  string `json:"gate"`
	To    string `json:"to"`
	Label string `json:"label"`
	Grant string `json:"grant,omitzero"`
}
