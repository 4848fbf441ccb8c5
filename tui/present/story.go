// Package present makes a lab into a story for a class: a list of beats, each as much as goes on a screen at once, and
// what the speaker says to it.
//
//	story, err := present.Record(sc, 0)               // plays the first solution in a lab in memory
//	course := present.NewCourse(story, lab)           // a lab that the class sees
//	_, err = course.To(story.Beats[7].Moves)          // as the story has it at that beat
//
// The story is recorded as a whole before its first beat is shown: from then on, now is an index. What becomes of a
// request stands in no file, so all outcomes are the engine's. Nothing here knows a terminal.
package present

import (
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// Story is a lab from its situation to its debrief.
type Story struct {
	Scenario *scenarios.Scenario
	Beats    []Beat
	// Moves are all that is done to the lab, in the words of a solution's changes; beats say how many of them are in effect.
	Moves []string

	progress []scenarios.Progress // after each number of moves
}

// Kind is what a beat is about.
type Kind int

// All kinds there are, in the order in which a story has them first.
const (
	Opening  Kind = iota // the title and the situation
	Aims                 // what is to be reached
	Ask                  // a request, before its outcome: the class is to call it
	Step                 // what one gate found
	Outcome              // how the request ended
	Question             // what a goal asks
	Answer               // and what is right
	Change               // something is done to the lab
	End                  // what was to be learned
)

// Beat is as much of the story as is on the screen at once.
type Beat struct {
	Kind  Kind
	Title string
	// Lines are paragraphs for the class.
	Lines []string
	// Big is a word or a number to be seen from the last row, empty for none; Mark is an outcome's word for its sign.
	Big, Mark string
	// Reached are the goals that this reaches, in words.
	Reached []string
	// Moves is how many of the story's moves are in effect.
	Moves int
	// Request is the one that the beat is about, by its id. Trace is what is known of how it ends, nil while the class is
	// to call it; Place is the step that the story has come to, as a reading counts them.
	Request string
	Trace   *trace.Trace
	Place   int
	// Note is what the speaker says or asks, a paragraph in a line. Coming is what the class must not see yet, for a speaker whose notes are
	// elsewhere.
	Note, Coming string
}

// Met is a gate, and what is known of it at a beat.
type Met struct {
	Gate    trace.GateName
	Outcome string // a gate's outcome, "unknown" as long as the story has not come there
}

// Met lists the gates that the beat's request meets, in the order in which it meets them; nil where none is under way.
func (b *Beat) Met() []Met {
	if b.Trace == nil {
		return nil
	}
	met := make([]Met, len(b.Trace.Gates))
	place := 0
	for i := range b.Trace.Gates {
		g := &b.Trace.Gates[i]
		met[i] = Met{g.Gate, string(trace.GateUnknown)}
		place += len(g.Steps)
		if b.Kind != Step || place-1 <= b.Place || place-len(g.Steps) <= b.Place && g.Outcome == trace.GatePass {
			met[i].Outcome = string(g.Outcome)
		}
	}
	return met
}

// Gate is the one that a step belongs to, empty for beats of another kind.
func (b *Beat) Gate() trace.GateName {
	if b.Kind == Step {
		if g, _ := stepAt(b.Trace, b.Place); g != nil {
			return g.Gate
		}
	}
	return ""
}

// Progress is which goals the class has heard of as reached, up to a beat. The lab may be ahead of it: a request was
// issued on the beat that looks at its first gate, and what it reaches is told with its outcome.
func (s *Story) Progress(beat int) scenarios.Progress {
	p := s.progress[s.Beats[beat].Moves].Clone()
	told := 0
	for i := range s.Beats[:beat+1] {
		told += len(s.Beats[i].Reached)
	}
	p.Reached = p.Reached[:min(told, len(p.Reached))]
	return p
}

// About is the request that a beat is about, or the one that the story spoke of last; empty before the first.
func (s *Story) About(beat int) string {
	for ; beat >= 0; beat-- {
		if id := s.Beats[beat].Request; id != "" {
			return id
		}
	}
	return ""
}
