package plain

import (
	"cmp"
	"errors"
	"fmt"

	"kvlab/engine/nearest"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// Moving through a trace: every way forward has its mirror.

var errFirst, errLast = errors.New("this is the first step"), errors.New("this was the last step")

// along makes a command that goes forward, or for by -1 back: over one thing, or to another gate or refusal.
func along(by int) func(*talk, string) error {
	return func(t *talk, word string) error {
		switch {
		case t.open.Reading.Trace == nil:
			return errNoTrace
		case word == "":
			return t.over(by)
		case word == "gate":
			return t.overGate(by)
		case word == "refusal":
			return t.toRefusal(by)
		}
		return fmt.Errorf("%q is nothing to go to%s", word, nearest.Hint(word, []string{"gate", "refusal"}))
	}
}

// over goes over one thing, as deep as the reader is.
func (t *talk) over(by int) error {
	r := &t.open.Reading
	place, fact := r.Place(), r.Fact()
	was, _ := r.At(place)
	switch {
	case by < 0 && place < 0:
		return errFirst
	case by < 0:
		r.Previous()
	default:
		r.Next()
	}
	switch {
	case place != r.Place() && r.Depth() == session.GateDepth:
		t.gateHead()
	case place != r.Place() && r.Fact() != nil:
		t.say("%d. %s (%s)", r.Place()+1, r.Step().Title, r.Step().ID)
		t.factRead()
	case place != r.Place():
		t.arrived(was)
	case fact != r.Fact():
		t.factRead()
	case by < 0:
		return errFirst
	default:
		return errLast
	}
	return nil
}

// gateHead reads the gate that the reader stands on, when they step from gate to gate.
func (t *talk) gateHead() {
	r := &t.open.Reading
	gate, _ := r.At(r.Place())
	if gate < 0 {
		return
	}
	g := &r.Trace.Gates[gate]
	t.say("Gate %s: %s, %s.%s", g.Gate, g.Outcome.Words(), plural(len(g.Steps), "step"), blame(g))
}

// factRead reads the evidence that the reader stands on, nothing when they stand on none.
func (t *talk) factRead() {
	r := &t.open.Reading
	e := r.Fact()
	if e == nil {
		return
	}
	evidence := r.Step().Evidence
	for i := range evidence {
		if &evidence[i] == e {
			t.say("Evidence %d of %d: %s = %s", i+1, len(evidence), e.Label, cmp.Or(e.Value, "(empty)"))
		}
	}
}

func (t *talk) into() error {
	r := &t.open.Reading
	switch was := r.Depth(); {
	case r.Step() == nil:
		return errors.New("go to a step first: next reads the first one")
	case r.Into() && was == session.GateDepth:
		t.stepRead(r.Place())
	case was == session.StepDepth && r.Depth() == session.StepDepth:
		return errors.New("this step has no evidence")
	case was == session.FactDepth:
		return errors.New("this is evidence, and has no inside")
	default:
		t.factRead()
	}
	return nil
}

func (t *talk) out() error {
	r := &t.open.Reading
	was, _ := r.At(r.Place())
	if !r.Out() {
		return errors.New("this is as coarse as it gets: next goes from gate to gate")
	}
	if r.Depth() == session.GateDepth {
		t.gateHead()
		return nil
	}
	t.arrived(was)
	return nil
}

// overGate goes to the first step of the next gate that has steps, or of the one before.
func (t *talk) overGate(by int) error {
	r := &t.open.Reading
	at, _ := r.At(r.Place())
	for gate := at + by; gate >= 0 && gate < len(r.Trace.Gates); gate += by {
		if len(r.Trace.Gates[gate].Steps) > 0 {
			return t.moveTo(r.First(gate))
		}
	}
	if by < 0 {
		return errors.New("this is the first gate")
	}
	return errors.New("this was the last gate")
}

func (t *talk) toRefusal(by int) error {
	place, ok := t.open.Reading.Refusal(by)
	switch {
	case ok:
		return t.moveTo(place)
	case by < 0:
		return errors.New("no gate further back refuses")
	}
	return errors.New("no gate further on refuses, or would")
}

// play reads step after step.
func (t *talk) play() error {
	r := &t.open.Reading
	if r.Place() >= r.Steps()-1 {
		return errLast
	}
	for r.Playing = true; r.Playing; {
		was, _ := r.At(r.Place())
		r.PlayOn()
		t.arrived(was)
	}
	t.stopped()
	return nil
}

// stopped says at which breakpoint the reader stands, nothing when they stand on none.
func (t *talk) stopped() {
	r := &t.open.Reading
	if gate, step := r.At(r.Place()); gate >= 0 && r.Broken(gate, step) {
		t.say("This is a breakpoint.")
	}
}

func (t *talk) readCaller() error {
	r := &t.open.Reading
	t.say("%s: %s.", r.Trace.Request.ID, trace.Summary(r.Trace))
	t.callerSees()
	return nil
}

func (t *talk) pin() error {
	t.open.Reading.PinTrace()
	t.say("Pinned. compare pin lays it beside later ones.")
	return nil
}
