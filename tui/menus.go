package tui

import (
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// Menus of the bar. Their items are the commands of the table that name them.
const (
	labMenu    = "Lab"
	windowMenu = "Window"
	viewMenu   = "View"
	helpMenu   = "Help"
)

// menuTitles are the menus as they stand on the bar.
var menuTitles = [...]string{labMenu, windowMenu, viewMenu, helpMenu}

// under puts commands into a menu.
func under(menu string, commands []desktop.Command) []desktop.Command {
	for i := range commands {
		commands[i].Menu = menu
	}
	return commands
}

// pullDown opens a menu of the bar; those beyond the ends are the ones at the other end.
func (m *Model) pullDown(i int) tea.Cmd {
	n := len(menuTitles)
	i = (i%n + n) % n
	var items []desktop.Command
	for _, c := range m.commands {
		if c.Menu != menuTitles[i] {
			continue
		}
		if len(items) > 0 && group(&items[len(items)-1]) != group(&c) {
			items = append(items, desktop.Separator)
		}
		items = append(items, c)
	}
	m.menu, m.context = i, false
	m.show(desktop.NewMenu(menuTitles[i], items, image.Pt(m.menuColumn(i), 1), true))
	return nil
}

// group is what a command is about: the first word of its id.
func group(c *desktop.Command) string {
	about, _, _ := strings.Cut(c.ID, ".")
	return about
}

// menuColumn is where a menu's title begins on the bar.
func (m *Model) menuColumn(i int) int {
	switch w := m.layout.screen.Dx(); {
	case w < deskWidth:
		return 0
	case w < fullWidth:
		return narrowBar + width(m.menuPieces(m.look.theme)[:2*i])
	}
	return wideBar + width(m.menuPieces(m.look.theme)[:2*i])
}

// contextMenu is the menu of the window with the keyboard: what keys do in it, and what can be done with it.
func (m *Model) contextMenu(at image.Point) *desktop.Menu {
	m.context = true
	w := m.room.focus
	items := append([]desktop.Command{}, w.Commands()...)
	if len(items) > 0 {
		items = append(items, desktop.Separator)
	}
	for _, c := range m.commands {
		switch c.ID {
		case "desk.zoom", "desk.move", "desk.minimize", "desk.close":
			items = append(items, c)
		}
	}
	return desktop.NewMenu(w.Title(), items, at, false)
}

// openContext opens that menu from the keyboard, just inside its window.
func (m *Model) openContext() desktop.Action {
	at := m.desk.Area(m.room.focus)
	m.show(m.contextMenu(at.Min.Add(image.Pt(2, 1))))
	return nil
}

// sections is the whole table as the help shows it: first the window that has the keyboard, then what holds
// everywhere, then the other windows.
func (m *Model) sections() []windows.Section {
	everywhere := windows.Section{Title: "Everywhere", Commands: m.commands}
	if m.room == nil {
		return []windows.Section{everywhere}
	}
	out := []windows.Section{{Title: "In this window: " + m.room.focus.Title(), Commands: m.room.focus.Commands()}, everywhere}
	for _, w := range m.room.order {
		if w != m.room.focus {
			out = append(out, windows.Section{Title: w.Title(), Commands: w.Commands()})
		}
	}
	return out
}
