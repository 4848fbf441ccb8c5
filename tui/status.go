package tui

import (
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// status is the sentence on the bottom bar. The next key or click takes it away.
type status struct {
	text string
	mark string // an outcome's word, for its sign and colour; empty for none
}

func (m *Model) say(text string)  { m.set(text, "info") }
func (m *Model) warn(text string) { m.set(text, "ignored") }
func (m *Model) fail(text string) { m.set(text, "fail") }

func (m *Model) set(text, mark string) {
	m.status = status{text, mark}
	m.dirty = true
}

func (m *Model) clear() {
	if m.status.text != "" {
		m.status = status{}
		m.dirty = true
	}
}

// tellRecord tells at the beginning what became of the learner's record: too much to lose for a line that the next key
// takes away.
func (m *Model) tellRecord() {
	if text := m.options.Where.Learner.Notice(); text != "" {
		m.show(windows.NewNotice("Your record", text))
	}
}

// noticed passes on what the learner's record has to tell about its file.
func (m *Model) noticed() {
	if text := m.room.session.Learner.Notice(); text != "" {
		m.warn(text)
	}
}

// tell says what an update brought: a goal first of all, else how the last request would end now.
func (m *Model) tell(u *session.Update) {
	s := m.room.session
	switch {
	case len(u.Reached) > 0:
		text := u.Reached[len(u.Reached)-1]
		if g, err := s.Scenario.Goal(text); err == nil {
			text = g.Text
		}
		m.set("Goal reached: "+text, "pass")
	case u.Outcome != "" && s.Finished():
		m.set(u.Label+"; D shows why, and what is next", string(u.Outcome))
	case u.Outcome != "":
		m.set(u.Label, string(u.Outcome))
	case u.Fixes != nil:
		m.say("the search for fixes is done")
	case u.Issued != nil && u.Last == nil: // only looked at
		m.set(u.Label+": "+trace.Summary(u.Trace), string(u.Trace.Verdict))
	case u.Issued != nil:
		m.set(u.Issued.ID+": "+trace.Summary(u.Trace), string(u.Trace.Verdict))
	case u.Trace != nil && strings.HasPrefix(u.Label, "undo: "): // nothing was issued
		m.set(u.Label+"; "+u.Trace.Request.ID+" would end "+trace.Summary(u.Trace), string(u.Trace.Verdict))
	case u.Trace != nil:
		m.set(u.Label+": "+u.Trace.Request.ID+" "+trace.Summary(u.Trace), string(u.Trace.Verdict))
	case u.Label != "":
		m.say(u.Label)
	}
}
