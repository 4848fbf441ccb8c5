package session

import (
	"kvlab/engine"
	"kvlab/engine/audit"
	"kvlab/engine/estate"
	"kvlab/scenarios"
)

// State is what the lab looked like after the last commit. It is never changed: the next one shares with it what is
// still true.
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

	// Read says which of the parts below hold something: the others are not watched.
	Read Part
	// Events are the last ones of the audit log, oldest first: at most 500. The numbers of older ones are below Seq of
	// the first.
	Events []audit.Event
	// History are the last changes, oldest first and with those that can be put back: at most 500. The numbers of older
	// ones are below Seq of the first.
	History []engine.Entry
	// Due are the next things that the clock brings, the earliest first: at most 50.
	Due []engine.Upcoming

	seq uint64 // the lab's, when the parts were read
}

// Part is what is read of a lab only while a window shows it: each costs more than all the rest together.
type Part uint8

const (
	EventsPart Part = 1 << iota
	HistoryPart
	DuePart
)

// How much is read of each part.
const (
	mostEvents  = 500
	mostHistory = 500
	mostDue     = 50
)

// Watcher is a window that shows parts which are only read while they are watched.
type Watcher interface{ Watches() Part }

// Watch says which parts the windows in sight show; it may be said as often as one likes. It reports whether a part
// has to be read before it can be shown and nobody has asked for that yet: then the action Refresh is due.
func (s *Session) Watch(parts Part) (due bool) {
	s.watched = parts
	unread := parts &^ s.State.Read &^ s.awaited
	s.awaited |= unread
	return unread != 0
}

// state reads what the desktop shows of the lab.
func (b *bench) state() (State, error) {
	s, err := readState(b.lab, b.scenario)
	if err != nil {
		return s, err
	}
	s.seq = b.lab.Seq()
	for _, part := range parts {
		if b.watched&part.name == 0 {
			continue
		}
		if err := part.read(b, &s); err != nil {
			return s, err
		}
		s.Read |= part.name
	}
	return s, nil
}

// parts says how each part is read.
var parts = [...]struct {
	name Part
	read func(*bench, *State) error
}{
	{EventsPart, (*bench).readEvents}, {HistoryPart, (*bench).readHistory}, {DuePart, (*bench).readDue},
}

// still reports whether a part of the state before holds as it is.
func (b *bench) still(p Part, s *State) bool { return b.before.Read&p != 0 && b.before.seq == s.seq }

// readEvents reads those events that are new, and no more than can be shown.
func (b *bench) readEvents(s *State) error {
	known := b.before.Events
	if b.still(EventsPart, s) {
		s.Events = known
		return nil
	}
	last := uint64(0)
	if n := len(known); n > 0 {
		last = known[n-1].Seq
	}
	for n := fewEvents; ; n *= 4 {
		n = min(n, mostEvents)
		events, err := b.lab.Events(n)
		if err != nil {
			return err
		}
		if n == mostEvents || len(events) < n || events[0].Seq <= last+1 {
			s.Events = joined(known, events, last)
			return nil
		}
	}
}

// fewEvents is how many events readEvents asks for first: a job rarely leaves more.
const fewEvents = 8

// joined is what is known and, behind it, what is newer. Known events that do not border on newer ones are dropped.
func joined(known, events []audit.Event, last uint64) []audit.Event {
	for len(events) > 0 && events[0].Seq <= last {
		events = events[1:]
	}
	switch {
	case len(events) == 0:
		return known
	case events[0].Seq != last+1:
		return events
	}
	known = known[max(0, len(known)+len(events)-mostEvents):]
	return append(known[:len(known):len(known)], events...)
}

// readHistory reads the journal's end anew: an undo changes what was read before.
func (b *bench) readHistory(s *State) error {
	if b.still(HistoryPart, s) {
		s.History = b.before.History
		return nil
	}
	var err error
	s.History, err = b.lab.Recent(mostHistory)
	return err
}

func (b *bench) readDue(s *State) (err error) {
	if b.still(DuePart, s) {
		s.Due = b.before.Due
		return nil
	}
	s.Due, err = b.lab.Due(mostDue)
	return err
}

// readState reads what every window may show.
func readState(lab *engine.Lab, sc *scenarios.Scenario) (State, error) {
	var s State
	var err error
	if s.Lab, err = lab.Info(); err != nil {
		return s, err
	}
	if s.Estate, err = lab.Estate(); err != nil {
		return s, err
	}
	if s.Gates, err = readGates(lab, sc); err != nil {
		return s, err
	}
	s.Undo, s.Redo = lab.Position()
	s.LastDone, s.LastUndone, err = lab.Neighbours()
	return s, err
}
