package windows

import (
	"strconv"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Trace shows the last request's evaluation: the verdict, a timeline to move along, the steps of each gate, and all
// about the step the reader stands on. Two more pages hold the answer as its caller saw it, and what would fix it.
type Trace struct {
	desktop.Counter
	session  *session.Session
	part     part
	scroll   desktop.Scroll // of the steps
	text     page           // of the other parts
	shown    int            // place the view was last moved to
	commands []desktop.Command
}

// part is what the window's lower half shows.
type part int

const (
	stepsPage part = iota
	answerPage
	fixesPage
)

var pageNames = [...]string{stepsPage: "Steps", answerPage: "Answer", fixesPage: "Fixes"}

// What a click can hit.
type (
	tracePlace int            // a step, by its place
	traceGate  trace.GateName // a gate's heading: folds
	tracePart  part
)

// NewTrace makes the window.
func NewTrace(s *session.Session) *Trace {
	t := &Trace{session: s, shown: -2}
	t.commands = t.table()
	return t
}

// ID see desktop.Window.
func (t *Trace) ID() string { return "trace" }

// Title see desktop.Window.
func (t *Trace) Title() string {
	r := &t.session.Reading
	if r.Trace == nil {
		return "Trace"
	}
	return "Trace, step " + strconv.Itoa(r.Place()+1) + " of " + strconv.Itoa(r.Steps())
}

// Version see desktop.Window.
func (t *Trace) Version() uint64 { return t.Counter.Version() + t.session.Version() }

// Commands see desktop.Window.
func (t *Trace) Commands() []desktop.Command { return t.commands }

// Draw see desktop.Window.
func (t *Trace) Draw(c desktop.Canvas) {
	r := &t.session.Reading
	if r.Trace == nil {
		c.Wrapped(0, 0, c.Width(), 0, "Nothing has been issued yet. Go to Requests and press enter: the evaluation appears here, step by step.", c.Theme.Muted)
		return
	}
	body := c.Rest(t.drawHead(c))
	body = body.Rest(t.drawPages(body))
	switch t.part {
	case stepsPage:
		t.drawStepsPage(body)
	case answerPage:
		t.drawAnswer(body)
	case fixesPage:
		t.drawFixes(body)
	}
}

// drawPages is the row of page names.
func (t *Trace) drawPages(c desktop.Canvas) int {
	drawTabs(c, pageNames[:], int(t.part), func(i int) desktop.Target { return tracePart(i) })
	return 1
}

func (t *Trace) turn(p part) desktop.Action {
	if t.part != p {
		t.part = p
		t.text = page{}
		t.Bump()
	}
	if p == fixesPage && t.session.Reading.Fixes == nil && t.session.Reading.Trace != nil {
		return session.FindFixes{}
	}
	return nil
}

// Click see desktop.Window.
func (t *Trace) Click(target desktop.Target) desktop.Action {
	r := &t.session.Reading
	switch x := target.(type) {
	case tracePlace:
		r.MoveTo(int(x))
	case traceGate:
		r.Collapse(trace.GateName(x), !r.Collapsed(trace.GateName(x)))
	case tracePart:
		return t.turn(part(x))
	}
	return nil
}

// Wheel see desktop.Window.
func (t *Trace) Wheel(delta int) {
	if t.part == stepsPage {
		t.scroll.By(delta * wheelLines)
	} else {
		t.text.scroll.By(delta * wheelLines)
	}
	t.Bump()
}
