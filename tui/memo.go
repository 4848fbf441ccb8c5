package tui

import (
	"cmp"
	"encoding/json"
	"image"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// memo is what is kept of the desktop with a session. Fields are added, never given another meaning: a memo of an
// older kvlab lacks them and opens as that one showed it.
type memo struct {
	Focus, Main string
	Zoomed      bool
	// Gate and Request are the rows under the cursors of the two lists.
	Gate, Request int
	// Lesson is the one whose window is open, empty for none.
	Lesson string
	// Views is how windows were shown, by their ids.
	Views map[string]string
	// Spots are the windows back to front.
	Spots []spot
}

// spot is how a window was left. Area is its corners' columns and rows, all nought for none of its own, and On those of
// the desk that they were given on.
type spot struct {
	Window   string
	Area, On [4]int
	Standing string
}

// standings are the words for how a window stands; they are kept on disk.
var standings = [...]string{desktop.Open: "open", desktop.Minimized: "minimized", desktop.Closed: "closed"}

func (r *room) memo() memo {
	m := memo{Focus: r.focus.ID(), Main: r.main.ID(), Zoomed: r.zoomed, Gate: r.gates.Row(), Request: r.requests.Row()}
	if w := r.find("lesson"); r.floor.Standing(w) != desktop.Closed {
		m.Lesson = cmp.Or(r.lesson, r.unread)
	}
	m.Views = map[string]string{}
	for _, w := range r.order {
		if w, ok := w.(windows.Rememberer); ok {
			m.Views[w.ID()] = w.Remember()
		}
	}
	for _, s := range r.floor.Spots() {
		m.Spots = append(m.Spots, spot{s.Window.ID(), corners(s.Area), corners(s.On), standings[s.Standing]})
	}
	return m
}

// recall puts the windows as they were left.
func (r *room) recall() {
	var m memo
	if len(r.session.Desk) == 0 || json.Unmarshal(r.session.Desk, &m) != nil {
		return
	}
	r.unread = m.Lesson
	for _, w := range r.order {
		if w, ok := w.(windows.Rememberer); ok && m.Views[w.ID()] != "" {
			w.Recall(m.Views[w.ID()])
		}
	}
	for _, s := range m.Spots {
		r.recallSpot(s)
	}
	if w := r.find(m.Main); w != nil && r.large(w) {
		r.main = w
	}
	if w := r.find(m.Focus); w != nil {
		r.show(w)
	} else {
		r.show(r.focus)
	}
	r.zoomed = m.Zoomed
	r.gates.Go(m.Gate)
	r.requests.Go(m.Request)
	r.changes = 0
}

// recallSpot puts one window back, in front of those before it. A window that this kvlab does not have is passed over.
func (r *room) recallSpot(s spot) {
	w := r.find(s.Window)
	if w == nil {
		return
	}
	r.floor.Raise(w)
	if s.Window == "lesson" && r.unread == "" {
		s.Standing = "" // it opens with its lesson
	}
	r.floor.Move(w, between(s.Area), between(s.On))
	for standing, word := range standings {
		if word == s.Standing {
			r.floor.Stand(w, desktop.Standing(standing))
		}
	}
}

func corners(r image.Rectangle) [4]int { return [4]int{r.Min.X, r.Min.Y, r.Max.X, r.Max.Y} }

func between(c [4]int) image.Rectangle { return image.Rect(c[0], c[1], c[2], c[3]) }
