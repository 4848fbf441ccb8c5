package plain

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/engine/trace"
	"kvlab/lessons"
	"kvlab/tui/az"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// talk is one conversation with a learner.
type talk struct {
	voice
	options Options
	ctx     context.Context
	leaving bool

	open    *session.Session // nil between labs
	console *az.Console      // of the open lab, made when the first line needs it
	typed   *session.Console // what was typed at it, also in earlier sittings; made with it
	noted   uint64           // version of the session that was kept last
	// parked are labs in memory that were left: closing would lose them.
	parked map[string]*session.Session

	listed // what numbers mean
}

// listed is what was listed last, as far as it has no numbers of its own.
type listed struct {
	// verb is what stands before a number that is typed alone: "flip" after the gates were listed. lines are what the
	// numbers stand for where one word does not do for all of them; there is only one of the two.
	verb  string
	lines []string
	// priced is the number of the hint whose price was said last.
	priced  int
	objects []objectKey
	breaks  []session.Breakpoint
	events  []audit.Event
	// differing are the places of the steps that differ, in the trace that is read; -1 where it lacks the step.
	differing []int
	// granted is the table of access that was read last.
	granted *access
	links   []lessons.Anchor
	quiz    quiz
	// composing is the request that is being put together, nil for none.
	composing *composing
}

// numbers says what stands before a number that is typed alone, empty for nothing.
func (l *listed) numbers(verb string) { l.verb, l.lines = verb, nil }

// numbered says which line each number stands for.
func (l *listed) numbered(lines []string) { l.verb, l.lines = "", lines }

// meant is the line that a number alone stands for, or the line itself.
func (l *listed) meant(line string) (string, error) {
	word, _, _ := strings.Cut(line, " ")
	n, err := strconv.Atoi(word)
	switch {
	case err != nil:
		return line, nil
	case l.verb != "":
		return l.verb + " " + line, nil
	case l.lines == nil:
		return line, nil
	case n < 1 || n > len(l.lines):
		return "", fmt.Errorf("the list that was read last has no number %d: there %s", n, are(len(l.lines)))
	}
	return l.lines[n-1], nil
}

// answer carries a line out, keeps where the learner stands, and says where that is.
func (t *talk) answer(ctx context.Context, line string) {
	t.ctx = ctx
	line = strings.TrimSpace(line)
	if line == "" && t.composing == nil {
		t.where()
		return
	}
	t.begin()
	if err := t.obey(line); err != nil {
		t.refuse(err)
		return
	}
	t.keep()
	t.noticed()
	if !t.leaving {
		t.where()
	}
}

// obey finds the command of a line and carries it out. While a request is put together, lines are about that.
func (t *talk) obey(line string) error {
	if t.composing != nil {
		return t.fillIn(line)
	}
	line, err := t.meant(line)
	if err != nil {
		return err
	}
	word, rest, _ := strings.Cut(line, " ")
	c, err := find(word)
	switch {
	case err != nil:
		return err
	case t.open == nil && !c.free:
		return errNoLab
	}
	return c.run(t, strings.TrimSpace(rest))
}

// book is the learner's record.
func (t *talk) book() *learner.Book { return t.options.Where.Learner }

// noticed passes on what the learner's record has to tell about its file.
func (t *talk) noticed() {
	if text := t.book().Notice(); text != "" {
		t.say("%s", text)
	}
}

// refuse says why something was not done.
func (t *talk) refuse(err error) {
	for i, l := range trace.VisibleLines(err.Error()) {
		if i == 0 {
			l = "Not done: " + l
		}
		t.say("%s", l)
	}
	t.keep()
	t.where()
}

// where says where the learner is: the last line of every answer.
func (t *talk) where() {
	t.remember()
	s := t.open
	if s == nil {
		t.say("Here: no lab is open; labs lists them.")
		return
	}
	at := "Here: " + s.Scenario.ID
	if len(s.Scenario.Goals) > 0 {
		at += ", goals " + strconv.Itoa(s.GoalsDone()) + " of " + strconv.Itoa(len(s.Scenario.Goals))
	}
	if r := &s.Reading; r.Trace != nil {
		at += "; " + r.Trace.Request.ID + " " + trace.Summary(r.Trace)
		if step := s.Reading.Step(); step != nil {
			at += "; step " + strconv.Itoa(r.Place()+1) + " of " + strconv.Itoa(r.Steps())
		}
		switch fact := r.Fact(); {
		case fact != nil:
			at += ", evidence " + fact.Label
		case r.Depth() == session.GateDepth:
			at += ", gate by gate"
		}
	}
	if t.composing != nil {
		at += "; " + t.composing.inWords()
	}
	t.say("%s.", at)
}

// keep notes where the learner stands, if that has changed.
func (t *talk) keep() {
	s := t.open
	if s == nil || s.Version() == t.noted {
		return
	}
	if job := s.UnkeptRequests(); job != nil {
		if _, err := job(); err != nil {
			t.say("Your requests are not kept: %s", err)
			return
		}
	}
	if _, err := s.Save(desk(s))(); err != nil {
		t.say("Your place is not kept: %s", err)
		return
	}
	t.noted = s.Version()
}

// desk is the desktop's own part of what is kept, handed on as it is.
func desk(s *session.Session) any {
	if len(s.Desk) == 0 {
		return nil
	}
	return json.RawMessage(s.Desk)
}
