package tui

import (
	"encoding/json"

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
	// order is the windows as their numbers go.
	order [5]desktop.Window
	// focus is the window with the keyboard. main is the one of briefing, map and trace that is shown where there
	// is room for one of them only. zoomed gives the whole screen to the focused window.
	focus, main desktop.Window
	zoomed      bool
}

func newRoom(s *session.Session) *room {
	r := &room{session: s, briefing: windows.NewBriefing(s), gates: windows.NewGates(s), requests: windows.NewRequests(s),
		trace: windows.NewTrace(s)}
	r.chart = windows.NewMap(s, r.requests)
	r.order = [...]desktop.Window{r.briefing, r.gates, r.requests, r.chart, r.trace}
	r.focus, r.main = r.gates, r.briefing
	r.recall()
	return r
}

// memo is what is kept of the desktop with a session.
type memo struct {
	Focus, Main string
	Zoomed      bool
	// Gate and Request are the rows under the cursors of the two lists.
	Gate, Request int
}

func (r *room) memo() memo {
	return memo{r.focus.ID(), r.main.ID(), r.zoomed, r.gates.Row(), r.requests.Row()}
}

// recall puts the windows as they were left.
func (r *room) recall() {
	var m memo
	if len(r.session.Desk) == 0 || json.Unmarshal(r.session.Desk, &m) != nil {
		return
	}
	if w := r.find(m.Main); w != nil && r.large(w) {
		r.main = w
	}
	if w := r.find(m.Focus); w != nil {
		r.show(w)
	}
	r.zoomed = m.Zoomed
	r.gates.Go(m.Gate)
	r.requests.Go(m.Request)
}

func (r *room) find(id string) desktop.Window {
	for _, w := range r.order {
		if w.ID() == id {
			return w
		}
	}
	return nil
}

// large reports whether a window is one of those that share the large place on a small screen.
func (r *room) large(w desktop.Window) bool { return w == r.briefing || w == r.chart || w == r.trace }

// show gives a window the keyboard and brings it into sight.
func (r *room) show(w desktop.Window) {
	r.focus = w
	if r.large(w) {
		r.main = w
	}
}

// turn moves the keyboard by windows, forward or back.
func (r *room) turn(by int) {
	for i, w := range r.order {
		if w == r.focus {
			r.show(r.order[(i+by+len(r.order))%len(r.order)])
			return
		}
	}
}
