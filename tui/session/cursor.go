package session

import (
	"kvlab/engine/trace"
)

// Depth is how far apart the places are that the reader's cursor goes to.
type Depth int

const (
	GateDepth Depth = iota - 1 // from gate to gate
	StepDepth                  // from step to step
	FactDepth                  // from one piece of evidence to the next
)

// Depth is how fine the reader steps.
func (r *Reading) Depth() Depth { return r.depth }

// Fact is the evidence the reader stands on, nil unless they step from one to the next.
func (r *Reading) Fact() *trace.Evidence {
	s := r.Step()
	if r.depth != FactDepth || s == nil || r.fact >= len(s.Evidence) {
		return nil
	}
	return &s.Evidence[r.fact]
}

// Into steps finer from here: from a gate into its steps, from a step into its evidence. It reports whether there was
// anything to step into.
func (r *Reading) Into() bool {
	s := r.Step()
	if r.depth == FactDepth || s == nil || r.depth == StepDepth && len(s.Evidence) == 0 {
		return false
	}
	r.depth++
	r.fact = 0
	r.version++
	return true
}

// Out steps coarser: from evidence out to its step, from a step out to its gate.
func (r *Reading) Out() bool {
	if r.depth == GateDepth || r.Steps() == 0 {
		return false
	}
	r.depth--
	if gate, _ := r.At(r.place); r.depth == GateDepth && gate >= 0 {
		r.MoveTo(r.First(gate))
	}
	r.version++
	return true
}

// Next steps over one thing: a gate, a step, a piece of evidence, as deep as the reader is. Previous is its mirror.
func (r *Reading) Next() { r.over(1) }

// Previous see Next.
func (r *Reading) Previous() { r.over(-1) }

func (r *Reading) over(by int) {
	switch r.depth {
	case GateDepth:
		r.overGate(by)
	case FactDepth:
		r.overFact(by)
	default:
		r.MoveTo(max(0, r.place+by))
	}
}

func (r *Reading) overGate(by int) {
	gate, _ := r.At(r.place)
	for gate += by; gate >= 0 && r.Trace != nil && gate < len(r.Trace.Gates); gate += by {
		if len(r.Trace.Gates[gate].Steps) > 0 {
			r.MoveTo(r.First(gate))
			return
		}
	}
}

// overFact goes to the next evidence, also that of a later step; steps without any are passed over.
func (r *Reading) overFact(by int) {
	if s := r.Step(); s != nil && r.fact+by >= 0 && r.fact+by < len(s.Evidence) {
		r.fact += by
		r.version++
		return
	}
	place, ok := r.seek(by, func(_ *trace.Gate, _ int, s *trace.Step) bool { return len(s.Evidence) > 0 })
	if !ok {
		return
	}
	r.MoveTo(place)
	if by < 0 {
		r.fact = len(r.Step().Evidence) - 1
	}
}

// seek looks for a step before or after the reader's, and returns its place.
func (r *Reading) seek(by int, wanted func(g *trace.Gate, i int, s *trace.Step) bool) (place int, ok bool) {
	for place := r.place + by; place >= 0; place += by {
		gate, step := r.At(place)
		if gate < 0 {
			break
		}
		if g := &r.Trace.Gates[gate]; wanted(g, step, &g.Steps[step]) {
			return place, true
		}
	}
	return r.place, false
}

// Refusal looks for the next step, or for by -1 the one before, at which a gate refuses or would refuse: the last
// failed one of its gate. A fix for the first refusal uncovers the next.
func (r *Reading) Refusal(by int) (place int, ok bool) {
	return r.seek(by, func(g *trace.Gate, i int, _ *trace.Step) bool {
		return (g.Outcome == trace.GateFail || g.Outcome == trace.GateWouldFail) && i == lastFailed(g)
	})
}

func lastFailed(g *trace.Gate) int {
	last := -1
	for i := range g.Steps {
		if g.Steps[i].Outcome == trace.Fail {
			last = i
		}
	}
	return last
}
