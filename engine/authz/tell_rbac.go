package authz

import (
	"kvlab/engine/trace"
)

// byRBAC decides by role assignments and tells it. Access policy entries are read only to say that they are ignored.
func (e *evaluation) byRBAC() {
	r := e.rule()
	e.makeRoom(len(r.grants) + len(r.denies))
	e.actionStep()
	e.scopeStep()
	e.grantSteps(&r)
	e.rbacResult(&r, e.idleEntries())
}

func (e *evaluation) grantSteps(r *ruling) {
	for i := range r.grants {
		e.assignmentStep(&r.grants[i])
	}
	for i := range r.denies {
		e.denyStep(&r.denies[i], i == r.deny)
	}
}

func (e *evaluation) actionStep() {
	e.say(e.op.ID, " needs this data action from a role. Actions of the control plane, which manage the vault, do not count.")
	if e.need.read != "" {
		e.say(" On an asymmetric key the right to read it is enough: this takes its public half only.")
	}
	if e.op.ID == "secrets/get-deleted" || e.op.ID == "certificates/get-contacts" {
		e.say(" Unverified: ", e.op.Unverified, ".")
	}
	e.add(trace.Step{ID: "authorization.action", Outcome: trace.Info, Title: "What the operation needs", Command: dataActions,
		Detail: e.said(), Evidence: e.evidence(trace.Evidence{Label: "data action", Value: e.op.DataAction})})
}

func (e *evaluation) scopeStep() {
	s := trace.Step{ID: "authorization.scope", Outcome: trace.Info, Title: "Scopes that count", Command: showVault(e.vault, "id --output tsv")}
	switch {
	case len(e.chain) == 0:
		s.Detail = "The lab does not say in which subscription the vault is, so no role assignment can be placed above it."
	case e.op.OnVault:
		s.Detail = "A role assignment counts when it is made at one of these scopes. The operation asks the vault as a whole, so an assignment at one object is too small for it."
	default:
		s.Detail = "A role assignment counts when it is made at one of these scopes: at the object itself or anywhere above it."
	}
	s.Evidence = e.levels()
	e.add(s)
}

// levels shows the scopes that count.
func (e *evaluation) levels() []trace.Evidence {
	at := len(e.pool)
	for _, scope := range e.chain {
		e.pool = append(e.pool, trace.Evidence{Label: level(scope), Value: string(scope)})
	}
	return e.since(at)
}

func (e *evaluation) assignmentStep(g *grant) {
	s := trace.Step{ID: "authorization.assignment", Outcome: trace.Pass, Title: g.Role + " on " + g.Scope.Last()}
	e.sayThrough(&e.holders[g.holder])
	if g.faults == 0 {
		e.sayGranted(g)
	} else {
		s.Outcome, s.Reason = trace.Info, e.because(g.faults.reason())
		e.sayFaults(g)
	}
	s.Detail, s.Command, s.Evidence = e.said(), e.assignmentCommand(g), e.assignmentEvidence(g)
	e.add(s)
}

func (e *evaluation) assignmentEvidence(g *grant) []trace.Evidence {
	at := len(e.pool)
	e.pool = append(e.pool,
		trace.Evidence{Label: "assignment", Value: g.Name, Source: grantPath("role_assignment", g.Name, "present")},
		trace.Evidence{Label: "role", Value: g.Role},
		trace.Evidence{Label: "scope", Value: string(g.Scope)},
		trace.Evidence{Label: "principal", Value: g.PrincipalID})
	if g.faults.has(notYet) {
		e.pool = append(e.pool, trace.Evidence{Label: "counts from", Value: trace.Stamp(g.Since), Source: grantPath("role_assignment", g.Name, "since")})
	}
	if g.faults.has(expired) {
		e.pool = append(e.pool, trace.Evidence{Label: "ended", Value: trace.Stamp(g.Expires), Source: grantPath("role_assignment", g.Name, "expires")})
	}
	if g.faults.has(notYet | expired) {
		e.pool = append(e.pool, trace.Evidence{Label: "now", Value: trace.Stamp(e.at), Source: "lab.clock"})
	}
	return e.since(at)
}

// sayGranted says why an assignment grants.
func (e *evaluation) sayGranted(g *grant) {
	switch {
	case e.need.manage:
		e.sayManaging(g)
		return
	case g.byRead:
		e.say("The role may read the key, which is enough for what its public half can do, and the scope")
	default:
		e.say("The role covers the data action, and the scope")
	}
	e.sayContains(g)
}

func (e *evaluation) sayContains(g *grant) {
	if len(g.Scope) == len(e.chain[0]) {
		e.say(" is exactly what is asked for.")
		return
	}
	e.say(", ")
	e.sayPlace(g.Scope)
	e.say(", contains ")
	e.sayTarget()
	e.say(".")
}

// sayFaults says everything that keeps an assignment from granting, so that mending one thing does not merely
// uncover the next.
func (e *evaluation) sayFaults(g *grant) {
	for f := g.faults; f != 0; f &^= f.first() {
		if f != g.faults {
			e.say(" ")
		}
		e.sayFault(g, f.first())
	}
}

