package windows

import (
	"image"

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
	c.Fit(x+2, 0, c.Width()-x-2, t.session.Request.ID+": "+asked(t.session.Request), th.Muted)
	rows := 1
	if r.Before != nil {
		rows += t.drawChange(c.Rest(1))
	}
	t.drawTimeline(c.Row(rows))
	return rows + 1
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

// drawTimeline is one sign a step, gates set apart; the reader's place is marked. It can be clicked like a ruler.
func (t *Trace) drawTimeline(c desktop.Canvas) {
	r := &t.session.Reading
	th := c.Theme
	play := th.Glyph.Pause
	if r.Playing {
		play = th.Glyph.Play
	}
	c.Text(0, 0, play, th.Muted)
	x, place := 2, 0
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		x += c.Text(x, 0, capital(string(g.Gate[:2]))+" ", th.Muted)
		for j := range g.Steps {
			glyph, style := th.Mark(string(g.Steps[j].Outcome))
			if place > r.Place() {
				style = th.Faint
			}
			c.Text(x, 0, glyph, style)
			if place == r.Place() {
				c.Paint(image.Rect(x, 0, x+1, 1), th.Selected)
			}
			c.Mark(image.Rect(x, 0, x+1, 1), tracePlace(place))
			x++
			place++
		}
		x += 2
	}
}
