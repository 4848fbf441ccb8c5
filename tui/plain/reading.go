package plain

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"

	"kvlab/engine/nearest"
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
	t.numbers("step")
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
		if o, asked := r.Origins[e.Source]; asked && e.Source != "" {
			t.say("  that is %s, %s", e.Source, sentence(o.InWords()))
		}
	}
	if s.Command != "" {
		t.say("  to see it: %s", s.Command)
	}
}

// moveTo goes to a step and reads it.
func (t *talk) moveTo(place int) error {
	r := &t.open.Reading
	was, _ := r.At(r.Place())
	r.MoveTo(place)
	t.arrived(was)
	return nil
}

// arrived reads the step that the reader has come to, with its gate when that is another one than before.
func (t *talk) arrived(was int) {
	r := &t.open.Reading
	if r.Step() == nil {
		return
	}
	if gate, _ := r.At(r.Place()); gate != was || r.Place() == r.First(gate) {
		g := &r.Trace.Gates[gate]
		t.say("Gate %s: %s.", g.Gate, g.Outcome.Words())
	}
	t.stepRead(r.Place())
}

func (t *talk) step(word string) error {
	r := &t.open.Reading
	if r.Trace == nil {
		return errNoTrace
	}
	switch word {
	case "":
		return t.moveTo(max(0, r.Place()))
	case "over":
		return t.over(1)
	case "back":
		return t.over(-1)
	case "into":
		return t.into()
	case "out":
		return t.out()
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		return t.stepNamed(word)
	}
	if n < 1 || n > r.Steps() {
		return fmt.Errorf("there is no step %q: this trace has %s", word, plural(r.Steps(), "step"))
	}
	return t.moveTo(n - 1)
}

// stepNamed goes to the first step of an id, as lessons and goals name them.
func (t *talk) stepNamed(id string) error {
	r := &t.open.Reading
	was, _ := r.At(r.Place())
	if !r.Seek(id) {
		return fmt.Errorf("there is no step %q%s", id, nearest.Hint(id, append(t.stepIDs(), "over", "into", "out", "back")))
	}
	t.arrived(was)
	return nil
}

func (t *talk) stepIDs() []string {
	r := &t.open.Reading
	var ids []string
	for place := range r.Steps() {
		gate, step := r.At(place)
		ids = append(ids, r.Trace.Gates[gate].Steps[step].ID)
	}
	return ids
}
