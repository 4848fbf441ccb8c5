package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kvlab/lessons"
	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Actions of the palette's entries.
type (
	// inWindow runs a window's command, with the keyboard on that window.
	inWindow struct {
		window  desktop.Window
		command *desktop.Command
	}
	// goal shows a goal, and asks its question if it has one.
	goal struct{ id string }
	// jump goes to a place in the trace.
	jump struct{ place int }
)

// gathered is the message that what has to be read for the palette has been.
type gathered struct {
	palette *desktop.Palette
	entries []desktop.Entry
}

// openPalette opens the palette over all that can be named. The labs come when they have been read.
func (m *Model) openPalette() tea.Cmd {
	p := desktop.NewPalette(m.entries())
	m.show(p)
	return func() tea.Msg { return gathered{p, toRead()} }
}

func (m *Model) gathered(g gathered) {
	g.palette.Add(g.entries)
	m.dirty = true
}

// entries are all that needs no reading: windows and commands, and what the lab holds.
func (m *Model) entries() []desktop.Entry {
	var out []desktop.Entry
	for i := range m.commands {
		c := &m.commands[i]
		kind := "command"
		if strings.HasPrefix(c.ID, "window.") {
			kind = "window"
		}
		out = append(out, commandEntry(kind, c, desktop.Chosen{Command: c}))
	}
	if m.room == nil {
		return out
	}
	for i, w := range m.room.order {
		commands := w.Commands()
		for k := range commands {
			out = append(out, commandEntry(m.room.plans[i].name, &commands[k], inWindow{w, &commands[k]}))
		}
	}
	return slices.Concat(out, m.room.labEntries(), m.room.objectEntries(), m.room.stepEntries())
}

func commandEntry(kind string, c *desktop.Command, do desktop.Action) desktop.Entry {
	return desktop.Entry{Kind: kind, Title: c.Title, Also: c.Help, Key: c.Keys[0], Disabled: c.Why, Action: do}
}

// labEntries are what the scenario lets its learner do.
func (r *room) labEntries() []desktop.Entry {
	var out []desktop.Entry
	sc := r.session.Scenario
	for _, q := range r.session.Requests() {
		title := q.Label
		if title == "" {
			title = q.ID
		}
		out = append(out, desktop.Entry{Kind: "request", Title: title, Also: "Issue " + q.ID + ": " + q.Operation + " " + q.Vault + " " + q.Object,
			Action: session.Issue{Request: q.ID}})
	}
	for i := range sc.Gates {
		g := &sc.Gates[i]
		out = append(out, desktop.Entry{Kind: "gate", Title: g.Label, Also: "Flip " + g.ID + ", which is " + r.session.State.Gates[i],
			Action: session.Flip{Gate: g.ID}})
	}
	for i := range sc.Goals {
		g := &sc.Goals[i]
		out = append(out, desktop.Entry{Kind: "goal", Title: g.Text, Also: g.Question, Action: goal{g.ID}})
	}
	return out
}

// objectEntries are what lies in the vaults.
func (r *room) objectEntries() []desktop.Entry {
	e := r.session.State.Estate
	var out []desktop.Entry
	for i := range e.Vaults {
		if v := &e.Vaults[i]; !v.Absent {
			out = append(out, desktop.Entry{Kind: "vault", Title: v.Name, Action: session.OpenWindow{Window: "objects", At: "vault." + v.Name}})
		}
	}
	for i := range e.Objects {
		o := &e.Objects[i]
		noun := o.Collection.Noun()
		out = append(out, desktop.Entry{Kind: noun, Title: o.Name, Also: "in " + o.Vault,
			Action: session.OpenWindow{Window: "objects", At: strings.Join([]string{"vault", o.Vault, noun, o.Name}, ".")}})
	}
	return out
}

// stepEntries are the steps of the trace.
func (r *room) stepEntries() []desktop.Entry {
	t := r.session.Reading.Trace
	if t == nil {
		return nil
	}
	var out []desktop.Entry
	for i := range t.Gates {
		for k := range t.Gates[i].Steps {
			s := &t.Gates[i].Steps[k]
			out = append(out, desktop.Entry{Kind: "step", Title: s.Title, Also: string(t.Gates[i].Gate) + ": " + s.Detail, Action: jump{len(out)}})
		}
	}
	return out
}

// toRead are the labs and lessons there are. It reads them: not for the event loop.
func toRead() []desktop.Entry {
	var out []desktop.Entry
	for _, e := range scenarios.Catalogue() {
		out = append(out, desktop.Entry{Kind: "lab", Title: e.Title, Also: e.ID + ", " + e.Level + ": " + e.Summary, Action: session.Pick{Scenario: e.ID}})
	}
	return append(out, lessonEntries()...)
}

// lessonEntries are the lessons there are to read.
func lessonEntries() []desktop.Entry {
	var out []desktop.Entry
	for _, h := range lessons.Catalogue() {
		out = append(out, desktop.Entry{Kind: "lesson", Title: h.Title, Also: h.ID + ", " + h.Level, Action: session.OpenLesson{Lesson: h.ID}})
	}
	return out
}

// goTo shows the goals, or asks the question that a goal consists of.
func (m *Model) goTo(g goal) tea.Cmd {
	if x, err := m.room.session.Scenario.Goal(g.id); err == nil && x.Question != "" {
		m.ask(g.id)
		return nil
	}
	m.room.show(m.room.briefing)
	m.arrange()
	commands := m.room.briefing.Commands()
	for i := range commands {
		if commands[i].ID == "briefing.goals" {
			return m.run(&commands[i])
		}
	}
	return nil
}

func (m *Model) jump(j jump) {
	m.room.session.Reading.MoveTo(j.place)
	m.showStep()
}
