// Package session is what is open on the desktop: a lab, the scenario it came from, and where its learner stands.
// Windows share it. They may move the reader's place themselves; whatever touches the lab is an action (action.go).
package session

import (
	"kvlab/engine/trace"
)

// Reading is a trace and the place a reader has in it. The trace is complete: moving asks nobody.
//
// Places are indexes into all steps of all gates, in the trace's order; -1 is before the first one.
type Reading struct {
	// Trace is the last request's, as it would end now; nil before anything was issued.
	Trace *trace.Trace
	// Before is the same request's trace before the last change; nil when nothing changed since it was issued.
	// Changes says what changed between the two, in the learner's words.
	Before  *trace.Trace
	Changes []string
	// Content is what an allowed request returned, as lines; empty otherwise.
	Content []string
	// Fixes is nil until they were searched for (action FindFixes), and again after the next change.
	Fixes []trace.Fix
	// Playing moves the place forward by itself, at Speed. The program's ticks do it (PlayOn), windows only set the flag.
	Playing bool
	Speed   Speed
	// Breakpoints are where running and playing stop; they stay from trace to trace.
	Breakpoints []Breakpoint
	// Pinned is a trace kept to lay beside others, nil for none; Beside is what was laid beside this one (Pair).
	Pinned *trace.Trace
	Beside Beside
	// Origins says where facts have their values from, by path, as far as somebody asked (action Locate).
	Origins map[string]Origin

	place     int
	depth     Depth
	fact      int // which evidence of the step, at FactDepth
	collapsed map[trace.GateName]bool
	version   uint64
}

// Version grows with every change, also of exported fields: whoever sets one calls Bump.
func (r *Reading) Version() uint64 { return r.version }

// Bump says that something changed.
func (r *Reading) Bump() { r.version++ }

// Open starts to read a request that was just carried out.
func (r *Reading) Open(t *trace.Trace, content []string) {
	*r = Reading{Trace: t, Content: content, Speed: r.Speed, Breakpoints: r.Breakpoints, Pinned: r.Pinned, version: r.version + 1}
}

// Compare reads the same request's trace again after a change, beside the one before it.
func (r *Reading) Compare(t *trace.Trace, label string) {
	r.Before, r.Trace, r.Changes = r.Trace, t, []string{label}
	r.Fixes, r.Content, r.Playing = nil, nil, false
	r.Beside, r.Origins, r.fact = Beside{}, nil, 0
	r.place = r.Deciding()
	r.version++
}

// Steps is the number of steps in the trace.
func (r *Reading) Steps() int {
	n := 0
	if r.Trace != nil {
		for i := range r.Trace.Gates {
			n += len(r.Trace.Gates[i].Steps)
		}
	}
	return n
}

// Place is where the reader stands: from -1 to Steps()-1.
func (r *Reading) Place() int { return r.place }

// MoveTo moves the reader and opens the gate they come to.
func (r *Reading) MoveTo(place int) {
	place = max(-1, min(place, r.Steps()-1))
	if gate, _ := r.At(place); gate >= 0 && r.collapsed[r.Trace.Gates[gate].Gate] {
		delete(r.collapsed, r.Trace.Gates[gate].Gate)
		r.version++
	}
	if place != r.place {
		r.place, r.fact = place, 0
		r.version++
	}
}

// At splits a place into gate and step; both are -1 outside of the trace.
func (r *Reading) At(place int) (gate, step int) {
	if r.Trace == nil || place < 0 {
		return -1, -1
	}
	for gate := range r.Trace.Gates {
		if n := len(r.Trace.Gates[gate].Steps); place < n {
			return gate, place
		} else {
			place -= n
		}
	}
	return -1, -1
}

// Step returns the step the reader stands on, nil before the first.
func (r *Reading) Step() *trace.Step {
	gate, step := r.At(r.place)
	if gate < 0 {
		return nil
	}
	return &r.Trace.Gates[gate].Steps[step]
}

// First returns the place of a gate's first step.
func (r *Reading) First(gate int) int {
	place := 0
	for i := range gate {
		place += len(r.Trace.Gates[i].Steps)
	}
	return place
}

// Deciding returns the place of the step that decided, see trace.Deciding.
func (r *Reading) Deciding() int {
	if r.Trace == nil {
		return -1
	}
	gate, step := r.Trace.Deciding()
	if gate < 0 {
		return -1
	}
	return r.First(gate) + step
}

// Collapsed reports whether a gate's steps are folded away.
func (r *Reading) Collapsed(g trace.GateName) bool { return r.collapsed[g] }

// Collapse folds a gate's steps away or opens them.
func (r *Reading) Collapse(g trace.GateName, folded bool) {
	if r.collapsed == nil {
		r.collapsed = map[trace.GateName]bool{}
	}
	if r.collapsed[g] != folded {
		r.collapsed[g] = folded
		r.version++
	}
}

func (r *Reading) folded() []trace.GateName {
	var gates []trace.GateName
	for _, g := range trace.GateNames {
		if r.collapsed[g] {
			gates = append(gates, g)
		}
	}
	return gates
}
