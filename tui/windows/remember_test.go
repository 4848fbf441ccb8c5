package windows

import (
	"image"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// rememberers are the windows that are kept as they were left, over one session.
func rememberers(s *session.Session) []Rememberer {
	return []Rememberer{NewBriefing(s), NewTrace(s), NewMap(s, NewRequests(s)), NewObjects(s)}
}

func drawn(w desktop.Window, size image.Point) string {
	buf := uv.NewBuffer(size.X, size.Y)
	w.Draw(desktop.NewCanvas(buf, theme.New(theme.Options{}), true))
	return buf.String()
}

// press runs the window's own commands; what they ask of the program is left.
func press(w desktop.Window, keys ...string) {
	for _, key := range keys {
		commands := w.Commands()
		for i := range commands {
			if commands[i].Has(key) && commands[i].Why() == "" {
				commands[i].Run()
				break
			}
		}
	}
}

// A window that is made anew shows what the one before showed, and remembers the same.
func TestAWindowIsFoundAsItWasLeft(t *testing.T) {
	s := open(t, "wired-web-app", "app-read")
	size := image.Pt(70, 8)
	for _, test := range []struct {
		window int
		keys   []string
	}{
		{0, []string{"down", "down"}}, {0, []string{"g", "down"}}, {1, []string{"]"}}, {1, []string{"["}}, {2, []string{"v"}},
		{2, []string{"v", "shift+right", "shift+down", "shift+right"}}, {2, []string{"v", "home"}}, {3, []string{"left"}}, {3, []string{"down", "down", "right", "down"}},
	} {
		was, now := rememberers(s)[test.window], rememberers(s)[test.window]
		fresh := drawn(was, size)
		press(was, test.keys...)
		left := drawn(was, size)
		now.Recall(was.Remember())
		if found := drawn(now, size); found != left || now.Remember() != was.Remember() {
			t.Errorf("%s, %v: it was left as\n%s\nand found as\n%s", was.ID(), test.keys, left, found)
		}
		if left == fresh {
			t.Errorf("%s: %v changes nothing that shows", was.ID(), test.keys)
		}
	}
}

// What is kept may be of another kvlab, of another lab, or damaged: then the window opens as it does without.
func TestWhatAWindowDoesNotUnderstandItPassesOver(t *testing.T) {
	s := open(t, "wired-web-app", "")
	for i, text := range []string{`{"Chapter":"debrief"}`, `{"Page":"Horoscope","Top":9}`, `{"View":"sky","At":{"X":5,"Y":5}}`, `{"Row":"kv-elsewhere","Folded":["kv-elsewhere"]}`} {
		fresh := drawn(rememberers(s)[i], image.Pt(70, 12))
		for _, text := range []string{text, "", "{", "null", `{"Top":-5,"Goal":-9,"Row":`} {
			w := rememberers(s)[i]
			if w.Recall(text); drawn(w, image.Pt(70, 12)) != fresh {
				t.Errorf("%s does not pass over %s", w.ID(), text)
			}
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(-1<<40, 1<<40)
		b, m := NewBriefing(s), NewMap(s, NewRequests(s))
		b.Recall(written(briefingMemory{"goals", n.Draw(r, "top"), n.Draw(r, "goal")}))
		m.Recall(written(mapMemory{"estate", image.Pt(n.Draw(r, "x"), n.Draw(r, "y"))}))
		drawn(b, image.Pt(30, 5))
		if drawn(m, image.Pt(30, 9)); !m.ground.sight().In(image.Rectangle{Max: m.ground.plan.size}) {
			r.Fatalf("the map is at %v", m.ground.sight())
		}
	})
}
