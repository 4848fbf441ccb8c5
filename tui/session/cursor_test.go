package session

import (
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/trace"
)

// drawTrace makes up a trace: a few gates, some without steps, and steps of which some have evidence.
func drawTrace(rt *rapid.T, name string) *trace.Trace {
	t := &trace.Trace{}
	for _, gate := range trace.GateNames {
		g := trace.Gate{Gate: gate, Outcome: rapid.SampledFrom([]trace.GateOutcome{trace.GatePass, trace.GateFail, trace.GateWouldPass,
			trace.GateWouldFail, trace.GateUnknown}).Draw(rt, name+" outcome")}
		for range rapid.IntRange(0, 4).Draw(rt, name+" steps") {
			s := trace.Step{ID: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, name+" id"),
				Title:   rapid.SampledFrom([]string{"x", "y"}).Draw(rt, name+" title"),
				Outcome: rapid.SampledFrom([]trace.Outcome{trace.Pass, trace.Fail, trace.Info, trace.Ignored}).Draw(rt, name+" step")}
			for range rapid.IntRange(0, 2).Draw(rt, name+" evidence") {
				s.Evidence = append(s.Evidence, trace.Evidence{Label: "label", Value: rapid.SampledFrom([]string{"1", "2"}).Draw(rt, name+" value")})
			}
			g.Steps = append(g.Steps, s)
		}
		t.Gates = append(t.Gates, g)
	}
	return t
}

// spot is all there is to where a reader stands.
type spot struct {
	place, fact int
}

func (r *Reading) spot() spot { return spot{r.place, r.fact} }

// Stepping forward from anywhere and back again ends where it began, at any depth; and stepping forward often enough
// meets every gate, every step or every piece of evidence once, in order.
func TestEveryWayForwardHasItsMirror(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := &Reading{Trace: drawTrace(rt, "trace")}
		r.place, r.depth = -1, rapid.SampledFrom([]Depth{GateDepth, StepDepth, FactDepth}).Draw(rt, "depth")
		want := stops(r)
		for n, at := range want {
			r.Next()
			if r.spot() != at {
				rt.Fatalf("stop %d is %v, want %v", n, r.spot(), at)
			}
			if n == 0 {
				continue
			}
			r.Previous()
			if r.spot() != want[n-1] {
				rt.Fatalf("back from stop %d is %v, want %v", n, r.spot(), want[n-1])
			}
			r.Next()
		}
		end := r.spot()
		if r.Next(); r.spot() != end {
			rt.Fatalf("there is something behind the end: %v", r.spot())
		}
	})
}

// stops lists where Next comes to, from before the first step on: counted by hand.
func stops(r *Reading) (all []spot) {
	place := 0
	for _, g := range r.Trace.Gates {
		for i, s := range g.Steps {
			switch {
			case r.depth == StepDepth, r.depth == GateDepth && i == 0:
				all = append(all, spot{place, 0})
			case r.depth == FactDepth:
				for n := range s.Evidence {
					all = append(all, spot{place, n})
				}
			}
			place++
		}
	}
	return all
}

func TestSteppingIntoAndOutOfAStep(t *testing.T) {
	r := &Reading{Trace: &trace.Trace{Gates: []trace.Gate{{Gate: trace.Network, Steps: []trace.Step{
		{ID: "bare"}, {ID: "rich", Evidence: []trace.Evidence{{Label: "zone"}, {Label: "link"}}}}}}}}
	if r.Into() {
		t.Error("there is something in a step without evidence")
	}
	r.MoveTo(1)
	if !r.Into() || r.Fact().Label != "zone" {
		t.Fatalf("stepping in comes to %v", r.Fact())
	}
	r.Next()
	if r.Fact().Label != "link" || r.Into() {
		t.Errorf("at %v, or evidence has an inside", r.Fact())
	}
	if !r.Out() || r.Fact() != nil || r.Place() != 1 {
		t.Errorf("stepping out of the evidence leaves the step: %d", r.Place())
	}
	if !r.Out() || r.Place() != 0 || r.Depth() != GateDepth || r.Out() {
		t.Errorf("stepping out of a step does not come to its gate: %d", r.Place())
	}
}

