package tui

import (
	"image"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kvlab/engine/trace"
)

// The ground of the estate can be held where a box stands; a box is clicked by letting go of it where it was pressed.
func TestABoxOfTheEstateActsWhenItIsLetGo(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("i", "4", "v", "z", "home")
	r := &d.m.room.session.Reading
	r.MoveTo(r.Steps() - 1)
	d.press("home")
	box := d.find("Entra ID")
	before, title := r.Place(), d.screen()
	d.drag(box, box.Add(image.Pt(-9, 0)))
	d.pass()
	if r.Place() != before || d.m.room.focus.ID() != "map" {
		t.Fatal("a box that was pulled was clicked")
	}
	if now := d.find("Entra ID"); now != box.Add(image.Pt(-9, 0)) {
		t.Fatalf("pulled by a box from %v, the ground is where that box is at %v:\n%s", box, now, title)
	}
	box = d.find("Entra ID")
	d.send(tea.MouseClickMsg{X: box.X, Y: box.Y, Button: tea.MouseLeft})
	if r.Place() != before {
		t.Fatal("a box acts as soon as it is pressed")
	}
	d.send(tea.MouseReleaseMsg{X: box.X, Y: box.Y})
	if gate, _ := r.At(r.Place()); r.Trace.Gates[gate].Gate != trace.Identity {
		t.Errorf("a click on the directory leads to step %d", r.Place()+1)
	}
	for name, end := range map[string]tea.Msg{"blur": tea.BlurMsg{}, "a key": keyMsg("home"), "a lost release": tea.MouseMotionMsg{X: 1, Y: 1}} {
		d.press("end")
		r.MoveTo(r.Steps() - 1)
		before = r.Place()
		d.press("home")
		box = d.find("Entra ID")
		d.send(tea.MouseClickMsg{X: box.X, Y: box.Y, Button: tea.MouseLeft})
		d.send(end)
		d.send(tea.MouseReleaseMsg{X: box.X, Y: box.Y})
		if r.Place() != before {
			t.Errorf("%s counts as letting go", name)
		}
	}
}
