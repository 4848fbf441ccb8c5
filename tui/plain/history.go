package plain

import (
	"errors"
	"fmt"
	"strconv"

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

// How many changes are read without a number, and at most.
const fewChanges, mostChanges = 30, 500

// timeline lists the changes, with what happened by itself on the way, the branches where they leave, and where the lab
// stands.
func (t *talk) timeline(word string) error {
	most, err := fewChanges, error(nil)
	switch {
	case word == "all":
		most = mostChanges
	case word != "":
		if most, err = strconv.Atoi(word); err != nil || most < 1 || most > mostChanges {
			return fmt.Errorf("timeline takes how many changes to read, from 1 to %d, or all", mostChanges)
		}
	}
	entries, err := t.open.Lab.Recent(most)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		t.numbers("")
		t.say("Nothing was changed yet.")
		return nil
	}
	all, err := t.waysLeft()
	if err != nil {
		return err
	}
	t.say("Changes, the first one first:")
	if n := entries[0].Seq; n > 1 {
		t.say("Before these there are %d more.", n-1)
	}
	left := t.forksRead(all, entries[0].Seq-1)
	for _, e := range entries {
		undone := ""
		if e.Undone {
			undone = ", undone"
		}
		t.say("%d. %s, at %s%s.", e.Seq, e.Label, trace.Stamp(e.At), undone)
		for _, x := range e.Events {
			t.say("  %s: %s.", trace.Stamp(x.At), x.What)
		}
		left = t.forksRead(left, e.Seq)
	}
	t.standsAt()
	if len(all) > 0 {
		t.say("branch and its number goes over to another way, branches reads more of them.")
	}
	t.numbers("travel")
	t.say("Type a number to go where that was the last change; 0 goes to the start.")
	return nil
}

// standsAt says where the lab stands in the timeline, and what a change there would forget.
func (t *talk) standsAt() {
	done, undone := t.open.Lab.Position()
	switch {
	case done == 0:
		t.say("The lab stands at the start.")
	default:
		t.say("The lab stands behind change %d.", done)
	}
	if undone > 0 {
		t.say("%s can be put back. The next change makes a branch of that and goes on from here.", plural(undone, "change"))
	}
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
		t.say("- %s. The guide's model: %s. The live service: %s.", d.Title, d.Guide, d.Service)
	}
	return nil
}
