package story

import (
	"errors"
	"fmt"
	"image"
	"strings"

	"kvlab/engine"
	"kvlab/scenarios"
)

// byMouse works the program by the mouse alone: by what stands in windows, in menus and on the bars.
type byMouse struct{ *player }

// The buttons of a frame, as columns from its right end.
const (
	closeButton, zoomButton, minimizeButton = 3, 5, 7
)

// click waits for a place and clicks there.
func (m *byMouse) click(what string, where func(Screen) (point, bool)) error {
	s, err := m.until(what+" to click on", func(s Screen) bool { _, ok := where(s); return ok })
	if err != nil {
		return err
	}
	at, _ := where(s)
	return m.clickAt(at)
}

func (m *byMouse) clickAt(at point) error { return m.stage.Mouse(Mouse{at, Down}, Mouse{at, Up}) }

// shown clicks on a text of an area, if it is there.
func (m *byMouse) shown(text string, area func(Screen) image.Rectangle) (bool, error) {
	s, err := m.stage.Screen()
	if err != nil {
		return false, err
	}
	at, ok := s.find(text, area(s))
	if !ok {
		return false, nil
	}
	return true, m.clickAt(at)
}

func topBar(s Screen) image.Rectangle { return image.Rect(0, 0, s.all().Max.X, 1) }

func bottomBar(s Screen) image.Rectangle {
	return image.Rect(0, len(strings.Split(strings.TrimRight(s.String(), "\n"), "\n"))-1, s.all().Max.X, len(s))
}

func (m *byMouse) lab(sc *scenarios.Scenario) error {
	list := func(s Screen) (frame, bool) {
		return first(s.frames(), func(f frame) bool { return f.title == listTitle })
	}
	if s, err := m.stage.Screen(); err != nil {
		return err
	} else if _, window := first(s.frames(), func(f frame) bool { return f.key() != "" }); window {
		if err := m.everywhere("Lab", "", "open scenario"); err != nil {
			return err
		}
	}
	return m.pick(list, sc.Title)
}

// pick clicks on a row, and once more where the first click has only chosen it.
func (m *byMouse) pick(in func(Screen) (frame, bool), text string) error {
	if err := m.take(in, rowOf(in, text)); err != nil {
		return fmt.Errorf("%q: %w", text, err)
	}
	return nil
}

func (m *byMouse) take(in func(Screen) (frame, bool), row func(Screen) (point, bool)) error {
	chosen := chosenIn(in, row)
	s, err := m.roll(in, row)
	if err != nil {
		return err
	}
	at, _ := row(s)
	was := chosen(s)
	if err := m.clickAt(at); err != nil || was {
		return err
	}
	s, err = m.until("answer to the click", func(s Screen) bool {
		_, there := row(s)
		return !there || chosen(s)
	})
	if err != nil || !chosen(s) {
		return err
	}
	at, _ = row(s)
	return m.clickAt(at)
}

// mark clicks on a row, unless it is chosen: that would do what it is for.
func (m *byMouse) mark(in func(Screen) (frame, bool), text string) error {
	row := rowOf(in, text)
	s, err := m.roll(in, row)
	if err != nil || chosenIn(in, row)(s) {
		return err
	}
	at, _ := row(s)
	if err := m.clickAt(at); err != nil {
		return err
	}
	_, err = m.until("cursor before "+text, chosenIn(in, row))
	return err
}

// chosenIn reports whether the cursor of a frame stands before a row.
func chosenIn(in func(Screen) (frame, bool), row func(Screen) (point, bool)) func(Screen) bool {
	return func(s Screen) bool {
		at, ok := row(s)
		f, _ := in(s)
		return ok && s.chosen(at, f.inside())
	}
}

// roll turns the wheel over a frame until a row is in sight: first up, as far as that goes, then down.
func (m *byMouse) roll(in func(Screen) (frame, bool), row func(Screen) (point, bool)) (Screen, error) {
	s, err := m.until("frame", func(s Screen) bool { _, ok := in(s); return ok })
	for turn := WheelUp; err == nil; {
		if _, ok := row(s); ok {
			return s, nil
		}
		before := s.String()
		f, _ := in(s)
		if err = m.stage.Mouse(Mouse{f.area.Min.Add(point{X: 2, Y: 2}), turn}); err != nil {
			break
		}
		s, err = m.stage.Screen()
		switch {
		case s.String() != before:
		case turn == WheelDown:
			return s, errors.New("the wheel does not bring it into sight")
		default:
			turn = WheelDown
		}
	}
	return s, err
}

