package plain

import (
	"errors"

	"kvlab/tui/session"
)

// rate scores the lab and keeps the score.
func (t *talk) rate() error {
	job := session.Finish{}.Job(t.open)
	_, err := job()
	return err
}

// debrief reads the score, what could be next, and the lab's own last words.
func (t *talk) debrief() error {
	s := t.open
	if !s.Finished() {
		return errors.New("the debrief opens when all goals are reached")
	}
	if s.Learner.Record().Labs[s.Scenario.ID].Last == nil {
		if err := t.rate(); err != nil {
			return err
		}
	}
	t.score()
	t.sayAll("", spoken(s.Scenario.Debrief))
	return nil
}

func (t *talk) score() {
	r := t.open.Learner.Record()
	lab := r.Labs[t.open.Scenario.ID]
	if lab.Last == nil {
		return
	}
	best := ""
	if lab.Times > 1 {
		best = ", your best is " + plural(lab.Best.Total(), "point")
	}
	t.say("%d of 100 points%s:", lab.Last.Total(), best)
	for _, p := range lab.Last.Parts {
		t.say("- %s, %d of %d. %s", p.Name, p.Points, p.Of, p.Told)
	}
	if r.Next != nil && r.Next.Lab != "" && r.Next.Lab != t.open.Scenario.ID {
		t.say("Next: open %s, %s: %s.", r.Next.Lab, r.Next.Title, r.Next.Why)
	}
	t.say("")
}
