package scenarios

import (
	"strings"

	"kvlab/engine"
)

// Move is a change of a solution, taken apart: for those who tell what is done.
type Move struct {
	Kind MoveKind
	// Subject is a gate, a goal, a request or a consumer by its id; empty for an advance of the clock. To is a gate's new
	// state, the choice at a question, or how far the clock goes.
	Subject, To string
}

// MoveKind is what kind of change it is.
type MoveKind int

// All kinds there are.
const (
	FlipMove MoveKind = iota
	AnswerMove
	IssueMove
	RefreshMove
	AdvanceMove
)

// Move takes a change of a solution apart. What it names must be there.
func (s *Scenario) Move(text string) (Move, error) {
	if _, err := s.change(text); err != nil {
		return Move{}, err
	}
	id, value, _ := strings.Cut(text, "=")
	switch id {
	case issues:
		return Move{Kind: IssueMove, Subject: value}, nil
	case refreshes:
		return Move{Kind: RefreshMove, Subject: value}, nil
	case advances:
		return Move{Kind: AdvanceMove, To: value}, nil
	}
	if _, err := s.Gate(id); err == nil {
		return Move{FlipMove, id, value}, nil
	}
	return Move{AnswerMove, id, value}, nil
}

// Carry makes a change of a solution in a lab.
func (s *Scenario) Carry(lab *engine.Lab, p *Progress, text string) error {
	return s.make(lab, p, text)
}

// Writes reports whether an operation is made to change something, as scores count it.
func Writes(operation string) bool { return writes(operation) }
