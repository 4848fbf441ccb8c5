package tui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// drag is a window that the mouse holds. It begins with a click on a frame; release, a key, a lost focus or another
// size of the screen end it, and ending it twice does no harm.
type drag struct {
	grip desktop.Grip
	// to is where the mouse is, at where it was when the window was moved last.
	to, at  image.Point
	resting bool // a frame has yet to pass since then
}

// dragRest is the message that a frame has passed since the window was moved.
type dragRest struct{}

const dragPause = 16 * time.Millisecond

// grab takes hold of a window's frame, or presses a button in it. It reports whether the click was meant for the frame.
func (m *Model) grab(w desktop.Window, part desktop.Part, at image.Point) bool {
	switch part {
	case desktop.Inside:
		return false
	case desktop.MinimizeButton:
		m.room.put(w, desktop.Minimized)
	case desktop.CloseButton:
		m.room.put(w, desktop.Closed)
	case desktop.ZoomButton:
		m.room.zoomed = !m.room.zoomed
	default:
		if !m.room.zoomed {
			m.drag = &drag{grip: desktop.Grip{Window: w, Part: part, From: at, Area: m.desk.Area(w)}, to: at, at: at}
		}
	}
	m.arrange()
	return true
}

// pull is a motion of the mouse. Those that come within a frame act together.
func (m *Model) pull(mouse tea.Mouse) tea.Cmd {
	switch {
	case m.drag == nil:
		return nil
	case mouse.Button != tea.MouseLeft:
		m.drop() // the release was lost: the terminal saw it elsewhere
		return nil
	}
	m.drag.to = image.Pt(mouse.X, mouse.Y)
	if m.drag.resting {
		return nil
	}
	return m.dragOn()
}

// dragOn moves the window to where the mouse has come, and waits a frame for more.
func (m *Model) dragOn() tea.Cmd {
	d := m.drag
	if d == nil {
		return nil
	}
	d.resting = d.to != d.at
	if !d.resting {
		return nil
	}
	m.haul()
	return m.after(dragPause, dragRest{})
}

// haul puts the window where the mouse is.
func (m *Model) haul() {
	d := m.drag
	d.at = d.to
	m.room.move(d.grip.Window, d.grip.To(d.to, m.layout.desk))
	m.arrange()
}

// drop lets go of the window.
func (m *Model) drop() {
	if d := m.drag; d != nil && d.to != d.at {
		m.haul()
	}
	m.drag = nil
}

// move gives a window a place of its own.
func (r *room) move(w desktop.Window, area image.Rectangle) {
	r.floor.Move(w, area)
	r.changes++
}
