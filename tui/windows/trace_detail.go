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
		y += drawEvidence(c.Rest(y), r, s.Evidence)
	}
	if s.Command != "" {
		c.Text(0, y, "$", th.Muted)
		y += c.Wrapped(2, y, c.Width()-2, 2, s.Command, th.Code)
	}
	c.Text(0, y, s.ID, th.Faint)
}

// drawEvidence is the values a step read, labels in a column, and where they come from as far as somebody asked.
func drawEvidence(c desktop.Canvas, r *session.Reading, evidence []trace.Evidence) int {
	column := 0
	for _, e := range evidence {
		column = max(column, desktop.Width(e.Label))
	}
	column = min(column, c.Width()*2/5)
	y, indent := 0, 0
	if r.Depth() == session.FactDepth {
		indent = 2 // for the cursor
	}
	for i := range evidence {
		e := &evidence[i]
		c.Fit(indent, y, column, e.Label, c.Theme.Muted)
		value := c.Sub(image.Rect(indent+column+2, y, c.Width(), c.Height()))
		rows := value.Wrapped(0, 0, value.Width(), 0, e.Value, c.Theme.Text)
		area := image.Rect(0, y, c.Width(), y+rows)
		if e.Source != "" {
			c.Mark(area, traceFact(i))
		}
		if r.Fact() == e {
			c.Text(0, y, c.Theme.Glyph.Cursor, c.Theme.Key)
			c.Paint(area, c.Theme.Selected)
		}
		y += rows
		if o, asked := r.Origins[e.Source]; asked {
			y += c.Wrapped(2, y, c.Width()-2, 0, c.Theme.Glyph.Left+" "+e.Source+", "+o.InWords(), c.Theme.Changed)
		}
	}
	return y
}

// sourceless is why nothing can be said on where a value comes from.
func (t *Trace) sourceless() string {
	if why := t.nothing(); why != "" {
		return why
	}
	if t.source() < 0 {
		return "nothing here was read from the lab itself"
	}
	return ""
}

// source is the evidence to ask about: the one in view, or else the first that was read from the lab; -1 for none.
func (t *Trace) source() int {
	r := &t.session.Reading
	s, fact := r.Step(), r.Fact()
	if s == nil {
		return -1
	}
	for i := range s.Evidence {
		if e := &s.Evidence[i]; e.Source != "" && (fact == nil || fact == e) {
			return i
		}
	}
	return -1
}

func (t *Trace) locateFact() desktop.Action { return t.locate(t.source()) }

func (t *Trace) locate(n int) desktop.Action {
	s := t.session.Reading.Step()
	if s == nil || n < 0 || n >= len(s.Evidence) {
		return nil
	}
	return session.Locate{Path: s.Evidence[n].Source}
}

// homeless is why no window shows the evidence in view.
func (t *Trace) homeless() string {
	if why := t.sourceless(); why != "" {
		return why
	}
	if session.Home(t.path()) == "" {
		return "no window shows such a value"
	}
	return ""
}

func (t *Trace) openHome() desktop.Action {
	return session.OpenWindow{Window: session.Home(t.path()), At: t.path()}
}

// path is the state path of the evidence in view.
func (t *Trace) path() string { return t.session.Reading.Step().Evidence[t.source()].Source }
