package windows

import (
	"image"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
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

// spacing is how much room a beat takes.
type spacing struct {
	air     int  // rows between paragraphs
	letters bool // what is to be seen from the last row is in large letters
	rule    bool // the title stands on a line
}

// spacings are tried from the widest on, until all of the beat is in sight. The last one is for any screen. How a request
// ended is worth more than air.
var spacings = [...]spacing{{2, true, true}, {1, true, true}, {1, true, false}, {0, true, false}, {1, false, true}, {1, false, false}, {0, false, false}}

// Draw see desktop.Window.
func (w *Stage) Draw(c desktop.Canvas) {
	foot := footRows
	if c.Height() < 12 {
		foot = 1
	}
	body := c.Sub(image.Rect(0, 0, c.Width(), c.Height()-foot))
	width := min(widestLine, body.Width()-2)
	left := max(0, (body.Width()-2-width)/4)
	if least := w.rows(&beatSheet{theme: c.Theme, width: width}); len(least)+stripRows <= body.Height() {
		body = w.drawStrip(body)
	}
	rows := w.fitting(c.Theme, width, body.Width()-2-left, body.Height())
	w.overflow = len(rows) > body.Height()
	top := w.scroll.Clamp(body.Height(), len(rows))
	above := max(0, body.Height()-len(rows)) / 3
	for i, r := range rows[top:] {
		if r.lead != "" {
			body.Text(left, above+i, r.lead, r.mark)
		}
		body.Text(left+leadWidth, above+i, r.text, r.style)
	}
	body.ScrollBar(top, len(rows))
	w.drawFoot(c.Row(c.Height() - 1))
}

// fitting are the rows of the beat in the widest spacing that a height has room for.
func (w *Stage) fitting(t *theme.Theme, width, widest, height int) []stageRow {
	for i, s := range spacings {
		if s.letters && s.air == 0 && w.story.Beats[w.at].Big == "" {
			continue
		}
		l := &beatSheet{theme: t, width: width, widest: widest, spacing: s}
		if rows := w.rows(l); len(rows) <= height || i == len(spacings)-1 {
			return rows
		}
	}
	return nil
}

// beatSheet lays a beat out in rows.
type beatSheet struct {
	spacing
	theme  *theme.Theme
	width  int // of lines of text, their signs included
	widest int // of large letters
	rows   []stageRow
}

func (l *beatSheet) gap() {
	if len(l.rows) > 0 {
		l.rows = append(l.rows, make([]stageRow, l.air)...)
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

// title adds what the beat is called, and a line below it where there is room.
func (l *beatSheet) title(outcome, text string) {
	l.say(outcome, text, l.theme.Title)
	if !l.rule {
		return
	}
	long := 0
	for _, r := range l.rows {
		long = max(long, desktop.Width(r.text))
	}
	l.rows = append(l.rows, stageRow{text: strings.Repeat(l.theme.Glyph.HeavyHorizontal, long), style: l.theme.Title})
}

// rows are what the class sees of the beat.
func (w *Stage) rows(l *beatSheet) []stageRow {
	b := &w.story.Beats[w.at]
	mark := b.Mark
	if b.Kind == present.Answer {
		mark = ""
	}
	l.title(mark, b.Title)
	if l.air > 0 {
		l.met(b.Met())
	}
	l.gap()
	l.big(b)
	for i, line := range b.Lines {
		if i > 0 {
			l.gap()
		}
		l.line(b, i, line)
	}
	for _, goal := range b.Reached {
		l.gap()
		l.say("pass", goal, l.theme.Strong)
	}
	if l.air == 0 {
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

// big adds what is to be seen from the last row: in large letters where there is room. An outcome without them has a row of
// its own; all else is in the title as well.
func (l *beatSheet) big(b *present.Beat) {
	text := headword(b)
	if text == "" {
		return
	}
	_, style := l.theme.Mark(b.Mark)
	if b.Mark == "" {
		style = l.theme.Title
	}
	style.Attrs |= uv.AttrBold
	word := inLargeLetters(text, l.widest-leadWidth)
	switch {
	case l.letters && word != nil && l.roomy(b):
		if l.air == 0 {
			l.rows = append(l.rows, stageRow{})
		}
		for _, row := range word {
			l.rows = append(l.rows, stageRow{text: row, style: style})
		}
		l.rows = append(l.rows, make([]stageRow, max(1, l.air))...)
	case b.Big != "":
		l.say(b.Mark, b.Big, style)
	}
}

// headword is the word of a beat that can be read from the last row, empty for none.
func headword(b *present.Beat) string {
	switch b.Kind {
	case present.Ask:
		return "?"
	case present.Step:
		return strings.ToUpper(string(b.Gate()))
	}
	return b.Big
}

// roomy reports whether beats of a kind have large letters on a stage of this width: the longest gate has to fit, or none
// of them has any.
func (l *beatSheet) roomy(b *present.Beat) bool {
	return b.Kind != present.Step || inLargeLetters(strings.ToUpper(string(trace.Authorization)), l.widest-leadWidth) != nil
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
	t := c.Theme
	x := c.Text(0, 0, t.Glyph.Left+" back ", lit(t, w.atStart()))
	end := c.Right(c.Width(), 0, " go on "+t.Glyph.Right, lit(t, w.atEnd()))
	if w.atStart() == "" {
		c.Mark(image.Rect(0, 0, x, 1), stageTurn(-1))
	}
	if w.atEnd() == "" {
		c.Mark(image.Rect(end, 0, c.Width(), 1), stageTurn(1))
	}
	number := " " + w.Progress()
	end -= desktop.Width(number)
	c.Text(end, 0, number, t.Strong)
	w.drawBeats(c.Sub(image.Rect(x, 0, end, 1)))
}

// lit is the style of a way to go: faint where there is a reason why it leads nowhere.
func lit(t *theme.Theme, why string) uv.Style {
	if why != "" {
		return t.Faint
	}
	return t.Key
}

// drawBeats is a row with a place for each beat.
func (w *Stage) drawBeats(c desktop.Canvas) {
	t, n := c.Theme, len(w.story.Beats)
	for i := range n {
		from, to := c.Width()*i/n, c.Width()*(i+1)/n
		glyph, style := t.Glyph.Horizontal, t.Faint
		switch {
		case i == w.at:
			to = max(from+1, to)
			glyph, style = t.Glyph.Cursor, t.Title
		case i < w.at:
			glyph, style = t.Glyph.HeavyHorizontal, t.Lit
		}
		c.HLine(from, 0, to-from, glyph, style)
		c.Mark(image.Rect(from, 0, to, 1), stageBeat(i))
	}
}
