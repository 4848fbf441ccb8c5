package tui

import (
	"errors"
	"image"
	"os"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
)

// noteRows is how many rows the speaker's notes have at the bottom of a screen of a height.
func noteRows(height int) int {
	switch {
	case height < deskHeight:
		return 1
	case height < fullHeight:
		return 2
	}
	return 3
}

// spoken takes the rows of the speaker's notes off the desk, where they are shown.
func (m *Model) spoken(l layout) layout {
	bare := newLayout(l.screen.Size())
	if m.talk == nil || !m.talk.notes || m.room == nil || m.room.stage() == nil || l.small {
		return bare
	}
	n := noteRows(l.screen.Dy())
	if m.talk.lost != "" {
		n++
	}
	bare.desk.Max.Y -= n
	bare.notes = image.Rect(0, bare.desk.Max.Y, l.screen.Dx(), bare.desk.Max.Y+n)
	return bare
}

func (m *Model) toggleNotes() {
	m.talk.notes = !m.talk.notes
	m.arrange()
}

func (m *Model) noNotes() string {
	if m.talk.pad != nil && m.talk.lost == "" {
		return "they are written to " + m.talk.pad.name
	}
	return ""
}

// drawNotes is what the speaker says or asks at this beat, below the reason why it is said here.
func (m *Model) drawNotes(c desktop.Canvas) {
	if c.Height() <= 0 || m.room == nil {
		return
	}
	b, _ := m.room.stage().Beat()
	c.Fill(image.Rect(0, 0, c.Width(), c.Height()), c.Theme.Bar)
	if m.talk.lost != "" {
		c.Fit(1, 0, c.Width()-2, m.talk.lost, c.Theme.Bar)
		c = c.Rest(1)
	}
	x := 1 + c.Text(1, 0, "say ", c.Theme.BarKey)
	rest, line := b.Note, ""
	for y := range c.Height() {
		if y == c.Height()-1 {
			c.Fit(x, y, c.Width()-x-1, strings.ReplaceAll(rest, "\n", " "), c.Theme.BarStrong)
			return
		}
		line, rest = desktop.Break(rest, c.Width()-x-1)
		c.Text(x, y, line, c.Theme.BarStrong)
	}
}

// spoke is the message that the notes of a beat have been written, or could not be.
type spoke struct{ err error }

// speak writes the notes of the beat down, beside the event loop and one at a time. What the story passes meanwhile is not
// written: only where it stands now is of use.
func (m *Model) speak() tea.Cmd {
	t := m.talk
	if t == nil || t.pad == nil || !t.due || t.under || m.room == nil {
		return nil
	}
	w := m.room.stage()
	if w == nil {
		return nil
	}
	t.due, t.under = false, true
	_, n := w.Beat()
	text := w.Story().Notes(n, keysOfTheTalk)
	return func() tea.Msg { return spoke{t.pad.write(text)} }
}

// keysOfTheTalk is the reminder below the notes.
const keysOfTheTalk = "Keys: space or pgdown on, left or pgup back, home and end, b blank, esc back to the stage, ? help."

// spokeOf takes over what became of the notes. The talk goes on: as long as they do not arrive where they should, they
// stand on the screen, with the reason.
func (m *Model) spokeOf(s spoke) {
	t := m.talk
	t.under = false
	was := t.lost
	t.lost = t.pad.loss(s.err)
	if (was == "") == (t.lost == "") {
		return
	}
	t.notes = t.lost != ""
	if t.notes {
		m.warn(t.lost)
	} else {
		m.say("the notes arrive at " + t.pad.name)
	}
	m.arrange()
}

// pad is where the speaker's notes go: a file, a FIFO or another terminal. It is opened when there is something to write,
// and again after it failed: a reader may come later.
type pad struct {
	name string
	file *os.File
}

// loss says why the notes do not arrive, empty when they do.
func (p *pad) loss(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*os.PathError](err); ok {
		err = e.Err // the name is said already
	}
	return "the notes do not arrive at " + p.name + ": " + err.Error()
}

// patience is how long somebody who reads the notes may be busy.
const patience = time.Second

// write adds a text. It waits for nobody: not for the reader of a FIFO, and not for a terminal that has been stopped.
func (p *pad) write(text string) error {
	if p.file == nil {
		f, err := os.OpenFile(p.name, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0o600)
		if err != nil {
			return err
		}
		p.file = f
	}
	_ = p.file.SetWriteDeadline(time.Now().Add(patience)) // plain files have none, and need none
	if _, err := p.file.WriteString(text); err != nil {
		_ = p.file.Close()
		p.file = nil
		return err
	}
	return nil
}
