package windows

import (
	"image"
	"strconv"
	"strings"
	"time"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Draw see desktop.Window.
func (k *Clock) Draw(c desktop.Canvas) {
	k.settle()
	k.drawNow(c)
	rows, about := k.beside.split(c.Rest(1))
	k.drawRows(rows)
	if about.Height() > 0 {
		p := k.passage()
		subject := strconv.Itoa(k.cursor)
		if p != nil {
			subject += "/" + strconv.FormatUint(p.entry.Seq, 10)
		}
		k.beside.tell(about, subject, k.about(about, p))
	}
}

// drawNow is the time, and the field to type a length into.
func (k *Clock) drawNow(c desktop.Canvas) {
	t := c.Theme
	used := c.Text(0, 0, k.now().UTC().Format(labForm), t.Title)
	rest := c.Sub(image.Rect(used+3, 0, c.Width(), 1))
	switch {
	case k.problem != "":
		from := min(rest.Width()/2, len("run for ")+desktop.Width(k.period.text)+2)
		k.period.draw(rest.Sub(image.Rect(0, 0, from, 1)), "run for ", "")
		rest.Fit(from+1, 0, rest.Width()-from-1, t.Glyph.Fail+" "+k.problem, t.Fail)
	case k.period.open:
		k.period.draw(rest, "run for ", "")
	default:
		rest.Fit(0, 0, rest.Width(), "it stands still until you let it run", t.Muted)
	}
	k.period.caret.X += used + 3
}

// labForm is how the clock shows its time.
const labForm = "Mon 2006-01-02 15:04:05 MST"

// clockHeads is the rows of the list that are headings: one above the lengths, one above what is due.
const clockHeads = 2

// lineOf is the line of the list that a row stands on, headings counted.
func (k *Clock) lineOf(row int) int {
	if row < len(runs) {
		return row + 1
	}
	return row + clockHeads
}

func (k *Clock) drawRows(c desktop.Canvas) {
	total := max(k.lineOf(k.size-1)+1, len(runs)+clockHeads+1)
	at := k.lineOf(k.cursor)
	first := at
	if k.cursor == 0 || k.cursor == len(runs) {
		first-- // with its heading
	}
	k.scroll.Show(first, at, c.Height())
	top := k.scroll.Clamp(c.Height(), total)
	c.Text(0, -top, "Run for", c.Theme.Strong)
	c.Text(0, len(runs)+1-top, "Ahead", c.Theme.Strong)
	if why := k.idle(); why != "" {
		c.Fit(2, len(runs)+2-top, c.Width()-3, capital(why)+".", c.Theme.Muted)
	}
	for row := range k.size {
		if y := k.lineOf(row) - top; y >= 0 && y < c.Height() {
			k.drawRow(c, y, row)
		}
	}
	c.ScrollBar(top, total)
}

// drawRow is one length, or one thing that is due: when, how far off, what.
func (k *Clock) drawRow(c desktop.Canvas, y, row int) {
	t := c.Theme
	if row < len(runs) {
		c.Text(2, y, runs[row].name, t.Text)
		c.Fit(12, y, c.Width()-13, t.Glyph.Right+" "+k.now().Add(runs[row].by).UTC().Format(minuteForm), t.Muted)
	} else {
		k.drawDue(c, y, &k.due()[row-len(runs)])
	}
	c.MarkRow(y, clockRow(row))
	if row == k.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, c.Width()-1, y+1), selected(c))
	}
}

func (k *Clock) drawDue(c desktop.Canvas, y int, u *engine.Upcoming) {
	t, x := c.Theme, 2
	if c.Width() >= 56 {
		x += c.Text(x, y, u.At.UTC().Format(minuteForm), t.Muted) + 1
	}
	x += max(14, c.Text(x, y, distance(u.At.Sub(k.now())), t.Key)+1)
	c.Fit(x, y, c.Width()-x-1, u.What, t.Text)
}

// passage is the last change in effect during which the clock ran.
type passage struct {
	entry *engine.Entry
	until time.Time
}

// passage finds it in the journal, where any window and the console leave it. It is nil when the clock has not run.
func (k *Clock) passage() *passage {
	until := k.now()
	history := k.session.State.History
	for i := len(history) - 1; i >= 0; i-- {
		e := &history[i]
		if e.Undone {
			continue
		}
		if e.At.Before(until) {
			return &passage{e, until}
		}
		until = e.At
	}
	return nil
}

// about is the thing under the cursor, and what happened when the clock ran last.
func (k *Clock) about(c desktop.Canvas, ran *passage) []paragraph {
	p := &prose{theme: c.Theme}
	if k.cursor >= len(runs) {
		u := &k.due()[k.cursor-len(runs)]
		p.head(u.What)
		p.fact("at", moment(u.At)+", "+distance(u.At.Sub(k.now())))
		p.fact("kind", strings.ReplaceAll(string(u.Kind), "_", " "))
		p.gap()
	}
	p.head("When it ran last")
	if ran == nil {
		if k.session.State.Read&session.HistoryPart == 0 {
			p.quiet("The journal has not been read yet.")
		} else {
			p.quiet("It has not run yet. What falls due on the way is told here.")
		}
		return p.lines
	}
	p.quiet(moment(ran.entry.At) + " " + c.Theme.Glyph.Right + " " + moment(ran.until))
	p.happened(ran.entry.Events)
	if len(ran.entry.Events) == 0 {
		p.say("Nothing has changed by itself.")
	}
	return p.lines
}
