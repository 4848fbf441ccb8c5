package plain

import (
	"errors"
	"strconv"
	"strings"

	"kvlab/scenarios"
	"kvlab/tui/present"
)

func (t *talk) briefing() error {
	sc := t.open.Scenario
	t.say("%s, %s.", sc.Level, plural(sc.Minutes, "minute"))
	t.sayAll("", spoken(sc.Briefing))
	return nil
}

// present tells the lab as a speaker would. The story plays in a lab of its own.
func (t *talk) present() error {
	story, err := present.Record(t.open.Scenario, 0)
	if err != nil {
		return err
	}
	return story.Write(t)
}

func (t *talk) goals() error {
	s := t.open
	if len(s.Scenario.Goals) == 0 {
		return errors.New("this lab has no goals: look around freely")
	}
	t.say("Goals:")
	for i := range s.Scenario.Goals {
		g := &s.Scenario.Goals[i]
		t.say("%d. %s: %s.", i+1, t.standing(g), strings.TrimSuffix(g.Text, "."))
	}
	t.numbers("") // a goal is nothing to pick
	return nil
}

// standing is how a goal stands, in words.
func (t *talk) standing(g *scenarios.Goal) string {
	p := t.open.Progress
	if p.Done(g.ID) {
		return "reached"
	}
	for _, before := range g.After {
		if !p.Done(before) {
			return "open, after goal " + strconv.Itoa(t.goalNumber(before))
		}
	}
	if g.Question != "" {
		return "open, a question"
	}
	return "open"
}

func (t *talk) goalNumber(id string) int {
	for i := range t.open.Scenario.Goals {
		if t.open.Scenario.Goals[i].ID == id {
			return i + 1
		}
	}
	return 0
}
