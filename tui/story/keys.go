package story

import (
	"fmt"
	"image"

	"kvlab/engine"
	"kvlab/scenarios"
)

// point is a place on the screen, or a way from one to another.
type point = image.Point

// Titles of the program's own dialogs.
const (
	listTitle    = "Scenarios"
	paletteTitle = "Go to anything"
)

// byKeys works the program by keys alone. Names are found by the palette, the rest has a key.
type byKeys struct{ *player }

func (k *byKeys) lab(sc *scenarios.Scenario) error { return k.find(sc.ID, "lab", sc.Title) }

func (k *byKeys) issue(r *engine.Request) error { return k.find(r.ID, "request", label(r)) }

func (k *byKeys) flip(g *scenarios.Gate) error { return k.find(g.ID, "gate", g.Label) }

func (k *byKeys) ask(g *scenarios.Goal) error { return k.find(g.Text, "goal", g.Text) }

func (k *byKeys) step(title string) error { return k.find(title, "step", title) }

// label is what lists call a request.
func label(r *engine.Request) string {
	if r.Label == "" {
		return r.ID
	}
	return r.Label
}

// find types what is sought and takes the cursor to it.
func (k *byKeys) find(query, kind, title string) error {
	if err := k.stage.Press("ctrl+k"); err != nil {
		return err
	}
	row, err := k.seek(query, kind, title)
	if err != nil {
		return err
	}
	if err := k.reach(row, Screen.dialog, "", "down"); err != nil {
		return err
	}
	k.typed = false
	return k.stage.Press("enter")
}

// mostRows is how far a cursor is moved in search of a row.
const mostRows = 60

// reach moves the cursor of a frame to a row: up, where it is seen to be below it, else by a key that goes on. Where the
// row is out of sight, another one goes to the beginning first.
func (k *byKeys) reach(row func(Screen) (point, bool), in func(Screen) (frame, bool), home, next string) error {
	for n := range mostRows {
		s, err := k.stage.Screen()
		if err != nil {
			return err
		}
		f, _ := in(s)
		at, ok := row(s)
		key := next
		switch {
		case ok && s.chosen(at, f.inside()):
			return nil
		case ok && next == "down" && s.cursor(f) > at.Y:
			key = "up"
		case !ok && n == 0 && home != "":
			key = home
		}
		if err := k.stage.Press(key); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s does not lead there", next)
}

func (k *byKeys) pick(in func(Screen) (frame, bool), text string) error {
	if err := k.mark(in, text); err != nil {
		return err
	}
	return k.stage.Press("enter")
}

func (k *byKeys) mark(in func(Screen) (frame, bool), text string) error {
	s, err := k.stage.Screen()
	if err != nil {
		return err
	}
	home := "home"
	if f, _ := in(s); f.key() == windowOf("trace").key {
		home = "" // it leads away from the pages of a trace
	}
	return k.reach(rowOf(in, text), in, home, "down")
}

func (k *byKeys) foretell(r *engine.Request, ending string) error {
	if err := k.goTo(windowOf("requests")); err != nil {
		return err
	}
	if err := k.pick(windowOf("requests").frame, label(r)); err != nil {
		return err
	}
	return k.stage.Press(endings()[ending])
}

// goTo presses the window's key, which a window that is typed in leaves alone.
func (k *byKeys) goTo(w *window) error {
	key := w.key
	if w.digit() {
		key = "alt+" + key
	} else if err := k.unfield(); err != nil {
		return err
	}
	k.typed = w.typed()
	return k.stage.Press(key)
}

// unfield leaves a window in which letters are text.
func (k *byKeys) unfield() error {
	if !k.typed {
		return nil
	}
	k.typed = false
	return k.stage.Press("alt+2")
}

func (k *byKeys) command(w *window, key, _ string) error {
	if err := k.goTo(w); err != nil {
		return err
	}
	return k.stage.Press(key)
}

// choose takes an item of the menu that a window opens.
func (k *byKeys) choose(w *window, title string) error {
	if err := k.goTo(w); err != nil {
		return err
	}
	if err := k.stage.Press("shift+f10"); err != nil {
		return err
	}
	if _, err := k.until("menu", func(s Screen) bool { _, ok := s.dialog(); return ok }); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := s.dialog()
		return s.item(f, title)
	}
	if err := k.reach(row, Screen.dialog, "", "down"); err != nil {
		return err
	}
	return k.stage.Press("enter")
}

func (k *byKeys) everywhere(_, key, _ string) error {
	if len([]rune(key)) == 1 {
		if err := k.unfield(); err != nil {
			return err
		}
	}
	return k.stage.Press(key)
}

// page turns a window to a page, unless it is there: the page's key would lead away.
func (k *byKeys) page(w *window, key, title string) error {
	if err := k.goTo(w); err != nil {
		return err
	}
	if f, err := k.frame(w); err != nil {
		return err
	} else if s, err := k.stage.Screen(); err != nil {
		return err
	} else if _, there := s.find("▸"+title, f.inside()); there {
		return nil
	}
	return k.stage.Press(key)
}

// link goes through the links and the choices of the lesson.
func (k *byKeys) link(text string) error {
	lesson := windowOf("lesson")
	if err := k.goTo(lesson); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := lesson.frame(s)
		return s.marked(text, f.inside())
	}
	if err := k.reach(row, lesson.frame, "", "n"); err != nil {
		return err
	}
	return k.stage.Press("enter")
}

// marked is where a text stands in a row that has the cursor.
func (s Screen) marked(text string, area image.Rectangle) (point, bool) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := image.Rect(area.Min.X, y, area.Max.X, y+1)
		if at, ok := s.row(text, row); ok && s.chosen(at, area) {
			return at, true
		}
	}
	return point{}, false
}

func (k *byKeys) press(key, _ string) error { return k.stage.Press(key) }

func (k *byKeys) move(w *window, by point) error { return k.shift(w, by, "") }

func (k *byKeys) size(w *window, by point) error { return k.shift(w, by, "shift+") }

// shift moves a window or its corner: a key goes two columns or one row far.
func (k *byKeys) shift(w *window, by point, with string) error {
	if err := k.goTo(w); err != nil {
		return err
	}
	keys := append([]string{"alt+m"}, arrows(with, point{X: by.X / 2, Y: by.Y})...)
	return k.stage.Press(append(keys, "enter")...)
}

// arrows are the arrow keys for so many steps to the right and down, each with a modifier.
func arrows(with string, steps point) (keys []string) {
	for _, way := range []struct {
		n   int
		key string
	}{{-steps.X, "left"}, {steps.X, "right"}, {-steps.Y, "up"}, {steps.Y, "down"}} {
		for range way.n {
			keys = append(keys, with+way.key)
		}
	}
	return keys
}

func (k *byKeys) button(w *window, key string, _ int) error {
	if err := k.goTo(w); err != nil {
		return err
	}
	k.typed = false
	return k.stage.Press(key)
}

// twice is what has a key of its own.
func (k *byKeys) twice(w *window) error { return k.button(w, "alt+up", zoomButton) }

func (k *byKeys) leave() error {
	if err := k.unfield(); err != nil {
		return err
	}
	return k.stage.Press("q")
}
