package scenarios

import (
	"fmt"
	"maps"
	"slices"

	"kvlab/engine"
	"kvlab/engine/nearest"
)

// Progress is which goals a learner has reached. A goal once reached stays reached, whatever happens to the lab
// afterwards: breaking a thing on purpose and mending it again are two goals, not one undone. The zero value is a
// beginner's.
type Progress struct {
	Reached []string `json:"reached,omitempty"` // goal ids, in the order they were reached
	// Answers are the choices made at the goals that ask a question, right or wrong.
	Answers map[string]string `json:"answers,omitempty"`
	// Seen says that a solution was shown before all goals were reached.
	Seen bool `json:"seen,omitempty"`
	// Scored says that the goals were reached and what was done was scored.
	Scored bool `json:"scored,omitempty"`
	// Since is the journal record that this try begins behind: earlier changes are of a try before.
	Since uint64 `json:"since,omitempty"`
}

// Clone returns a copy that shares nothing with p.
func (p Progress) Clone() Progress {
	p.Reached, p.Answers = slices.Clone(p.Reached), maps.Clone(p.Answers)
	return p
}

// Done reports whether a goal has been reached.
func (p Progress) Done(goalID string) bool { return slices.Contains(p.Reached, goalID) }

// Complete reports whether the learner has reached all goals; a lab without goals is never complete.
func (s *Scenario) Complete(p *Progress) bool { return len(s.Goals) > 0 && len(s.missed(p)) == 0 }

// Reveal notes that a learner looks at a solution. To look it up when all is done costs nothing.
func (s *Scenario) Reveal(p *Progress) { p.Seen = p.Seen || !s.Complete(p) }

// Retry brings the lab back to its start and begins a new try, in which no goal is reached.
func (s *Scenario) Retry(lab *engine.Lab) (Progress, error) {
	if err := lab.Reset(); err != nil {
		return Progress{}, err
	}
	done, _ := lab.Position()
	return Progress{Since: uint64(done)}, nil
}

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
