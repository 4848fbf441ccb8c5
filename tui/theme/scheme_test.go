package theme

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"kvlab/assets/themes"
)

func TestEveryThemeOfOursCanBeRead(t *testing.T) {
	files, err := fs.Glob(themes.Files, "*.toml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(themes.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := Parse(name, text); err != nil || s.Title == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A glyph that the file for ASCII forgets would be drawn in Unicode.
func TestTheASCIIFileHasEveryGlyph(t *testing.T) {
	g := reflect.ValueOf(builtin("ascii").glyphs)
	for i := range g.NumField() {
		if s := g.Field(i).String(); s > "~" {
			t.Errorf("%s is %q", g.Type().Field(i).Name, s)
		}
	}
}

func TestProblemsOfAThemeNameFileAndLine(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no colour", "title = \"mine\"\n\n[colours]\ntext = \"#12\"", `mine.toml:4: text is "#12", and no colour: write #rrggbb, or black, red, green, yellow, blue, magenta, cyan, white`},
		{"an unknown colour", "[colours]\nacent = \"red\"", `mine.toml:2: unknown colour "acent": there are accent, bad, faint, good, muted, raised, selected, text, warn`},
		{"an unknown key", "# mine\ncolor = \"red\"", `mine.toml:2: unknown key "color": there are title, ground, colours and glyphs`},
		{"a wide glyph", "[glyphs]\nPass = \"漢\"", `mine.toml:2: Pass is "漢": a glyph is one character that takes one cell in every terminal`},
		{"a glyph of ambiguous width", "[glyphs]\nPass = \"×\"", `mine.toml:2: Pass is "×": a glyph`},
		{"a control character", "[glyphs]\n\nFail = \"\\u001b\"", `mine.toml:3: Fail is "\x1b": a glyph`},
		{"an unknown glyph", "[glyphs]\nWink = \"x\"", `mine.toml:2: unknown glyph "Wink"`},
		{"no TOML", "title = ", `mine.toml:1: `},
		{"not a text", "title = 3", `mine.toml`},
		{"two at once", "[colours]\ntext = \"pink\"\nbad = \"#zzzzzz\"", "mine.toml:3: bad is \"#zzzzzz\", and no colour: write #rrggbb, or black, red, green, yellow, blue, magenta, cyan, white\nmine.toml:2: text"},
	} {
		_, err := Parse("mine.toml", []byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestAThemeOfOnesOwnIsUsed(t *testing.T) {
	s, err := Parse("mine.toml", []byte("title = \"mine\"\n[colours]\ngood = \"#010203\"\n[glyphs]\nPass = \"y\""))
	if err != nil {
		t.Fatal(err)
	}
	th := New(Options{Scheme: s})
	if glyph, style := th.Mark("pass"); glyph != "y" || style.Fg != rgb(0x010203) || th.Name != "mine" {
		t.Errorf("%q %+v", glyph, style)
	}
	if none := New(Options{Scheme: s, None: true}); none.Pass.Fg != nil {
		t.Error("it has colours where there must be none")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("title = \"mine\"\n[colours]\ngood = \"#010203\"\n[glyphs]\nPass = \"y\"")
	f.Add("[colours.text]\na = 1")
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := Parse("mine.toml", []byte(text)); err == nil && s == nil {
			t.Error("neither a theme nor a reason")
		}
	})
}
