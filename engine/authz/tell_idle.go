package authz

import (
	"kvlab/engine/trace"
)

// idleEntries tells the access policy entries that name the caller while Azure RBAC is in force. It returns how many
// of them would grant.
func (e *evaluation) idleEntries() (would int) {
	a := e.answer(false)
	for i := range a.entries {
		x := &a.entries[i]
		e.say("The vault consults Azure RBAC, so this entry does nothing. ")
		if x.faults == 0 {
			would++
			e.say("Were access policies in force, it would grant ", e.op.ID, ".")
		} else {
			e.say("Even with access policies in force it would not grant ", e.op.ID, ". ")
			e.sayEntryFaults(x)
		}
		e.add(trace.Step{ID: "authorization.policy", Outcome: trace.Ignored, Title: "Access policy entry " + x.Name,
			Detail: e.said(), Reason: e.because(trace.IdleModel), Evidence: e.entryEvidence(x), Command: showEntry(e.vault, x.ObjectID)})
	}
	return would
}

// idleAssignments tells the role assignments that name the caller while access policies are in force.
func (e *evaluation) idleAssignments() (would int) {
	r := e.rule()
	for i := range r.grants {
		g := &r.grants[i]
		if !e.holders[g.holder].kind.counts() {
			break
		}
		if g.faults == 0 && r.deny < 0 {
			would++
		}
		e.sayIdle(&r, g)
		e.add(trace.Step{ID: "authorization.assignment", Outcome: trace.Ignored, Title: g.Role + " on " + g.Scope.Last(),
			Detail: e.said(), Reason: e.because(trace.IdleModel), Evidence: e.assignmentEvidence(g), Command: e.listAll(g)})
	}
	return would
}

// sayIdle says what an assignment would do, were Azure RBAC in force, and what it does all the same.
func (e *evaluation) sayIdle(r *ruling, g *grant) {
	e.say("The vault consults its access policies, so role assignments open nothing in it. ")
	switch {
	case g.faults == 0 && r.deny >= 0:
		e.say("With Azure RBAC in force this one would cover ", e.op.ID, ", and deny assignment ", r.denies[r.deny].Name, " would refuse it.")
	case g.faults == 0:
		e.say("Were Azure RBAC in force, this one would grant ", e.op.ID, ".")
	default:
		e.say("Even with Azure RBAC in force this one would not grant ", e.op.ID, ". ")
		e.sayFaults(g)
	}
	if e.writesPolicies(g) {
		e.say(" Its control-plane actions do count: who has them can write an access policy entry for themselves.")
	}
}

// writesPolicies reports whether an assignment lets its holder change the vault's access policies, which is a way
// into it. Either action will do: the second writes the vault with everything in it.
func (e *evaluation) writesPolicies(g *grant) bool {
	r := findRole(e.view, g.Role)
	return r != nil && !g.faults.has(otherScope|notYet|expired) &&
		(r.manages("microsoft.keyvault/vaults/accesspolicies/write") || r.manages("microsoft.keyvault/vaults/write"))
}
