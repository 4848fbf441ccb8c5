package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// What a click on the bars can hit.
type (
	barWindow  int    // a window, by its index
	barCommand string // a command, by its id
)

// click goes to what is drawn under the mouse. It focuses a window and then does there what was marked.
func (m *Model) click(mouse tea.Mouse) tea.Cmd {
	if mouse.Button != tea.MouseLeft || m.layout.small {
		return nil
	}
	m.clear()
	m.dirty = true
	w, target := m.desk.At(mouse.X, mouse.Y)
	switch {
	case m.dialog != nil:
		if w == m.dialog {
			return m.act(w.Click(target))
		}
		return nil
	case w != nil:
		m.room.show(w)
		cmd := m.act(w.Click(target))
		m.arrange()
		return cmd
	}
	return m.clickBar(m.bars.TargetAt(mouse.X, mouse.Y))
}

func (m *Model) clickBar(t desktop.Target) tea.Cmd {
	switch t := t.(type) {
	case barWindow:
		if m.room != nil {
			m.room.show(m.room.order[t])
			m.arrange()
		}
	case barCommand:
		for _, commands := range m.reach() {
			for i := range commands {
				if commands[i].ID == string(t) {
					return m.run(&commands[i])
				}
			}
		}
	}
	return nil
}

// wheel adds up turns of the mouse wheel: the first acts at once, those that follow within a frame act together.
type wheel struct {
	window  desktop.Window
	delta   int
	resting bool
}

// wheelRest is the message that a frame has passed since the wheel last acted.
type wheelRest struct{}

const wheelPause = 16 * time.Millisecond

// roll is one turn of the wheel over a window.
func (m *Model) roll(mouse tea.Mouse) tea.Cmd {
	delta := 1
	switch mouse.Button {
	case tea.MouseWheelUp:
		delta = -1
	case tea.MouseWheelDown:
	default:
		return nil
	}
	w, _ := m.desk.At(mouse.X, mouse.Y)
	if w == nil || m.dialog != nil && w != m.dialog {
		return nil
	}
	if m.wheel.window != w {
		m.wheel.window, m.wheel.delta = w, 0
	}
	m.wheel.delta += delta
	if m.wheel.resting {
		return nil
	}
	return m.wheelOn()
}

// wheelOn scrolls by what has come together, and waits a frame for more.
func (m *Model) wheelOn() tea.Cmd {
	w := &m.wheel
	if w.delta == 0 {
		w.resting = false
		return nil
	}
	w.window.Wheel(w.delta)
	w.delta, w.resting, m.dirty = 0, true, true
	return m.after(wheelPause, wheelRest{})
}
