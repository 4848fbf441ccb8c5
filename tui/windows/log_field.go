package windows

import (
	"image"
	"strings"
	"unicode/utf8"

	"kvlab/tui/desktop"
)

// field is one line that is typed at its end.
type field struct {
	text  string
	open  bool   // takes what is typed
	kept  string // the text before it was opened, for taking back
	caret image.Point
}

// longestField is how many bytes a field takes.
const longestField = 200

func (f *field) begin() { f.open, f.kept = true, f.text }

// insert takes text in, in one line.
func (f *field) insert(text string) {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " ")
	if len(f.text)+len(text) <= longestField {
		f.text += text
	}
}

// rubOut takes the last character away.
func (f *field) rubOut() {
	_, n := utf8.DecodeLastRuneInString(f.text)
	f.text = f.text[:len(f.text)-n]
}

// commands are what keys do while the field is open: done is for enter, changed is called after all others.
func (f *field) commands(prefix string, done desktop.Command, changed func() desktop.Action) []desktop.Command {
	done.ID, done.Keys, done.Hint = prefix+".done", []string{"enter"}, 9
	then := func(do func()) func() desktop.Action {
		return func() desktop.Action { do(); return changed() }
	}
	return []desktop.Command{
		done,
		{ID: prefix + ".drop", Keys: []string{"esc"}, Title: "take back", Hint: 8, Help: "Leave it as it was before.",
			Run: then(func() { f.open, f.text = false, f.kept })},
		{ID: prefix + ".rub_out", Keys: []string{"backspace"}, Title: "rub out", Help: "Take the last character away.", Run: then(f.rubOut)},
		{ID: prefix + ".empty", Keys: []string{"ctrl+u"}, Title: "empty", Help: "Take all that was typed away.", Run: then(func() { f.text = "" })},
	}
}

// draw draws the field after its label; hint stands in an empty one.
func (f *field) draw(c desktop.Canvas, label, hint string) {
	t := c.Theme
	x := c.Text(0, 0, label, t.Muted)
	style := t.Text
	if f.open {
		style = t.Selected
		c.Fill(image.Rect(x, 0, c.Width(), 1), style)
	}
	text := f.text
	for room := c.Width() - x - 1; desktop.Width(text) > max(0, room); {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:] // the end is what is typed at
	}
	if text == "" && !f.open {
		c.Fit(x, 0, c.Width()-x, hint, t.Faint)
	}
	x += c.Text(x, 0, text, style)
	f.caret = image.Pt(x, 0)
}
