package windows

import (
	"strings"

	"kvlab/tui/theme"
)

// capital is a word with a capital first letter.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// marked is an outcome as glyph and word, never by colour alone.
func marked(t *theme.Theme, outcome string) string {
	glyph, _ := t.Mark(outcome)
	return glyph + " " + theme.Word(outcome)
}
