package scenarios

import (
	"fmt"
	"maps"
	"slices"

	"kvlab/engine/nearest"
)

// Progress is which goals a learner has reached. A goal once reached stays reached, whatever happens to the lab
// afterwards: breaking a thing on purpose and mending it again are two goals, not one undone. The zero value is a
// beginner's.
type Progress struct {
	Reached []string `json:"reached,omitempty"` // goal ids, in the order they were reached
	// Answers are the choices made at the goals that ask a question, right or wrong.
	Answers map[string]string `json:"answers,omitempty"`
}

// Clone returns a copy that shares nothing with p.
func (p Progress) Clone() Progress {
	return Progress{slices.Clone(p.Reached), maps.Clone(p.Answers)}
}

// Done reports whether a goal has been reached.
func (p Progress) Done(goalID string) bool { return slices.Contains(p.Reached, goalID) }

// Answer notes the learner's choice at a goal that asks a question. The next Check counts it.
func (s *Scenario) Answer(p *Progress, goalID, choice string) error {
	g, err := s.Goal(goalID)
	if err != nil {
		return err
	}
	if g.Question == "" {
		return fmt.Errorf("%s: goal %s asks no question", s.ID, goalID)
	}
	if !slices.Contains(g.Choices, choice) {
		return fmt.Errorf("%s: goal %s has no choice %q%s", s.ID, goalID, choice, nearest.Hint(choice, g.Choices))
	}
	if p.Answers == nil {
		p.Answers = map[string]string{}
	}
	p.Answers[goalID] = choice
	return nil
}
