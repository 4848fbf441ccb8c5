package windows

import (
	"image"
	"strconv"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Trace shows the last request's evaluation: the verdict, a timeline to move along, the steps of each gate, and all
// about the step the reader stands on. More pages hold the answer as its caller saw it, what would fix it, where running
// stops, and the forms to hand the trace on in.
type Trace struct {
	desktop.Counter
	session  *session.Session
	part     part
	scroll   desktop.Scroll // of the steps
	text     page           // of the answer
	shown    int            // place the view was last moved to
	sought   *trace.Trace   // the one whose fixes are being searched for, or were
	choice   choice         // of the pages that are lists
	commands map[part][]desktop.Command
}

// part is what the window's lower half shows.
type part int

const (
	stepsPage part = iota
	answerPage
	fixesPage
	breaksPage
	exportPage
)

var pageNames = [...]string{stepsPage: "Steps", answerPage: "Answer", fixesPage: "Fixes", breaksPage: "Breakpoints", exportPage: "Export"}

// depthWords say in the title how far a step goes, where that is not from step to step.
var depthWords = map[session.Depth]string{session.GateDepth: ", by gates", session.FactDepth: ", by evidence"}

// What a click can hit.
type (
	tracePlace int            // a step, by its place
	traceGate  trace.GateName // a gate's heading: folds
	tracePart  part
	traceFact  int // evidence of the step in view
	traceRow   int // a row of a page that is a list
)

// NewTrace makes the window.
func NewTrace(s *session.Session) *Trace {
	t := &Trace{session: s, shown: -2}
	t.commands = t.tables()
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
	return "Trace, step " + strconv.Itoa(r.Place()+1) + " of " + strconv.Itoa(r.Steps()) + depthWords[r.Depth()]
}

// Version see desktop.Window.
func (t *Trace) Version() uint64 { return t.Counter.Version() + t.session.Version() }

// Commands see desktop.Window.
func (t *Trace) Commands() []desktop.Command { return t.commands[t.part] }

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
	case breaksPage:
		t.drawBreaks(body)
	case exportPage:
		t.drawExport(body)
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
		t.text, t.choice = page{}, choice{}
		t.Bump()
	}
	if p == fixesPage && t.session.Reading.Fixes == nil && t.session.Reading.Trace != nil {
		return t.seek()
	}
	return nil
}

// ShowSteps turns to the page of the steps.
func (t *Trace) ShowSteps() { t.turn(stepsPage) }

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
	case traceFact:
		return t.locate(int(x))
	case traceRow:
		return t.pick(int(x))
	}
	return nil
}

// Waits see desktop.Puller: a place is gone to as soon as it is pressed.
func (t *Trace) Waits(desktop.Target) bool { return false }

// Pull see desktop.Puller: the mouse scrubs along the timeline.
func (t *Trace) Pull(from, to desktop.Target, _ image.Point) {
	_, held := from.(tracePlace)
	if place, ok := to.(tracePlace); held && ok {
		t.session.Reading.Pause()
		t.session.Reading.MoveTo(int(place))
	}
}

// Wheel see desktop.Window.
func (t *Trace) Wheel(delta int) {
	switch t.part {
	case stepsPage:
		t.scroll.By(delta * wheelLines)
	case answerPage:
		t.text.scroll.By(delta * wheelLines)
	default:
		t.choice.to(t.choice.row+delta, t.rows())
	}
	t.Bump()
}
