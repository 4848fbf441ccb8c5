package tui

import (
	"errors"
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// room is an open session with its windows.
type room struct {
	session  *session.Session
	briefing *windows.Briefing
	gates    *windows.Gates
	requests *windows.Requests
	chart    *windows.Map
	trace    *windows.Trace
	console  *windows.Console
	// lesson is the one in the window of lessons, empty for none.
	lesson string
	// unread is the lesson that was in it when the lab was left, until that is read again.
	unread string
	// order is the windows that plans lists.
	order []desktop.Window
	plans []plan
	// floor knows which are open, which lie in front, and which have been moved.
	floor desktop.Floor
	// focus is the window with the keyboard, always an open one. main is the one of the large windows that is shown
	// where there is room for one of them only. zoomed gives the whole screen to the focused window.
	focus, main desktop.Window
	zoomed      bool
	// changes counts what was done to the windows' places: they are kept a moment later.
	changes uint64
}

// newRoom makes the windows of a session. files is the directory that the console's commands may use, empty for none.
func newRoom(s *session.Session, files string) *room {
	r := &room{session: s, briefing: windows.NewBriefing(s), gates: windows.NewGates(s), requests: windows.NewRequests(s),
		trace: windows.NewTrace(s), console: windows.NewConsole(s, files)}
	r.chart = windows.NewMap(s, r.requests)
	r.plans = plans()
	for _, p := range r.plans {
		w := p.make(r)
		r.order = append(r.order, w)
		r.floor.Put(w, p.standing())
	}
	r.focus, r.main = r.gates, r.briefing
	r.recall()
	return r
}

// close lets everything go that the room holds.
func (r *room) close() error { return errors.Join(r.console.Close(), r.session.Close()) }

// version grows with everything that is kept of the room.
func (r *room) version() uint64 { return r.session.Version() + r.changes }

func (r *room) index(w desktop.Window) int { return slices.Index(r.order, w) }

func (r *room) find(id string) desktop.Window {
	for _, w := range r.order {
		if w.ID() == id {
			return w
		}
	}
	return nil
}

// large reports whether a window is one of those that share the large place on a small screen.
func (r *room) large(w desktop.Window) bool { return w != r.gates && w != r.requests }

// show gives a window the keyboard and brings it into sight, whatever became of it before.
func (r *room) show(w desktop.Window) {
	r.focus = w
	r.floor.Raise(w)
	if r.floor.Standing(w) != desktop.Open {
		r.floor.Stand(w, desktop.Open)
		r.changes++
	}
	if r.large(w) {
		r.main = w
	}
}

// put minimizes or closes a window. The keyboard goes to the one in front of the others.
func (r *room) put(w desktop.Window, s desktop.Standing) {
	next := r.floor.Front(w)
	if next == nil {
		return // somebody has to have the keyboard
	}
	r.floor.Stand(w, s)
	r.zoomed = false
	r.changes++
	if r.focus == w {
		r.show(next)
	}
}

// turn moves the keyboard by windows, forward or back, past those that are not open.
func (r *room) turn(by int) {
	n := len(r.order)
	at := r.index(r.focus)
	for range n {
		at = (at + by + n) % n
		if r.floor.Standing(r.order[at]) == desktop.Open {
			r.show(r.order[at])
			return
		}
	}
}