func denied() *trace.Trace {
	network, missing := trace.Network, trace.RecordMissing
	return &trace.Trace{StoppedAt: &network, Gates: []trace.Gate{
		{Gate: trace.Identity, Outcome: trace.GatePass, Steps: []trace.Step{
			{ID: "identity.environment", Outcome: trace.Fail},
			{ID: "identity.managed", Outcome: trace.Pass, Evidence: []trace.Evidence{{Label: "managed identity", Value: "app-web", Source: "identity.app-web"}}}}},
		{Gate: trace.Network, Outcome: trace.GateFail, Steps: []trace.Step{
			{ID: "network.zone", Outcome: trace.Fail}, {ID: "network.record", Outcome: trace.Fail, Reason: &missing}, {ID: "network.way", Outcome: trace.Info}}},
		{Gate: trace.Authorization, Outcome: trace.GateWouldPass, Steps: []trace.Step{{ID: "authorization.idle", Outcome: trace.Ignored}}},
		{Gate: trace.Object, Outcome: trace.GateWouldFail, Steps: []trace.Step{{ID: "object.enabled", Outcome: trace.Fail}}},
	}}
}

func TestRunningStopsWhereABreakpointSays(t *testing.T) {
	for _, test := range []struct {
		name   string
		set    []Breakpoint
		places []int
	}{
		{"at no breakpoint", nil, nil},
		{"at a step", []Breakpoint{{AtStep, "network.record"}}, []int{3}},
		{"at a gate's first step", []Breakpoint{{AtGate, "network"}}, []int{2}},
		{"at an outcome, in every gate", []Breakpoint{{AtOutcome, "fail"}}, []int{0, 2, 3, 6}},
		{"at a reason", []Breakpoint{{AtReason, "record_missing"}}, []int{3}},
		{"at a principal, in any case", []Breakpoint{{AtPrincipal, "APP-web"}}, []int{1}},
		{"at either of two", []Breakpoint{{AtOutcome, "ignored"}, {AtGate, "object"}}, []int{5, 6}},
	} {
		r := &Reading{Trace: denied(), Breakpoints: test.set}
		r.MoveTo(-1)
		for _, want := range test.places {
			place, ok := r.Break(1)
			if !ok || place != want {
				t.Errorf("%s: stops at %d, want %d", test.name, place, want)
			}
			r.MoveTo(place)
		}
		if place, ok := r.Break(1); ok {
			t.Errorf("%s: stops at %d too", test.name, place)
		}
		if len(test.places) > 1 {
			if place, ok := r.Break(-1); !ok || place != test.places[len(test.places)-2] {
				t.Errorf("%s: back at %d", test.name, place)
			}
		}
	}
}

// A failed step does not refuse by itself: a credential may fail, and the next one serve.
func TestRefusalsAreOfGatesThatRefuseOrWould(t *testing.T) {
	r := &Reading{Trace: denied()}
	r.MoveTo(-1)
	for _, want := range []int{3, 6} {
		place, ok := r.Refusal(1)
		if !ok || place != want {
			t.Errorf("the next refusal is at %d, want %d", place, want)
		}
		r.MoveTo(place)
	}
	if _, ok := r.Refusal(1); ok {
		t.Error("there is one more refusal")
	}
	if place, ok := r.Refusal(-1); !ok || place != 3 || place != r.Deciding() {
		t.Errorf("the first refusal, at %d, is not the one that decided", place)
	}
}

func TestABreakpointStaysForTheNextTraceAndIsOfferedFirst(t *testing.T) {
	r := &Reading{Trace: denied()}
	mine := Breakpoint{AtStep, "network.zone"}
	if !r.ToggleBreak(mine) {
		t.Error("it was there already")
	}
	r.Open(denied(), nil)
	offers := r.Offers()
	if len(offers) == 0 || offers[0] != mine {
		t.Fatalf("offered: %v", offers)
	}
	stopping := 0
	for _, b := range offers {
		stopping += len((&Reading{Trace: denied(), Breakpoints: []Breakpoint{b}, place: -1}).run())
	}
	if stopping < len(offers) {
		t.Errorf("of %d offers some stop nowhere", len(offers))
	}
	if r.ToggleBreak(mine) || len(r.Breakpoints) != 0 {
		t.Error("it is not taken away")
	}
}

// run lists all places where running stops.
func (r *Reading) run() (places []int) {
	for {
		place, ok := r.Break(1)
		if !ok {
			return places
		}
		places = append(places, place)
		r.MoveTo(place)
	}
}

func TestPlayingStopsAtABreakpointAndAtTheEnd(t *testing.T) {
	r := &Reading{Trace: denied(), Breakpoints: []Breakpoint{{AtStep, "network.record"}}}
	for _, want := range []int{3, 6} {
		for r.Playing = true; r.Playing; {
			r.PlayOn()
		}
		if r.Place() != want {
			t.Errorf("playing stops at %d, want %d", r.Place(), want)
		}
	}
	seen := map[string]bool{}
	for range 3 {
		seen[r.Speed.Words()+r.Speed.Pause().String()] = true
		r.TurnSpeed()
	}
	if len(seen) != 3 || r.Speed != Usual {
		t.Errorf("three turns come to %v, having been %v", r.Speed, seen)
	}
}