func (e *evaluation) sayFault(g *grant, f faults) {
	switch f {
	case wrongPrincipal:
		e.sayMistaken(&e.holders[g.holder])
	case roleMissing:
		e.say("There is no role definition ", g.Role, ", so it grants nothing.")
	case notAssignable:
		e.say("The role is a custom one with data actions, and such a role cannot be assigned at a management group.")
	case otherScope:
		e.sayMisplaced(g)
	case otherCollection:
		e.say("The role has data actions, but none for ", string(e.op.Collection), ".")
	case controlOnly:
		e.say("The role has control-plane actions only: they manage the vault and open nothing in it.")
	case excluded:
		e.sayExcluded()
	case notCovered:
		e.sayLacking(g)
	case notYet:
		e.say("It is new and counts from ", trace.Stamp(g.Since), " on: role assignments take minutes to reach a vault, at management groups hours.")
	case expired:
		e.say("It ended at ", trace.Stamp(g.Expires), ".")
	}
}

func (e *evaluation) sayExcluded() {
	if e.need.manage {
		e.say("The role's actions cover the action, and its notActions take it out again.")
		return
	}
	e.say("The role's dataActions cover the data action, and its notDataActions take it out again.")
}

// sayLacking says what a role lacks. Reading about secrets is what people take for reading secrets.
func (e *evaluation) sayLacking(g *grant) {
	if e.need.manage {
		e.sayUnfit(g)
		return
	}
	e.say("The role's data actions do not include ", e.op.DataAction, ".")
	if r := findRole(e.view, g.Role); e.op.ID == "secrets/get" && r != nil && r.grants(readMetadata) {
		e.say(" It reads names and attributes of secrets, not their values.")
	}
}

// sayMisplaced says why a scope does not count.
func (e *evaluation) sayMisplaced(g *grant) {
	e.say("Its scope is ")
	e.sayPlace(g.Scope)
	if e.op.ID == "vaults/list" && e.chain[0].Contains(g.Scope) {
		e.say(", and what is inside a vault shows no vault.")
		return
	}
	if e.object == "" && len(e.chain) > 0 && e.chain[0].Contains(g.Scope) {
		whole := level(e.chain[0])
		e.say(" alone, and ", e.op.ID, " asks the whole ", whole, ": it needs a grant at the ", whole, " or above.")
		return
	}
	e.say(", which does not contain ")
	e.sayTarget()
	e.say(".")
}

// assignmentCommand shows what the first fault is about: where assignments are, or what the role holds.
func (e *evaluation) assignmentCommand(g *grant) string {
	switch g.faults.first() {
	case 0, notYet, expired:
		return listAssignments(g.PrincipalID, e.chain[0])
	case roleMissing, notAssignable, otherCollection, controlOnly, excluded, notCovered:
		return showRole(g.Role)
	}
	return e.listAll(g)
}

// listAll is the same command for all assignments to one id, and those come one after the other.
func (e *evaluation) listAll(g *grant) string {
	if e.listed != g.PrincipalID {
		e.listed, e.list = g.PrincipalID, listEverywhere(g.PrincipalID)
	}
	return e.list
}

func (e *evaluation) rbacResult(r *ruling, idle int) {
	if e.result(r, "", "data action", idleHint(idle, "access policy entry", "Azure RBAC")) {
		return
	}
	e.finding.Stop = trace.Deny(403, "Forbidden", "ForbiddenByRbac", e.rbacMessage(r))
}

// result adds the step about what Azure RBAC makes of the request, and reports whether it is allowed. doubt goes on after
// what a deny assignment does, right is what a role would have to have, and hint where else to look.
func (e *evaluation) result(r *ruling, doubt, right, hint string) bool {
	s := trace.Step{ID: "authorization.result", Outcome: trace.Fail}
	switch {
	case r.allowed():
		by := r.grants[r.by].Name
		s.Outcome, s.Title = trace.Pass, "Allowed by Azure RBAC"
		s.Detail = "One role assignment is enough." + others(r.count()-1, "assignment")
		s.Evidence = e.evidence(trace.Evidence{Label: "granted by", Value: by, Source: grantPath("role_assignment", by, "present")})
	case r.deny >= 0:
		by := r.denies[r.deny].Name
		s.Reason, s.Title = e.because(trace.DeniedByAssign), "Refused by a deny assignment"
		s.Detail = "A deny assignment wins over every role. Another role cannot help here: the deny assignment has to go, or must exclude the caller." + doubt
		s.Evidence = e.evidence(trace.Evidence{Label: "denied by", Value: by, Source: grantPath("deny_assignment", by, "present")})
	default:
		s.Reason, s.Title = e.because(trace.NoGrant), "No role assignment grants it"
		s.Detail = "Nobody may do what no role assignment grants them. Needed: a role with the " + right + ", for object ID " + e.caller.ObjectID +
			" or a group of theirs, at one of the scopes that count." + r.onItsWay() + hint
	}
	e.add(s)
	return s.Outcome == trace.Pass
}

// onItsWay points at an assignment that will grant, and only has not reached the vault yet.
func (r *ruling) onItsWay() string {
	for i := range r.grants {
		if g := &r.grants[i]; g.faults == notYet {
			return " One that does is on its way and counts from " + trace.Stamp(g.Since) + " on: waiting is all it takes."
		}
	}
	return ""
}

// count is the number of assignments that grant.
func (r *ruling) count() (n int) {
	for i := range r.grants {
		if r.grants[i].faults == 0 {
			n++
		}
	}
	return n
}
