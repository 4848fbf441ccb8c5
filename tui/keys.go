package tui

import (
	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// maxHeld bounds the keys that wait for a job: more of them were not meant for what they would meet.
const maxHeld = 64

// press is a key that came from the terminal. While a job runs whose outcome decides what a key means, keys wait;
// only ctrl+c does not.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if m.jobs.loud() && key != "ctrl+c" && key != "ctrl+z" {
		if len(m.held) < maxHeld {
			m.held = append(m.held, key)
		}
		return nil
	}
	return m.key(key)
}

// key finds the command and runs it: in the dialog, in the window with the keyboard, or everywhere.
func (m *Model) key(key string) tea.Cmd {
	m.clear()
	for _, commands := range m.reach() {
		for i := range commands {
			if commands[i].Has(key) {
				return m.run(&commands[i])
			}
		}
	}
	if m.dialog == nil {
		m.warn(key + " does nothing here; ? lists the keys")
	}
	return nil
}

// reach lists the commands that keys can reach now, in the order in which they are asked.
func (m *Model) reach() [][]desktop.Command {
	switch {
	case m.dialog != nil:
		return [][]desktop.Command{m.dialog.Commands(), m.always()}
	case m.room != nil && !m.layout.small:
		return [][]desktop.Command{m.room.focus.Commands(), m.commands}
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
