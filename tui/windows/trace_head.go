package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// drawHead is the verdict, the request, what the last change did, and the timeline. It returns its rows.
func (t *Trace) drawHead(c desktop.Canvas) int {
	r := &t.session.Reading
	th := c.Theme
	glyph, style := th.Mark(string(r.Trace.Verdict))
	x := c.Text(0, 0, glyph+" "+trace.Summary(r.Trace), style)
	c.Fit(x+2, 0, c.Width()-x-2, r.Trace.Request.ID+": "+t.asked(), th.Muted)
	rows := 1
	if r.Before != nil {
		rows += t.drawChange(c.Rest(1))
	}
	t.drawTimeline(c.Row(rows))
	return rows + 1
}

// asked is the request in view in one line.
func (t *Trace) asked() string {
	r, x := t.session.Request, t.session.Reading.Trace.Request
	if r == nil || r.ID != x.ID {
		return x.Asked()
	}
	return asked(r)
}

// drawChange says what the last change was and which gates it turned.
func (t *Trace) drawChange(c desktop.Canvas) int {
	r := &t.session.Reading
	th := c.Theme
	x := c.Text(0, 0, th.Glyph.Changed+" "+r.Changes[len(r.Changes)-1], th.Changed)
	text := "was " + trace.Summary(r.Before)
	if r.Before.Verdict == r.Trace.Verdict && trace.Summary(r.Before) == trace.Summary(r.Trace) {
		text = "the verdict stays"
	}
	for _, g := range r.GateChanges() {
		text += "; " + string(g.Gate) + " " + theme.Word(string(g.Was)) + " " + th.Glyph.Right + " " + theme.Word(string(g.IsNow))
	}
	c.Fit(x+2, 0, c.Width()-x-2, text, th.Muted)
	return 1
}

// drawTimeline is one sign a step, gates set apart; the reader's place is marked, and an arrow points at the step that
// decided. It can be clicked like a ruler, and where it is longer than the window it moves along.
func (t *Trace) drawTimeline(c desktop.Canvas) {
	r := &t.session.Reading
	play := c.Theme.Glyph.Pause
	if r.Playing {
		play = c.Theme.Glyph.Play
	}
	c.Text(0, 0, play, c.Theme.Muted)
	ruler := c.Sub(image.Rect(2, 0, c.Width(), 1))
	here, length := t.drawRuler(ruler, 0, false)
	shift := max(0, min(here-ruler.Width()/2, length-ruler.Width()))
	t.drawRuler(ruler, shift, true)
}

// drawRuler draws the signs, shift cells to the left, or only measures; it returns where the reader stands, and the
// length of all.
func (t *Trace) drawRuler(c desktop.Canvas, shift int, draw bool) (here, length int) {
	r, th := &t.session.Reading, c.Theme
	x, place, deciding := -shift, 0, r.Deciding()
	put := func(s string, st uv.Style) {
		if draw {
			c.Text(x, 0, s, st)
		}
		x++
	}
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		name := capital(string(g.Gate))
		put(name[:1], th.Muted)
		put(name[1:2], th.Muted)
		x++
		for j := range g.Steps {
			glyph, style := th.Mark(string(g.Steps[j].Outcome))
			if place > r.Place() {
				style = th.Faint
			}
			cell := image.Rect(x, 0, x+1, 1)
			put(glyph, style)
			if place == r.Place() {
				here = cell.Min.X + shift
			}
			if draw {
				c.Mark(cell, tracePlace(place))
				if place == r.Place() {
					c.Paint(cell, th.Selected)
				}
			}
			if place == deciding {
				put(th.Glyph.Left, th.Strong)
			}
			place++
		}
		x += 2
	}
	return here, x + shift
}
