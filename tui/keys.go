package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// maxHeld bounds the keys that wait for a job: more of them were not meant for what they would meet.
const maxHeld = 64

// press is a key that came from the terminal. While a job runs whose outcome decides what a key means, keys wait;
// only ctrl+c does not.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	return m.take(typed{msg.String(), msg.Text})
}

// paste is text that came at once. It goes where typing goes; nothing that has no field takes it.
func (m *Model) paste(text string) tea.Cmd {
	if m.typist() == nil || text == "" {
		return nil
	}
	return m.take(typed{text: text})
}

// typed is a key, or text that was pasted, which has none.
type typed struct{ key, text string }

func (m *Model) take(t typed) tea.Cmd {
	if t.key == "ctrl+c" && (m.interrupted() || m.stays()) {
		return nil
	}
	m.asked = t.key == "ctrl+c"
	if m.jobs.loud() && t.key != "ctrl+c" && t.key != "ctrl+z" {
		if len(m.held) < maxHeld {
			m.held = append(m.held, t)
		}
		return nil
	}
	return m.key(t)
}

// stays keeps ctrl+c from leaving at once where it was meant for a line that has just ended: in a window in which something
// runs now and then it leaves when it is pressed once more.
func (m *Model) stays() bool {
	if m.asked || m.dialog != nil || m.jobs.loud() {
		return false
	}
	if _, ok := m.desk.Focused().(windows.Interrupter); !ok {
		return false
	}
	m.asked = true
	m.warn("nothing runs here; ctrl+c once more leaves kvlab")
	return true
}

// typist is the window that takes text now, nil for none.
func (m *Model) typist() desktop.Typist {
	if m.layout.small || m.moving != nil {
		return nil
	}
	w, _ := m.desk.Focused().(desktop.Typist)
	if w == nil || !w.Typing() {
		return nil
	}
	return w
}

// key gives text to whoever takes it, and finds the command of any other key and runs it: in the dialog, in the window
// with the keyboard, or everywhere.
func (m *Model) key(t typed) tea.Cmd {
	m.drop()
	m.first.window = nil
	m.clear()
	if w := m.typist(); w != nil && t.text != "" {
		m.dirty = true
		return m.act(w.Type(t.text))
	}
	key := t.key
	if m.touring() && !leads(m.tour.commands, key) && !leads(m.dialogMoves(), key) {
		return m.past(func() tea.Cmd { return m.key(t) })
	}
	if c := m.remote(key); c != nil {
		return m.run(c)
	}
	for _, commands := range m.reach() {
		for i := range commands {
			if commands[i].Has(key) {
				return m.run(&commands[i])
			}
		}
	}
	if m.dialog == nil && key != "" {
		m.warn(key + " does nothing here; ? lists the keys")
	}
	return nil
}

// leads reports whether a key is one of these commands'.
func leads(commands []desktop.Command, key string) bool {
	return slices.ContainsFunc(commands, func(c desktop.Command) bool { return c.Has(key) })
}

// reach lists the commands that keys can reach now, in the order in which they are asked.
func (m *Model) reach() [][]desktop.Command {
	switch {
	case m.moving != nil:
		return [][]desktop.Command{m.moving.commands, m.always()}
	case m.dialog != nil && m.dialog == windows.Dialog(m.picker):
		return [][]desktop.Command{m.dialog.Commands(), m.dialogMoves(), m.finders(), m.always()}
	case m.dialog != nil:
		return [][]desktop.Command{m.dialog.Commands(), m.dialogMoves(), m.always()}
	case m.room != nil && !m.layout.small:
		return append([][]desktop.Command{m.room.focus.Commands(), m.commands}, m.behind()...)
	}
	return [][]desktop.Command{m.commands}
}

// run does what a command is for, or says why it cannot.
func (m *Model) run(c *desktop.Command) tea.Cmd {
	m.dirty = true
	if why := c.Why(); why != "" {
		m.warn(c.Title + ": " + why)
		return nil
	}
	return m.act(c.Run())
}
