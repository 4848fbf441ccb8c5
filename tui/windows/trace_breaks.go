package windows

import (
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// breakCommands set breakpoints and take them away.
func (t *Trace) breakCommands() []desktop.Command {
	return append([]desktop.Command{
		{ID: "breaks.toggle", Keys: []string{"enter"}, Title: "set or clear", Hint: 9, Disabled: t.nothing,
			Help: "Set the breakpoint under the cursor, or take it away.", Run: t.breakRow},
	}, t.listCommands("breaks", t.nothing)...)
}

func (t *Trace) breakRow() desktop.Action {
	r := &t.session.Reading
	if offers := r.Offers(); t.choice.row < len(offers) {
		return t.toggleBreak(offers[t.choice.row])
	}
	return nil
}

// breakHere is for the step in view.
func (t *Trace) breakHere() desktop.Action {
	s := t.session.Reading.Step()
	if s == nil {
		return session.Say{Text: "go to a step first"}
	}
	return t.toggleBreak(session.Breakpoint{By: session.AtStep, Value: s.ID})
}

func (t *Trace) toggleBreak(b session.Breakpoint) desktop.Action {
	set := t.session.Reading.ToggleBreak(b)
	if row := slices.Index(t.session.Reading.Offers(), b); t.part == breaksPage && row >= 0 {
		t.choice.row = row // set ones stand first: the cursor stays with its row
	}
	if set {
		return session.Say{Text: "runs stop at " + b.InWords() + "; g runs on"}
	}
	return session.Say{Text: "runs do not stop at " + b.InWords() + " any more"}
}

// drawBreaks lists the breakpoints that are set, then those that would stop somewhere in this trace.
func (t *Trace) drawBreaks(c desktop.Canvas) {
	th, r := c.Theme, &t.session.Reading
	rows := c.Wrapped(0, 0, c.Width(), 0, "Running (g, G) and playing stop at what is set here. At a step itself b sets one.", th.Muted)
	var options []option
	for _, b := range r.Offers() {
		o := option{sign: th.Glyph.Off, style: th.Muted, title: b.InWords()}
		if slices.Contains(r.Breakpoints, b) {
			o.sign, o.style, o.title = th.Glyph.On, th.Changed, o.title+" (set)"
		}
		options = append(options, o)
	}
	t.drawOptions(c.Rest(rows), options)
}
