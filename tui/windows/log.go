package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/audit"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Log is the vaults' own log: what they were asked and what they answered, the newest last. Whoever stands on the
// newest event follows: the next one takes the cursor along.
type Log struct {
	list
	session  *session.Session
	commands []desktop.Command
	typing   []desktop.Command // while the filter is typed
	beside   beside
	filter   field

	rows   []*audit.Event // that pass the filter
	reader session.LogReader
	shown  stamp
	passed string // the filter that rows were made with
}

// stamp tells one state of a growing list from another.
type stamp struct {
	first, last uint64
	length      int
}

// logRow is what a click can hit.
type logRow int

// NewLog makes the window.
func NewLog(s *session.Session) *Log {
	l := &Log{session: s}
	l.commands = l.table()
	l.typing = l.filter.commands("log", desktop.Command{Title: "keep filter", Help: "Keep the filter and go back to the list.",
		Run: func() desktop.Action { l.filter.open = false; return l.filtered() }}, l.filtered)
	l.settle()
	l.cursor = max(0, l.size-1)
	return l
}

// ID see desktop.Window.
func (l *Log) ID() string { return "log" }

// Title see desktop.Window.
func (l *Log) Title() string { return "Log" }

// Version see desktop.Window.
func (l *Log) Version() uint64 { return l.Counter.Version() + l.session.Version() }

// Watches see session.Watcher.
func (l *Log) Watches() session.Part { return session.EventsPart }

// Commands see desktop.Window.
func (l *Log) Commands() []desktop.Command {
	if l.filter.open {
		return l.typing
	}
	return l.commands
}

// Typing see desktop.Typist.
func (l *Log) Typing() bool { return l.filter.open }

// Type see desktop.Typist.
func (l *Log) Type(text string) desktop.Action {
	l.filter.insert(text)
	return l.filtered()
}

// Caret see desktop.Caret.
func (l *Log) Caret() (image.Point, bool) { return l.filter.caret, l.filter.open }

// filtered says that the filter has changed.
func (l *Log) filtered() desktop.Action {
	l.Bump()
	l.settle()
	return nil
}

// following reports whether the cursor stands on the newest event.
func (l *Log) following() bool { return l.cursor >= l.size-1 }

// settle brings the rows up to date. The cursor stays on its event, or on the newest if it stood there.
func (l *Log) settle() {
	events := l.session.State.Events
	now := stamp{length: len(events)}
	if len(events) > 0 {
		now.first, now.last = events[0].Seq, events[len(events)-1].Seq
	}
	if now == l.shown && l.passed == l.filter.text {
		return
	}
	follow, on := l.following(), uint64(0)
	if e := l.current(); e != nil {
		on = e.Seq
	}
	l.shown, l.passed = now, l.filter.text
	l.reader = session.NewLogReader(l.session.State.Estate)
	l.sift(events)
	l.size, l.cursor = len(l.rows), 0
	for i := range l.rows {
		if follow || l.rows[i].Seq <= on {
			l.cursor = i
		}
	}
}

// current is the event under the cursor, nil for none.
func (l *Log) current() *audit.Event {
	if l.cursor >= len(l.rows) {
		return nil
	}
	return l.rows[l.cursor]
}

// Draw see desktop.Window.
func (l *Log) Draw(c desktop.Canvas) {
	l.settle()
	l.drawFilter(c)
	body := c.Rest(1)
	if l.size == 0 {
		body.Wrapped(0, 0, body.Width(), 0, l.empty(), c.Theme.Muted)
		return
	}
	rows, about := l.beside.split(body)
	l.scroll.Show(l.cursor, l.cursor, rows.Height())
	top := l.scroll.Clamp(rows.Height(), l.size)
	for i := top; i < min(l.size, top+rows.Height()); i++ {
		l.drawRow(rows, i-top, i)
	}
	rows.ScrollBar(top, l.size)
	if about.Height() > 0 {
		e := l.current()
		l.beside.tell(about, strconv.FormatUint(e.Seq, 10), l.about(about, e))
	}
}

func (l *Log) empty() string {
	switch {
	case l.session.State.Read&session.EventsPart == 0:
		return "The log has not been read yet."
	case len(l.session.State.Events) == 0:
		return "No vault has been asked anything yet. A request that never reaches a vault leaves no event here, which is itself a clue."
	}
	return "No event passes the filter."
}

// drawFilter is the filter and how many events pass it.
func (l *Log) drawFilter(c desktop.Canvas) {
	t, w := c.Theme, c.Width()
	count := strconv.Itoa(l.size) + " of " + l.known()
	if l.size > 0 && l.following() {
		count += ", following"
	}
	start := c.Right(w, 0, count, t.Muted)
	l.filter.draw(c.Sub(image.Rect(0, 0, max(0, start-2), 1)), "filter ", "/ types one")
}

// known is how many events there are to choose from: older ones than those are in the log as well.
func (l *Log) known() string {
	events := l.session.State.Events
	if len(events) > 0 && events[0].Seq > 1 {
		return "the last " + several(len(events), "event")
	}
	return several(len(events), "event")
}

// drawRow is one event: when, what, how it ended, who asked, and for what.
func (l *Log) drawRow(c desktop.Canvas, y, row int) {
	e, t, w := l.rows[row], c.Theme, c.Width()-1
	x := 2
	x += c.Text(x, y, e.Time.UTC().Format(timeFor(w))+" ", t.Muted)
	glyph, style := l.mark(c, e)
	x += c.Text(x, y, glyph+" "+strconv.Itoa(e.Status)+" ", style)
	x += c.Fit(x, y, min(22, w-x), e.OperationName, t.Text) + 1
	who := l.reader.Caller(e) + " "
	x += c.Fit(x, y, w-x, who, t.Strong)
	c.Fit(x, y, w-x, target(e), t.Muted)
	c.MarkRow(y, logRow(row))
	if row == l.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, c.Width()-1, y+1), selected(c))
	}
}

// timeFor is as much of a time as a row of that width has room for.
func timeFor(width int) string {
	switch {
	case width >= 84:
		return momentForm
	case width >= 56:
		return momentForm[len("2006-"):]
	}
	return momentForm[len("2006-01-02 "):]
}

func (l *Log) mark(c desktop.Canvas, e *audit.Event) (string, uv.Style) {
	if e.Status < 400 {
		return c.Theme.Mark("pass")
	}
	return c.Theme.Mark("fail")
}

// Click see desktop.Window.
func (l *Log) Click(t desktop.Target) desktop.Action {
	row, ok := t.(logRow)
	if !ok {
		return nil
	}
	if int(row) == l.cursor && l.untraceable() == "" {
		return l.recall()
	}
	l.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (l *Log) Wheel(delta int) {
	if l.beside.whole {
		l.beside.scroll.By(delta * wheelLines)
		l.Bump()
		return
	}
	l.to(l.cursor + delta)
}