// find types what is sought, which the palette is for, and clicks on it.
func (m *byMouse) find(query, kind, title string) error {
	if err := m.everywhere("Help", "", "find anything"); err != nil {
		return err
	}
	row, err := m.seek(query, kind, title)
	if err != nil {
		return err
	}
	return m.take(Screen.dialog, row)
}

// issue clicks on a request. If the program would ask first how it will end, that is turned off.
func (m *byMouse) issue(r *engine.Request) error {
	if m.asks {
		m.asks = false
		if err := m.command(windowOf("requests"), "f", "foretell"); err != nil {
			return err
		}
	}
	return m.request(r)
}

// request clicks on a request.
func (m *byMouse) request(r *engine.Request) error {
	w := windowOf("requests")
	if err := m.goTo(w); err != nil {
		return err
	}
	return m.pick(w.frame, label(r))
}

func (m *byMouse) foretell(r *engine.Request, ending string) error {
	if err := m.request(r); err != nil {
		return err
	}
	want := "at " + ending
	switch ending {
	case "allowed":
		want = "allowed: every gate"
	case "object":
		want = "at the object"
	}
	return m.click(want, func(s Screen) (point, bool) {
		f, _ := s.dialog()
		return s.find(want, f.inside())
	})
}

// switchColumn is where a gate's switch stands, from its window's left edge.
const switchColumn = 4

func (m *byMouse) flip(g *scenarios.Gate) error {
	w := windowOf("gates")
	if err := m.goTo(w); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		list := f.inside()
		list.Min.X += switchColumn + 4
		return s.row(g.Label, list)
	}
	s, err := m.roll(w.frame, row)
	if err != nil {
		return err
	}
	f, _ := w.frame(s)
	at, _ := row(s)
	return m.clickAt(image.Pt(f.area.Min.X+switchColumn, at.Y))
}

func (m *byMouse) ask(g *scenarios.Goal) error {
	w := windowOf("briefing")
	if err := m.page(w, "g", "Goals"); err != nil {
		return err
	}
	if err := m.pick(w.frame, g.Text); err != nil {
		return err
	}
	_, err := m.until("question", func(s Screen) bool { f, ok := s.dialog(); return ok && f.title == "Question" })
	return err
}

// goTo clicks on the window's left edge (two quick clicks on a title zoom it), on its name on the task bar, or on its item in the menu of windows.
func (m *byMouse) goTo(w *window) error {
	m.typed = w.typed()
	s, err := m.stage.Screen()
	if err != nil {
		return err
	}
	if f, ok := w.frame(s); ok {
		if s.held(f) {
			return nil
		}
		return m.clickAt(f.area.Min.Add(point{Y: 1}))
	}
	if at, ok := s.tab(w); ok {
		return m.clickAt(at)
	}
	return m.everywhere("Window", "", w.name)
}

// tab is the window's place on the task bar, which has names where there is room for them.
func (s Screen) tab(w *window) (point, bool) {
	names := []string{w.key + " " + w.name, w.key + " " + w.short}
	if !s.Shows(" Lab Window ") {
		names = append(names, w.key+" ")
	}
	for _, name := range names {
		if at, ok := s.find(" "+name, topBar(s)); ok {
			return at.Add(point{X: 1}), true
		}
	}
	return point{}, false
}

func (m *byMouse) command(w *window, _, title string) error { return m.choose(w, title) }

// choose takes an item of the menu that the right button opens.
func (m *byMouse) choose(w *window, title string) error {
	if err := m.goTo(w); err != nil {
		return err
	}
	f, err := m.frame(w)
	if err != nil {
		return err
	}
	at := f.area.Min.Add(point{X: 2, Y: 1})
	if err := m.stage.Mouse(Mouse{at, DownRight}, Mouse{at, Up}); err != nil {
		return err
	}
	return m.item(title)
}

