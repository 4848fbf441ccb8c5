package lessons

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Blocks are written here line by line, so it is known where each key stands.
func TestPlacesOfKeysAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		want := map[string]place{}
		write := func(path, indent, text string) {
			lines = append(lines, strings.Split(indent+text, "\n")...)
			want[path] = place{8 + len(lines) - strings.Count(text, "\n"), len(indent) + 1}
		}
		value := rapid.SampledFrom([]string{`"one"`, "7", `["a", "b"]`, "[\n  \"a = 1\",\n  \"b\",\n]", "'''\nkey = 1\n[[question]]\n'''",
			"\"\"\"\nnone = 2\n\"\"\"", "'''one'''", `"x = '''"`, `"a. b = {"`, `'\ "' # a.b = {`, "['''\na.b = 1\n''', \"c.d\"]", "[] # '''"})
		indent := rapid.SampledFrom([]string{"", "  ", "\t"})
		keys := func(table string) {
			for i := range rapid.IntRange(0, 4).Draw(t, "keys") {
				key := fmt.Sprintf("key-%d", i)
				write(join(table, key), indent.Draw(t, "indent"), key+" = "+value.Draw(t, "value"))
			}
		}
		keys("")
		for i := range rapid.IntRange(0, 3).Draw(t, "tables") {
			table := fmt.Sprintf("question.%d", i)
			write(table, "", "[[question]]")
			keys(table)
		}
		got, deep := placesOf(lines, 9)
		if deep >= 0 {
			t.Fatalf("line %d is taken for deep in\n%s", deep, strings.Join(lines, "\n"))
		}
		for path, at := range want {
			if got[path] != at {
				t.Fatalf("%s is at %v, found at %v in\n%s", path, at, got[path], strings.Join(lines, "\n"))
			}
		}
		if first, ok := want["question.0"]; ok {
			want["question"] = first
		}
		if len(got) != len(want) {
			t.Fatalf("found %v, want %v", got, want)
		}
	})
}

// What would keep the TOML library busy for minutes is refused before it sees it.
func TestNestingIsRefusedBeforeItHurts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = " + strings.Repeat("{a=", 20_000), "2:1: a lesson has no use for tables in braces"},
		{"\n[" + strings.Repeat("a.", 30_000) + "a]", "3:1: a lesson has no use"},
		{"x = '''\n'''\n" + strings.Repeat("a.", 30_000) + "a = 1", "4:1: a lesson has no use"},
		{"x = [\n" + strings.Repeat("{a=\n", 10_000), "3:1: a lesson has no use"},
	} {
		if _, err := (shelf{embedded}).parse("four-gates.md", "+++\n"+c.text+"\n+++\n"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20s: got %v", c.text, err)
		}
	}
}
