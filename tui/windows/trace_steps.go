package windows

import (
	"image"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// drawStepsPage lists the steps beside the one in view, or above it where the window is narrow.
func (t *Trace) drawStepsPage(c desktop.Canvas) {
	w, h := c.Size()
	if w >= 84 {
		half := w * 9 / 20
		t.drawSteps(c.Sub(image.Rect(0, 0, half, h)))
		c.VLine(half, 0, h, c.Theme.Glyph.Vertical, c.Theme.Frame)
		drawDetail(c.Sub(image.Rect(half+2, 0, w, h)), &t.session.Reading)
		return
	}
	list := max(3, h/2)
	t.drawSteps(c.Sub(image.Rect(0, 0, w, list)))
	c.HLine(0, list, w, c.Theme.Glyph.Horizontal, c.Theme.Frame)
	drawDetail(c.Rest(list+1), &t.session.Reading)
}

// stepLine is one line of the list: a gate's heading, or one of its steps.
type stepLine struct {
	gate, step int // step is -1 for the heading
	place      int
}

// stepLines lists what is to be seen, folded gates without their steps.
func (t *Trace) stepLines() (lines []stepLine, current int) {
	r := &t.session.Reading
	place := 0
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		lines = append(lines, stepLine{i, -1, place})
		folded := r.Collapsed(g.Gate)
		for j := range g.Steps {
			if !folded {
				lines = append(lines, stepLine{i, j, place})
			}
			if place == r.Place() {
				current = len(lines) - 1
			}
			place++
		}
	}
	return lines, current
}

func (t *Trace) drawSteps(c desktop.Canvas) {
	r := &t.session.Reading
	lines, current := t.stepLines()
	if r.Place() != t.shown {
		t.scroll.Top = current - c.Height()/2 // the eye stays where it is while the list moves
		t.shown = r.Place()
	}
	top := t.scroll.Clamp(c.Height(), len(lines))
	for i, line := range lines {
		if y := i - top; line.step < 0 {
			t.drawGate(c, y, line.gate)
		} else {
			t.drawStep(c, y, line)
		}
		if i == current {
			c.Paint(image.Rect(0, i-top, c.Width()-1, i-top+1), selected(c))
		}
	}
	c.ScrollBar(top, len(lines))
}

func (t *Trace) drawGate(c desktop.Canvas, y, gate int) {
	r := &t.session.Reading
	g, th := &r.Trace.Gates[gate], c.Theme
	arrow := th.Glyph.Open
	if r.Collapsed(g.Gate) {
		arrow = th.Glyph.Closed
	}
	glyph, style := th.Mark(string(g.Outcome))
	c.Text(0, y, arrow, th.Muted)
	used := c.Text(2, y, capital(string(g.Gate)), th.Strong)
	c.Text(4+used, y, glyph+" "+theme.Word(string(g.Outcome)), style)
	c.MarkRow(y, traceGate(g.Gate))
}

func (t *Trace) drawStep(c desktop.Canvas, y int, line stepLine) {
	r := &t.session.Reading
	s, th := &r.Trace.Gates[line.gate].Steps[line.step], c.Theme
	glyph, style := th.Mark(string(s.Outcome))
	text := th.Text
	if line.place > r.Place() {
		style, text = th.Faint, th.Faint
	}
	if s.Outcome == trace.Ignored && line.place <= r.Place() {
		text = th.Ignored
	}
	c.Text(2, y, glyph, style)
	if r.Broken(line.gate, line.step) {
		c.Text(0, y, th.Glyph.Bullet, th.Changed)
	}
	width := c.Width() - 6
	c.Fit(4, y, width, s.Title, text)
	if r.Changed(line.gate, line.step) {
		c.Text(c.Width()-2, y, th.Glyph.Changed, th.Changed)
	}
	c.MarkRow(y, tracePlace(line.place))
}
