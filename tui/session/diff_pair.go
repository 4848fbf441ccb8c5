package session

import "kvlab/engine/trace"

// Source is where the trace comes from that is laid beside the one in view.
type Source int

const (
	Previous Source = iota // the same request before the last change
	WhatIf                 // the same request as if a fix had been made
	OtherProfile
	OtherRequest
	Pin       // the pinned trace
	Elsewhere // the same request at another place of the timeline
)

// Beside is a trace laid beside the one in view. The zero value is the trace before the last change.
type Beside struct {
	Source Source
	Title  string
	Trace  *trace.Trace // of sources that a job evaluates
	Fix    *trace.Fix   // the one tried out, with WhatIf
}

// Side is one of two traces, with a few words on what it is.
type Side struct {
	Title string
	Trace *trace.Trace
}

// Pair is the two traces to compare, the earlier one or the real one on the left; ok is false when there is nothing to
// compare with.
func (r *Reading) Pair() (left, right Side, ok bool) {
	now := Side{"now", r.Trace}
	switch r.Beside.Source {
	case Previous:
		left, right = Side{"before the last change", r.Before}, now
	case Pin:
		left, right = Side{"pinned", r.Pinned}, now
	default:
		left, right = now, Side{r.Beside.Title, r.Beside.Trace}
	}
	return left, right, left.Trace != nil && right.Trace != nil
}

// Lay puts another trace beside the one in view; the zero value goes back to the one before the last change.
func (r *Reading) Lay(b Beside) {
	r.Beside = b
	r.version++
}

// PinTrace keeps the trace in view, to lay it beside later ones.
func (r *Reading) PinTrace() {
	r.Pinned = r.Trace
	r.version++
}
