package authz

import (
	"slices"
	"strings"

	"kvlab/engine/trace"
)

// byPolicies decides by the vault's access policies and tells it. Role assignments are read only to say that they
// are ignored.
func (e *evaluation) byPolicies() {
	a := e.answer(true)
	e.makeRoom(len(a.entries))
	e.permissionStep()
	for i := range a.entries {
		e.entryStep(&a.entries[i])
	}
	e.policyResult(&a, e.idleAssignments())
}

func (e *evaluation) permissionStep() {
	wanted := strings.Join(e.op.Policies, " or ")
	e.say(e.op.ID, " needs the ", string(e.op.Collection), " permission ", wanted, ". An entry holds for every object of the collection: access policies know no smaller scope.")
	if e.purges() {
		e.say(" Here all does not cover purge; whether it does in the live service is unverified.")
	}
	e.add(trace.Step{ID: "authorization.action", Outcome: trace.Info, Title: "What the operation needs", Detail: e.said(),
		Evidence: e.evidence(trace.Evidence{Label: "permission", Value: string(e.op.Collection) + " " + wanted}),
		Command:  showVault(e.vault, "properties.accessPolicies")})
}

func (e *evaluation) purges() bool { return slices.Contains(e.op.Policies, "purge") }

func (e *evaluation) entryStep(x *entry) {
	s := trace.Step{ID: "authorization.policy", Outcome: trace.Pass, Title: "Access policy entry " + x.Name,
		Evidence: e.entryEvidence(x), Command: showEntry(e.vault, x.ObjectID)}
	e.sayThrough(&e.holders[x.holder])
	if x.faults == 0 {
		e.say("It holds the permission, for every one of the vault's ", string(e.op.Collection), ".")
	} else {
		s.Outcome, s.Reason = trace.Info, e.because(x.faults.reason())
		e.sayEntryFaults(x)
	}
	s.Detail = e.said()
	e.add(s)
}

func (e *evaluation) entryEvidence(x *entry) []trace.Evidence {
	c := string(e.op.Collection)
	at := len(e.pool)
	e.pool = append(e.pool,
		trace.Evidence{Label: "entry", Value: x.Name, Source: grantPath("access_policy", x.Name, "present")},
		trace.Evidence{Label: "object ID", Value: x.ObjectID},
		trace.Evidence{Label: c, Value: strings.Join(permissions(x.AccessPolicy, e.op.Collection), ","), Source: grantPath("access_policy", x.Name, c)})
	if x.ApplicationID != "" {
		e.pool = append(e.pool, trace.Evidence{Label: "application ID", Value: x.ApplicationID, Source: grantPath("access_policy", x.Name, "application")})
	}
	return e.since(at)
}

func (e *evaluation) sayEntryFaults(x *entry) {
	for f := x.faults; f != 0; f &^= f.first() {
		if f != x.faults {
			e.say(" ")
		}
		e.sayEntryFault(x, f.first())
	}
}

func (e *evaluation) sayEntryFault(x *entry, f faults) {
	switch f {
	case wrongPrincipal:
		e.sayMistaken(&e.holders[x.holder])
	case otherTenant:
		e.say("It is for a principal of another tenant than the one that issued the token.")
	case otherCollection:
		e.say("It holds permissions, but none for ", string(e.op.Collection), ".")
	case notOnBehalf:
		e.say("It is a compound entry: the caller must come through application ", x.ApplicationID, ", on behalf of the object ID.")
	case notCovered:
		if e.purges() && holds(permissions(x.AccessPolicy, e.op.Collection), "all") {
			e.say("It holds all, which is taken not to cover purge (unverified).")
			return
		}
		e.say("It does not hold the ", string(e.op.Collection), " permission ", strings.Join(e.op.Policies, " or "), ".")
	}
}

func (e *evaluation) policyResult(a *answer, idle int) {
	s := trace.Step{ID: "authorization.result", Outcome: trace.Pass, Title: "Allowed by an access policy"}
	if a.allowed() {
		by := &a.entries[a.by]
		s.Detail = "One entry is enough." + others(a.count()-1, "entry")
		s.Evidence = e.evidence(trace.Evidence{Label: "granted by", Value: by.Name, Source: grantPath("access_policy", by.Name, "present")})
		e.add(s)
		return
	}
	hint := idleHint(idle, "Azure role assignment", "its access policies")
	s.Outcome = trace.Fail
	switch {
	case a.ofCaller(notOnBehalf):
		s.Title, s.Reason = "The entry asks for another application", e.because(trace.NeedsOnBehalfOf)
		s.Detail = "The caller's entry has the permission, but also names an application. A caller that comes as itself needs an entry without one." + hint
		e.finding.Stop = trace.Deny(403, "Forbidden", "ForbiddenByPolicy", e.onBehalfMessage())
	case a.ofCaller(notOnBehalf | notCovered | otherCollection):
		s.Title, s.Reason = "The permission is missing", e.because(trace.PermissionMissing)
		s.Detail = "The caller has an access policy entry, and the permission is not in it." + hint
		e.finding.Stop = trace.Deny(403, "Forbidden", "ForbiddenByPolicy", e.permissionMessage())
	default:
		s.Title, s.Reason = "No access policy entry for the caller", e.because(trace.NoGrant)
		s.Detail = "No entry of the vault names object ID " + e.caller.ObjectID + " or a group of theirs." + hint
		e.finding.Stop = trace.Deny(403, "Forbidden", "AccessDenied", e.permissionMessage())
	}
	e.add(s)
}

// count is the number of entries that grant.
func (a *answer) count() (n int) {
	for i := range a.entries {
		if a.entries[i].faults == 0 {
			n++
		}
	}
	return n
}
