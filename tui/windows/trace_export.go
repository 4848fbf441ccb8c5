package windows

import (
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// exports are the forms a trace is handed on in, with a word on each.
var exports = [...]struct {
	format trace.Format
	title  string
	use    string
}{
	{trace.Text, "Plain text", "for a terminal, a mail, a screen reader"},
	{trace.Markdown, "Markdown", "for a ticket, a review, notes"},
	{trace.Mermaid, "Mermaid", "a sequence diagram, for pages that draw Mermaid"},
	{trace.SVG, "SVG", "a picture of the gates and their steps, for slides"},
	{trace.JSON, "JSON", "everything, for programs"},
}

// exportCommands copy the trace or save it.
func (t *Trace) exportCommands() []desktop.Command {
	return append([]desktop.Command{
		{ID: "export.copy", Keys: []string{"enter"}, Title: "copy", Hint: 9, Disabled: t.nothing,
			Help: "Put the trace on the clipboard in this form, if the terminal lets programs do that.", Run: t.copyAs},
		{ID: "export.save", Keys: []string{"S"}, Title: "save", Hint: 8, Disabled: t.unsaved,
			Help: "Save the trace in this form to a new file; no file is ever overwritten.",
			Run:  func() desktop.Action { return session.Export{Format: exports[t.choice.row].format} }},
	}, t.listCommands("export", t.nothing)...)
}

func (t *Trace) unsaved() string {
	if why := t.nothing(); why != "" {
		return why
	}
	if t.session.Exports == "" {
		return "this desktop has no directory to save files in"
	}
	return ""
}

func (t *Trace) copyAs() desktop.Action {
	var b strings.Builder
	form := exports[t.choice.row]
	if err := form.format.Write(&b, t.session.Reading.Trace); err != nil {
		return session.Say{Text: err.Error()}
	}
	return session.Copy{What: "the trace as " + form.title, Text: b.String()}
}

func (t *Trace) drawExport(c desktop.Canvas) {
	th := c.Theme
	head := "enter copies the trace in one of these forms."
	if t.session.Exports != "" {
		head = "enter copies the trace in one of these forms, S saves it to " + t.session.Exports + "."
	}
	rows := c.Wrapped(0, 0, c.Width(), 0, head, th.Muted)
	options := make([]option, len(exports))
	for i, e := range exports {
		options[i] = option{sign: th.Glyph.Bullet, style: th.Muted, title: e.title,
			more: []paragraph{{text: e.use, style: th.Muted, indent: 4}}}
	}
	t.drawOptions(c.Rest(rows), options)
}
