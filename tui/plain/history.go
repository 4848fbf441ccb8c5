package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// travel goes to a place in the timeline; 0 is the start.
func (t *talk) travel(word string) error {
	n, err := strconv.ParseUint(word, 10, 32)
	if err != nil {
		return errors.New("say how many changes are to be in effect: timeline numbers them, and 0 is the start")
	}
	return t.do(session.Travel{To: n}.Job(t.open))
}

func (t *talk) undo() error  { return t.do(t.open.Undo()) }
func (t *talk) redo() error  { return t.do(t.open.Redo()) }
func (t *talk) reset() error { return t.do(t.open.Reset()) }

// timeline lists the changes, with what happened by itself on the way.
func (t *talk) timeline() error {
	entries, err := t.open.Lab.History()
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		t.say("Nothing was changed yet.")
		return nil
	}
	t.say("Changes, the first one first:")
	for i, e := range entries {
		undone := ""
		if e.Undone {
			undone = ", undone"
		}
		t.say("%d. %s, at %s%s.", i+1, e.Label, trace.Stamp(e.At), undone)
		for _, x := range e.Events {
			t.say("  %s: %s.", trace.Stamp(x.At), x.What)
		}
	}
	t.verb = "travel"
	t.say("Type a number to go where that was the last change; travel 0 goes to the start.")
	return nil
}

// shownEvents is how many log entries are read without a number, mostEvents with one.
const shownEvents, mostEvents = 20, 10_000

func (t *talk) log(word string) error {
	n := shownEvents
	if word != "" {
		var err error
		if n, err = strconv.Atoi(word); err != nil || n < 1 || n > mostEvents {
			return fmt.Errorf("log takes how many entries to read, from 1 to %d", mostEvents)
		}
	}
	events, err := t.open.Lab.Events(n)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		t.say("The vaults' log is empty. What never reached a vault is not in it.")
		return nil
	}
	t.say("The vaults' log, the latest last:")
	for i := range events {
		t.say("%d. %s", i+1, t.logged(&events[i]))
	}
	t.verb = ""
	return nil
}

// logged is one entry in a sentence.
func (t *talk) logged(e *audit.Event) string {
	s := trace.Stamp(e.Time) + ", " + e.OperationName + ", " + strconv.Itoa(e.Status) + " " + e.Signature + ", " + e.RequestURI
	if e.ObjectID != "" {
		s += ", by " + t.principal(e.ObjectID)
	}
	if e.CallerAddress != "" {
		s += ", from " + e.CallerAddress
	}
	if e.Description != "" {
		s += ": " + strings.ReplaceAll(e.Description, "\n", " ")
	}
	return s
}

// principal is the name that belongs to an object ID, or the ID itself.
func (t *talk) principal(id string) string {
	for _, p := range t.open.State.Estate.Principals {
		if strings.EqualFold(p.ObjectID, id) {
			return p.Name
		}
	}
	return id
}

// profile says whose behaviour the lab follows, or changes it.
func (t *talk) profile(word string) error {
	now := t.open.State.Lab.Profile
	if word != "" {
		want, err := profile.Parse(word)
		if err != nil {
			return err
		}
		if want == now {
			return fmt.Errorf("the lab follows the %s profile already", now)
		}
		return t.do(t.open.SwitchProfile())
	}
	t.say("The lab follows the %s profile. profile %s changes that. Where the two differ:", now, now.Other())
	for _, d := range profile.Differences {
		t.say("%s. The guide's model: %s. The live service: %s.", d.Title, d.Guide, d.Service)
	}
	return nil
}
