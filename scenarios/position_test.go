package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

const positioned = `a = 1 # [no.table]
"quoted" = "x = 1\" [[not]]"
'lit' = 'back\'
long = """
[[vault]] "" key = 1 \"""
"""""
raw = '''
[table] '' key = 2
'''
list = [
  1, "]", # ]
  { k = [2], m.n = 3 },
  [{ z = 4 }],
]
[b]
  c.d = 1979-05-27T07:32:00Z
[[v]]
é = 1
  name = "one"
[[v.s]]
value = 1
[[v]]
[[v.s]]
[[v.s]]
value = { in = 2, "q.r" = 3 }
[v.p]
x=1
`

func TestEveryKeyHasItsPlace(t *testing.T) {
	x := indexOf([]byte(strings.Replace(positioned, "é", `"é"`, 1)))
	var got []string
	for _, e := range x.entries {
		line, column := x.at(e.offset)
		got = append(got, fmt.Sprintf("%d:%d %s", line, column, e.path))
	}
	want := []string{"1:1 a", "2:1 quoted", "3:1 lit", "4:1 long", "7:1 raw", "10:1 list", "12:5 list.2.k", "12:14 list.2.m.n",
		"13:6 list.3.0.z", "15:1 b", "16:3 b.c.d", "17:1 v.0", "18:1 v.0.é", "19:3 v.0.name", "20:1 v.0.s.0", "21:1 v.0.s.0.value",
		"22:1 v.1", "23:1 v.1.s.0", "24:1 v.1.s.1", "25:1 v.1.s.1.value", "25:11 v.1.s.1.value.in", "25:19 v.1.s.1.value.q.r",
		"26:1 v.1.p", "27:1 v.1.p.x"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestWhatIsNotInTheTextStandsWhereItWouldBe(t *testing.T) {
	x := indexOf([]byte("\xef\xbb\xbfa = 1\n[[v]]\nn = \"ü\"\nm = {ä = 1}\n"))
	for path, want := range map[string][2]int{
		"a": {1, 1}, "b": {1, 1}, "": {1, 1}, "v.0": {2, 1}, "v.0.missing": {2, 1}, "v.0.n": {3, 1}, "v.1.n": {1, 1}, "v.0.n.deeper.still": {3, 1},
	} {
		if line, column := x.find(path); [2]int{line, column} != want {
			t.Errorf("%s: got %d:%d, want %v", path, line, column, want)
		}
	}
}

func TestColumnsCountCharacters(t *testing.T) {
	x := indexOf([]byte(`m = { "ä" = "ööö", b = 1 }`))
	if line, column := x.find("m.b"); line != 1 || column != 20 {
		t.Errorf("got %d:%d", line, column)
	}
}

func TestTheHeadEndsBeforeTheFirstTable(t *testing.T) {
	for text, want := range map[string]string{
		"a = 1\n[b]\nc = 2\n":                      "a = 1\n",
		"a = '''\n[b]\n'''\n# [c]\nd = [1]\n[[e]]": "a = '''\n[b]\n'''\n# [c]\nd = [1]\n",
		"a = 1": "a = 1",
		"":      "",
		"a = ":  "a = ",
	} {
		if got := string(headOf([]byte(text))); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// The TOML library lists the keys it read, in order. The index must have seen the same ones.
func sameKeys(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) {
	t.Helper()
	x := indexOf([]byte(text))
	if x.deep >= 0 {
		return
	}
	var values map[string]any
	md, err := toml.Decode(text, &values)
	if err != nil {
		return
	}
	var want, got []string
	for _, key := range md.Keys() {
		if slices.Contains(key, "") {
			return // joined paths do not tell an empty part apart
		}
		want = append(want, kindOf(strings.Join(key, ".")))
	}
	for _, e := range x.entries {
		if strings.ContainsRune(e.path, '\\') {
			return // an escape that only the library knows
		}
		got = append(got, kindOf(e.path))
		if line, column := x.at(e.offset); line < 1 || column < 1 || line > strings.Count(text, "\n")+1 {
			t.Fatalf("%q: %s is at %d:%d", text, e.path, line, column)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q:\ngot  %q\nwant %q", text, got, want)
	}
}

func TestTheIndexSeesWhatTheLibrarySees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { sameKeys(t, writtenTOML(t)) })
}

// writtenTOML makes a text that is mostly TOML, with what is hard to tell apart put next to one another.
func writtenTOML(t *rapid.T) string {
	key := rapid.SampledFrom([]string{"a", "b-1", "c_2", `"d e"`, `'f"g'`, `"h\"]"`, "7"})
	path := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(key, 1, 3).Draw(t, "parts"), " . ") })
	plain := rapid.SampledFrom([]string{"1", "true", "1979-05-27T07:32:00Z", `"x # ] } = [t]"`, `'\'`, `"\\"`, `"\""`,
		"\"\"\"\n[q] = \\\"\"\"\"", "'''\n'' [r]\n'''''", `""`, `''`, `""""""`})
	var value func(depth int) *rapid.Generator[string]
	value = func(depth int) *rapid.Generator[string] {
		if depth == 0 {
			return plain
		}
		return rapid.Custom(func(t *rapid.T) string {
			switch rapid.IntRange(0, 3).Draw(t, "form") {
			case 0:
				return "[" + strings.Join(rapid.SliceOfN(value(depth-1), 0, 3).Draw(t, "list"), ", # ]\n") + " ]"
			case 1:
				return "{ " + path.Draw(t, "inner") + "= " + value(depth-1).Draw(t, "value") + " }"
			}
			return plain.Draw(t, "plain")
		})
	}
	var b strings.Builder
	for range rapid.IntRange(0, 8).Draw(t, "lines") {
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			b.WriteString("[ " + path.Draw(t, "table") + " ] # ]\n")
		case 1:
			b.WriteString("[[" + path.Draw(t, "array") + "]]\r\n")
		default:
			b.WriteString("\t" + path.Draw(t, "key") + " = " + value(2).Draw(t, "value") + " # \"\n\n")
		}
	}
	return b.String()
}

func FuzzIndex(f *testing.F) {
	f.Add(positioned)
	for _, pattern := range []string{"*.toml", "testdata/*.toml", "testdata/broken/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) && len(text) < 1<<14 {
			sameKeys(t, text)
		}
	})
}
