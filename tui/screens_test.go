package tui

import (
	"fmt"
	"strings"
	"testing"
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
	text, dark := d.screen(), d.m.View().Content
	d.press("t")
	light := d.m.View().Content
	d.press("t")
	none := d.m.View().Content
	d.press("t")
	if d.m.View().Content != dark || light == dark || none == light || none == dark {
		t.Error("the themes are not three different ones that come round again")
	}
	if strings.ReplaceAll(d.screen(), " ", "") != strings.ReplaceAll(text, " ", "") {
		t.Errorf("the text has changed:\n%s", difference(text, d.screen()))
	}
}
