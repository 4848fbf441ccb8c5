package tui

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// sizes are the screens that the goldens are drawn at.
var sizes = []struct{ w, h int }{{80, 24}, {120, 40}, {200, 60}, {40, 10}}

// scenes are the screens worth looking at, each with the keys that lead there.
var scenes = []struct {
	name, scenario string
	keys           []string
}{
	{"picker", "", nil},
	{"fresh", "wired-web-app", nil},
	{"allowed", "wired-web-app", []string{"i", "end"}},
	{"denied", "wired-web-app", []string{"i", "2", "end", "up", "up", "space"}},
	{"failed", "wired-web-app", []string{"i", "2", "end", "up", "space"}},
	{"fixes", "half-migrated-rbac", []string{"3", "down", "enter", "f"}},
	{"answer", "half-migrated-rbac", []string{"3", "down", "enter", "a"}},
	{"map", "broken-dns", []string{"i", "4", "d", "z"}},
	{"goals", "broken-dns", []string{"1", "h"}},
	{"help", "broken-dns", []string{"?"}},
	{"reset", "broken-dns", []string{"R"}},
	{"menu", "broken-dns", []string{"w", "down"}},
	{"context", "broken-dns", []string{"1", "."}},
	{"palette", "broken-dns", []string{":", "u", "n", "d", "o"}},
	{"tiled", "wired-web-app", []string{"i", "alt+t"}},
	{"cascaded", "wired-web-app", []string{"i", "alt+c"}},
	{"tour", "broken-dns", []string{"f2", "enter", "enter"}},
	{"objects", "wired-web-app", []string{"6", "2", "alt+down"}},
}

func TestScreensAreAsReviewed(t *testing.T) {
	for _, size := range sizes {
		for _, scene := range scenes {
			name := fmt.Sprintf("%s-%dx%d", scene.name, size.w, size.h)
			t.Run(name, func(t *testing.T) {
				d := start(t, Options{Scenario: scene.scenario}, size.w, size.h)
				d.press(scene.keys...)
				d.golden(name)
			})
		}
	}
}

func TestWithoutColourNothingIsLost(t *testing.T) {
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			d := start(t, Options{Scenario: scene.scenario, Env: append([]string{"NO_COLOR=1"}, utf8Env...)}, 120, 40)
			d.press(scene.keys...)
			if name := scene.name + "-120x40"; scene.name == "help" { // it says why themes cannot be changed
				golden(t, "plain-"+name, d.screen())
			} else {
				golden(t, name, d.screen())
			}
			for y := range d.m.screen.Lines {
				for x, cell := range d.m.screen.Lines[y] {
					if cell.Style.Fg != nil || cell.Style.Bg != nil {
						t.Fatalf("the cell at %d,%d has a colour", x, y)
					}
				}
			}
			if v := d.m.View(); v.BackgroundColor != nil || v.ForegroundColor != nil || strings.Contains(v.Content, "\x1b[38") {
				t.Error("the view sets colours")
			}
		})
	}
}

func TestInASCIIModeNoOtherRuneIsDrawn(t *testing.T) {
	for _, size := range sizes {
		for _, scene := range scenes {
			t.Run(fmt.Sprintf("%s-%dx%d", scene.name, size.w, size.h), func(t *testing.T) {
				d := start(t, Options{Scenario: scene.scenario, ASCII: true}, size.w, size.h)
				check := func() {
					t.Helper()
					for i, r := range d.m.View().Content + d.m.View().WindowTitle {
						if r > 0x7e {
							t.Fatalf("%q at byte %d of the frame:\n%s", r, i, d.screen())
						}
					}
				}
				check()
				for _, key := range scene.keys {
					d.press(key)
					check()
				}
				if size.w == 120 {
					d.golden("ascii-" + scene.name)
				}
			})
		}
	}
}

func TestAThemeChangesOnlyStyles(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	text := d.screen()
	seen := map[string]string{}
	for _, name := range []string{"dark", "light", "high contrast", "none"} {
		frame := d.m.View().Content
		if other := seen[frame]; other != "" || d.m.look.theme.Name != name {
			t.Errorf("%s looks like %s, and is called %s", name, other, d.m.look.theme.Name)
		}
		seen[frame] = name
		if strings.ReplaceAll(d.screen(), " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%s: the text has changed:\n%s", name, difference(text, d.screen()))
		}
		d.press("t")
	}
	if seen[d.m.View().Content] != "dark" {
		t.Error("the themes do not come round again")
	}
}

func TestThemesGoByNameOrByFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.toml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("title = \"mine\"\n[colours]\naccent = \"red\"")
	for _, name := range append([]string{"", file}, Themes()...) {
		if err := CheckTheme(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if d := start(t, Options{Scenario: "broken-dns", Theme: file}, 120, 40); d.m.look.theme.Name != "mine" {
		t.Errorf("the theme is %s", d.m.look.theme.Name)
	}
	write("[colours]\naccent = \"rot\"")
	for name, want := range map[string]string{"drak": "dark", file: "mine.toml:2: accent is", "none.toml": "none.toml"} {
		if err := CheckTheme(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A theme of high contrast has one form for either background, and follows the terminal's.
func TestHighContrastFollowsTheBackground(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns", Theme: "high-contrast"}, 120, 40)
	before := d.m.View().Content
	d.send(tea.BackgroundColorMsg{Color: color.White})
	if d.m.View().Content == before || !d.m.look.o.Contrast {
		t.Error("it does not")
	}
}
