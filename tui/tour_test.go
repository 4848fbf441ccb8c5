package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestTheTourIsShownToWhoeverHasNotSeenIt(t *testing.T) {
	o := stored(t, "broken-dns")
	o.Tour = true
	d := start(t, o, 120, 40)
	d.wants("Tour 1/4", "These are the switches")
	d.press("enter")
	d.wants("Tour 2/4")
	d.press("backspace", "backspace")
	d.wants("Tour 1/4", "back: this is the first step")
	d.press("enter", "enter", "enter")
	d.wants("Tour 4/4")
	d.press("enter")
	if d.m.dialog != nil || d.m.room.focus.ID() != "requests" {
		t.Error("it does not end where labs begin")
	}
	d.leave()
	d = start(t, o, 120, 40)
	if d.m.dialog != nil {
		t.Error("it is shown again")
	}
	d.press("f2")
	d.wants("Tour 1/4")
	d.click("esc skip")
	if d.m.dialog != nil {
		t.Error("it cannot be skipped")
	}
}

// What the tour says can be tried while it stands there; what leads elsewhere ends it.
func TestTheTourStandsInNobodysWay(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(*driver)
		stay bool
		want string
	}{
		{"space flips a gate", func(d *driver) { d.press("space") }, true, "undo 1"},
		{"u takes it back", func(d *driver) { d.press("space", "u") }, true, "redo 1"},
		{"a click flips another", func(d *driver) { d.click("A record holds"); d.click("A record holds") }, true, "undo"},
		{"i issues", func(d *driver) { d.press("i") }, true, "step 1 of"},
		{"f2 begins anew", func(d *driver) { d.press("enter", "f2", "enter") }, true, "Tour 2/4"},
		{"tab goes on", func(d *driver) { d.press("tab") }, false, "enter issue"},
		{"a click goes elsewhere", func(d *driver) { d.click("3 Requests") }, false, "enter issue"},
		{"the palette opens", func(d *driver) { d.press(":") }, false, "enter choose"},
	} {
		d := start(t, Options{Scenario: "broken-dns", Tour: true}, 120, 40)
		d.wants("Tour 1/4")
		test.do(d)
		if d.m.touring() != test.stay {
			t.Errorf("%s: the tour goes on: %v", test.name, !test.stay)
		}
		d.wants(test.want)
	}
	d := start(t, Options{Scenario: "broken-dns", Tour: true}, 120, 40)
	if d.press("q"); !d.gone {
		t.Error("q does not leave")
	}
}

// Each step stands beside the window that it is about, where there is room.
func TestTheTourHidesNoWindowItIsAbout(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("f2")
	for i, s := range stops()[:3] {
		if window, text := d.area(s.window), d.m.desk.Area(d.m.dialog); i != 2 && window.Overlaps(text) {
			t.Errorf("%s at %v lies behind the text at %v", s.window, window, text)
		}
		d.press("enter")
	}
}

func TestATourSurvivesAnotherSizeOfTheScreen(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("f2", "enter", "enter")
	for _, size := range sizes {
		d.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		if text := d.m.desk.Area(d.m.dialog); !text.In(d.m.layout.desk) || text.Empty() {
			t.Errorf("%v: the text is at %v", size, text)
		}
	}
}
