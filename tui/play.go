package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// player is what keeps the ticks of one playing apart from those of the one before.
type player struct{ seq uint64 }

// playNext is the message that it is time for the next step.
type playNext struct{ seq uint64 }

// notePause is from a move in the trace to the note of it.
const notePause = 2 * time.Second

// play follows Reading.Playing: it starts the ticks, or lets them run out.
func (m *Model) play() tea.Cmd {
	m.player.seq++
	if m.room == nil || !m.room.session.Reading.Playing {
		return nil
	}
	return m.after(m.room.session.Reading.Speed.Pause(), playNext{m.player.seq})
}

// playOn goes one step further and stops at the end.
func (m *Model) playOn(next playNext) tea.Cmd {
	if next.seq != m.player.seq || m.room == nil || !m.room.session.Reading.Playing {
		return nil
	}
	m.dirty = true
	m.room.session.Reading.PlayOn()
	return m.play()
}

// noteDue is the message that the reader's place may be kept now.
type noteDue struct{}

// note makes sure that moves which touch no lab are kept a moment later. It asks for nothing while nothing moves.
func (m *Model) note() tea.Cmd {
	if m.room == nil || m.noting || m.room.version() == m.noted && len(m.room.unkept()) == 0 {
		return nil
	}
	m.noting = true
	return m.after(notePause, noteDue{})
}

func (m *Model) noteNow() tea.Cmd {
	m.noting = false
	if m.room == nil {
		return nil
	}
	m.noted = m.room.version()
	return tea.Batch(m.save(), m.keepWindows())
}
