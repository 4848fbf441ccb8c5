package plain

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/tui/az"
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
	noted   uint64           // version of the session that was kept last
	// parked are labs in memory that were left: closing would lose them.
	parked map[string]*session.Session

	listed // what numbers mean
}

// listed is what was listed last, as far as it has no numbers of its own.
type listed struct {
	// verb is what a number alone stands for: "flip" after the gates were listed.
	verb  string
	fixes []trace.Fix
	fixed *engine.Request // which the fixes are for
	// priced is the number of the hint whose price was said last.
	priced int
	// objects are keys of the estate's objects.
	objects []objectKey
}

// answer carries a line out, keeps where the learner stands, and says where that is.
func (t *talk) answer(ctx context.Context, line string) {
	t.ctx = ctx
	line = strings.TrimSpace(line)
	if line == "" {
		t.where()
		return
	}
	word, rest, _ := strings.Cut(line, " ")
	if _, err := strconv.Atoi(word); err == nil && t.verb != "" {
		word, rest = t.verb, line
	}
	c, err := find(word)
	if err == nil {
		err = t.run(c, strings.TrimSpace(rest))
	}
	if err != nil {
		t.refuse(err)
		return
	}
	t.keep()
	t.noticed()
	if !t.leaving {
		t.where()
	}
}

func (t *talk) run(c *command, rest string) error {
	if t.open == nil && !c.free {
		return errNoLab
	}
	return c.run(t, rest)
}

// noticed passes on what the learner's record has to tell about its file.
func (t *talk) noticed() {
	if t.open == nil {
		return
	}
	if text := t.open.Learner.Notice(); text != "" {
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
	}
	t.say("%s.", at)
}

// keep notes where the learner stands, if that has changed.
func (t *talk) keep() {
	s := t.open
	if s == nil || s.Version() == t.noted {
		return
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
