package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// wants asks the windows in sight what they have to know before they show what is true now. Each says a wish once.
func (m *Model) wants() tea.Cmd {
	if m.room == nil || !m.dirty {
		return nil
	}
	var cmds []tea.Cmd
	for _, p := range m.room.places(m.layout) {
		if w, ok := p.Window.(windows.Asker); ok {
			if a := w.Wants(); a != nil {
				cmds = append(cmds, m.work(jobOf(a)))
			}
		}
	}
	return tea.Batch(cmds...)
}

// interrupted stops what runs in a window, if anything does.
func (m *Model) interrupted() bool {
	if m.room == nil {
		return false
	}
	for _, w := range m.room.order {
		if w, ok := w.(windows.Interrupter); ok && w.Interrupt() {
			return true
		}
	}
	return false
}

// followPause is how often a window is looked at in which something runs.
const followPause = 100 * time.Millisecond

// followDue is the message that it is time to look again.
type followDue struct{}

// follow shows what runs in a window while it runs. It asks for nothing while nothing does.
func (m *Model) follow() tea.Cmd {
	if m.room == nil || m.following {
		return nil
	}
	for _, w := range m.room.order {
		if w, ok := w.(windows.Interrupter); ok && w.Running() {
			m.following = true
			return m.after(followPause, followDue{})
		}
	}
	return nil
}

func (m *Model) followOn() {
	m.following = false
	m.dirty = true
}

// unkept are jobs that write down what windows hold and is not kept yet, one for each.
func (r *room) unkept() []session.Job {
	var jobs []session.Job
	for _, w := range r.order {
		if w, ok := w.(windows.Keeper); ok {
			if job := w.Unkept(); job != nil {
				jobs = append(jobs, job)
			}
		}
	}
	return jobs
}

// keep writes down all that is kept of the room. What that is, is settled when it is called; the rest may be done beside
// the event loop.
func (r *room) keep() func() error {
	jobs := append(r.unkept(), r.session.Save(r.memo()))
	return func() error {
		var errs []error
		for _, job := range jobs {
			_, err := job()
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	}
}

// keepWindows writes down what windows hold, without anybody waiting for it.
func (m *Model) keepWindows() tea.Cmd {
	r := m.room
	var cmds []tea.Cmd
	for _, job := range r.unkept() {
		cmds = append(cmds, m.jobs.add(wish{of: r.session, quiet: true, make: func() session.Job { return job }}))
	}
	return tea.Batch(cmds...)
}
