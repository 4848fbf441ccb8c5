package present

import (
	"strings"

	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// Ending is how a request was last seen to end. Stale says that the lab has changed since then.
type Ending struct {
	Trace *trace.Trace
	Stale bool
}

// Endings are how the requests ended that the class has seen up to a beat, by id.
func (s *Story) Endings(beat int) map[string]Ending {
	out := map[string]Ending{}
	seen := map[string]int{} // moves in effect when it ended
	for n := range s.Beats[:beat+1] {
		if b := &s.Beats[n]; b.Trace != nil && b.Kind != Step {
			out[b.Request], seen[b.Request] = Ending{Trace: b.Trace}, b.Moves
		}
	}
	for id, e := range out {
		e.Stale = s.changes(seen[id], s.Beats[beat].Moves)
		out[id] = e
	}
	return out
}

// changes reports whether any of the moves behind from, up to to, changes the lab.
func (s *Story) changes(from, to int) bool {
	for _, move := range s.Moves[from:to] {
		id, issues := strings.CutPrefix(move, "issue=")
		if !issues {
			return true
		}
		if q, err := s.Scenario.Request(id); err == nil && scenarios.Writes(q.Operation) {
			return true
		}
	}
	return false
}
