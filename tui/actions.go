package tui

import (
	"image"
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
	find    struct{}
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
		return m.lead(a)
	}
	return nil
}

// lead carries out what leads to another window, a dialog or a menu; whatever is left is a job on the lab.
func (m *Model) lead(a desktop.Action) tea.Cmd {
	switch a := a.(type) {
	case find:
		return m.openPalette()
	case goal:
		return m.goTo(a)
	case jump:
		m.jump(a)
	case inWindow:
		m.room.show(a.window)
		m.arrange()
		return m.run(a.command)
	case tourTurn:
		m.tourOn(a.by)
	case tourOut:
		m.tourEnd()
	case desktop.Chosen:
		return m.run(a.Command)
	case desktop.Aside:
		return m.pullDown(m.menu + a.By)
	case desktop.Back:
	case session.Study:
		m.room.session.Study(a.Request, a.Trace)
		m.room.show(m.room.trace)
		m.arrange()
	case session.Compose:
		m.show(windows.NewCompose(m.room.session, a.Draft))
	case session.Foretell:
		m.foretell(a.Request)
	case session.ShowDebrief:
		return m.debrief()
	case session.Sure:
		m.show(windows.NewConfirm(a.Title, a.Text, a.Verb, a.Then))
	case session.OpenLesson:
		return m.teach(a.Lesson, false)
	case session.OpenWindow:
		return m.goToWindow(a)
	case session.RunRequest:
		return m.runRequest(a)
	case session.JumpStep:
		m.seek(a.Step)
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
	if d != m.dialog {
		m.shifted = image.Point{}
	}
	m.dialog, m.beneath = d, nil
	m.arrange()
}

// close takes the dialog away. With no scenario open the list comes back: there is nothing else to do.
func (m *Model) close() {
	m.desk.Forget(m.dialog)
	if m.beneath != nil {
		m.show(m.beneath)
		return
	}
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
