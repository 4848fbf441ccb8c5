package session

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kvlab/engine"
	"kvlab/engine/audit"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// Actions of the windows that look at a lab as a whole. Each knows its own job.
type (
	// ByHand carries out a request that is none of the scenario's, as the operator: an ordinary request, with a trace,
	// an audit event and a place in the journal.
	ByHand struct {
		Operation              string // "secrets/get"
		Vault, Object, Version string
		Body                   operation.Body
	}
	// Recall evaluates the request of an audit event as the lab is now. Nothing is carried out.
	Recall struct{ Event audit.Event }
	// Travel takes changes back or puts them back until those up to number To are in effect; 0 is the beginning.
	Travel struct{ To uint64 }
	// Advance lets the clock run until a moment.
	Advance struct{ Until time.Time }
	// Refresh reads the lab again (Session.Watch).
	Refresh struct{}
)

// byHand is the id of every request that is made by hand.
const byHand = "by-hand"

// ErrNoOperator says that nobody is there to ask: the scenario names no operator.
var ErrNoOperator = fmt.Errorf("this scenario says of nobody that they sit at the keyboard")

// Request is the request that a by-hand action makes.
func (a ByHand) Request(s *Session) (*engine.Request, error) {
	o := s.Scenario.Operator
	if o == nil {
		return nil, ErrNoOperator
	}
	return &engine.Request{ID: byHand, Label: "by hand", Command: a.Command(), User: o.User, Host: o.Host, Operation: a.Operation,
		Vault: a.Vault, Object: a.Object, Version: a.Version, Body: a.Body}, nil
}

// Job see Doer.
func (a ByHand) Job(s *Session) Job {
	b := s.bench()
	r, err := a.Request(s)
	return func() (*Update, error) {
		if err != nil {
			return nil, err
		}
		result, err := b.lab.Do(r)
		if err != nil {
			return nil, err
		}
		u := &Update{Label: r.Command, Issued: r, Last: r, Trace: result.Trace, Content: lines(result.Content)}
		if u.State, err = b.state(); err != nil {
			return nil, err
		}
		return u, b.count(u)
	}
}

// Command is the az command line that does the same; the journal calls the change by it.
func (a ByHand) Command() string {
	collection, verb, _ := strings.Cut(a.Operation, "/")
	words := []string{"az keyvault"}
	if collection == string(operation.Vaults) {
		return strings.Join(append(words, a.verb(verb), "--name", a.Vault), " ")
	}
	words = append(words, operation.Collection(collection).Noun(), a.verb(verb), "--vault-name", a.Vault, "--name", a.Object)
	if a.Version != "" {
		words = append(words, "--version", a.Version)
	}
	if body, ok := a.Body.(*operation.UpdateBody); ok && body.Enabled != nil {
		words = append(words, "--enabled", strconv.FormatBool(*body.Enabled))
	}
	return strings.Join(words, " ")
}

// verb is the tool's word for an operation.
func (a ByHand) verb(verb string) string {
	switch verb {
	case "get":
		return "show"
	case "get-deleted":
		return "show-deleted"
	case "update":
		return "set-attributes"
	}
	return verb
}

// Job see Doer.
func (a Recall) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		r, err := b.find(a.Event.Request)
		if err != nil {
			return nil, err
		}
		t, err := b.lab.Evaluate(r)
		if err != nil {
			return nil, err
		}
		u := &Update{Label: recalled(&a.Event, t), Issued: r, Trace: t}
		if u.State, err = b.state(); err != nil {
			return nil, err
		}
		return u, b.count(u)
	}
}

// recalled says how what was found now stands to what was written then. That both came out alike does not say that
// nothing has changed in between.
func recalled(e *audit.Event, t *trace.Trace) string {
	then, now := strconv.Itoa(e.Status), "no answer"
	if t.Response.Status != 0 {
		now = strconv.Itoa(t.Response.Status)
	}
	if then == now {
		return e.Request + " as the lab is now: " + now + " again"
	}
	return e.Request + " as the lab is now: " + now + ", not " + then + ", for the lab has changed since"
}

// Job see Doer.
func (a Travel) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		steps, err := b.travel(int(a.To))
		if err != nil {
			return nil, err
		}
		switch {
		case steps < 0:
			return b.look("took " + counted(-steps, "change") + " back")
		case steps > 0:
			return b.look("put " + counted(steps, "change") + " back")
		}
		return b.look("you stand there already")
	}
}

// travel undoes or redoes until to changes are in effect, and returns how many it redid, or with a minus undid.
func (b *bench) travel(to int) (steps int, err error) {
	at, redo := b.lab.Position()
	if to > at+redo {
		return 0, fmt.Errorf("there is no change number %d", to)
	}
	move, by := b.lab.Redo, 1
	if to < at {
		move, by = b.lab.Undo, -1
	}
	for ; at+steps != to; steps += by {
		if _, err := move(); err != nil {
			return steps, err
		}
	}
	return steps, nil
}

// Job see Doer.
func (a Advance) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		info, err := b.lab.Info()
		if err != nil {
			return nil, err
		}
		events, err := b.lab.Advance(a.Until.Sub(info.Clock))
		if err != nil {
			return nil, err
		}
		label := "it is " + a.Until.UTC().Format(timeForm) + ", and nothing has changed by itself"
		if n := len(events); n > 0 {
			label = "it is " + a.Until.UTC().Format(timeForm) + ", " + counted(n, "thing") + " happened"
		}
		return b.look(label)
	}
}

// Job see Doer.
func (Refresh) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		u := &Update{Progress: b.progress}
		var err error
		u.State, err = b.state()
		return u, err
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
