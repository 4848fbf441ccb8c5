package tui

import (
	"image"

	"kvlab/tui/desktop"
)

// deskCommands move the keyboard between windows, and the windows about.
func (m *Model) deskCommands() []desktop.Command {
	return append([]desktop.Command{
		{ID: "desk.next", Keys: []string{"tab", "f6"}, Title: "next window", Hint: 3, Disabled: m.closed,
			Help: "Give the keyboard to the next window.", Run: m.do(func() { m.room.turn(1) })},
		{ID: "desk.previous", Keys: []string{"shift+tab", "shift+f6"}, Title: "window before", Disabled: m.closed,
			Help: "Give the keyboard to the window before.", Run: m.do(func() { m.room.turn(-1) })},
		{ID: "desk.zoom", Keys: []string{"z", "alt+up"}, Title: "zoom", Disabled: m.closed,
			Help: "Give the whole screen to this window, or back.", Run: m.do(func() { m.room.zoomed = !m.room.zoomed })},
		{ID: "desk.move", Keys: []string{"alt+m"}, Title: "move and size", Disabled: m.fixed,
			Help: "Move this window with the arrow keys, or change its size with shift and arrow keys.", Run: m.takeUp},
		{ID: "desk.minimize", Keys: []string{"alt+down"}, Title: "minimize", Disabled: m.lastOpen,
			Help: "Take this window off the screen; its key or a click on the bar brings it back.", Run: m.putAway(desktop.Minimized)},
		{ID: "desk.close", Keys: []string{"alt+x"}, Title: "close", Disabled: m.lastOpen,
			Help: "Close this window; its key, the menu or the palette opens it again.", Run: m.putAway(desktop.Closed)},
		{ID: "desk.tile", Keys: []string{"alt+t"}, Title: "tile", Disabled: m.crowded,
			Help: "Put all open windows side by side.", Run: m.rearrange(func() { m.room.floor.Tile(m.layout.desk) })},
		{ID: "desk.cascade", Keys: []string{"alt+c"}, Title: "cascade", Disabled: m.crowded,
			Help: "Put all open windows one before the other.", Run: m.rearrange(func() { m.room.floor.Cascade(m.layout.desk) })},
		{ID: "desk.first", Keys: []string{"alt+a"}, Title: "as at first", Disabled: m.closed,
			Help: "Put all windows back to where they were at first.", Run: m.rearrange(func() { m.room.asAtFirst() })},
	}, m.windowCommands()...)
}

// windowCommands go to a window each.
func (m *Model) windowCommands() []desktop.Command {
	var commands []desktop.Command
	for i, p := range plans() {
		commands = append(commands, desktop.Command{ID: "window." + p.name, Keys: p.keys(), Title: p.name, Disabled: m.closed,
			Help: "Go to " + p.about + ".", Run: m.openWindow(i)})
	}
	return commands
}

func (m *Model) putAway(s desktop.Standing) func() desktop.Action {
	return m.do(func() { m.room.put(m.room.focus, s) })
}

// rearrange makes a command of something that gives many windows a place.
func (m *Model) rearrange(f func()) func() desktop.Action {
	return m.do(func() {
		m.room.zoomed = false
		m.room.changes++
		f()
	})
}

// pulling makes a command of opening a menu.
func (m *Model) pulling(menu int) func() desktop.Action {
	return func() desktop.Action {
		m.pullDown(menu)
		return nil
	}
}

// asAtFirst puts every window back to where the arrangement has it, and closes those that were not there at first.
func (r *room) asAtFirst() {
	for i, w := range r.order {
		r.floor.Move(w, image.Rectangle{}, image.Rectangle{})
		r.floor.Stand(w, r.plans[i].standing())
	}
	if r.floor.Standing(r.focus) != desktop.Open {
		r.show(r.gates)
	}
}

// crowded is why windows cannot be moved about.
func (m *Model) crowded() string {
	switch {
	case m.room == nil:
		return m.closed()
	case m.layout.single():
		return "this screen has room for one window at a time"
	}
	return ""
}

func (m *Model) fixed() string {
	if why := m.crowded(); why != "" {
		return why
	}
	if m.room.zoomed {
		return "the window has the whole screen; z gives it back"
	}
	return ""
}

func (m *Model) lastOpen() string {
	if why := m.closed(); why != "" {
		return why
	}
	if m.room.floor.Shown() < 2 {
		return "it is the only window that is open"
	}
	return ""
}