// item clicks on an item of the menu that is open.
func (m *byMouse) item(title string) error {
	s, err := m.roll(Screen.dialog, func(s Screen) (point, bool) {
		f, _ := s.dialog()
		return s.item(f, title)
	})
	if err != nil {
		return fmt.Errorf("the menu has no %q: %w", title, err)
	}
	f, _ := s.dialog()
	at, _ := s.item(f, title)
	return m.clickAt(at)
}

// everywhere goes by the bar's menus; on a narrow screen only the first one is there, below the program's name.
func (m *byMouse) everywhere(menu, _, title string) error {
	name := menu
	if s, err := m.stage.Screen(); err != nil {
		return err
	} else if _, ok := s.find(menu+" ", topBar(s)); !ok && menu == "Lab" {
		name = "kvlab"
	}
	err := m.click("menu "+menu, func(s Screen) (point, bool) { return s.find(name+" ", topBar(s)) })
	if err != nil {
		return err
	}
	return m.item(title)
}

// page clicks on a page's name in the row of names.
func (m *byMouse) page(w *window, _, title string) error {
	if err := m.goTo(w); err != nil {
		return err
	}
	return m.click("page "+title, func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		return s.find(title, f.inside())
	})
}

// step clicks on a step in the list.
func (m *byMouse) step(title string) error {
	w := windowOf("trace")
	if err := m.goTo(w); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		return s.row(title, f.inside())
	}
	s, err := m.roll(w.frame, row)
	if err != nil {
		return err
	}
	at, _ := row(s)
	return m.clickAt(at)
}

// link clicks on a link or a choice of the lesson, which stand below its text.
func (m *byMouse) link(text string) error {
	w := windowOf("lesson")
	if err := m.goTo(w); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		return s.row(text, f.inside())
	}
	s, err := m.roll(w.frame, row)
	if err != nil {
		return err
	}
	at, _ := row(s)
	return m.clickAt(at)
}

// press clicks on what is shown with a key: on a bar, or in a dialog.
func (m *byMouse) press(_, shown string) error {
	return m.click(shown, func(s Screen) (point, bool) {
		if f, ok := s.dialog(); ok {
			if at, ok := s.find(shown, f.inside()); ok {
				return at, true
			}
		}
		return s.find(shown, bottomBar(s))
	})
}

func (m *byMouse) move(w *window, by point) error {
	return m.drag(w, by, func(f frame) point { return f.area.Min.Add(point{X: 1}) })
}

func (m *byMouse) size(w *window, by point) error {
	return m.drag(w, by, func(f frame) point { return f.area.Max.Sub(point{X: 1, Y: 1}) })
}

// drag takes hold of a window's frame and pulls it along.
func (m *byMouse) drag(w *window, by point, hold func(frame) point) error {
	if err := m.goTo(w); err != nil {
		return err
	}
	f, err := m.frame(w)
	if err != nil {
		return err
	}
	from := hold(f)
	return m.haul(from, from.Add(by))
}

// haul pulls what is at one place to another, through a few cells between.
func (m *byMouse) haul(from, to point) error {
	moves := []Mouse{{from, Down}}
	for i := 1; i <= 4; i++ {
		moves = append(moves, Mouse{from.Add(to.Sub(from).Mul(i).Div(4)), Drag})
	}
	return m.stage.Mouse(append(moves, Mouse{to, Up})...)
}

func (m *byMouse) button(w *window, _ string, column int) error {
	if err := m.goTo(w); err != nil {
		return err
	}
	f, err := m.frame(w)
	if err != nil {
		return err
	}
	return m.clickAt(image.Pt(f.area.Max.X-column, f.area.Min.Y))
}

// twice clicks twice on the title.
func (m *byMouse) twice(w *window) error {
	if err := m.goTo(w); err != nil {
		return err
	}
	f, err := m.frame(w)
	if err != nil {
		return err
	}
	at := f.area.Min.Add(point{X: 3})
	return m.stage.Mouse(Mouse{at, Down}, Mouse{at, Up}, Mouse{at, Down}, Mouse{at, Up})
}

// leave clicks on the hint at the bottom, or goes by the menu.
func (m *byMouse) leave() error {
	if found, err := m.shown("q quit", bottomBar); found || err != nil {
		return err
	}
	return m.everywhere("Lab", "", "quit")
}
