package plain

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/trace"
)

var errNoTrace = errors.New("issue a request first: there is no trace yet")

// trace reads all steps, or those of one gate.
func (t *talk) trace(gate string) error {
	r := &t.open.Reading
	if r.Trace == nil {
		return errNoTrace
	}
	only := -1
	if gate != "" {
		var names []string
		for i := range r.Trace.Gates {
			names = append(names, string(r.Trace.Gates[i].Gate))
		}
		n, err := pick("gate of this trace", gate, names)
		if err != nil {
			return err
		}
		only = n
	}
	t.head()
	for i := range r.Trace.Gates {
		if only >= 0 && i != only {
			continue
		}
		t.gateRead(i)
	}
	if only < 0 {
		t.callerSees()
		for _, note := range r.Trace.Notes {
			t.say("Note: %s", note)
		}
	}
	t.verb = "step"
	return nil
}

// head says what was asked, how it ended and under which circumstances.
func (t *talk) head() {
	x := t.open.Reading.Trace
	t.say("%s: %s.", x.Request.ID, x.Request.Asked())
	t.say("It is %s. Profile %s, clock %s.", trace.Summary(x), x.Profile, trace.Stamp(x.At))
}

func (t *talk) gateRead(gate int) {
	r := &t.open.Reading
	g := &r.Trace.Gates[gate]
	t.say("Gate %s: %s, %s.", g.Gate, g.Outcome.Words(), plural(len(g.Steps), "step"))
	for j := range g.Steps {
		t.stepRead(r.First(gate) + j)
	}
}

// stepRead reads one step in full.
func (t *talk) stepRead(place int) {
	r := &t.open.Reading
	gate, step := r.At(place)
	s := &r.Trace.Gates[gate].Steps[step]
	marks := ""
	if s.Reason != nil {
		marks = ", " + s.Reason.Words()
	}
	if r.Changed(gate, step) {
		marks += ", changed"
	}
	if place == r.Deciding() {
		marks += ", decides"
	}
	t.say("%d. %s%s: %s (%s)", place+1, s.Outcome, marks, s.Title, s.ID)
	if s.Detail != "" {
		t.say("  %s", s.Detail)
	}
	for _, e := range s.Evidence {
		t.say("  %s = %s", e.Label, cmp.Or(e.Value, "(empty)"))
	}
	if s.Command != "" {
		t.say("  to see it: %s", s.Command)
	}
}

// moved makes a command of a place to go to.
func moved(to func(*talk) int) func(*talk) error {
	return func(t *talk) error {
		if t.open.Reading.Trace == nil {
			return errNoTrace
		}
		return t.moveTo(to(t))
	}
}

// moveTo goes to a step and reads it, with its gate when that is another one.
func (t *talk) moveTo(place int) error {
	r := &t.open.Reading
	switch {
	case place < 0:
		return errors.New("this is the first step")
	case place >= r.Steps():
		return errors.New("this was the last step")
	}
	was, _ := r.At(r.Place())
	r.MoveTo(place)
	if gate, _ := r.At(place); gate != was || place == r.First(gate) {
		g := &r.Trace.Gates[gate]
		t.say("Gate %s: %s.", g.Gate, g.Outcome.Words())
	}
	t.stepRead(place)
	return nil
}

func (t *talk) step(word string) error {
	r := &t.open.Reading
	if r.Trace == nil {
		return errNoTrace
	}
	if word == "" {
		return t.moveTo(max(0, r.Place()))
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > r.Steps() {
		return fmt.Errorf("there is no step %q: this trace has %s", word, plural(r.Steps(), "step"))
	}
	return t.moveTo(n - 1)
}

// compare says what the last change changed about the last request.
func (t *talk) compare() error {
	r := &t.open.Reading
	if r.Trace == nil {
		return errNoTrace
	}
	if r.Before == nil {
		return errors.New("nothing was changed since this request was issued")
	}
	t.say("After %s: it was %s, and is %s.", strings.Join(r.Changes, ", "), trace.Summary(r.Before), trace.Summary(r.Trace))
	for _, c := range r.GateChanges() {
		t.say("Gate %s: was %s, is %s.", c.Gate, c.Was.Words(), c.IsNow.Words())
	}
	for _, s := range r.Gone() {
		t.say("Gone: %s (%s)", s.Title, s.ID)
	}
	for place := range r.Steps() {
		if r.Changed(r.At(place)) {
			t.stepRead(place)
		}
	}
	return nil
}
