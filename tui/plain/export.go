package plain

import (
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// forms are what a trace is handed on in, with a word on each.
func forms() []struct {
	format trace.Format
	use    string
} {
	return []struct {
		format trace.Format
		use    string
	}{
		{trace.Text, "plain text, for a mail or a terminal"},
		{trace.Markdown, "for a ticket, a review, notes; md is short for it"},
		{trace.Mermaid, "a sequence diagram, for pages that draw Mermaid; mmd is short for it"},
		{trace.SVG, "a picture of the gates and their steps, for slides"},
		{trace.JSON, "everything, for programs"},
	}
}

// export saves the trace in a form, or reads it out.
func (t *talk) export(rest string) error {
	x := t.open.Reading.Trace
	if x == nil {
		return errNoTrace
	}
	word, here := strings.CutSuffix(rest, " here")
	if word = strings.ToLower(strings.TrimSpace(word)); word == "" || word == "here" {
		t.listForms()
		return nil
	}
	format, err := form(word)
	if err != nil {
		return err
	}
	if here {
		return format.Write(&t.voice, x)
	}
	u, err := t.take(session.Export{Format: format}.Job(t.open))
	if err != nil {
		return err
	}
	t.say("Done: %s", sentence(u.Label))
	return nil
}

// form is the format that a word means: its number, its name, or the ending of its files.
func form(word string) (trace.Format, error) {
	var names []string
	for _, f := range forms() {
		if "."+word == f.format.Extension() {
			return f.format, nil
		}
		names = append(names, string(f.format))
	}
	n, err := pick("format", word, names)
	if err != nil {
		return "", err
	}
	return forms()[n].format, nil
}

func (t *talk) listForms() {
	t.say("Forms to save the trace in:")
	for i, f := range forms() {
		t.say("%d. %s: %s.", i+1, f.format, f.use)
	}
	t.numbers("export")
	t.say("Type a number to save it, or a number and here to read it out.")
}
