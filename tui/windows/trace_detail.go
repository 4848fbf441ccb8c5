package windows

import (
	"image"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// drawDetail is all about the step the reader stands on.
func drawDetail(c desktop.Canvas, r *session.Reading) {
	s, th := r.Step(), c.Theme
	if s == nil {
		return
	}
	glyph, style := th.Mark(string(s.Outcome))
	c.Text(0, 0, glyph, style)
	y := c.Wrapped(2, 0, c.Width()-2, 0, s.Title, th.Strong)
	word := string(s.Outcome)
	if s.Reason != nil {
		word += ", " + s.Reason.Words()
	}
	if r.Place() == r.Deciding() {
		word += " " + th.Glyph.Left + " this step decided"
	}
	y += c.Wrapped(2, y, c.Width()-2, 0, word, style)
	y += c.Wrapped(0, y, c.Width(), 0, s.Detail, th.Text)
	if len(s.Evidence) > 0 {
		y += drawEvidence(c.Rest(y), s.Evidence)
	}
	if s.Command != "" {
		c.Text(0, y, "$", th.Muted)
		y += c.Wrapped(2, y, c.Width()-2, 2, s.Command, th.Code)
	}
	c.Text(0, y, s.ID, th.Faint)
}

// drawEvidence is the values a step read, labels in a column.
func drawEvidence(c desktop.Canvas, evidence []trace.Evidence) int {
	column := 0
	for _, e := range evidence {
		column = max(column, desktop.Width(e.Label))
	}
	column = min(column, c.Width()*2/5)
	y := 0
	for _, e := range evidence {
		c.Fit(0, y, column, e.Label, c.Theme.Muted)
		value := c.Sub(image.Rect(column+2, y, c.Width(), c.Height()))
		y += value.Wrapped(0, 0, value.Width(), 0, e.Value, c.Theme.Text)
	}
	return y
}
