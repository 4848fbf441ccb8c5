package tui

import (
	"image"
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// moving is the keyboard's way to move a window and to change its size: arrows do it until enter or esc.
type moving struct {
	window desktop.Window
	// before is its own place when it began, empty for none, and on the bounds that it was given in.
	before, on image.Rectangle
	commands   []desktop.Command
}

// directions are the arrow keys, and how far each moves something: a cell is about twice as high as it is wide.
var directions = [...]struct {
	key string
	by  image.Point
}{{"left", image.Pt(-2, 0)}, {"right", image.Pt(2, 0)}, {"up", image.Pt(0, -1)}, {"down", image.Pt(0, 1)}}

// takeUp begins to move the window that has the keyboard.
func (m *Model) takeUp() desktop.Action {
	w := m.room.focus
	m.moving = &moving{window: w}
	m.moving.before, m.moving.on = m.room.floor.Area(w)
	m.moving.commands = m.movingCommands()
	m.say("arrows move " + w.Title() + ", shift and arrows change its size; enter keeps it, esc takes it back")
	return nil
}

// movingCommands are what keys do while a window is moved.
func (m *Model) movingCommands() []desktop.Command {
	var commands []desktop.Command
	for _, d := range directions {
		commands = append(commands,
			desktop.Command{ID: "moving." + d.key, Keys: []string{d.key}, Title: "move " + d.key, Help: "Move the window " + d.key + ".",
				Run: m.do(func() { m.nudge(desktop.Top, d.by) })},
			desktop.Command{ID: "moving.size_" + d.key, Keys: []string{"shift+" + d.key}, Title: "size " + d.key,
				Help: "Move the window's lower right corner " + d.key + ".", Run: m.do(func() { m.nudge(desktop.BottomRight, d.by) })})
	}
	return append(commands,
		desktop.Command{ID: "moving.keep", Keys: []string{"enter", "space"}, Title: "keep", Hint: 9, Help: "Leave the window where it is.",
			Run: m.do(m.setDown)},
		desktop.Command{ID: "moving.cancel", Keys: []string{"esc"}, Title: "take back", Hint: 8, Help: "Put the window back where it was.",
			Run: m.do(func() {
				m.room.move(m.moving.window, m.moving.before, m.moving.on)
				m.setDown()
			})})
}

// nudge moves a part of the window, as the mouse would.
func (m *Model) nudge(part desktop.Part, by image.Point) {
	w := m.moving.window
	grip := desktop.Grip{Window: w, Part: part, Area: m.desk.Area(w)}
	m.room.move(w, grip.To(by, m.layout.desk), m.layout.desk)
}

// setDown ends it; ending it twice does no harm.
func (m *Model) setDown() { m.moving = nil }

// grabDialog takes hold of the dialog by its top.
func (m *Model) grabDialog(at image.Point) {
	m.hold(at, func(from, to image.Point) { m.shiftDialog(to.Sub(from)) })
}

// shiftDialog moves the dialog from where it stands, so that what lies behind can be seen.
func (m *Model) shiftDialog(by image.Point) {
	area := m.desk.Area(m.dialog)
	m.shifted = m.shifted.Add(desktop.Within(area.Add(by), m.layout.desk).Min.Sub(area.Min))
	m.arrange()
}

// dialogMoves are what keys do to a dialog that stands in the way, and the help about it.
func (m *Model) dialogMoves() []desktop.Command {
	switch m.dialog.(type) {
	case *desktop.Menu:
		return nil
	case *windows.Help, *windows.Picker, *tour: // help has keys of its own there
		return m.shifts[:len(directions)]
	}
	return m.shifts
}

// shiftCommands move a dialog about.
func (m *Model) shiftCommands() []desktop.Command {
	var commands []desktop.Command
	for _, d := range directions {
		commands = append(commands, desktop.Command{ID: "dialog." + d.key, Keys: []string{"alt+" + d.key}, Title: "move dialog",
			Help: "Move the dialog " + d.key + ", to see what is behind it.", Run: m.do(func() { m.shiftDialog(d.by) })})
	}
	return append(commands, desktop.Command{ID: "dialog.help", Keys: []string{"f1", "?"}, Title: "help", Hint: 1,
		Help: "List what the keys do in this dialog.", Run: m.do(m.helpOver)})
}

// helpOver lays the help over a dialog, which comes back when that is closed.
func (m *Model) helpOver() {
	over := m.dialog
	m.show(windows.NewHelp([]windows.Section{{Title: "In this dialog: " + over.Title(), Commands: over.Commands()},
		{Title: "In every dialog", Commands: slices.Concat(m.dialogMoves(), m.always())}}))
	m.beneath = over
}
