package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kvlab/engine"
	"kvlab/scenarios"
	"kvlab/tui/present"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// opened is the message that a scenario has been opened, or could not be.
type opened struct {
	name    string
	session *session.Session
	story   *present.Story // of a presentation, nil for none
	toured  bool           // the tour was seen before
	err     error
	crash   *Crash
}

// offered is the message that the list of scenarios has been read.
type offered struct {
	picker *windows.Picker
	offers []windows.Offer
}

// left is the message that a lab has been saved and closed.
type left struct{ err error }

// begin is the action that throws a lab away and opens its scenario anew.
type begin struct{ scenario string }

// pick shows the list of scenarios. It fills when it has been read.
func (m *Model) pick() tea.Cmd {
	open := ""
	if m.room != nil {
		open = m.room.session.Scenario.ID
	}
	p := windows.NewPicker(open)
	m.picker = p
	m.show(p)
	where := m.options.Where
	return func() tea.Msg {
		return offered{p, windows.Offers(where)}
	}
}

func (m *Model) offered(o offered) {
	if m.picker == o.picker {
		o.picker.Offer(o.offers)
		m.arrange()
		m.tellRecord()
	}
}

// open opens a scenario beside the event loop. The lab that is open is left first: one lab, one holder.
func (m *Model) open(name string) tea.Cmd {
	m.show(nil)
	if m.room != nil && m.room.session.Scenario.ID == name {
		return nil
	}
	m.opening, m.next = name, nil
	if kept := m.parked[name]; kept != nil {
		m.leave()
		delete(m.parked, name)
		return m.enter(kept)
	}
	return tea.Sequence(m.leave(), m.openIt(name, false))
}

func (m *Model) openIt(name string, anew bool) tea.Cmd {
	where, record := m.options.Where, m.options.record
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = opened{name: name, crash: newCrash(r)}
			}
		}()
		sc, err := scenarios.Open(name)
		if err == nil && anew {
			err = session.Discard(where, sc.ID)
		}
		var story *present.Story
		if err == nil {
			story, err = record(sc)
		}
		if err != nil {
			return opened{name: name, err: err}
		}
		s, err := session.Open(where, sc)
		return opened{name: name, session: s, story: story, toured: tourKnown(where), err: err}
	}
}

// leave takes the open session off the desktop. A lab in memory is parked, for closing it would lose it.
func (m *Model) leave() tea.Cmd {
	m.letGo()
	r := m.room
	m.room = nil
	m.arrange()
	if r == nil {
		return nil
	}
	r.session.Reading.Playing = false
	if m.options.Where.Ephemeral {
		m.parked[r.session.Scenario.ID] = r
		return nil
	}
	m.jobs.waiting = nil
	keep := r.keep()
	return func() tea.Msg {
		m.jobs.busy.Wait()
		return left{errors.Join(keep(), r.close())}
	}
}

// enter puts a session on the desktop.
func (m *Model) enter(r *room) tea.Cmd {
	m.room, m.opening = r, ""
	m.noted = r.version()
	m.arrange()
	m.tellRecord()
	next := m.next
	m.next = nil
	return tea.Batch(m.teach(r.unread, true), m.act(next))
}

// opened takes over what opening came to.
func (m *Model) opened(o opened) tea.Cmd {
	switch {
	case o.crash != nil:
		return m.crash(o.crash)
	case o.err == nil:
		o.session.Exports = m.options.Exports
		r := newRoom(o.session, m.options.Files)
		m.setStage(r, o.story)
		cmd := tea.Batch(m.enter(r), m.resumed(o.name))
		if m.options.Tour && !o.toured && (!m.layout.small || m.layout.screen.Empty()) {
			return tea.Batch(cmd, m.firstTour())
		}
		return cmd
	case errors.Is(o.err, session.ErrChanged):
		m.opening = ""
		m.show(windows.NewConfirm("The scenario has changed", "The file of "+o.name+" is not the one this lab was made from. Its gates may not "+
			"fit the lab any more. Begin anew? What you changed in the lab and the goals you reached are thrown away.", "begin anew", begin{o.name}))
		return nil
	case m.options.Scenario == o.name && m.picker == nil:
		m.failure = fmt.Errorf("%w", o.err)
		return tea.Quit
	}
	m.opening = ""
	cmd := m.pick()
	if errors.Is(o.err, engine.ErrDamaged) {
		m.show(windows.NewConfirm("The lab is damaged", "What is stored of "+o.name+" is damaged and cannot be read. Throw it away and begin anew? "+
			"Until you do, nothing on disk is changed.", "begin anew", begin{o.name}))
		return cmd
	}
	m.show(windows.NewNotice("Cannot open "+o.name, explain(o.err)))
	return cmd
}

// explain adds to an error what can be done about it.
func explain(err error) string {
	text := strings.TrimSpace(err.Error())
	switch {
	case errors.Is(err, engine.ErrInUse):
		text += ". Leave the other kvlab, or start this one with --ephemeral to work in memory."
	case errors.Is(err, engine.ErrNewer):
		text += ". A newer kvlab wrote this lab: use that one, or name another directory with --data."
	}
	return text
}
