package session

import (
	"errors"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// Actions of requests that the learner puts together. Once one is on the list (Session.Compose), Issue, Foretell and the
// others take its id.
type (
	// Compose opens the dialog that puts a request together, windows.NewCompose.
	Compose struct{ Draft Draft }
	// LookAt evaluates a request and opens the trace; nothing is carried out. Other lays beside it how the profile
	// decides that is not the lab's.
	LookAt struct {
		Request string
		Other   bool
	}
	// Repeat carries out once more what was carried out last, whoever asked for it.
	Repeat struct{}
)

// errNothingToRepeat: see Session.Last.
var errNothingToRepeat = errors.New("nothing has been issued since the lab was opened")

// Job see Doer.
func (a LookAt) Job(s *Session) Job {
	b := s.bench()
	other := b.before.Lab.Profile.Other()
	return func() (*Update, error) {
		if err := b.keepYours(); err != nil {
			return nil, err
		}
		r, err := b.find(a.Request)
		if err != nil {
			return nil, err
		}
		u := &Update{Label: "looked at " + a.Request + ", nothing carried out", Issued: r}
		if u.Trace, err = b.lab.Evaluate(r); err != nil {
			return nil, err
		}
		if a.Other {
			t, err := b.lab.WhatIf(r, engine.Change{Path: "lab.profile", Value: string(other)})
			if err != nil {
				return nil, err
			}
			u.Read = layBeside(string(other), t)
		}
		if u.State, err = b.state(); err != nil {
			return nil, err
		}
		return u, b.count(u)
	}
}

func layBeside(profile string, t *trace.Trace) func(*Reading) {
	return func(r *Reading) { r.Beside = Beside{Source: OtherProfile, Title: "profile " + profile, Trace: t} }
}

// Repeating is what a window asks for to repeat what was carried out last. As with every request that has a place on the
// list, the learner's forecast comes first, if they want to be asked.
func (s *Session) Repeating() any {
	if s.Last == nil {
		return Repeat{} // which says why not
	}
	if r, err := s.Find(s.Last.ID); err == nil && r == s.Last {
		return s.Issuing(r.ID)
	}
	return Repeat{}
}

// Unrepeatable says why there is nothing to repeat; empty when there is.
func (s *Session) Unrepeatable() string {
	if s.Last == nil {
		return errNothingToRepeat.Error()
	}
	return ""
}

// Job see Doer.
func (Repeat) Job(s *Session) Job {
	b, r := s.bench(), s.Last
	return func() (*Update, error) {
		if r == nil {
			return nil, errNothingToRepeat
		}
		result, err := b.lab.Do(r)
		if err != nil {
			return nil, err
		}
		u := &Update{Label: "again: " + r.ID, Issued: r, Last: r, Trace: result.Trace, Content: lines(result.Content)}
		if u.State, err = b.state(); err != nil {
			return nil, err
		}
		return u, b.count(u)
	}
}
