package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// Requests, the scenario's and the learner's own: the list of them, and what can be done with them beside issuing them.

func (t *talk) requests() error {
	s := t.open
	t.say("Requests:")
	for i, r := range s.Requests() {
		t.say("%d. %s: %s %s.%s", i+1, r.ID, sentence(r.Label), t.ended(r.ID), t.forecast(r.ID))
	}
	t.numbers("issue")
	t.say("Type a number to issue one. compose makes one of your own.")
	return nil
}

// ended is how a request ended when it was looked at last.
func (t *talk) ended(id string) string {
	e, ok := t.open.Verdicts[id]
	switch {
	case !ok:
		return "Not issued yet"
	case e.Stale:
		return "Before the last change it was " + e.Summary
	}
	return "It is " + e.Summary
}

// forecast is what was said of a request before it was issued; empty when that was another time, or when the lab has
// changed since.
func (t *talk) forecast(id string) string {
	s, f := t.open, t.book().Record().Latest
	if f == nil || f.Lab != s.Scenario.ID || f.Request != id || s.Request == nil || s.Request.ID != id || s.Reading.Before != nil {
		return ""
	}
	return " Forecast: " + f.InWords() + "."
}

func (t *talk) requestIDs() []string {
	var ids []string
	for _, r := range t.open.Requests() {
		ids = append(ids, r.ID)
	}
	return ids
}

// besides stands behind a request that is looked at by both profiles.
const besides = "other"

// lookAt reads what would come of a request. Nothing is carried out.
func (t *talk) lookAt(rest string) error {
	word, other := strings.CutSuffix(rest, " "+besides)
	n, err := pick("request", word, t.requestIDs())
	if err != nil {
		return err
	}
	r := t.open.Requests()[n]
	u, err := t.take(session.LookAt{Request: r.ID, Other: other}.Job(t.open))
	if err != nil {
		return err
	}
	t.say("%s", sentence(r.Label))
	t.say("%s: %s. Nothing was carried out.", r.ID, trace.Summary(u.Trace))
	t.reached(u)
	t.open.Reading.MoveTo(-1)
	t.outcome()
	if other {
		t.say("By the %s profile: %s. compare reads where the two differ.", t.open.State.Lab.Profile.Other(), trace.Summary(t.open.Reading.Beside.Trace))
	}
	return nil
}

// repeat carries out once more what was carried out last, from wherever that was asked for.
func (t *talk) repeat() error {
	s := t.open
	if why := s.Unrepeatable(); why != "" {
		return errors.New(why)
	}
	switch a := s.Repeating().(type) {
	case session.Issue:
		return t.issue(a.Request)
	case session.Foretell:
		return t.issue(a.Request)
	}
	if command := s.Last.Command; command != "" {
		t.say("%s", command)
	}
	if err := t.do(session.Repeat{}.Job(s)); err != nil {
		return err
	}
	s.Reading.MoveTo(-1)
	t.outcome()
	return nil
}

// forget takes one of the learner's own requests off the list.
func (t *talk) forget(word string) error {
	n, err := pick("request", word, t.requestIDs())
	if err != nil {
		return err
	}
	id := t.requestIDs()[n]
	if !t.open.Yours(id) {
		return fmt.Errorf("%s is the scenario's: only your own go", id)
	}
	t.open.Forget(id)
	t.numbers("")
	t.say("%s is off the list. What it did and what the log says of it stay.", id)
	return nil
}
