package authz

import (
	"slices"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Evaluate says whether the caller may do op on the object. vault is nil when there is none, caller when nobody can
// tell who is calling: then the answer cannot be computed.
func Evaluate(v *store.View, p profile.Profile, at time.Time, op *operation.Operation, vault *estate.Vault, object string, caller *estate.Caller) trace.Finding {
	e := evaluation{finding: trace.Finding{Gate: trace.Authorization}}
	if op.Plane == operation.Control {
		return e.manage(v, at, op, vault, caller)
	}
	if vault == nil {
		return e.withoutVault()
	}
	e.vault, e.op = vault, op
	if vault.Deleted != nil {
		return e.deletedVault()
	}
	model := vault.InForce(p)
	e.model(p, model)
	if caller == nil {
		return e.withoutCaller()
	}
	e.ask(v, at, op, vault, object, caller)
	switch {
	case !e.offered():
		e.notOffered()
	case model == estate.RBAC:
		e.byRBAC()
	default:
		e.byPolicies()
	}
	return e.finding
}

// evaluation is a question together with the telling of its answer.
type evaluation struct {
	question
	finding trace.Finding
	pool    []trace.Evidence
	reasons []trace.Reason
	text    []byte
	// list is the command that shows all assignments to the id listed.
	listed, list string
}

func (e *evaluation) add(s trace.Step) { e.finding.Steps = append(e.finding.Steps, s) }

// evidence keeps the evidence of all steps in one stretch of memory: there is a lot of it, and it lives together.
func (e *evaluation) evidence(items ...trace.Evidence) []trace.Evidence {
	at := len(e.pool)
	e.pool = append(e.pool, items...)
	return e.since(at)
}

// since cuts off the evidence added to the pool from at on.
func (e *evaluation) since(at int) []trace.Evidence { return e.pool[at:len(e.pool):len(e.pool)] }

// because keeps reasons in one stretch of memory, too.
func (e *evaluation) because(r trace.Reason) *trace.Reason {
	e.reasons = append(e.reasons, r)
	return &e.reasons[len(e.reasons)-1]
}

// makeRoom prepares for the telling of n grants.
func (e *evaluation) makeRoom(n int) {
	e.finding.Steps = slices.Grow(e.finding.Steps, n+4)
	e.pool = make([]trace.Evidence, 0, 10+4*n)
	e.reasons = make([]trace.Reason, 0, n+1)
	e.text = make([]byte, 0, 320)
}

// say continues the sentence in the making; said ends it.
func (e *evaluation) say(parts ...string) {
	for _, p := range parts {
		e.text = append(e.text, p...)
	}
}

func (e *evaluation) said() string {
	s := string(e.text)
	e.text = e.text[:0]
	return s
}

func (e *evaluation) withoutVault() trace.Finding {
	e.finding.Unknown = true
	e.add(trace.Step{ID: "authorization.model", Outcome: trace.Info, Title: "No vault to ask",
		Detail: "There is no such vault, so there is no permission model and there are no grants either."})
	return e.finding
}

// deletedVault: what a deleted vault would decide is not known, and its role assignments are gone in any case.
func (e *evaluation) deletedVault() trace.Finding {
	e.finding.Unknown = true
	e.add(trace.Step{ID: "authorization.model", Outcome: trace.Info, Title: "Nobody decides for a deleted vault",
		Detail:   "The vault is soft-deleted, so it consults neither of the two models. Its access policies come back with it; the role assignments made at it or below do not.",
		Evidence: e.evidence(trace.Evidence{Label: "deletionDate", Value: trace.Stamp(e.vault.Deleted.At), Source: vaultPath(e.vault, "deleted")}),
		Command:  showDeleted(e.vault)})
	return e.finding
}

func (e *evaluation) withoutCaller() trace.Finding {
	e.finding.Unknown = true
	e.add(trace.Step{ID: "authorization.result", Outcome: trace.Info, Title: "Nobody to look for in the grants",
		Detail: "A grant names an object ID, and nobody knows who is calling. Once the identity gate names a caller, this gate can answer."})
	return e.finding
}

// notOffered ends a request for an operation that no vault has. What the service would answer is not known, so
// nothing is imitated.
func (e *evaluation) notOffered() {
	e.finding.Unknown = true
	e.add(trace.Step{ID: "authorization.result", Outcome: trace.Fail, Title: "Vaults do not offer this operation",
		Detail: "No data action and no access policy permission exists for " + e.op.ID + ": it belongs to Managed HSM. No grant on a vault can allow it.",
		Reason: e.because(trace.NoGrant)})
	e.finding.Stop = trace.Fault("kvlab: " + e.op.ID + " is an operation of Managed HSM: no vault offers it")
}
