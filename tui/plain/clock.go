package plain

import (
	"fmt"
	"strconv"
	"time"

	"kvlab/engine"
	"kvlab/engine/agenda"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// ahead is how many things that are due are read.
const ahead = 10

func (t *talk) clock() error {
	due, err := t.open.Lab.Due(ahead)
	if err != nil {
		return err
	}
	t.say("In the lab it is %s.", trace.Stamp(t.open.State.Lab.Clock))
	if len(due) == 0 {
		t.numbers("")
		t.say("Nothing is due.")
		return nil
	}
	t.say("Due next:")
	for i, u := range due {
		t.say("%d. %s: %s.", i+1, trace.Stamp(u.At), u.What)
	}
	t.numbers("advance")
	t.say("advance next goes to the first of them, advance 90d lets 90 days pass. Type a number to go to one of them.")
	return nil
}

func (t *talk) advance(word string) error {
	var events []agenda.Event
	job := t.work("advance "+word, func(lab *engine.Lab) (err error) {
		if word == "next" {
			events, err = lab.AdvanceToNext()
			return err
		}
		until, err := t.until(word)
		if err == nil {
			events, err = lab.Advance(until.Sub(t.open.State.Lab.Clock))
		}
		return err
	})
	if err := t.do(job); err != nil {
		return err
	}
	for _, e := range events {
		t.say("%s: %s.", trace.Stamp(e.At), e.What)
	}
	if len(events) == 0 {
		t.say("Nothing has changed by itself.")
	}
	t.say("In the lab it is %s.", trace.Stamp(t.open.State.Lab.Clock))
	return nil
}

// until is the moment that a word means: a span from now, or the number of a thing that is due.
func (t *talk) until(word string) (time.Time, error) {
	n, err := strconv.Atoi(word)
	if err != nil {
		span, err := session.ParseSpan(word)
		return span.After(t.open.State.Lab.Clock), err
	}
	due, err := t.open.Lab.Due(ahead)
	switch {
	case err != nil:
		return time.Time{}, err
	case n < 1 || n > len(due):
		return time.Time{}, fmt.Errorf("there is no number %d among what is due: there %s. A length has a unit, such as 90d", n, are(len(due)))
	}
	return due[n-1].At, nil
}
