package authz

import (
	"kvlab/engine/trace"
)

// denyStep tells one deny assignment. inTheWay is the one that decides.
func (e *evaluation) denyStep(d *denial, inTheWay bool) {
	s := trace.Step{ID: "authorization.deny", Outcome: trace.Info, Title: "Deny assignment " + d.Name, Command: listDenials(d.Scope),
		Evidence: e.evidence(
			trace.Evidence{Label: "deny assignment", Value: d.Name, Source: grantPath("deny_assignment", d.Name, "present")},
			trace.Evidence{Label: "scope", Value: string(d.Scope)},
			trace.Evidence{Label: "principal", Value: d.PrincipalID})}
	e.say("It ")
	e.sayNamed(d)
	switch {
	case d.faults == 0:
		s.Outcome, s.Reason = trace.Fail, e.because(trace.DeniedByAssign)
		e.say(". It takes the ", e.kindOfAction(), " away at ")
		e.sayPlace(d.Scope)
		e.say(", whatever roles grant.")
	case inTheWay:
		s.Outcome, s.Reason = trace.Fail, e.because(trace.DeniedByAssign)
		e.say(". It takes reading the key away, which the caller's role assignment rests on.")
	case d.exempt:
		e.say(", but the caller is among its excluded principals.")
	default:
		s.Reason = e.because(d.faults.reason())
		e.say(", but ")
		e.sayHarmless(d)
	}
	s.Detail = e.said()
	e.add(s)
}

func (e *evaluation) sayNamed(d *denial) {
	switch {
	case d.holder < 0:
		e.say("names everybody")
	case e.holders[d.holder].kind == member:
		e.say("names the group ", e.holders[d.holder].principal.Name, ", which the caller is in")
	default:
		e.say("names the caller")
	}
}

// sayHarmless says why a deny assignment is not in the way.
func (e *evaluation) sayHarmless(d *denial) {
	switch d.faults.first() {
	case otherScope:
		if d.ExactScope && within(e.chain, d.Scope) {
			e.say("it holds at ")
			e.sayPlace(d.Scope)
			e.say(" only and not below.")
			return
		}
		e.say("its scope, ")
		e.sayPlace(d.Scope)
		e.say(", does not contain ")
		e.sayTarget()
		e.say(".")
	case excluded:
		e.say("its ", e.notKind(), " leave the ", e.kindOfAction(), " alone.")
	case controlOnly:
		e.say("it takes control-plane actions away, not data actions.")
	default:
		e.say("it does not take the ", e.kindOfAction(), " away that is needed.")
	}
}
