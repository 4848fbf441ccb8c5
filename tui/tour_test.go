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
	d.press("left", "left")
	d.wants("Tour 1/4", "back: this is the first step")
	d.press("enter", "space", "right")
	d.wants("Tour 4/4")
	d.press("enter")
	if d.m.dialog != nil || d.m.room.focus.ID() != "gates" {
		t.Error("it does not end at the gates")
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
