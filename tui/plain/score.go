package plain

import (
	"errors"

	"kvlab/tui/session"
)

// rate scores the lab and keeps the score.
func (t *talk) rate() error {
	u, err := session.Finish{}.Job(t.open)()
	if err == nil && u != nil {
		t.open.Accept(u)
	}
	return err
}

// debrief reads the score, what could be next, and the lab's own last words.
func (t *talk) debrief() error {
	if !t.open.Finished() {
		return errors.New("the debrief opens when all goals are reached")
	}
	if err := t.score(); err != nil {
		return err
	}
	t.say("")
	t.sayAll("", spoken(t.open.Scenario.Debrief))
	t.onward()
	return nil
}

// score reads the score of this try, or that of the one before while this one goes on.
func (t *talk) score() error {
	s := t.open
	if s.Finished() && !s.Progress.Scored {
		if err := t.rate(); err != nil {
			return err
		}
	}
	lab := t.book().Record().Labs[s.Scenario.ID]
	if lab.Last == nil {
		return errors.New("the score is counted when all goals are reached")
	}
	if !s.Finished() {
		t.say("This try goes on: %d of %s reached. Your last score:", s.GoalsDone(), plural(len(s.Scenario.Goals), "goal"))
	}
	best := ""
	if lab.Times > 1 {
		best = ", your best is " + plural(lab.Best.Total(), "point")
	}
	t.say("%d of 100 points%s:", lab.Last.Total(), best)
	for _, p := range lab.Last.Parts {
		t.say("- %s, %d of %d. %s", p.Name, p.Points, p.Of, p.Told)
	}
	if lab.Forecasts.Made > 0 {
		t.say("- Forecasts in this lab: right %s.", timesOf(lab.Forecasts))
	}
	return nil
}

// onward says which lab to do next, and has a number open it.
func (t *talk) onward() {
	next := t.book().Record().Next
	if next == nil || next.Lab == "" || t.open != nil && next.Lab == t.open.Scenario.ID {
		return
	}
	t.numbered([]string{"open " + next.Lab})
	t.say("Next: %s, %s: %s.", next.Lab, next.Title, next.Why)
	t.say("Type 1 to open it.")
}

// retry begins a new try.
func (t *talk) retry() error { return t.do(session.Retry{}.Job(t.open)) }
