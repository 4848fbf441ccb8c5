package tui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// What a click on the bars can hit.
type (
	barWindow  int    // a window, by its index
	barCommand string // a command, by its id
	barMenu    int    // a menu, by its index
)

// click goes to what is drawn under the mouse. It focuses a window and then does there what was marked.
func (m *Model) click(mouse tea.Mouse) tea.Cmd {
	m.letGo()
	if m.layout.small || mouse.Button != tea.MouseLeft && mouse.Button != tea.MouseRight {
		return nil
	}
	m.clear()
	m.dirty = true
	w, target := m.desk.At(mouse.X, mouse.Y)
	if _, part := m.desk.PartAt(mouse.X, mouse.Y); part != desktop.Top || w != m.first.window {
		m.first.window = nil
	}
	switch {
	case m.touring() && w != desktop.Window(m.tour):
		return m.past(func() tea.Cmd { return m.click(mouse) })
	case m.dialog != nil:
		return m.clickDialog(mouse, w, target)
	case mouse.Button == tea.MouseRight:
		return m.clickContext(mouse, w)
	case w != nil:
		return m.clickWindow(mouse, w, target)
	}
	return m.clickBar(m.bars.TargetAt(mouse.X, mouse.Y))
}

// clickDialog is a click while a dialog is in front. One beside a menu closes it.
func (m *Model) clickDialog(mouse tea.Mouse, w desktop.Window, target desktop.Target) tea.Cmd {
	switch _, menu := m.dialog.(*desktop.Menu); {
	case w == m.dialog && mouse.Button == tea.MouseLeft && mouse.Y == m.desk.Area(w).Min.Y && !menu:
		m.grabDialog(image.Pt(mouse.X, mouse.Y))
	case w == m.dialog && mouse.Button == tea.MouseLeft:
		return m.act(w.Click(target))
	case w == nil && !menu && mouse.Button == tea.MouseLeft:
		if hint, ok := m.bars.TargetAt(mouse.X, mouse.Y).(barCommand); ok {
			return m.clickBar(hint)
		}
	case w != m.dialog && menu:
		m.close()
		if mouse.Button == tea.MouseLeft && w == nil {
			return m.clickBar(m.bars.TargetAt(mouse.X, mouse.Y))
		}
	}
	return nil
}

// clickWindow gives a window the keyboard and takes hold of its frame, or does what was marked inside.
func (m *Model) clickWindow(mouse tea.Mouse, w desktop.Window, target desktop.Target) tea.Cmd {
	_, part := m.desk.PartAt(mouse.X, mouse.Y)
	m.room.show(w)
	if cmd, frame := m.grab(w, part, image.Pt(mouse.X, mouse.Y)); frame {
		return cmd
	}
	at := image.Pt(mouse.X, mouse.Y)
	click := func() tea.Cmd {
		defer m.arrange()
		return m.act(w.Click(target))
	}
	if p, ok := w.(desktop.Puller); ok && p.Waits(target) {
		m.grabInside(w, target, at)
		m.drag.click = click
		m.arrange()
		return nil
	}
	cmd := click()
	m.grabInside(w, target, at)
	return cmd
}

// clickContext opens the menu of what is under the mouse.
func (m *Model) clickContext(mouse tea.Mouse, w desktop.Window) tea.Cmd {
	if w != nil {
		m.room.show(w)
		m.show(m.contextMenu(image.Pt(mouse.X, mouse.Y)))
	}
	return nil
}

// letGo ends what the mouse or the arrow keys do to a window.
func (m *Model) letGo() {
	m.drop()
	m.setDown()
}

func (m *Model) clickBar(t desktop.Target) tea.Cmd {
	switch t := t.(type) {
	case barWindow:
		switch {
		case m.room == nil:
		case m.talk != nil && m.room.order[t].ID() == "stage":
			m.front(m.room)
		default:
			m.room.press(m.room.order[t])
			m.arrange()
		}
	case barMenu:
		return m.pullDown(int(t))
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

// press is a click on the task bar: it brings a window to the front, or takes the one that is there off the screen.
func (r *room) press(w desktop.Window) {
	if w == r.focus && r.floor.Moved() {
		r.put(w, desktop.Minimized)
		return
	}
	r.show(w)
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
