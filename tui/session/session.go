package session

import (
	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// Session is a lab on the desktop. The exported state belongs to the program's event loop: jobs work on the lab
// alone and hand back an Update, which Accept takes over.
type Session struct {
	Scenario *scenarios.Scenario
	Lab      *engine.Lab
	Reading  Reading
	State    State
	Progress scenarios.Progress
	// Hints is how many hints the learner has asked for.
	Hints int
	// Request is the one issued last, nil before the first.
	Request *engine.Request
	// Verdicts holds how each request ended when it was issued last, by id.
	Verdicts map[string]Ended
	// Desk is what the desktop kept of itself with the session; nil for a new one.
	Desk []byte

	version uint64
}

// Ended is how a request ended. Stale says that the lab has changed since then.
type Ended struct {
	Verdict trace.Verdict
	Summary string
	Stale   bool
}

// State is what the lab looked like after the last commit.
type State struct {
	Lab    estate.Lab
	Estate *engine.Estate
	// Gates holds each gate's state ("on", "off" or a value that is neither) in the scenario's order; Start what it
	// was when the lab began.
	Gates []string
	// Undo and Redo count the changes that can be taken back and put back; LastDone and LastUndone name the next
	// ones.
	Undo, Redo           int
	LastDone, LastUndone string
}

// Version grows with every change of what the session shows, the reading included.
func (s *Session) Version() uint64 { return s.version + s.Reading.Version() }

// Bump says that something changed.
func (s *Session) Bump() { s.version++ }

// Started is a gate's state at the beginning of the scenario.
func (s *Session) Started(gate int) string { return s.Scenario.Starts[gate] }

// GoalsDone counts the goals reached.
func (s *Session) GoalsDone() int {
	n := 0
	for i := range s.Scenario.Goals {
		if s.Progress.Done(s.Scenario.Goals[i].ID) {
			n++
		}
	}
	return n
}

// Finished reports whether all goals are reached.
func (s *Session) Finished() bool {
	return len(s.Scenario.Goals) > 0 && s.GoalsDone() == len(s.Scenario.Goals)
}
