package trace_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kvlab/engine/trace"
)

func TestWhatATerminalWouldObeyIsShownInstead(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"plain, with spaces":         "plain, with spaces",
		"grüße 日本 👍 e\u0301":         "grüße 日本 👍 e\u0301", // an accent of its own draws something
		"\x1b[2J":                    `\x1b[2J`,
		"one\ntwo\r\n\tthree":        `one\ntwo\r\n\tthree`,
		"\a\b\x00\x7f":               `\x07\x08\x00\x7f`,
		"\u009b31m":                  `\u009b31m`, // CSI in one character
		"\u202eevil\u202c":           `\u202eevil\u202c`,
		"a\u200bb\u200d\ufeffc":      `a\u200bb\u200d\ufeffc`,
		"\u3164\u115f":               `\u3164\u115f`, // letters that draw nothing
		"\ufe0f":                     `\ufe0f`,
		"\U000e0041":                 `\U000e0041`, // a tag: text that only machines see
		"\ue000\U0010fffd":           `\ue000\U0010fffd`,
		"\xff\xfe":                   `\xff\xfe`,
		"\ufffd":                     "\ufffd", // a replacement character that was there is none of ours
		"half \xe6\x97":              `half \xe6\x97`,
		"\u2028\u2029":               `\u2028\u2029`,
		"a\u00a0b":                   "a\u00a0b",
		`a backslash \n is no break`: `a backslash \n is no break`,
	} {
		if got := trace.Visible(in); got != want {
			t.Errorf("Visible(%+q) = %q, want %q", in, got, want)
		}
	}
}

// plain reports whether s can go to a terminal as it is, by another road than the code's: no category of Unicode that
// steers or hides, in UTF-8, on one line.
func plain(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return false
		}
		if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs) {
			return false // not assigned
		}
	}
	return utf8.ValidString(s)
}

// anything is made of what makes trouble.
var anything = rapid.OneOf(
	rapid.String(),
	rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	rapid.StringOf(rapid.SampledFrom([]rune("a \n\r\t\x1b\u009b\u200b\u202e\u2066\ufeff\ufffd\u3164\U000e0041\ue000é日\\"))),
)

func TestVisibleTextIsPlainAndStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anything.Draw(t, "s")
		got := trace.Visible(s)
		if !plain(got) {
			t.Fatalf("Visible(%+q) = %+q", s, got)
		}
		if again := trace.Visible(got); again != got {
			t.Fatalf("%+q becomes %+q the second time", got, again)
		}
		if plain(s) && got != s {
			t.Fatalf("%+q was plain, and became %+q", s, got)
		}
	})
}

func TestPlainTextIsNotCopied(t *testing.T) {
	s := strings.Repeat("plain text, größer als nichts. ", 10)
	if n := testing.AllocsPerRun(100, func() { trace.Visible(s) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}

func TestVisibleLines(t *testing.T) {
	for in, want := range map[string][]string{
		"":                    {""},
		"one":                 {"one"},
		"one\ntwo":            {"one", "two"},
		"one\r\ntwo\r\n":      {"one", "two"},
		"one\n\ntwo\n\n\n":    {"one", "", "two"},
		"one\rtwo":            {`one\rtwo`}, // would write over what is there
		"\x1b[31mred\nplain":  {`\x1b[31mred`, "plain"},
		"Code: x\r\nStatus\r": {"Code: x", "Status"},
		"a\n\tb\n\t\tc\td":    {"a", "    b", `        c\td`}, // the chain of credentials sets its attempts in
	} {
		if got := trace.VisibleLines(in); !slices.Equal(got, want) {
			t.Errorf("VisibleLines(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLinesAreThoseOfTheTextMadeVisible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anything.Draw(t, "s")
		lines := trace.VisibleLines(s)
		if want := 1 + strings.Count(strings.TrimRight(s, "\r\n"), "\n"); len(lines) != want {
			t.Fatalf("%q has %d lines, want %d", s, len(lines), want)
		}
		for _, l := range lines {
			if !plain(l) {
				t.Fatalf("%q has the line %+q", s, l)
			}
		}
	})
}

func FuzzVisible(f *testing.F) {
	for _, s := range []string{"plain", "\x1b]0;title\a", "\xff\u202e", "\ufffd", "a\r\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := trace.Visible(s); !plain(got) || trace.Visible(got) != got {
			t.Errorf("Visible(%+q) = %+q", s, got)
		}
	})
}
