package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// Actions of the program's own commands.
type (
	quit    struct{}
	suspend struct{}
	undo    struct{}
	redo    struct{}
	reset   struct{}
	profile struct{}
	list    struct{}
)

// act carries out what a window or a command wants. What a dialog wants also closes it.
func (m *Model) act(a desktop.Action) tea.Cmd {
	m.dirty = true
	if a == nil {
		return nil
	}
	if m.dialog != nil {
		m.close()
	}
	switch a := a.(type) {
	case quit:
		return m.quit()
	case suspend:
		return tea.Suspend
	case list:
		return m.pick()
	case session.Pick:
		return m.open(a.Scenario)
	case begin:
		m.opening = a.scenario
		return m.openIt(a.scenario, true)
	case session.Play:
		return m.play()
	case session.Dismiss:
		if m.room == nil && m.dialog == nil {
			return m.pick()
		}
	case session.Say:
		m.say(a.Text)
	case session.Copy:
		m.say("copied " + a.What)
		return tea.SetClipboard(a.Text)
	case session.CopyTrace:
		return m.copyTrace()
	case session.Ask:
		m.ask(a.Goal)
	default:
		return m.work(jobOf(a))
	}
	return nil
}

// jobOf is the job that an action asks for.
func jobOf(a desktop.Action) func(*session.Session) session.Job {
	switch a := a.(type) {
	case session.Flip:
		return func(s *session.Session) session.Job { return s.Flip(a.Gate) }
	case session.Issue:
		return func(s *session.Session) session.Job { return s.Issue(a.Request) }
	case session.Answer:
		return func(s *session.Session) session.Job { return s.Answer(a.Goal, a.Choice) }
	case session.FindFixes:
		return (*session.Session).FindFixes
	case undo:
		return (*session.Session).Undo
	case redo:
		return (*session.Session).Redo
	case reset:
		return (*session.Session).Reset
	case profile:
		return (*session.Session).SwitchProfile
	case session.Doer:
		return a.Job
	}
	return nil
}

// show puts a dialog in front; nil takes it away.
func (m *Model) show(d windows.Dialog) {
	m.dialog = d
	m.arrange()
}

// close takes the dialog away. With no scenario open the list comes back: there is nothing else to do.
func (m *Model) close() {
	m.desk.Forget(m.dialog)
	if m.room == nil && m.picker != nil && m.dialog != windows.Dialog(m.picker) && m.opening == "" {
		m.show(m.picker)
		return
	}
	m.show(nil)
}

func (m *Model) ask(goal string) {
	if g, err := m.room.session.Scenario.Goal(goal); err == nil {
		m.show(windows.NewQuestion(g))
	}
}

func (m *Model) copyTrace() tea.Cmd {
	var b strings.Builder
	if err := trace.WriteMarkdown(&b, m.room.session.Reading.Trace); err != nil {
		m.fail(err.Error())
		return nil
	}
	m.say("copied the trace as Markdown, if this terminal lets programs write to the clipboard")
	return tea.SetClipboard(b.String())
}

// quit leaves once what was asked for is done; asked a second time it does not wait.
func (m *Model) quit() tea.Cmd {
	if m.leaving || m.jobs.idle() {
		return tea.Quit
	}
	m.leaving = true
	m.say("leaving when the lab is saved; ctrl+c again to leave at once")
	return nil
}
