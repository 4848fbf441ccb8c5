package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kvlab/tui/session"
)

// listBreaks lists the breakpoints that are set, then those that would stop somewhere in this trace.
func (t *talk) listBreaks() error {
	r := &t.open.Reading
	t.breaks = r.Offers()
	t.say("Breakpoints; run and play stop at those that are set:")
	for i, b := range t.breaks {
		set := ""
		if slices.Contains(r.Breakpoints, b) {
			set = ", set"
		}
		t.say("%d. %s%s.", i+1, b.InWords(), set)
	}
	t.numbers("break")
	t.say("Type a number to set one, or to take it away. break alone is for the step that you read.")
	return nil
}

// toggleBreak sets a breakpoint or takes it away.
func (t *talk) toggleBreak(word string) error {
	b, err := t.breakpoint(word)
	if err != nil {
		return err
	}
	if t.open.Reading.ToggleBreak(b) {
		t.say("run and play stop at %s. run goes on to the next one.", b.InWords())
		return nil
	}
	t.say("run and play do not stop at %s any more.", b.InWords())
	return nil
}

// breakpoint is the one that is meant: of the list, in words, or this step.
func (t *talk) breakpoint(word string) (b session.Breakpoint, err error) {
	r := &t.open.Reading
	if word == "" {
		s := r.Step()
		if s == nil {
			return b, errors.New("go to a step first, or name the breakpoint: breaks lists them")
		}
		return session.Breakpoint{By: session.AtStep, Value: s.ID}, nil
	}
	if id, ok := strings.CutPrefix(word, "step "); ok && slices.Contains(t.stepIDs(), id) {
		return session.Breakpoint{By: session.AtStep, Value: id}, nil
	}
	offers := t.breaks
	if !number(word) || offers == nil {
		offers = r.Offers()
	}
	var names []string
	for _, b := range offers {
		names = append(names, b.InWords())
	}
	n, err := pick("breakpoint", word, names)
	if err != nil {
		return b, err
	}
	return offers[n], nil
}

// runOn goes to the next breakpoint, or to the one before.
func (t *talk) runOn(word string) error {
	r := &t.open.Reading
	by, way := 1, "ahead"
	switch {
	case r.Trace == nil:
		return errNoTrace
	case len(r.Breakpoints) == 0:
		return errors.New("no breakpoint is set: break sets one at this step, breaks lists others")
	case word == "back":
		by, way = -1, "behind"
	case word != "" && word != "on":
		return fmt.Errorf("run goes on, and run back goes back: %q is neither", word)
	}
	place, ok := r.Break(by)
	if !ok {
		return errors.New("no breakpoint lies " + way)
	}
	return t.moveTo(place)
}
