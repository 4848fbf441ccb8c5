package present

import (
	"slices"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// mostRefusals is how many refused steps of one gate are shown: the last ones, of which one decided.
const mostRefusals = 2

// depth is how closely a class looks at gates that let a request through which it has not seen before.
type depth int

const (
	inShort  depth = iota // at none, unless a later one refuses
	contrast              // at the grant that counted
	inFull                // at all of them
)

// telling are the places of a trace's steps that are worth a beat of their own. before is the trace of the same request
// that the class saw last, nil for none. What passes is shown where it is news.
func telling(t, before *trace.Trace, d depth) []int {
	if d == inShort && t.Verdict != trace.Allowed {
		d = contrast
	}
	var out []int
	from := 0
	for i := range t.Gates {
		g := &t.Gates[i]
		switch {
		case g.Outcome == trace.GateFail:
			out = append(out, refusals(g, from)...)
		case g.Outcome == trace.GatePass && news(g, before, d):
			out = append(out, from+typical(g))
		}
		from += len(g.Steps)
	}
	return out
}

// news reports whether a class has reason to look at a gate that lets the request through.
func news(g *trace.Gate, before *trace.Trace, d depth) bool {
	if before == nil {
		return d == inFull || d == contrast && g.Gate == trace.Authorization
	}
	i := slices.IndexFunc(before.Gates, func(b trace.Gate) bool { return b.Gate == g.Gate })
	return i >= 0 && (before.Gates[i].Outcome == trace.GateFail || before.Gates[i].Outcome == trace.GateWouldFail)
}

// typical is the step that says best why a gate let a request through: whose token it is, which grant counted, which way
// it went, what answered.
func typical(g *trace.Gate) int {
	at := len(g.Steps) - 1
	for i := range g.Steps {
		if g.Steps[i].Outcome != trace.Pass {
			continue
		}
		at = i
		if g.Gate == trace.Identity || g.Gate == trace.Authorization {
			break
		}
	}
	return max(0, at)
}

// refusals are the steps of a gate that refuses: grants that would have allowed in the other model, and what failed.
func refusals(g *trace.Gate, from int) []int {
	var ignored, failed []int
	for i := range g.Steps {
		switch s := &g.Steps[i]; {
		case s.Outcome == trace.Fail:
			failed = append(failed, from+i)
		case s.Outcome == trace.Ignored && wouldGrant(s):
			ignored = append(ignored, from+i)
		}
	}
	out := append(ignored, failed[max(0, len(failed)-mostRefusals):]...)
	slices.Sort(out)
	return out
}

// wouldGrant reports whether an ignored grant would have allowed the request. The trace has no reason for it: being
// ignored is the reason it gives.
func wouldGrant(s *trace.Step) bool { return strings.Contains(s.Detail, " would grant ") }

// stepAt is the step at a place.
func stepAt(t *trace.Trace, place int) (*trace.Gate, *trace.Step) {
	for i := range t.Gates {
		g := &t.Gates[i]
		if place < len(g.Steps) {
			return g, &g.Steps[place]
		}
		place -= len(g.Steps)
	}
	return nil, nil
}

// decided is the place of the step that decided, and of the last one when the request went through.
func decided(t *trace.Trace) int {
	gate, step := t.Deciding()
	for i := range max(0, gate) {
		step += len(t.Gates[i].Steps)
	}
	return step
}

// step tells of one step.
func (r *recorder) step(q *engine.Request, t *trace.Trace, place int) {
	g, s := stepAt(t, place)
	if s == nil {
		return
	}
	title, mark := capital(string(g.Gate))+" lets it through", string(s.Outcome)
	switch s.Outcome {
	case trace.Fail:
		if place != decided(t) {
			title = capital(string(g.Gate)) + ": something is amiss"
			break
		}
		title = capital(string(g.Gate)) + " refuses"
	case trace.Ignored:
		title = capital(string(g.Gate)) + " passes a grant by"
	}
	lines := []string{s.Title}
	if s.Detail != "" {
		lines = append(lines, s.Detail)
	}
	r.beat(Beat{Kind: Step, Title: title, Lines: lines, Mark: mark, Request: q.ID, Trace: t, Place: place, Note: stepNote(s)})
}

// big is how a request ended, to be seen from the last row.
func big(t *trace.Trace) string {
	switch {
	case t.Verdict == trace.Allowed:
		return "ALLOWED"
	case t.Response.Status == 0:
		return "NO ANSWER"
	}
	return strconv.Itoa(t.Response.Status)
}

// answered is the outcome in words, and the first line of what the caller would see. The others name ids.
func answered(t *trace.Trace) []string {
	lines := []string{trace.Summary(t)}
	for _, said := range []*string{t.Response.ClientError, t.Response.Message} {
		if said != nil && *said != "" {
			return append(lines, trace.VisibleLines(*said)[0])
		}
	}
	return lines
}

// asked is a request in a line, without an ending.
func asked(t *trace.Trace) string { return t.Request.Asked() }
