package session

import (
	"slices"
	"strings"

	"kvlab/engine/trace"
)

// BreakBy is what a breakpoint looks at.
type BreakBy int

const (
	AtStep      BreakBy = iota // a step's id
	AtGate                     // the first step of a gate
	AtOutcome                  // a step's outcome
	AtReason                   // a step's reason
	AtPrincipal                // a principal among a step's evidence, by name or id
)

var breakWords = [...]string{AtStep: "step", AtGate: "gate", AtOutcome: "outcome", AtReason: "reason", AtPrincipal: "principal"}

// Breakpoint is where running through a trace stops.
type Breakpoint struct {
	By    BreakBy
	Value string
}

// InWords is a breakpoint as a reader sees it: "outcome fail".
func (b Breakpoint) InWords() string {
	value := b.Value
	if b.By == AtReason {
		value = trace.Reason(value).Words()
	}
	return breakWords[b.By] + " " + value
}

// stops reports whether running stops at step i of a gate.
func (b Breakpoint) stops(g *trace.Gate, i int) bool {
	s := &g.Steps[i]
	switch b.By {
	case AtStep:
		return s.ID == b.Value
	case AtGate:
		return i == 0 && string(g.Gate) == b.Value
	case AtOutcome:
		return string(s.Outcome) == b.Value
	case AtReason:
		return s.Reason != nil && string(*s.Reason) == b.Value
	}
	return slices.ContainsFunc(s.Evidence, func(e trace.Evidence) bool {
		return ofPrincipal(&e) && strings.EqualFold(e.Value, b.Value)
	})
}

// ofPrincipal reports whether evidence names a principal.
func ofPrincipal(e *trace.Evidence) bool {
	switch e.Label {
	case "object ID", "client ID", "managed identity", "principal", "user":
		return true
	}
	return false
}

// Broken reports whether running stops at a step.
func (r *Reading) Broken(gate, step int) bool {
	return slices.ContainsFunc(r.Breakpoints, func(b Breakpoint) bool { return b.stops(&r.Trace.Gates[gate], step) })
}

// ToggleBreak sets a breakpoint or takes it away, and reports whether it is there now.
func (r *Reading) ToggleBreak(b Breakpoint) bool {
	r.version++
	if i := slices.Index(r.Breakpoints, b); i >= 0 {
		r.Breakpoints = slices.Delete(slices.Clone(r.Breakpoints), i, i+1)
		return false
	}
	r.Breakpoints = append(slices.Clip(r.Breakpoints), b)
	return true
}

// Break looks for the next breakpoint, or for by -1 the one before.
func (r *Reading) Break(by int) (place int, ok bool) {
	return r.seek(by, func(g *trace.Gate, i int, _ *trace.Step) bool {
		return slices.ContainsFunc(r.Breakpoints, func(b Breakpoint) bool { return b.stops(g, i) })
	})
}

// Offers lists the breakpoints that would stop somewhere in this trace, after those that are set: by gate, outcome,
// reason and principal. Steps are broken at where they stand.
func (r *Reading) Offers() []Breakpoint {
	offers := slices.Clone(r.Breakpoints)
	add := func(by BreakBy, value string) {
		if b := (Breakpoint{by, value}); value != "" && !slices.Contains(offers, b) {
			offers = append(offers, b)
		}
	}
	if r.Trace == nil {
		return offers
	}
	for _, g := range r.Trace.Gates {
		if len(g.Steps) > 0 {
			add(AtGate, string(g.Gate))
		}
	}
	for _, o := range [...]trace.Outcome{trace.Fail, trace.Ignored, trace.Pass, trace.Info} {
		r.each(func(s *trace.Step) {
			if s.Outcome == o {
				add(AtOutcome, string(o))
			}
		})
	}
	r.each(func(s *trace.Step) {
		if s.Reason != nil {
			add(AtReason, string(*s.Reason))
		}
	})
	r.each(func(s *trace.Step) {
		for i := range s.Evidence {
			if ofPrincipal(&s.Evidence[i]) {
				add(AtPrincipal, s.Evidence[i].Value)
			}
		}
	})
	return offers
}

func (r *Reading) each(f func(*trace.Step)) {
	for i := range r.Trace.Gates {
		for j := range r.Trace.Gates[i].Steps {
			f(&r.Trace.Gates[i].Steps[j])
		}
	}
}
