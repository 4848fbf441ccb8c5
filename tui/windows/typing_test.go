package windows

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kvlab/tui/desktop"
)

// barredAt puts the cursor where the text has a bar, and barred shows it there.
func barredAt(s string) *typing {
	before, after, _ := strings.Cut(s, "|")
	return &typing{text: before + after, cursor: len(before)}
}

func (t *typing) barred() string { return t.text[:t.cursor] + "|" + t.text[t.cursor:] }

func TestEveryEditDoesWhatItsKeySays(t *testing.T) {
	for _, test := range []struct {
		from string
		do   func(*typing)
		want string
	}{
		{"ab|c", func(x *typing) { x.insert("é") }, "abé|c"},
		{"|", func(x *typing) { x.insert("a\tb\r\nc\rd\xff") }, "a    b\nc\nd\uFFFD|"},
		{"ab|c", func(x *typing) { x.erase(x.before()) }, "a|c"},
		{"ab|c", func(x *typing) { x.erase(x.next()) }, "ab|"},
		{"|abc", func(x *typing) { x.erase(x.before()) }, "|abc"},
		{"abc|", func(x *typing) { x.erase(x.next()) }, "abc|"},
		{"e\u0301|x", func(x *typing) { x.erase(x.before()) }, "|x"},
		{"az keyvault  show|", func(x *typing) { x.erase(x.wordLeft()) }, "az keyvault  |"},
		{"az keyvault | show", func(x *typing) { x.to(x.wordRight()) }, "az keyvault  show|"},
		{"az --vault-name| kv", func(x *typing) { x.to(x.wordLeft()) }, "az --vault-|name kv"},
		{"one\ntw|o\nthree", func(x *typing) { x.to(x.lineStart()) }, "one\n|two\nthree"},
		{"one\ntw|o\nthree", func(x *typing) { x.to(x.lineEnd()) }, "one\ntwo|\nthree"},
		{"one\ntw|o\nthree", (*typing).cutLine, "one\n|three"},
		{"one\nt|wo", (*typing).cutLine, "one\n|"},
		{"|", (*typing).cutLine, "|"},
	} {
		x := barredAt(test.from)
		if test.do(x); x.barred() != test.want {
			t.Errorf("%q becomes %q, not %q", test.from, x.barred(), test.want)
		}
	}
}

func TestWhatIsTypedInOneGoIsUndoneInOneGo(t *testing.T) {
	x := barredAt("|")
	for _, s := range []string{"a", "z", " ", "\n", "b"} {
		x.insert(s)
	}
	x.erase(x.before())
	x.erase(x.before())
	for _, want := range []string{"az \nb|", "az \n|", "az |", "|", "|"} {
		if x.undo(); x.barred() != want {
			t.Fatalf("undo leads to %q, not %q", x.barred(), want)
		}
	}
	for range 9 {
		x.redo()
	}
	if x.barred() != "az |" {
		t.Errorf("redo leads to %q", x.barred())
	}
}

func TestATextIsBrokenBetweenWords(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""},
		{"one two three", 8, "one two /three"},
		{"one\n\ntwo", 8, "one//two"},
		{"abcdefgh", 3, "abc/def/gh"},
		{"abc", 3, "abc/"}, // the cursor behind it needs a cell
		{"日本語", 4, "日本/語"},
		{" a日", 2, " /a/日/"},
		{"trailing\n", 20, "trailing/"},
	} {
		var rows []string
		for _, r := range layRows(nil, test.text, test.width) {
			rows = append(rows, test.text[r.from:r.to])
		}
		if got := strings.Join(rows, "/"); got != test.want {
			t.Errorf("%q in %d cells is %q, not %q", test.text, test.width, got, test.want)
		}
	}
}

// However a text is broken, each of its places is in one row, rows are no wider than the field, and no text is lost.
func TestRowsHoldTheWholeText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := keepable(rapid.StringOf(rapid.RuneFrom([]rune("ab \n\téß日\u0301-"))).Draw(rt, "text"))
		width := rapid.IntRange(2, 12).Draw(rt, "width")
		rows := layRows(nil, text, width)
		place := 0
		for i, r := range rows {
			if r.from != place && (r.from != place+1 || text[place] != '\n') {
				rt.Fatalf("row %d of %q begins at %d, the one before ends at %d", i, text, r.from, place)
			}
			if w := desktop.Width(text[r.from:r.to]); w > width {
				rt.Fatalf("row %q of %q is %d cells wide, not %d", text[r.from:r.to], text, w, width)
			}
			place = r.to
		}
		if place != len(text) {
			rt.Fatalf("rows of %q end at %d", text, place)
		}
	})
}

// Whatever keys come, the cursor stands before a whole character, the text is text, and undoing all leads back.
func TestNoEditBreaksAText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := &typing{}
		x.shown.size.X = rapid.IntRange(1, 20).Draw(rt, "width")
		commands := x.edits("x", func() {})
		for range rapid.IntRange(1, 60).Draw(rt, "keys") {
			switch n := rapid.IntRange(-4, len(commands)-1).Draw(rt, "key"); {
			case n == -1:
				x.to(x.vertically(rapid.IntRange(-3, 3).Draw(rt, "rows")))
			case n == -2:
				x.cutLine()
			case n < 0:
				x.insert(rapid.SampledFrom([]string{"a", " ", "\n", "日", "\u0301", "é", "two words", "\x1b[31m", "👩\u200d👧"}).Draw(rt, "text"))
			default:
				commands[n].Run()
			}
			if !utf8.ValidString(x.text) || x.cursor < 0 || x.cursor > len(x.text) || x.snapped(x.cursor) != x.cursor {
				rt.Fatalf("%q with the cursor at %d", x.text, x.cursor)
			}
			if rows := x.lay(x.shown.size.X); rows[rowOf(rows, x.cursor)].from > x.cursor || rows[rowOf(rows, x.cursor)].to < x.cursor {
				rt.Fatalf("%q: the cursor at %d is in no row", x.text, x.cursor)
			}
		}
		for range mostUndone + 1 {
			x.undo()
		}
		if x.text != "" {
			rt.Fatalf("all undone leaves %q", x.text)
		}
	})
}

func TestATextHasAnEnd(t *testing.T) {
	x := barredAt("|")
	if !x.insert(strings.Repeat("a", longestTyped)) || x.insert("b") {
		t.Error("a text grows without an end")
	}
}
