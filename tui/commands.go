package tui

import (
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// table lists the commands that hold everywhere. Keys, help, bars and clicks on them all read it.
func (m *Model) table() []desktop.Command {
	return slices.Concat(under(labMenu, m.labCommands()), under(windowMenu, m.deskCommands()), under(windowMenu, m.talkCommands()), under(viewMenu, m.viewCommands()),
		under(helpMenu, m.helpCommands()), under(labMenu, m.programCommands()))
}

// labCommands work on the lab.
func (m *Model) labCommands() []desktop.Command {
	return []desktop.Command{
		{ID: "lab.issue", Keys: []string{"i"}, Title: "issue", Hint: 4, Disabled: m.requestless,
			Help: "Issue the request under the cursor of the list of requests, from wherever you are.",
			Run:  func() desktop.Action { return m.room.session.Issuing(m.room.requests.Current().ID) }},
		{ID: "lab.undo", Keys: []string{"u"}, Title: "undo", Hint: 2, Disabled: m.nothingDone,
			Help: "Take the last change of the lab back.", Run: func() desktop.Action { return undo{} }},
		{ID: "lab.redo", Keys: []string{"U", "ctrl+r"}, Title: "redo", Disabled: m.nothingUndone,
			Help: "Put the change taken back last in effect again.", Run: func() desktop.Action { return redo{} }},
		{ID: "lab.reset", Keys: []string{"R"}, Title: "reset the lab", Disabled: m.closed,
			Help: "Bring the lab back to how the scenario starts; asks first, and can be undone.", Run: m.askReset},
		{ID: "lab.profile", Keys: []string{"P"}, Title: "switch profile", Disabled: m.closed,
			Help: "Follow the other profile: the guide's order of the gates, or the live service's.",
			Run:  func() desktop.Action { return profile{} }},
		{ID: "lab.debrief", Keys: []string{"D"}, Title: "debrief", Hint: 6, Disabled: m.unfinished,
			Help: "Show the score, what there is to take along, and the next lab, once all goals are reached.",
			Run:  func() desktop.Action { return session.ShowDebrief{} }},
		{ID: "lab.list", Keys: []string{"o"}, Title: "open scenario", Help: "List the scenarios and open one.",
			Disabled: m.listed, Run: func() desktop.Action { return list{} }},
	}
}

// viewCommands are about what is shown, and how.
func (m *Model) viewCommands() []desktop.Command {
	return []desktop.Command{
		{ID: "view.theme", Keys: []string{"t"}, Title: "theme", Disabled: m.look.why,
			Help: "Change between dark, light, high contrast and no colours.", Run: m.do(func() { m.look.cycle(); m.repaint() })},
		{ID: "view.mouse", Keys: []string{"m"}, Title: "mouse",
			Help: "Leave the mouse to the terminal, so that it can select text, or take it back.", Run: m.do(m.toggleMouse)},
	}
}

// helpCommands find other commands.
func (m *Model) helpCommands() []desktop.Command {
	return []desktop.Command{
		{ID: "program.help", Keys: []string{"?", "f1"}, Title: "help", Hint: 1, Help: "List every key and what it does.",
			Run: m.do(func() { m.show(windows.NewHelp(m.sections())) })},
		{ID: "program.palette", Keys: []string{":", "ctrl+k"}, Title: "find anything", Hint: 1,
			Help: "Find a command, window, lab, lesson, request, gate, goal, object or step by a few letters.", Run: func() desktop.Action { return find{} }},
		{ID: "program.tour", Keys: []string{"f2"}, Title: "tour", Disabled: m.closed,
			Help: "Show the desktop's windows in four steps.", Run: m.startTour},
		{ID: "desk.menu", Keys: []string{"w"}, Title: "window menu",
			Help: "Open the menu of what can be done with windows.", Run: m.pulling(1)},
		{ID: "program.menu", Keys: []string{"f10"}, Title: "menu bar", Help: "Open the menus of the bar.", Run: m.pulling(0)},
		{ID: "program.context", Keys: []string{".", "shift+f10"}, Title: "context menu", Disabled: m.closed,
			Help: "Open the menu of this window, as a click with the right button does.", Run: m.openContext},
	}
}

// programCommands are about the program.
func (m *Model) programCommands() []desktop.Command {
	return append([]desktop.Command{
		{ID: "program.quit", Keys: []string{"q"}, Title: "quit", Hint: 1, Help: "Leave. The lab stays as it is and opens there next time.", Run: m.askQuit},
	}, m.always()...)
}

// finders are the commands that hold over the list of scenarios as well, for whoever would rather type than look.
func (m *Model) finders() []desktop.Command {
	return slices.DeleteFunc(slices.Clone(m.commands), func(c desktop.Command) bool {
		return c.ID != "program.palette" && c.ID != "program.help"
	})
}

// always are the commands that hold even while a dialog is in front.
func (m *Model) always() []desktop.Command {
	return []desktop.Command{
		{ID: "program.leave", Keys: []string{"ctrl+c"}, Title: "leave", Help: "Leave from anywhere; once more to not even wait for what is under way.",
			Run: func() desktop.Action { return quit{} }},
		{ID: "program.suspend", Keys: []string{"ctrl+z"}, Title: "suspend", Help: "Go to the shell and come back with fg.",
			Run: func() desktop.Action { return suspend{} }},
	}
}

// do makes a command of something that happens on the desk itself.
func (m *Model) do(f func()) func() desktop.Action {
	return func() desktop.Action {
		f()
		m.arrange()
		return nil
	}
}

func (m *Model) toggleMouse() {
	m.mouse = !m.mouse
	if m.mouse {
		m.say("the mouse works here again")
	} else {
		m.say("the mouse is the terminal's: select text as you like; m takes it back")
	}
}

func (m *Model) askReset() desktop.Action {
	m.show(windows.NewConfirm("Reset the lab", "Bring everything back to how the scenario starts? The goals you reached stay reached, "+
		"and u takes the reset back.", "reset", reset{}))
	return nil
}

// closed is why commands of a lab cannot run without one.
func (m *Model) closed() string {
	if m.room == nil {
		return "open a scenario first"
	}
	return ""
}

func (m *Model) listed() string {
	if m.room == nil {
		return "the list is in front of you"
	}
	return ""
}

func (m *Model) unfinished() string {
	if why := m.closed(); why != "" {
		return why
	}
	if !m.room.session.Finished() {
		return "there are goals left to reach"
	}
	return ""
}

func (m *Model) requestless() string {
	if why := m.closed(); why != "" {
		return why
	}
	if m.room.requests.Current() == nil {
		return "this scenario has no requests to issue"
	}
	return ""
}

func (m *Model) nothingDone() string {
	if why := m.closed(); why != "" {
		return why
	}
	if m.room.session.State.Undo == 0 {
		return "nothing has been changed yet"
	}
	return ""
}

func (m *Model) nothingUndone() string {
	if why := m.closed(); why != "" {
		return why
	}
	if m.room.session.State.Redo == 0 {
		return "nothing was taken back"
	}
	return ""
}
