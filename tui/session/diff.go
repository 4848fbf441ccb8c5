package session

import (
	"slices"

	"kvlab/engine/trace"
)

// GateChange is a gate whose outcome differs before and after a change.
type GateChange struct {
	Gate       trace.GateName
	Was, IsNow trace.GateOutcome
}

// GateChanges lists the gates that came out otherwise than before the last change, in the trace's order.
func (r *Reading) GateChanges() []GateChange {
	if r.Before == nil || r.Trace == nil {
		return nil
	}
	var changes []GateChange
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		if was := gateOf(r.Before, g.Gate); was != nil && was.Outcome != g.Outcome {
			changes = append(changes, GateChange{g.Gate, was.Outcome, g.Outcome})
		}
	}
	return changes
}

// Changed reports whether a step reads otherwise than before the last change, or was not there.
func (r *Reading) Changed(gate, step int) bool {
	if r.Before == nil {
		return false
	}
	g := &r.Trace.Gates[gate]
	was := gateOf(r.Before, g.Gate)
	if was == nil {
		return true
	}
	return !slices.ContainsFunc(was.Steps, func(s trace.Step) bool { return alike(&s, &g.Steps[step]) })
}

// Gone lists the steps that were taken before the last change and are not there any more, by their ids.
func (r *Reading) Gone() []trace.Step {
	if r.Before == nil || r.Trace == nil {
		return nil
	}
	var gone []trace.Step
	for i := range r.Before.Gates {
		was := &r.Before.Gates[i]
		now := gateOf(r.Trace, was.Gate)
		for j := range was.Steps {
			s := &was.Steps[j]
			if now == nil || !slices.ContainsFunc(now.Steps, func(x trace.Step) bool { return x.ID == s.ID }) {
				gone = append(gone, *s)
			}
		}
	}
	return gone
}

func alike(a, b *trace.Step) bool {
	return a.ID == b.ID && a.Outcome == b.Outcome && a.Title == b.Title && a.Detail == b.Detail
}

func gateOf(t *trace.Trace, name trace.GateName) *trace.Gate {
	for i := range t.Gates {
		if t.Gates[i].Gate == name {
			return &t.Gates[i]
		}
	}
	return nil
}
