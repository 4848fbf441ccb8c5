package session

import (
	"encoding/json"
	"slices"

	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// memo is what is kept of a session beside its lab, so that it opens as it was left. The trace is not in it: it is
// computed from the lab again.
type memo struct {
	Request  string
	Last     string
	Place    int
	Folded   []trace.GateName
	Before   *trace.Trace
	Changes  []string
	Content  []string
	Verdicts map[string]Ended
	Progress scenarios.Progress
	Hints    int
	// Breakpoints and Speed are of the replay.
	Breakpoints []Breakpoint
	Speed       Speed
	// Desk is the desktop's own part: which window has the keyboard, and the like.
	Desk json.RawMessage
}

// Save returns a job that keeps where the learner stands. desk is the desktop's own part.
func (s *Session) Save(desk any) Job {
	m := memo{Place: s.Reading.Place(), Folded: s.Reading.folded(), Before: s.Reading.Before, Changes: s.Reading.Changes,
		Content: s.Reading.Content, Progress: s.Progress, Hints: s.Hints, Verdicts: map[string]Ended{},
		Breakpoints: s.Reading.Breakpoints, Speed: s.Reading.Speed}
	if s.Request != nil {
		m.Request = s.Request.ID
	}
	if s.Last != nil {
		m.Last = s.Last.ID
	}
	for id, e := range s.Verdicts {
		m.Verdicts[id] = e
	}
	lab := s.Lab
	return func() (*Update, error) {
		var err error
		if m.Desk, err = json.Marshal(desk); err != nil {
			return nil, err
		}
		raw, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		return nil, lab.Keep(keptDesktop, raw)
	}
}

// recall brings back what Save kept. A memo that cannot be read is no reason to refuse a lab: the learner only
// loses their place.
func (s *Session) recall() error {
	raw, err := s.Lab.Kept(keptDesktop)
	if err != nil || raw == nil {
		return err
	}
	var m memo
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	if r, err := s.Find(m.Request); err == nil {
		s.Request = r
	}
	if r, err := s.Find(m.Last); err == nil {
		s.Last = r
	}
	s.Progress, s.Hints, s.Desk = m.Progress, m.Hints, m.Desk
	for id, e := range m.Verdicts {
		s.Verdicts[id] = e
	}
	r := &s.Reading
	r.place, r.Before, r.Changes, r.Content = m.Place, m.Before, m.Changes, m.Content
	r.Breakpoints = slices.DeleteFunc(m.Breakpoints, func(b Breakpoint) bool { return b.By < 0 || int(b.By) >= len(breakWords) })
	r.Speed = min(max(m.Speed, Slow), Fast)
	for _, gate := range m.Folded {
		r.Collapse(gate, true)
	}
	return nil
}
