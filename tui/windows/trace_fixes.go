package windows

import (
	"strconv"
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// fixCommands choose a fix, try it out, and keep or drop what was tried.
func (t *Trace) fixCommands() []desktop.Command {
	r := &t.session.Reading
	return append([]desktop.Command{
		{ID: "fixes.preview", Keys: []string{"enter"}, Title: "try out", Hint: 9, Disabled: t.unfixed,
			Help: "Evaluate the request as if this fix had been made; nothing changes. The two traces stand side by side in the window that compares.",
			Run:  t.preview},
		{ID: "fixes.keep", Keys: []string{"+"}, Title: "keep", Hint: 8, Disabled: func() string { return untried(r) },
			Help: "Make the fix that was tried out, as one change that one undo takes back.", Run: func() desktop.Action { return session.KeepFix{} }},
		{ID: "fixes.drop", Keys: []string{"-"}, Title: "drop", Hint: 7, Disabled: func() string { return untried(r) },
			Help: "Forget the fix that was tried out.", Run: func() desktop.Action { return drop(r) }},
	}, t.listCommands("fixes", t.unfixed)...)
}

// untried is why nothing can be kept or dropped.
func untried(r *session.Reading) string {
	if r.Beside.Fix == nil {
		return "no fix has been tried out; f lists them in the window of the trace"
	}
	return ""
}

func drop(r *session.Reading) desktop.Action {
	r.Lay(session.Beside{})
	return session.Say{Text: "dropped what was tried out: nothing had been changed"}
}

func (t *Trace) unfixed() string {
	if why := t.nothing(); why != "" {
		return why
	}
	r := &t.session.Reading
	if r.Trace.Verdict == trace.Allowed || len(r.Fixes) == 0 && r.Fixes != nil {
		return "there is no fix to choose"
	}
	return ""
}

// preview tries the fix under the cursor out, or searches again where a change has made the fixes void.
func (t *Trace) preview() desktop.Action {
	if t.session.Reading.Fixes == nil {
		return t.seek()
	}
	return session.Preview{Fix: t.session.Reading.Fixes[t.choice.row]}
}

// seek searches for fixes of the trace in view.
func (t *Trace) seek() desktop.Action {
	t.sought = t.session.Reading.Trace
	t.Bump()
	return session.FindFixes{}
}

// drawFixes is what the search for fixes came to.
func (t *Trace) drawFixes(c desktop.Canvas) {
	th, r := c.Theme, &t.session.Reading
	head := "The smallest changes that open this request, the narrowest first:"
	switch {
	case r.Trace.Verdict == trace.Allowed:
		head = "The request is allowed: there is nothing to fix."
	case r.Fixes == nil && t.sought == r.Trace:
		head = "searching" + th.Glyph.Ellipsis
	case r.Fixes == nil:
		head = "The lab has changed since the search; enter searches again."
	case len(r.Fixes) == 0:
		head = "No set of up to three gates of this scenario opens the request."
	}
	rows := c.Wrapped(0, 0, c.Width(), 0, head, th.Muted)
	options := make([]option, len(r.Fixes))
	for i, f := range r.Fixes {
		options[i] = t.fixOption(c, i, f)
	}
	t.drawOptions(c.Rest(rows), options)
}

func (t *Trace) fixOption(c desktop.Canvas, n int, f trace.Fix) option {
	th, r := c.Theme, &t.session.Reading
	o := option{sign: strconv.Itoa(n + 1), style: th.Muted, title: f.InWords()}
	if f.Means != "" {
		o.more = append(o.more, paragraph{text: f.Means, style: th.Text, indent: 4})
	}
	if len(f.Opens) > 0 {
		o.more = append(o.more, paragraph{text: th.Glyph.Pass + " also opens " + strings.Join(f.Opens, ", "), style: th.Pass, indent: 4})
	}
	if len(f.Breaks) > 0 {
		o.more = append(o.more, paragraph{text: th.Glyph.Fail + " breaks " + strings.Join(f.Breaks, ", "), style: th.Fail, indent: 4})
	}
	if tried := r.Beside.Fix; tried != nil && tried.InWords() == f.InWords() {
		o.more = append(o.more, paragraph{text: th.Glyph.Changed + " tried out: " + trace.Summary(r.Beside.Trace) +
			"; + keeps it, - drops it", style: th.Changed, indent: 4})
	}
	return o
}
