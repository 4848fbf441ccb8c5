package plain

import (
	"kvlab/engine"
	"kvlab/engine/agenda"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// ahead is how many things that are due are read.
const ahead = 5

func (t *talk) clock() error {
	due, err := t.open.Lab.Due(ahead)
	if err != nil {
		return err
	}
	t.say("In the lab it is %s.", trace.Stamp(t.open.State.Lab.Clock))
	if len(due) == 0 {
		t.say("Nothing is due.")
		return nil
	}
	t.say("Due next:")
	for _, u := range due {
		t.say("  %s: %s.", trace.Stamp(u.At), u.What)
	}
	t.say("advance next goes to the first of them, advance 90d lets 90 days pass.")
	return nil
}

func (t *talk) advance(word string) error {
	var events []agenda.Event
	job := t.work("advance "+word, func(lab *engine.Lab) (err error) {
		if word == "next" {
			events, err = lab.AdvanceToNext()
			return err
		}
		now := t.open.State.Lab.Clock
		span, err := session.ParseSpan(word)
		if err == nil {
			events, err = lab.Advance(span.After(now).Sub(now))
		}
		return err
	})
	if err := t.do(job); err != nil {
		return err
	}
	for _, e := range events {
		t.say("%s: %s.", trace.Stamp(e.At), e.What)
	}
	t.say("In the lab it is %s.", trace.Stamp(t.open.State.Lab.Clock))
	return nil
}
