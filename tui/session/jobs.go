package session

import (
	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// Job works on the lab, off the event loop. Jobs run one at a time, in the order in which they were asked for: a
// job is made only when the one before it has been accepted.
type Job func() (*Update, error)

// Update is what a job found out; Accept takes it over.
type Update struct {
	// Label says what happened: "zone-link off", "undo: zone-link off".
	Label string
	// Outcome is that of something that is judged by itself, an answer or a try; Label says all of it then.
	Outcome trace.Outcome
	State   State
	// Trace is of the last request, as it would end now; nil before the first one.
	Trace *trace.Trace
	// Issued is the request that was carried out, nil if none was. Content is what it returned.
	Issued  *engine.Request
	Content []string
	// Last is the request that was carried out last, nil if none was; it need not be the one to read.
	Last *engine.Request
	// Fixes is not nil when they were searched for.
	Fixes    []trace.Fix
	Progress scenarios.Progress
	Reached  []string // goals reached by this
	// Read lays what was found beside the trace: another trace, a fact's origin. Accept calls it last.
	Read func(*Reading)
}

// Flip turns a gate over.
func (s *Session) Flip(id string) Job {
	b := s.bench()
	return func() (*Update, error) {
		gate, err := b.scenario.Gate(id)
		if err != nil {
			return nil, err
		}
		value, err := b.lab.Fact(gate.Path)
		if err != nil {
			return nil, err
		}
		to := "on"
		if gate.State(value) == "on" {
			to = "off"
		}
		label := id + " " + to
		if err := b.lab.Apply(label, engine.Change{Path: gate.Path, Value: gate.Value(to)}); err != nil {
			return nil, err
		}
		return b.look(label)
	}
}

// Issue carries a request out.
func (s *Session) Issue(id string) Job {
	b := s.bench()
	return func() (*Update, error) {
		r, err := b.find(id)
		if err != nil {
			return nil, err
		}
		if err := b.keepYours(); err != nil {
			return nil, err
		}
		result, err := b.lab.Do(r)
		if err != nil {
			return nil, err
		}
		u := &Update{Label: "issue " + id, Issued: r, Last: r, Trace: result.Trace, Content: lines(result.Content)}
		if u.State, err = b.state(); err != nil {
			return nil, err
		}
		return u, b.count(u)
	}
}

// Undo takes the last change back.
func (s *Session) Undo() Job { return s.step("undo", (*engine.Lab).Undo) }

// Redo puts the change undone last back.
func (s *Session) Redo() Job { return s.step("redo", (*engine.Lab).Redo) }

func (s *Session) step(verb string, move func(*engine.Lab) (engine.Entry, error)) Job {
	b := s.bench()
	return func() (*Update, error) {
		entry, err := move(b.lab)
		if err != nil {
			return nil, err
		}
		return b.look(verb + ": " + entry.Label)
	}
}

// Reset brings the estate back to the scenario's start. It can be undone.
func (s *Session) Reset() Job {
	b := s.bench()
	return func() (*Update, error) {
		if err := b.lab.Reset(); err != nil {
			return nil, err
		}
		return b.look("reset the lab")
	}
}

// SwitchProfile changes to the other profile.
func (s *Session) SwitchProfile() Job {
	b := s.bench()
	return func() (*Update, error) {
		info, err := b.lab.Info()
		if err != nil {
			return nil, err
		}
		other := info.Profile.Other()
		if err := b.lab.SetProfile(other); err != nil {
			return nil, err
		}
		return b.look("profile " + string(other))
	}
}

// Answer chooses an answer at a goal that asks a question.
func (s *Session) Answer(goal, choice string) Job {
	b := s.bench()
	return func() (*Update, error) {
		if err := b.scenario.Answer(&b.progress, goal, choice); err != nil {
			return nil, err
		}
		g, err := b.scenario.Goal(goal)
		if err != nil {
			return nil, err
		}
		u, err := b.look("not so: " + choice)
		if err != nil {
			return nil, err
		}
		u.Outcome = trace.Fail
		if g.Right(choice) {
			u.Label, u.Outcome = "right: "+choice, trace.Pass
		}
		return u, nil
	}
}

// FindFixes searches what would open the last request.
func (s *Session) FindFixes() Job {
	b := s.bench()
	return func() (*Update, error) {
		u, err := b.look("search for fixes")
		if err != nil || b.request == nil {
			return u, err
		}
		u.Fixes, err = b.lab.Fixes(b.request, b.scenario.Others(b.request.ID), b.scenario.Switches())
		return u, err
	}
}

// Accept takes an update over.
func (s *Session) Accept(u *Update) {
	changed := u.State.Undo != s.State.Undo || u.State.Redo != s.State.Redo
	s.State, s.Progress, s.awaited = u.State, u.Progress, 0
	if u.Last != nil {
		s.Last = u.Last
	}
	switch {
	case u.Issued != nil:
		s.Request = u.Issued
		s.Reading.Open(u.Trace, u.Content)
	case u.Fixes != nil:
		s.Reading.Fixes = u.Fixes
		s.Reading.Bump()
	case u.Trace != nil && changed:
		s.Reading.Compare(u.Trace, u.Label)
	}
	if u.Read != nil {
		u.Read(&s.Reading)
		s.Reading.Bump()
	}
	if changed {
		s.stale()
	}
	if u.Trace != nil {
		s.Verdicts[u.Trace.Request.ID] = ended(u.Trace)
	}
	s.Bump()
}

func (s *Session) stale() {
	for id, e := range s.Verdicts {
		e.Stale = true
		s.Verdicts[id] = e
	}
}
