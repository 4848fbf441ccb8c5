package trace

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns s as one line that is safe to put on a terminal: what would steer the terminal or deceive the
// reader (control characters, escape sequences, bidirectional marks, invisible characters, bytes that are no UTF-8)
// is written out as \n, \x1b or \u202e. Every other string comes back as it is, without a copy.
func Visible(s string) string {
	at := firstHidden(s)
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:at])
	for s = s[at:]; s != ""; {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			writeByte(&b, s[0])
		case shows(r):
			b.WriteRune(r)
		default:
			writeHidden(&b, r)
		}
		s = s[size:]
	}
	return b.String()
}

// VisibleLines is Visible for text of several lines: it breaks at \n and \r\n, and makes each line visible. Tabs at the
// beginning of a line set it in, by four columns each.
func VisibleLines(s string) []string {
	lines := strings.Split(strings.TrimRight(s, "\r\n"), "\n")
	for i, l := range lines {
		bare := strings.TrimLeft(l, "\t")
		lines[i] = strings.Repeat("    ", len(l)-len(bare)) + Visible(strings.TrimSuffix(bare, "\r"))
	}
	return lines
}

// firstHidden is the index of the first byte that Visible would write out, -1 if there is none.
func firstHidden(s string) int {
	for i, r := range s {
		if r >= ' ' && r < 0x7f {
			continue
		}
		if !shows(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			return i
		}
	}
	return -1
}

// shows reports whether r draws something or is a plain space. Format characters, private use and unassigned code
// points do not, and neither do the letters and marks that Unicode says to leave undrawn.
func shows(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

func writeHidden(b *strings.Builder, r rune) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\t':
		b.WriteString(`\t`)
	case r < 0x80:
		writeByte(b, byte(r))
	case r < 0x10000:
		writeHex(b, `\u`, r, 4)
	default:
		writeHex(b, `\U`, r, 8)
	}
}

func writeByte(b *strings.Builder, c byte) { writeHex(b, `\x`, rune(c), 2) }

func writeHex(b *strings.Builder, prefix string, r rune, digits int) {
	hex := strconv.FormatInt(int64(r), 16)
	b.WriteString(prefix)
	b.WriteString("00000000"[:digits-len(hex)])
	b.WriteString(hex)
}
