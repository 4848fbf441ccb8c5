package plain

import (
	"errors"
	"strings"

	"kvlab/tui/session"
)

// What a learner can ask for when they are stuck: hints, of which each has its price, and at last a solution.

// hint reads the next hint. One that costs something is read when its price has been said.
func (t *talk) hint() error {
	s := t.open
	n, all := s.Hints, len(s.Scenario.Hints)
	switch {
	case all == 0:
		return errors.New("this lab has no hints")
	case n >= all:
		t.given(all)
		return errors.New("these are all the hints")
	}
	if price := s.Scenario.Price(n); price > 0 && t.priced <= n {
		t.given(n)
		t.say("Hint %d of %d costs %s. Type hint again to read it.", n+1, all, plural(price, "point"))
		t.priced = n + 1
		return nil
	}
	t.say("Hint %d of %d: %s", n+1, all, s.Scenario.Hints[n].Text)
	s.Hints++
	s.Bump()
	return nil
}

// given reads the hints that were asked for again.
func (t *talk) given(n int) {
	for i, h := range t.open.Scenario.Hints[:n] {
		t.say("Hint %d: %s", i+1, h.Text)
	}
}

// solution reads a solution, as what is to be typed, when the learner has said yes to what that costs.
func (t *talk) solution(word string) error {
	s := t.open
	if len(s.Scenario.Solutions) == 0 {
		return errors.New("this lab has no goals to reach, and so no solution")
	}
	if word != "yes" && !s.Progress.Seen && !s.Finished() {
		return errors.New("the points for changes and for doing it on your own would be gone: type solution yes")
	}
	if _, err := t.take(session.SeeSolution{}.Job(s)); err != nil {
		return err
	}
	t.say("A solution; issue the requests of the goals in between:")
	for i, change := range s.Scenario.Solutions[0].Changes {
		t.say("%d. %s", i+1, t.spelledOut(change))
	}
	t.numbers("")
	return nil
}

// spelledOut is a change of a solution as it is typed.
func (t *talk) spelledOut(change string) string {
	id, value, _ := strings.Cut(change, "=")
	switch id {
	case "issue", "refresh", "advance":
		return id + " " + value
	}
	if g, err := t.open.Scenario.Gate(id); err == nil {
		return "flip " + id + ", so that it is " + value + " (" + g.Label + ")"
	}
	return "answer " + id + " " + value
}
