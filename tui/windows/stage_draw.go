package windows

import (
	"image"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
	"kvlab/tui/present"
	"kvlab/tui/theme"
)

// Measures of the stage: lines longer than this are hard to follow from afar.
const (
	widestLine = 96
	leadWidth  = 3 // a sign and air behind it
	footRows   = 2 // the row of beats, and air above it
)

// Draw see desktop.Window.
func (w *Stage) Draw(c desktop.Canvas) {
	foot := footRows
	if c.Height() < 12 {
		foot = 1
	}
	body := c.Sub(image.Rect(0, 0, c.Width(), c.Height()-foot))
	width := min(widestLine, body.Width()-2)
	left := max(0, (body.Width()-2-width)/4)
	rows := w.rows(c.Theme, width, true)
	if len(rows) > body.Height() {
		rows = w.rows(c.Theme, width, false)
	}
	w.overflow = len(rows) > body.Height()
	top := w.scroll.Clamp(body.Height(), len(rows))
	for i, r := range rows[top:] {
		if r.lead != "" {
			body.Text(left, i, r.lead, r.mark)
		}
		body.Text(left+leadWidth, i, r.text, r.style)
	}
	body.ScrollBar(top, len(rows))
	w.drawFoot(c.Row(c.Height() - 1))
}

// beatSheet lays a beat out in rows.
type beatSheet struct {
	theme *theme.Theme
	width int
	airy  bool
	rows  []stageRow
}

func (l *beatSheet) air() {
	if l.airy && len(l.rows) > 0 {
		l.rows = append(l.rows, stageRow{})
	}
}

// say adds a paragraph. An empty outcome has no sign.
func (l *beatSheet) say(outcome, text string, style uv.Style) {
	r := stageRow{style: style}
	if outcome != "" {
		r.lead, r.mark = l.theme.Mark(outcome)
	}
	for rest := text; ; {
		r.text, rest = desktop.Break(rest, l.width-leadWidth)
		l.rows = append(l.rows, r)
		if r.lead = ""; rest == "" {
			return
		}
	}
}

// rows are what the class sees of the beat; airy leaves room between paragraphs.
func (w *Stage) rows(t *theme.Theme, width int, airy bool) []stageRow {
	b := &w.story.Beats[w.at]
	l := &beatSheet{theme: t, width: width, airy: airy}
	mark := b.Mark
	if b.Kind == present.Answer {
		mark = ""
	}
	l.say(mark, b.Title, t.Title)
	if airy {
		l.met(b.Met())
	}
	l.air()
	l.big(b)
	for i, line := range b.Lines {
		if i > 0 {
			l.air()
		}
		l.line(b, i, line)
	}
	for _, goal := range b.Reached {
		l.air()
		l.say("pass", goal, t.Strong)
	}
	if !airy {
		l.met(b.Met())
	}
	return l.rows
}

// line adds a paragraph of a beat. What the class is to answer, and what was found, stand out.
func (l *beatSheet) line(b *present.Beat, i int, text string) {
	switch {
	case b.Kind == present.Answer:
		l.say(b.Mark, text, l.theme.Strong)
	case i == 0 && (b.Kind == present.Step || b.Kind == present.Outcome),
		strings.HasSuffix(text, "?") && (b.Kind == present.Ask || b.Kind == present.Change):
		l.say("", text, l.theme.Strong)
	default:
		l.say("", text, l.theme.Text)
	}
}

// big adds what is to be seen from the last row: in large letters where there is room, else in a row of its own.
func (l *beatSheet) big(b *present.Beat) {
	if b.Big == "" {
		return
	}
	_, style := l.theme.Mark(b.Mark)
	style.Attrs |= uv.AttrBold
	word := inLargeLetters(b.Big, l.width-leadWidth)
	if !l.airy || word == nil {
		l.say(b.Mark, b.Big, style)
		return
	}
	for _, row := range word {
		l.rows = append(l.rows, stageRow{text: row, style: style})
	}
	l.air()
}

// met adds what each gate has found so far, in signs and words, as many in a row as there is room for.
func (l *beatSheet) met(gates []present.Met) {
	row := ""
	for _, m := range gates {
		glyph, _ := l.theme.Mark(m.Outcome)
		one := glyph + " " + string(m.Gate)
		if m.Outcome != "unknown" {
			one += " " + theme.Word(m.Outcome)
		}
		if row != "" && desktop.Width(row+"   "+one) > l.width-leadWidth {
			l.say("", row, l.theme.Text)
			row = ""
		}
		if row != "" {
			row += "   "
		}
		row += one
	}
	if row != "" {
		l.say("", row, l.theme.Text)
	}
}

// drawFoot is the way through the story: back, a row with a place for each beat, and on.
func (w *Stage) drawFoot(c desktop.Canvas) {
	t, n := c.Theme, len(w.story.Beats)
	back, on := t.Glyph.Left+" back ", " go on "+t.Glyph.Right
	x := c.Text(0, 0, back, t.Key)
	c.Mark(image.Rect(0, 0, x, 1), stageTurn(-1))
	end := c.Right(c.Width(), 0, on, t.Key)
	c.Mark(image.Rect(end, 0, c.Width(), 1), stageTurn(1))
	number := " " + w.progress()
	end -= desktop.Width(number)
	c.Text(end, 0, number, t.Strong)
	room := end - x
	for i := range n {
		from, to := x+room*i/n, x+room*(i+1)/n
		glyph, style := t.Glyph.Horizontal, t.Faint
		switch {
		case i == w.at:
			c.HLine(from, 0, max(1, to-from), t.Glyph.Cursor, t.Title)
			c.Mark(image.Rect(from, 0, max(from+1, to), 1), stageBeat(i))
			continue
		case i < w.at:
			glyph, style = t.Glyph.HeavyHorizontal, t.Lit
		}
		c.HLine(from, 0, to-from, glyph, style)
		c.Mark(image.Rect(from, 0, to, 1), stageBeat(i))
	}
}
