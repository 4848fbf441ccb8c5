package plain

import (
	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// work is a job on the open lab that a session has no method for: a change, then a look at what it did.
func (t *talk) work(label string, change func(*engine.Lab) error) session.Job {
	s := t.open
	return func() (*session.Update, error) {
		if err := change(s.Lab); err != nil {
			return nil, err
		}
		u, err := session.Refresh{}.Job(s)()
		if err != nil {
			return nil, err
		}
		u.Label = label
		if s.Request != nil {
			if u.Trace, err = s.Lab.Evaluate(s.Request); err != nil {
				return nil, err
			}
		}
		u.Reached, err = s.Scenario.Check(s.Lab, &u.Progress, u.Trace)
		return u, err
	}
}

// do carries a job out, and tells what came of it.
func (t *talk) do(job session.Job) error {
	was := t.summary()
	u, err := t.take(job)
	if err != nil {
		return err
	}
	if u.Issued != nil {
		t.say("%s: %s.", u.Issued.ID, trace.Summary(u.Trace))
	} else {
		t.say("Done: %s.%s", u.Label, t.effect(was))
	}
	t.reached(u)
	return nil
}

// take carries a job out.
func (t *talk) take(job session.Job) (*session.Update, error) {
	u, err := job()
	if err == nil {
		t.open.Accept(u)
	}
	return u, err
}

// summary is how the last request ends as things are; empty when there is none.
func (t *talk) summary() string {
	if x := t.open.Reading.Trace; x != nil {
		return trace.Summary(x)
	}
	return ""
}

// effect is what a change did to the last request, in a sentence.
func (t *talk) effect(was string) string {
	now := t.summary()
	switch {
	case now == "":
		return ""
	case now == was:
		return " " + t.open.Request.ID + " stays " + now + "."
	}
	return " " + t.open.Request.ID + " was " + was + ", and is now " + now + "."
}

// reached tells which goals a job has reached.
func (t *talk) reached(u *session.Update) {
	s := t.open
	for _, id := range u.Reached {
		if g, err := s.Scenario.Goal(id); err == nil {
			t.say("Goal reached: %s.", g.Text)
		}
	}
	if len(u.Reached) > 0 && s.Finished() {
		t.say("All goals are reached. debrief reads the score, and what there is to take along.")
		if err := t.rate(); err != nil {
			t.say("They could not be scored: %s", err)
		}
	}
}
