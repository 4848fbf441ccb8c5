package scenarios

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Check latches the goals that are reached now and returns the ids of those that were not before. t is the trace the
// learner is looking at, of the lab as it stands; nil for none. A goal about a request counts only when that
// request's trace is the one looked at: what nobody watched teaches nothing. The other requests that a goal names are
// evaluated.
func (s *Scenario) Check(lab *engine.Lab, p *Progress, t *trace.Trace) (reached []string, err error) {
	for i := range s.Goals {
		g := &s.Goals[i]
		if p.Done(g.ID) || !p.all(g.After) {
			continue
		}
		ok, err := s.holds(lab, p, t, g)
		if err != nil {
			return reached, err
		}
		if ok {
			p.Reached = append(p.Reached, g.ID)
			reached = append(reached, g.ID)
		}
	}
	return reached, nil
}

func (p *Progress) all(goals []string) bool {
	for _, id := range goals {
		if !p.Done(id) {
			return false
		}
	}
	return true
}

func (s *Scenario) holds(lab *engine.Lab, p *Progress, t *trace.Trace, g *Goal) (bool, error) {
	switch {
	case g.Question != "":
		if p.Answers[g.ID] != g.Correct {
			return false, nil
		}
	case g.Request != "" && (t == nil || t.Request.ID != g.Request):
		return false, nil
	default:
		if ok, err := s.isTrue(lab, t, &g.Condition); !ok || err != nil {
			return false, err
		}
	}
	for i := range g.Also {
		if ok, err := s.isTrue(lab, t, &g.Also[i]); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// isTrue reports whether a condition holds in the lab.
func (s *Scenario) isTrue(lab *engine.Lab, t *trace.Trace, c *Condition) (bool, error) {
	switch {
	case c.Request != "":
		if t == nil || t.Request.ID != c.Request {
			r, err := s.Request(c.Request)
			if err != nil {
				return false, err
			}
			if t, err = lab.Evaluate(r); err != nil {
				return false, err
			}
		}
		return c.matches(t), nil
	case c.Path != "":
		value, err := lab.Fact(c.Path)
		return value == c.Equals, err
	default:
		e, err := lab.Estate()
		return err == nil && grantsWithin(e, c), err
	}
}

// grantsWithin reports whether no role assignment, of the principal if one is named, is made above the scope or
// beside it.
func grantsWithin(e *engine.Estate, c *Condition) bool {
	for i := range e.RoleAssignments {
		a := &e.RoleAssignments[i]
		if !a.Absent && (c.Principal == "" || named(e, c.Principal, a.PrincipalID)) && !within(e, a.Scope, c.Within) {
			return false
		}
	}
	return true
}

// named reports whether an object id is the principal's.
func named(e *engine.Estate, name, id string) bool {
	for i := range e.Principals {
		if e.Principals[i].Name == name {
			return strings.EqualFold(e.Principals[i].ObjectID, id)
		}
	}
	return false
}

// within reports whether a scope is the outer one or below it. Management groups are in no path: they are looked up.
func within(e *engine.Estate, scope, outer estate.Scope) bool {
	for range len(e.ManagementGroups) + 2 {
		if outer.Contains(scope) {
			return true
		}
		if scope = parent(e, scope); scope == "" {
			return false
		}
	}
	return false
}

// parent is the management group above a scope's subscription or above a management group, empty when there is none.
func parent(e *engine.Estate, scope estate.Scope) estate.Scope {
	above := ""
	for _, s := range e.Subscriptions {
		if estate.SubscriptionScope(s.ID).Contains(scope) {
			above = s.ManagementGroup
		}
	}
	for _, g := range e.ManagementGroups {
		if estate.ManagementGroupScope(g.Name).Equal(scope) {
			above = g.Parent
		}
	}
	if above == "" {
		return ""
	}
	return estate.ManagementGroupScope(above)
}
