package session

import (
	"sync/atomic"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/scenarios"
	"kvlab/tui/learner"
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
	// Learner is the learner's record across all labs.
	Learner *learner.Book
	// Request is the one issued last, nil before the first.
	Request *engine.Request
	// Last is the one carried out last, from wherever it was asked for; nil when none was since the lab was opened, or none
	// that is known by its id.
	Last *engine.Request
	// Verdicts holds how each request ended when it was issued last, by id.
	Verdicts map[string]Ended
	// Desk is what the desktop kept of itself with the session; nil for a new one.
	Desk []byte
	// Exports is the directory that traces are saved in, empty where there is none.
	Exports string

	version uint64
	// yours are the learner's own requests, requests all there are. edition grows with every change of the list, and
	// keptEdition is the one that was written down last.
	yours       yours
	requests    []*engine.Request
	edition     uint64
	keptEdition atomic.Uint64
	// watched parts are read after each change, awaited ones were asked for and have not come yet.
	watched, awaited Part
}

// Ended is how a request ended. Stale says that the lab has changed since then.
type Ended struct {
	Verdict trace.Verdict
	Summary string
	Stale   bool
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
