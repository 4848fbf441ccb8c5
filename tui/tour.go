package tui

import (
	"errors"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// tour shows the desktop to somebody who is new to it: four steps on the real screen, each beside the window it is about.
// It stands in nobody's way: keys that are not its own do what they always do, so that what it says can be tried at once.
type tour struct {
	desktop.Counter
	step     int
	anchor   image.Point
	commands []desktop.Command
}

// stop is a step of the tour: the window it is about, and what to know of it.
type stop struct{ window, text string }

func stops() []stop {
	return []stop{
		{"gates", "These are the switches of a small Azure estate. The arrow keys choose one, space flips it, and u takes that back. " +
			"Nothing here can break anything real."},
		{"requests", "These are the requests that somebody makes of the vault. Press i, or enter in this window, to issue the one under the cursor."},
		{"trace", "Here is why it ended as it did, gate by gate. The right arrow goes on by a step, d jumps to the one that decided."},
		{"map", "The map lights up along the request's way. Tab goes from window to window, w lists what can be done with them, a colon " +
			"finds anything by a few letters, and ? lists all keys."},
	}
}

// Actions of the tour: turn goes by steps, out ends it.
type (
	tourTurn struct{ by int }
	tourOut  struct{}
)

func newTour() *tour {
	t := &tour{}
	going := func(by int) func() desktop.Action { return func() desktop.Action { return tourTurn{by} } }
	t.commands = []desktop.Command{
		{ID: "tour.next", Keys: []string{"enter"}, Title: "go on", Hint: 9, Help: "Go on to the next step of the tour.", Run: going(1)},
		{ID: "tour.back", Keys: []string{"backspace"}, Title: "back", Hint: 8, Disabled: t.first, Help: "Go back by a step.", Run: going(-1)},
		{ID: "tour.skip", Keys: []string{"esc"}, Title: "skip", Hint: 7, Help: "End the tour; the Help menu has it again.",
			Run: func() desktop.Action { return tourOut{} }},
	}
	return t
}

func (t *tour) first() string {
	if t.step == 0 {
		return "this is the first step"
	}
	return ""
}

// ID see desktop.Window.
func (t *tour) ID() string { return "tour" }

// Title see desktop.Window.
func (t *tour) Title() string {
	return "Tour " + strconv.Itoa(t.step+1) + "/" + strconv.Itoa(len(stops()))
}

// Commands see desktop.Window.
func (t *tour) Commands() []desktop.Command { return t.commands }

// tourWidth is how wide the text stands.
const tourWidth = 44

// Want see windows.Dialog.
func (t *tour) Want(screen image.Point) image.Point {
	width := min(tourWidth, screen.X)
	return image.Pt(width, min(screen.Y, desktop.Rows(stops()[t.step].text, width-4)+4))
}

// Anchor is where it stands.
func (t *tour) Anchor() image.Point { return t.anchor }

// Draw see desktop.Window.
func (t *tour) Draw(c desktop.Canvas) {
	y := c.Wrapped(0, 0, c.Width(), 0, stops()[t.step].text, c.Theme.Text) + 1
	used := c.Text(0, y, " enter go on ", c.Theme.Selected)
	c.Mark(image.Rect(0, y, used, y+1), tourTurn{1})
	c.Text(used+2, y, " esc skip ", c.Theme.Selected)
	c.Mark(image.Rect(used+2, y, used+12, y+1), tourOut{})
}

// Click see desktop.Window.
func (t *tour) Click(at desktop.Target) desktop.Action { return at }

// Wheel see desktop.Window.
func (t *tour) Wheel(int) {}

// startTour begins the tour at its first step.
func (m *Model) startTour() desktop.Action {
	m.tour = newTour()
	m.guide()
	return nil
}

// tourOn goes on by steps; after the last one the tour is over.
func (m *Model) tourOn(by int) {
	m.tour.step = max(0, m.tour.step+by)
	if m.tour.step >= len(stops()) {
		m.tourEnd()
		return
	}
	m.tour.Bump()
	m.guide()
}

// guide shows the step's window, and the text beside it.
func (m *Model) guide() {
	r := m.room
	r.zoomed = false
	r.show(r.find(stops()[m.tour.step].window))
	m.arrange()
	m.tour.anchor = beside(m.desk.Area(r.focus), m.layout.desk, m.tour.Want(m.layout.desk.Size()))
	m.show(m.tour)
}

// beside is a place next to a window: right of it, left of it, or as far down as it goes.
func beside(window, desk image.Rectangle, size image.Point) image.Point {
	switch {
	case window.Max.X+size.X <= desk.Max.X:
		return image.Pt(window.Max.X, window.Min.Y)
	case window.Min.X-size.X >= desk.Min.X:
		return image.Pt(window.Min.X-size.X, window.Min.Y)
	}
	return image.Pt(window.Min.X, desk.Max.Y-size.Y)
}

// past lets a key or a click pass the tour by. What it leads away to, another window, a dialog or the end, ends the tour.
func (m *Model) past(input func() tea.Cmd) tea.Cmd {
	r, focus := m.room, m.room.focus
	m.show(nil)
	cmd := input()
	switch {
	case m.touring(): // anew, for that was the key of the tour
	case m.room == r && r.focus == focus && m.dialog == nil && m.moving == nil:
		m.show(m.tour)
	default:
		m.tour = nil
	}
	return cmd
}

// touring reports whether the tour is in front.
func (m *Model) touring() bool { return m.tour != nil && m.dialog == windows.Dialog(m.tour) }

// tourEnd ends the tour where labs begin.
func (m *Model) tourEnd() {
	m.tour = nil
	m.room.show(m.room.requests)
	m.arrange()
	m.say("begin here: enter issues the request under the cursor; 1 and g show the goals")
}

// firstTour begins the tour by itself, and notes that it was shown: it does not come again unless somebody asks for it.
func (m *Model) firstTour() tea.Cmd {
	m.options.Tour = false // once in a sitting
	m.startTour()
	where := m.options.Where
	return func() tea.Msg {
		if !where.Ephemeral && where.Data != "" {
			_ = os.WriteFile(tourNote(where), nil, 0o600) // at worst it is shown again
		}
		return nil
	}
}

// tourNote is the file whose being there says that the tour was seen.
func tourNote(w session.Where) string { return filepath.Join(w.Data, "tour-seen") }

// tourKnown reports whether the tour was seen. It looks at the disk.
func tourKnown(w session.Where) bool {
	if w.Ephemeral || w.Data == "" {
		return false
	}
	_, err := os.Stat(tourNote(w))
	return !errors.Is(err, fs.ErrNotExist)
}
