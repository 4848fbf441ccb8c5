package tui

import (
	"image"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// At every cell of the screen the desk names the window whose frame is drawn around it.
func TestEveryCellBelongsToTheWindowDrawnThere(t *testing.T) {
	for _, size := range sizes {
		d := start(t, Options{Scenario: "wired-web-app"}, size.w, size.h)
		d.press("i")
		owner := drawnOwners(d)
		for y := range size.h {
			for x := range size.w {
				id := ""
				if w, _ := d.m.desk.At(x, y); w != nil {
					id = w.ID()
				}
				if want := owner[image.Pt(x, y)]; id != want {
					t.Fatalf("%dx%d: at %d,%d is %q, drawn is %q:\n%s", size.w, size.h, x, y, id, want, d.screen())
				}
			}
		}
	}
}

// drawnOwners finds the windows by their frames: from the number in the title to the right and down to the corners.
func drawnOwners(d *driver) map[image.Point]string {
	owner := map[image.Point]string{}
	at := func(x, y int) string {
		if c := d.m.screen.CellAt(x, y); c != nil {
			return c.Content
		}
		return ""
	}
	for y := range d.m.layout.screen.Dy() {
		for x := range d.m.layout.screen.Dx() {
			if at(x, y) != "╶" || at(x+2, y) != " " || !strings.Contains("12345", at(x+3, y)) {
				continue
			}
			id := plans()[at(x+3, y)[0]-'1'].name
			right, bottom := x, y+1
			for at(right, y) != "╴" {
				right++
			}
			for at(x, bottom) == "╎" {
				bottom++
			}
			for yy := y; yy <= bottom; yy++ {
				for xx := x; xx <= right; xx++ {
					owner[image.Pt(xx, yy)] = id
				}
			}
		}
	}
	return owner
}

func TestAClickDoesWhatItPointsAt(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.click("The web app reads Sql") // chosen already: a click issues it
	d.wants("allowed, 200", "step 1 of")
	d.click("◉ on  DNS zone linked")
	d.wants("denied at network", "zone-link off")
	d.click("Fixes")
	d.wants("1 zone-link on")
	d.click("Answer")
	d.wants("HTTP status 403")
	d.click("Entra ID")
	if gate, _ := d.m.room.session.Reading.At(d.m.room.session.Reading.Place()); gate != 0 {
		t.Error("a click on the map does not go to the station's first step")
	}
	d.click("undo 1")
	d.wants("undo: zone-link off")
	d.press("2")
	d.click("q quit")
	if !d.gone {
		t.Error("a click on quit does not leave")
	}
}

func TestAClickOnAStepGoesThere(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("i")
	d.click("WorkloadIdentityCredential")
	d.wants("step 2 of")
	d.click("▾ Identity")
	d.wants("▸ Identity")
}

func TestNothingBehindADialogCanBeClicked(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("R")
	before := d.screen()
	d.send(tea.MouseClickMsg{X: 4, Y: 20, Button: tea.MouseLeft})
	d.send(tea.MouseWheelMsg{X: 4, Y: 20, Button: tea.MouseWheelDown})
	if d.screen() != before {
		t.Errorf("it could:\n%s", difference(before, d.screen()))
	}
	d.click("enter reset")
	d.wants("reset the lab")
}

func TestTheWheelScrollsWhatIsUnderItAndAddsUp(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	p := d.find("The shop's web app")
	roll := func() {
		d.send(tea.MouseWheelMsg{X: p.X, Y: p.Y, Button: tea.MouseWheelDown})
	}
	roll()
	first := d.screen()
	frames := d.m.View().Content
	for range 2 {
		roll()
	}
	if d.m.View().Content != frames {
		t.Error("a turn within the same frame is drawn at once")
	}
	d.pass()
	if d.screen() == first {
		t.Error("what has come together is lost")
	}
	if d.m.room.focus.ID() != "gates" {
		t.Error("the wheel moves the keyboard")
	}
	for range 3 {
		d.pass()
	}
	if d.m.wheel.resting {
		t.Error("the wheel keeps a timer going")
	}
}

func TestMotionIsDroppedBeforeAnyWorkIsDone(t *testing.T) {
	if quieten(nil, tea.MouseMotionMsg{}) != nil || quieten(nil, tea.MouseReleaseMsg{}) != nil {
		t.Error("motion gets through")
	}
	if quieten(nil, tea.MouseClickMsg{}) == nil {
		t.Error("a click does not get through")
	}
}

func TestTheMouseCanBeLeftToTheTerminal(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	if d.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is off at the start")
	}
	d.press("m")
	if d.m.View().MouseMode != tea.MouseModeNone {
		t.Error("m does not let it go")
	}
	if d := start(t, Options{Scenario: "wired-web-app", NoMouse: true}, 120, 40); d.m.View().MouseMode != tea.MouseModeNone {
		t.Error("--no-mouse does not hold")
	}
}

// What the bar says of a dialog's keys can be clicked while the dialog is in front; nothing else on it can.
func TestTheHintsOfADialogCanBeClicked(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("R")
	d.click("P guide")
	if d.m.dialog == nil || d.m.room.session.State.Lab.Profile != "guide" {
		t.Fatal("a click beside the dialog does something")
	}
	d.click("esc cancel")
	if d.m.dialog != nil {
		t.Error("a click on esc does not cancel")
	}
}

// Where the bar has room for the program's name alone, clicking it goes from menu to menu.
func TestTheMouseGetsToEveryMenuOfASmallScreen(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 60, 20)
	for i := range 2 * len(menuTitles) {
		d.click("kvlab")
		if d.m.menu != i%len(menuTitles) || d.m.dialog == nil {
			t.Fatalf("click %d opens menu %d", i+1, d.m.menu)
		}
	}
	d.press("esc")
	d.click("kvlab")
	if d.m.menu != 0 {
		t.Error("anew it does not begin with the first menu")
	}
}
