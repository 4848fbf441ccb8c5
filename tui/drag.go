package tui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// drag is what the mouse holds: a window by its frame, or something inside of one. It begins with a click; release, a
// key, a lost focus or another size of the screen end it, and ending it twice does no harm.
type drag struct {
	// haul takes what is held along: the mouse has come from one place to another.
	haul func(from, to image.Point)
	// to is where the mouse is, at where it was when haul was last called.
	to, at  image.Point
	resting bool // a frame has yet to pass since then
	// click is what letting go without having moved does, nil for nothing.
	click func() tea.Cmd
}

// dragRest is the message that a frame has passed since the window was moved.
type dragRest struct{}

const dragPause = 16 * time.Millisecond

// grab takes hold of a window's frame, or presses a button in it. It reports whether the click was meant for the frame.
func (m *Model) grab(w desktop.Window, part desktop.Part, at image.Point) (tea.Cmd, bool) {
	var cmd tea.Cmd
	switch part {
	case desktop.Inside:
		return nil, false
	case desktop.MinimizeButton:
		m.room.put(w, desktop.Minimized)
	case desktop.CloseButton:
		m.room.put(w, desktop.Closed)
	case desktop.ZoomButton:
		m.room.zoomed = !m.room.zoomed
	case desktop.Top:
		cmd = m.grabTop(w, at)
	default:
		m.grabFrame(w, part, at)
	}
	m.arrange()
	return cmd, true
}

// grabTop takes hold of a window to move it. The second of two clicks zooms it instead.
func (m *Model) grabTop(w desktop.Window, at image.Point) tea.Cmd {
	if m.first.window == w {
		m.first.window = nil
		m.room.zoomed = !m.room.zoomed
		return nil
	}
	m.grabFrame(w, desktop.Top, at)
	m.first = firstClick{w, m.first.seq + 1}
	return m.after(doublePause, firstOver{m.first.seq})
}

func (m *Model) grabFrame(w desktop.Window, part desktop.Part, at image.Point) {
	if m.room.zoomed {
		return
	}
	grip := desktop.Grip{Window: w, Part: part, From: at, Area: m.desk.Area(w)}
	m.hold(at, func(_, to image.Point) {
		m.room.move(w, grip.To(to, m.layout.desk), m.layout.desk)
		m.arrange()
	})
}

// firstClick is a click on the top of a window that a second one may follow.
type firstClick struct {
	window desktop.Window // nil once that would be too late
	seq    uint64
}

// firstOver is the message that a click was not followed by another in time.
type firstOver struct{ seq uint64 }

// doublePause is the longest time between two clicks that count as one gesture.
const doublePause = 400 * time.Millisecond

func (m *Model) clickOver(over firstOver) {
	if over.seq == m.first.seq {
		m.first.window = nil
	}
}

// grabInside takes hold of what is inside of a window, if that can be pulled.
func (m *Model) grabInside(w desktop.Window, from desktop.Target, at image.Point) {
	p, ok := w.(desktop.Puller)
	if !ok {
		return
	}
	m.hold(at, func(before, to image.Point) {
		over, target := m.desk.At(to.X, at.Y)
		if over != w {
			target = nil
		}
		p.Pull(from, target, to.Sub(before))
	})
}

func (m *Model) hold(at image.Point, haul func(from, to image.Point)) {
	m.drag = &drag{haul: haul, to: at, at: at}
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

// haul takes what is held to where the mouse is.
func (m *Model) haul() {
	d := m.drag
	from := d.at
	d.at, d.click = d.to, nil
	m.first.window = nil
	m.dirty = true
	d.haul(from, d.to)
}

// release is the button coming up: what waited for that acts, unless something was moved.
func (m *Model) release() tea.Cmd {
	d := m.drag
	m.drop()
	if d == nil || d.click == nil {
		return nil
	}
	m.dirty = true
	return d.click()
}

// drop lets go of the window.
func (m *Model) drop() {
	if d := m.drag; d != nil && d.to != d.at {
		m.haul()
	}
	m.drag = nil
}

// move gives a window a place of its own within bounds.
func (r *room) move(w desktop.Window, area, bounds image.Rectangle) {
	r.floor.Move(w, area, bounds)
	r.changes++
}
