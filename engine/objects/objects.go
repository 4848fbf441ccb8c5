// Package objects is the last of the gates: is the thing there, and can it be used in this way now? It also holds
// the effects of the operations that change objects, and the work that the clock brings.
//
// An operation is one function: it looks at the view, adds a step for everything it looked at, and returns what an
// allowed request then does. That effect runs only when somebody issues the request, in the transaction it was
// judged in.
//
// Step ids: object.vault, object.name, object.operation, object.body, object.secret, object.key, object.certificate,
// object.version, object.deleted, object.managed, object.enabled, object.not_before, object.expires, object.size,
// object.tags, object.purge_protection, object.backup, object.private_key, object.key_ops, object.algorithm,
// object.input, object.pending, object.policy, object.issuer, object.contacts, object.result.
package objects

import (
	"maps"
	"slices"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Judgement is what the gate finds, and what an allowed request does.
type Judgement struct {
	trace.Finding
	// Effect is nil when the request is refused.
	Effect Effect
	// Warnings are what the answer gives away beyond what was asked for, in a sentence each.
	Warnings []string
}

// Effect does what an allowed request asks for, within the transaction it was judged in.
type Effect func(tx *store.Tx) (Content, error)

// judgement carries one evaluation through the checks; a check that stops the request sets found.Stop.
type judgement struct {
	view    *store.View
	profile profile.Profile
	at      time.Time
	request *operation.Request
	op      *operation.Operation
	vault   *estate.Vault
	current string // the object's current version
	found   Judgement
}

// judge decides one operation; it returns nil when the request is refused.
type judge func(*judgement) Effect

// judges are all operations, a table for each file that has some.
var judges = join(secretJudges, lifeJudges, keyJudges, certificateJudges)

func join(tables ...map[string]judge) map[string]judge {
	all := map[string]judge{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// Built reports whether the operation's effect is simulated.
func Built(id string) bool { return judges[id] != nil }

// Evaluate says what the request would meet once every gate has let it through. vault is nil when there is none.
func Evaluate(v *store.View, p profile.Profile, at time.Time, r *operation.Request, op *operation.Operation, vault *estate.Vault) Judgement {
	j := judgement{view: v, profile: p, at: at, request: r, op: op, vault: vault,
		found: Judgement{Finding: trace.Finding{Gate: trace.Object, Steps: make([]trace.Step, 0, usualSteps)}}}
	decide := judges[op.ID]
	switch {
	case vault == nil:
		j.found.Unknown = true
		j.found.Add(trace.Step{ID: "object.vault", Outcome: trace.Info, Title: "No vault to look into",
			Detail: "There is no vault " + r.Vault + ", so there is no object either."})
	case decide == nil:
		j.notBuilt()
	case !op.OnVault && !ValidName(r.Object):
		j.badName()
	default:
		if effect := decide(&j); j.found.Stop == nil {
			j.found.Effect = effect
		}
	}
	return j.found
}

// usualSteps fits a read that goes through, and one outside its validity window.
const usualSteps = 5

// DependsOnProfile reports whether the other profile could judge the object otherwise: only where a validity window
// had a say.
func DependsOnProfile(f *trace.Finding) bool {
	return slices.ContainsFunc(f.Steps, func(s trace.Step) bool {
		return s.Reason != nil && (*s.Reason == trace.NotYetValid || *s.Reason == trace.ObjectExpired)
	})
}

// notBuilt ends a request whose effect is not simulated. Nothing is made up about it.
func (j *judgement) notBuilt() {
	j.found.Unknown = true
	j.found.Add(trace.Step{ID: "object.operation", Outcome: trace.Info, Title: "The effect is not in this build yet",
		Detail: "kvlab judges " + j.op.ID + " at the three gates, but does not simulate what it does to the object yet.",
		Reason: trace.Because(trace.EffectNotInBuild)})
	j.found.Stop = trace.Fault("kvlab: " + j.op.ID + " is not in this build yet: the three gates were evaluated, the operation's effect was not")
}

func (j *judgement) badName() {
	j.refuse(trace.Step{ID: "object.name", Title: "The object's name is not valid",
		Detail: "Names are 1 to 127 letters, digits and hyphens.", Reason: trace.Because(trace.BadName),
		Evidence: []trace.Evidence{{Label: "name", Value: j.request.Object}}},
		trace.Deny(400, "BadParameter", "", "The request URI contains an invalid name: "+j.request.Object))
}

// refuse adds a failed step and ends the request with stop, unless an earlier check has ended it already. It returns
// no effect.
func (j *judgement) refuse(s trace.Step, stop *trace.Stop) Effect {
	s.Outcome = trace.Fail
	j.found.Add(s)
	if j.found.Stop == nil {
		j.found.Stop = stop
	}
	return nil
}

// pass adds a step that went well.
func (j *judgement) pass(s trace.Step) {
	s.Outcome = trace.Pass
	j.found.Add(s)
}

// unworded marks a refusal whose wording is not confirmed.
const unworded = " The wording of the service's answer is unverified."

// badBody refuses what the request carries: the service's 400 BadParameter.
func (j *judgement) badBody(label, value, why string) Effect {
	return j.refuse(trace.Step{ID: "object.body", Title: "The request's content is not valid", Detail: why + unworded,
		Evidence: []trace.Evidence{{Label: label, Value: value}}, Reason: trace.Because(trace.BadContent)},
		trace.Deny(400, "BadParameter", "", why))
}

// noBody refuses a request that lacks the content its operation takes.
func (j *judgement) noBody() Effect {
	return j.badBody("body", "", "Property of the request body is missing: "+j.op.ID+" needs content.")
}

// ValidName reports whether a name fits the service's rule for objects: ^[0-9a-zA-Z-]{1,127}$.
func ValidName(name string) bool {
	if name == "" || len(name) > 127 {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return true
}
