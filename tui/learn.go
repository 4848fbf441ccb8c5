package tui

import (
	tea "charm.land/bubbletea/v2"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// taught is the message that a lesson has been read, or that there is none of that name.
type taught struct {
	lesson *lessons.Lesson
	err    error
	again  bool // its window was open already when the lab was left
}

// teach opens a lesson. It is read beside the event loop.
func (m *Model) teach(id string, again bool) tea.Cmd {
	if m.room == nil || id == "" {
		return nil
	}
	return func() tea.Msg {
		l, err := lessons.Find(id)
		return taught{l, err, again}
	}
}

func (m *Model) taught(t taught) {
	switch {
	case t.err != nil:
		m.fail(t.err.Error())
	case m.room != nil:
		m.room.putLesson(t.lesson)
		if !t.again {
			m.room.show(m.room.find("lesson"))
		}
		m.arrange()
	}
}

// putLesson puts a lesson into the window of the one before.
func (r *room) putLesson(l *lessons.Lesson) {
	if l.ID != r.lesson {
		r.swap("lesson", windows.NewLesson(l, r.session.Learner))
		r.lesson = l.ID
	}
}

// swap puts a window in the place of another of the same id.
func (r *room) swap(id string, w desktop.Window) {
	old := r.find(id)
	r.order[r.index(old)] = w
	r.floor.Swap(old, w)
	if r.focus == old {
		r.focus = w
	}
	if r.main == old {
		r.main = w
	}
}

// openWindow is a command that goes to a window. The one of the lessons opens the lab's first lesson, if none is in it.
func (m *Model) openWindow(i int) func() desktop.Action {
	return func() desktop.Action {
		r := m.room
		if r.plans[i].name == "lesson" && r.lesson == "" {
			return session.OpenLesson{Lesson: r.firstLesson()}
		}
		r.show(r.order[i])
		m.arrange()
		return nil
	}
}

// firstOfAll is the lesson for labs that name none.
const firstOfAll = "four-gates"

func (r *room) firstLesson() string {
	if named := r.session.Scenario.Lessons; len(named) > 0 {
		return named[0]
	}
	return firstOfAll
}

// foretell asks how a request will end before it is issued.
func (m *Model) foretell(request string) {
	p, err := windows.NewPredict(m.room.session, request)
	if err != nil {
		m.fail(err.Error())
		return
	}
	m.show(p)
}

// goToWindow goes to a window by its name, and in it to a fact.
func (m *Model) goToWindow(to session.OpenWindow) tea.Cmd {
	for i := range m.room.plans {
		if m.room.plans[i].name != to.Window {
			continue
		}
		if w, ok := m.room.order[i].(windows.Seeker); ok && to.At != "" {
			w.Seek(to.At)
		}
		return m.act(m.openWindow(i)())
	}
	m.warn("there is no window " + to.Window)
	return nil
}

// runRequest issues a request, of another lab once that is open.
func (m *Model) runRequest(a session.RunRequest) tea.Cmd {
	if m.room != nil && (a.Lab == "" || a.Lab == m.room.session.Scenario.ID) {
		return m.act(session.Issue{Request: a.Request})
	}
	cmd := m.open(a.Lab)
	m.next = session.Issue{Request: a.Request}
	return cmd
}

// seek goes to a step of the open trace.
func (m *Model) seek(step string) {
	if !m.room.session.Reading.Seek(step) {
		m.warn("the open trace has no step " + step)
		return
	}
	m.showStep()
}

// showStep goes to the step in view, whatever the trace's window showed.
func (m *Model) showStep() {
	m.room.trace.ShowSteps()
	m.room.show(m.room.trace)
	m.arrange()
}

// watch has read what a window shows that has come into sight, where that is not read without it.
func (m *Model) watch() tea.Cmd {
	if m.room == nil || !m.dirty {
		return nil
	}
	var parts session.Part
	for _, p := range m.room.places(m.layout) {
		if w, ok := p.Window.(session.Watcher); ok {
			parts |= w.Watches()
		}
	}
	if m.room.session.Watch(parts) {
		return m.work(session.Refresh{}.Job)
	}
	return nil
}

// debrief shows the score, and has it counted if that is still to be done.
func (m *Model) debrief() tea.Cmd {
	m.show(windows.NewDebrief(m.room.session))
	if m.room.session.Progress.Scored {
		return nil
	}
	return m.work(session.Finish{}.Job)
}
