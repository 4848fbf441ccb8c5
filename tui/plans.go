package tui

import (
	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// plan is a window that every room has. Commands, menus, the palette and the task bar are made from the plans, so a
// new window is one more line in them.
type plan struct {
	name  string // its id, and what menus and the task bar call it
	short string // what the task bar calls it where there is little room
	key   string // opens it, and stands in its frame
	later bool   // not on the screen until it is asked for
	about string // what it shows, to end "Go to …"
	make  func(*room) desktop.Window
}

func plans() []plan {
	return []plan{
		{name: "briefing", short: "brief", key: "1", about: "the window of the briefing", make: func(r *room) desktop.Window { return r.briefing }},
		{name: "gates", key: "2", about: "the window of the gates", make: func(r *room) desktop.Window { return r.gates }},
		{name: "requests", short: "reqs", key: "3", about: "the window of the requests", make: func(r *room) desktop.Window { return r.requests }},
		{name: "map", key: "4", about: "the window of the map", make: func(r *room) desktop.Window { return r.chart }},
		{name: "trace", key: "5", about: "the window of the trace", make: func(r *room) desktop.Window { return r.trace }},
		{name: "objects", short: "objs", key: "6", later: true, about: "what lies in the vaults", make: func(r *room) desktop.Window { return windows.NewObjects(r.session) }},
		{name: "log", key: "7", later: true, about: "the vaults' audit log", make: func(r *room) desktop.Window { return windows.NewLog(r.session) }},
		{name: "timeline", short: "time", key: "8", later: true, about: "all changes so far", make: func(r *room) desktop.Window { return windows.NewTimeline(r.session) }},
		{name: "clock", key: "9", later: true, about: "what time it is, and what time brings", make: func(r *room) desktop.Window { return windows.NewClock(r.session) }},
		{name: "console", short: "az", key: "0", later: true, about: "the az console", make: func(r *room) desktop.Window { return r.console }},
		{name: "access", key: "A", later: true, about: "who may do what", make: func(r *room) desktop.Window { return windows.NewAccess(r.session) }},
		{name: "network", short: "net", key: "W", later: true, about: "the way from a host to a vault", make: func(r *room) desktop.Window { return windows.NewNetwork(r.session) }},
		{name: "compare", short: "comp", key: "C", later: true, about: "two traces side by side", make: func(r *room) desktop.Window { return windows.NewCompare(r.session) }},
		{name: "lesson", key: "L", later: true, about: "the lesson that goes with this lab", make: func(r *room) desktop.Window {
			return windows.NewLesson(&lessons.Lesson{}, r.session.Learner)
		}},
		{name: "notes", key: "M", later: true, about: "your own notes", make: func(r *room) desktop.Window { return windows.NewNotes(r.session) }},
	}
}

// keys are what opens the window: its own key, and with alt where that is typed as text otherwise.
func (p *plan) keys() []string {
	if p.key >= "0" && p.key <= "9" {
		return []string{p.key, "alt+" + p.key}
	}
	return []string{p.key}
}

// standing is how the window stands before anybody has touched it.
func (p *plan) standing() desktop.Standing {
	if p.later {
		return desktop.Closed
	}
	return desktop.Open
}

// tab is its name on the task bar.
func (p *plan) tab(long names) string {
	switch {
	case long == noNames:
		return ""
	case long == shortNames && p.short != "":
		return p.short
	}
	return p.name
}
