package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"kvlab/engine"
	"kvlab/engine/nearest"
)

// change is one step of a solution: a gate to flip, or a question to answer.
type change struct {
	gate   *Gate
	state  string // "on" or "off"
	goal   *Goal
	choice string
}

// change reads "GATE=on", "GATE=off" or "GOAL=CHOICE".
func (s *Scenario) change(text string) (change, error) {
	id, value, ok := strings.Cut(text, "=")
	if !ok {
		return change{}, fmt.Errorf("%q is no change: write GATE=on, GATE=off or GOAL=CHOICE", text)
	}
	if gate, err := s.Gate(id); err == nil {
		if value != "on" && value != "off" {
			return change{}, fmt.Errorf("gate %s is switched on or off, not %q", id, value)
		}
		return change{gate: gate, state: value}, nil
	}
	goal, err := s.Goal(id)
	switch {
	case err != nil || goal.Question == "":
		return change{}, fmt.Errorf("there is no gate %q%s", id, nearest.Hint(id, append(s.gateIDs(), s.questionIDs()...)))
	case !slices.Contains(goal.Choices, value):
		return change{}, fmt.Errorf("goal %s has no choice %q%s", id, value, nearest.Hint(value, goal.Choices))
	}
	return change{goal: goal, choice: value}, nil
}

// make carries a change out.
func (s *Scenario) make(lab *engine.Lab, p *Progress, text string) error {
	c, err := s.change(text)
	if err != nil {
		return err
	}
	if c.goal != nil {
		return s.Answer(p, c.goal.ID, c.choice)
	}
	return lab.Apply(text, engine.Change{Path: c.gate.Path, Value: c.gate.Value(c.state)})
}

func (s *Scenario) questionIDs() []string {
	var ids []string
	for i := range s.Goals {
		if s.Goals[i].Question != "" {
			ids = append(ids, s.Goals[i].ID)
		}
	}
	return ids
}
