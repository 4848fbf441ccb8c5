package desktop

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Everything drawn passes through next: it is the one place where strings of unknown origin become cells, so an
// escape sequence in a secret's name is shown and never obeyed.

const tabWidth = 4

// next takes the first cluster off s: what to draw for it, how many cells that takes, how many bytes it was. Control
// characters are replaced by visible ones of one cell; so are clusters on whose width terminals disagree.
func next(s string, ascii bool) (content string, width, size int) {
	if b := s[0]; b >= 0x20 && b < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return s[:1], 1, 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if shown, ok := visible(r, n); ok {
		if ascii {
			shown = "?"
		}
		return shown, 1, n
	}
	cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if ascii {
		return folded(r), 1, len(cluster)
	}
	if joins(r) || w < 1 || w > 2 || ansi.WcWidth.StringWidth(cluster) != w || strings.ContainsFunc(cluster, unprintable) {
		return replacement, 1, len(cluster)
	}
	return cluster, w, len(cluster)
}

// joins covers what a terminal would merge with the cell before it: combining marks at the beginning of a string, the
// later letters of a Hangul syllable, half-width voice marks, halves of flags, skin tones.
func joins(r rune) bool {
	return unicode.In(r, unicode.M) || 0x1160 <= r && r <= 0x11ff || 0xd7b0 <= r && r <= 0xd7ff ||
		r == 0xff9e || r == 0xff9f || 0x1f1e6 <= r && r <= 0x1f1ff || 0x1f3fb <= r && r <= 0x1f3ff
}

// replacement stands for what cannot be shown in a known number of cells.
const replacement = "␦"

// visible returns the stand-in for a character that must not reach a terminal.
func visible(r rune, size int) (string, bool) {
	switch {
	case r == utf8.RuneError && size <= 1:
		return replacement, true
	case r < 0x20:
		return controlPictures[3*r : 3*r+3], true
	case r == 0x7f:
		return "␡", true
	case r >= 0x80 && unprintable(r):
		return replacement, true
	}
	return "", false
}

// controlPictures holds U+2400 to U+241F, three bytes each.
const controlPictures = "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟"

// unprintable covers control and format characters (bidirectional overrides, zero-width joiners) and separators
// that move text about.
func unprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// folded is the ASCII stand-in of a character in one cell.
func folded(r rune) string {
	switch r {
	case '‘', '’', '′':
		return "'"
	case '“', '”', '″':
		return `"`
	case '–', '—', '−', '‐', '‑':
		return "-"
	case '→', '›', '▸':
		return ">"
	case '←', '‹', '◂':
		return "<"
	case '·', '•', '∙', '…':
		return "."
	case '\u00a0':
		return " "
	case '×':
		return "x"
	}
	if r < utf8.RuneSelf {
		return string(r)
	}
	return "?"
}

// Clean is s as it would be drawn: for places where a string leaves the cells, such as the window title.
func Clean(s string, ascii bool) string {
	var b strings.Builder
	for len(s) > 0 {
		content, _, n := next(s, ascii)
		b.WriteString(content)
		s = s[n:]
	}
	return b.String()
}

// CleanLines is Clean that keeps line breaks and expands tabs: for markdown and for the clipboard.
func CleanLines(s string, ascii bool) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(strings.ReplaceAll(line, "\t", "    "), ascii)
	}
	return strings.Join(lines, "\n")
}

// Width is the number of cells Text uses for s.
func Width(s string) int {
	width := 0
	for len(s) > 0 {
		if s[0] == '\t' {
			width += tabWidth - width%tabWidth
			s = s[1:]
			continue
		}
		_, w, n := next(s, false)
		width += w
		s = s[n:]
	}
	return width
}

// Break splits the first line off s, for lines of width cells: after a line break, else between words, else inside
// a word too long for a line. rest is empty at the end.
func Break(s string, width int) (line, rest string) {
	width = max(width, 1)
	used, space := 0, -1
	for i := 0; i < len(s); {
		switch s[i] {
		case '\n':
			return strings.TrimRight(s[:i], " \r"), s[i+1:]
		case ' ':
			space = i
		}
		_, w, n := next(s[i:], false)
		if s[i] == '\t' {
			w = tabWidth - used%tabWidth
		}
		if used+w > width && i > 0 {
			return cut(s, i, space)
		}
		used += w
		i += n
	}
	return strings.TrimRight(s, " "), ""
}

// cut ends a line before byte i, at the last space if there was one.
func cut(s string, i, space int) (line, rest string) {
	if space <= 0 {
		return s[:i], s[i:]
	}
	return strings.TrimRight(s[:space], " "), strings.TrimLeft(s[space:], " ")
}

// Rows is the number of lines Break makes of s.
func Rows(s string, width int) int {
	rows := 1
	for {
		if _, s = Break(s, width); s == "" {
			return rows
		}
		rows++
	}
}
