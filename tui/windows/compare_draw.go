package windows

import (
	"image"
	"slices"
	"strconv"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// twoSides is from where on a step's two sides stand next to each other; below it they stand one above the other.
const twoSides = 84

// Draw see desktop.Window.
func (c *Compare) Draw(canvas desktop.Canvas) {
	if !c.align() {
		canvas.Wrapped(0, 0, canvas.Width(), 0, "Two traces stand side by side here: before and after a change; with f by the other profile; with r "+
			"another request; with y a pinned one; or a fix tried out from the trace's page of fixes.", canvas.Theme.Muted)
		return
	}
	left, right, _ := c.session.Reading.Pair()
	head := c.drawVerdicts(canvas, left, right)
	list, detail := canvas.Rest(head), 0
	if h := list.Height(); h >= 12 {
		detail = min(9, h/2)
		c.drawDetail(list.Rest(h - detail))
	}
	c.drawLines(list.Sub(image.Rect(0, 0, list.Width(), list.Height()-detail)))
}

// drawVerdicts says how either trace ended, and whether anything differs.
func (c *Compare) drawVerdicts(canvas desktop.Canvas, left, right session.Side) int {
	th := canvas.Theme
	for y, side := range [...]session.Side{left, right} {
		glyph, style := th.Mark(string(side.Trace.Verdict))
		x := canvas.Text(0, y, glyph+" "+trace.Summary(side.Trace), style)
		canvas.Fit(x+2, y, canvas.Width()-x-2, side.Title, th.Muted)
	}
	n := 0
	for i := range c.rows {
		if !c.rows[i].Same {
			n++
		}
	}
	text := strconv.Itoa(n) + " of " + strconv.Itoa(len(c.rows)) + " steps differ"
	if n == 0 {
		text = "all steps read alike"
	}
	if !slices.EqualFunc(c.left.Gates, c.right.Gates, func(a, b trace.Gate) bool { return a.Gate == b.Gate }) {
		text += "; the gates come in another order"
	}
	canvas.Fit(0, 2, canvas.Width(), text, th.Muted)
	return 3
}

func (c *Compare) drawLines(canvas desktop.Canvas) {
	c.cursor = max(0, min(c.cursor, len(c.lines)-1))
	c.scroll.Show(c.cursor, c.cursor, canvas.Height())
	top := c.scroll.Clamp(canvas.Height(), len(c.lines))
	first := c.difference(1, -1)
	for n := top; n < len(c.lines) && n < top+canvas.Height(); n++ {
		y := n - top
		switch l := c.lines[n]; l.kind {
		case headingLine:
			c.drawHeading(canvas, y, c.rows[l.row].Gate)
		case foldedLine:
			canvas.Text(4, y, canvas.Theme.Glyph.Closed+" "+strconv.Itoa(l.count)+" steps alike", canvas.Theme.Faint)
		case stepsLine:
			c.drawRow(canvas, y, &c.rows[l.row], n == first)
		}
		canvas.MarkRow(y, compareRow(n))
		if n == c.cursor {
			canvas.Text(0, y, canvas.Theme.Glyph.Cursor, canvas.Theme.Key)
			canvas.Paint(image.Rect(0, y, canvas.Width()-1, y+1), selected(canvas))
		}
	}
	canvas.ScrollBar(top, len(c.lines))
}

func (c *Compare) drawHeading(canvas desktop.Canvas, y int, name trace.GateName) {
	th := canvas.Theme
	x := 4 + canvas.Text(2, y, capital(string(name)), th.Strong)
	for i, t := range [...]*trace.Trace{c.left, c.right} {
		outcome := outcomeOf(t, name)
		if i > 0 {
			if outcome == outcomeOf(c.left, name) {
				return
			}
			x += canvas.Text(x, y, " "+th.Glyph.Right+" ", th.Muted)
		}
		glyph, style := th.Mark(outcome)
		x += canvas.Text(x, y, glyph+" "+theme.Word(outcome), style)
	}
}

// outcomeOf is a gate's outcome; a trace without the gate does not know it.
func outcomeOf(t *trace.Trace, name trace.GateName) string {
	for i := range t.Gates {
		if t.Gates[i].Gate == name {
			return string(t.Gates[i].Outcome)
		}
	}
	return string(trace.GateUnknown)
}

// drawRow is a step: a bullet at the first difference of all, an equals sign or what became of it, then either side.
func (c *Compare) drawRow(canvas desktop.Canvas, y int, row *session.Row, first bool) {
	th, w := canvas.Theme, canvas.Width()-2
	left, right := stepAt(c.left, row.Left), stepAt(c.right, row.Right)
	sign, style := "=", th.Faint
	switch {
	case left == nil:
		sign, style = "+", th.Changed
	case right == nil:
		sign, style = "-", th.Changed
	case !row.Same:
		sign, style = th.Glyph.Changed, th.Changed
	}
	if first {
		canvas.Text(1, y, th.Glyph.Bullet, th.Changed)
	}
	canvas.Text(2, y, sign, style)
	if w < twoSides {
		drawOutcomes(canvas, y, left, right)
		return
	}
	half := (w - 4) / 2
	drawCompared(canvas.Sub(image.Rect(4, y, 4+half-1, y+1)), left)
	canvas.Text(4+half, y, th.Glyph.Vertical, th.Frame)
	drawCompared(canvas.Sub(image.Rect(4+half+2, y, w, y+1)), right)
}

func stepAt(t *trace.Trace, place int) *trace.Step {
	for i := range t.Gates {
		if place >= 0 && place < len(t.Gates[i].Steps) {
			return &t.Gates[i].Steps[place]
		}
		place -= len(t.Gates[i].Steps)
		if place < 0 {
			return nil
		}
	}
	return nil
}

func drawCompared(canvas desktop.Canvas, s *trace.Step) {
	th := canvas.Theme
	if s == nil {
		canvas.Fit(0, 0, canvas.Width(), "not taken", th.Faint)
		return
	}
	glyph, style := th.Mark(string(s.Outcome))
	canvas.Text(0, 0, glyph, style)
	canvas.Fit(2, 0, canvas.Width()-2, s.Title, th.Text)
}

// drawOutcomes is a row where there is no room for two titles: both outcomes, and the title.
func drawOutcomes(canvas desktop.Canvas, y int, left, right *trace.Step) {
	th, title := canvas.Theme, ""
	for i, s := range [...]*trace.Step{left, right} {
		glyph, style := "-", th.Faint
		if s != nil {
			glyph, style = th.Mark(string(s.Outcome))
			title = s.Title
		}
		canvas.Text(4+2*i, y, glyph, style)
	}
	canvas.Fit(8, y, canvas.Width()-10, title, th.Text)
}

// drawDetail is what either side says about the step under the cursor.
func (c *Compare) drawDetail(canvas desktop.Canvas) {
	th := canvas.Theme
	canvas.HLine(0, 0, canvas.Width(), th.Glyph.Horizontal, th.Frame)
	if c.cursor >= len(c.lines) || c.lines[c.cursor].kind != stepsLine {
		return
	}
	row := c.rows[c.lines[c.cursor].row]
	left, right := stepAt(c.left, row.Left), stepAt(c.right, row.Right)
	w, h := canvas.Size()
	if w < twoSides {
		rows := drawSide(canvas.Sub(image.Rect(0, 1, w, 1+(h-1)/2)), left)
		drawSide(canvas.Rest(1+min(rows, (h-1)/2)), right)
		return
	}
	drawSide(canvas.Sub(image.Rect(0, 1, w/2-1, h)), left)
	drawSide(canvas.Sub(image.Rect(w/2+1, 1, w, h)), right)
}

func drawSide(canvas desktop.Canvas, s *trace.Step) int {
	th := canvas.Theme
	if s == nil {
		return canvas.Wrapped(0, 0, canvas.Width(), 0, "not taken in this trace", th.Muted)
	}
	word := marked(th, string(s.Outcome))
	if s.Reason != nil {
		word += ", " + s.Reason.Words()
	}
	_, style := th.Mark(string(s.Outcome))
	y := canvas.Wrapped(0, 0, canvas.Width(), 0, word, style)
	y += canvas.Wrapped(0, y, canvas.Width(), 0, s.Detail, th.Text)
	for _, e := range s.Evidence {
		y += canvas.Wrapped(0, y, canvas.Width(), 2, e.Label+" = "+e.Value, th.Muted)
	}
	return y
}
