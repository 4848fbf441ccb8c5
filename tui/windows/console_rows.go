package windows

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// transcript is what was typed and came back, broken into rows for one width. Typing does not lay it anew.
type transcript struct {
	width   int
	version uint64
	rows    []consoleRow
}

// consoleRow is one row of it.
type consoleRow struct {
	kind     rowKind
	text     string
	exchange int
}

type rowKind uint8

const (
	typedRow     rowKind = iota // the beginning of what was typed
	continuedRow                // and the rows after it
	outputRow
	complaintRow
	endRow // how it ended
)

func (t *transcript) total() int { return len(t.rows) }

// gutter is the room at the left where a row says what it is.
const gutter = 2

// lay breaks everything into rows, unless that has been done.
func (t *transcript) lay(c *session.Console, width int) {
	version := c.Version()
	if t.rows != nil && t.width == width && t.version == version {
		return
	}
	t.width, t.version, t.rows = width, version, t.rows[:0]
	c.Read(func(exchanges []*session.Exchange) {
		for i, x := range exchanges {
			t.exchange(i, x)
		}
	})
}

func (t *transcript) exchange(i int, x *session.Exchange) {
	first := typedRow
	for line := range lines(x.Typed) {
		t.wrap(i, first, line, len(consolePrompt))
		first = continuedRow
	}
	for _, o := range x.Output {
		kind := outputRow
		if o.Complaint {
			kind = complaintRow
		}
		t.wrap(i, kind, o.Text, gutter)
	}
	if end := ending(x); end != "" {
		t.rows = append(t.rows, consoleRow{endRow, end, i})
	}
}

func (t *transcript) wrap(i int, kind rowKind, text string, indent int) {
	for {
		line, rest := desktop.Break(text, t.width-indent)
		t.rows = append(t.rows, consoleRow{kind, line, i})
		if rest == "" {
			return
		}
		if text = rest; kind == typedRow {
			kind = continuedRow
		}
	}
}

// ending is how an exchange ended, where that is worth a row.
func ending(x *session.Exchange) string {
	switch {
	case x.Running:
		return "running; ctrl+c stops it"
	case x.Status == interrupted:
		return "stopped" + exit(x.Status)
	case x.Call != nil:
		return x.Call.Trace.Request.Operation + " " + trace.Summary(x.Call.Trace) + exit(x.Status)
	case x.Status != 0:
		return "failed" + exit(x.Status)
	}
	return ""
}

// interrupted is the status of a line that was stopped.
const interrupted = 130

func exit(status int) string {
	if status == 0 {
		return ""
	}
	return ", exit status " + strconv.Itoa(status)
}

// drawTranscript draws the last rows, or those that were scrolled back to.
func (w *Console) drawTranscript(c desktop.Canvas) {
	w.rows.lay(w.console, c.Width()-1)
	w.height = c.Height()
	total := w.rows.total()
	if total == 0 {
		w.drawWelcome(c)
		return
	}
	w.back = max(0, min(w.back, total-c.Height()))
	top := max(0, total-c.Height()-w.back)
	w.console.Read(func(exchanges []*session.Exchange) {
		for y := range min(c.Height(), total-top) {
			if r := &w.rows.rows[top+y]; r.exchange < len(exchanges) {
				drawConsoleRow(c, y, r, exchanges[r.exchange])
			}
		}
	})
	c.ScrollBar(top, total)
}

func (w *Console) drawWelcome(c desktop.Canvas) {
	c.Wrapped(0, 0, c.Width(), 0, "A shell in which az is the Azure CLI and its cloud is this lab: paste commands as they are written for a real subscription. "+
		"tab completes, help lists the lab's own words, ctrl+t opens the trace of the last request.", c.Theme.Muted)
}

func drawConsoleRow(c desktop.Canvas, y int, r *consoleRow, x *session.Exchange) {
	t := c.Theme
	switch r.kind {
	case typedRow:
		c.Text(0, y, consolePrompt, t.Key)
		c.Text(len(consolePrompt), y, r.text, t.Strong)
	case continuedRow:
		c.Text(len(consolePrompt), y, r.text, t.Strong)
	case outputRow:
		c.Text(gutter, y, r.text, t.Text)
	case complaintRow:
		c.Text(0, y, "!", t.Fail)
		c.Text(gutter, y, r.text, t.Fail)
	case endRow:
		glyph, style := endMark(t, x)
		c.Text(0, y, glyph, style)
		c.Fit(gutter, y, c.Width()-gutter-1, r.text, style)
		if x.Call != nil {
			c.MarkRow(y, consoleCall(r.exchange))
		}
	}
}

// endMark is the sign of an ending: of the request, where there was one.
func endMark(t *theme.Theme, x *session.Exchange) (string, uv.Style) {
	switch {
	case x.Running:
		return t.Glyph.Ellipsis, t.Muted
	case x.Call != nil && x.Status != interrupted:
		return t.Mark(string(x.Call.Trace.Verdict))
	}
	return t.Mark(string(trace.Fail))
}
