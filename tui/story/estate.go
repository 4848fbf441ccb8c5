package story

import (
	"errors"
	"fmt"
	"image"
)

// estateVerbs are about the map of the whole estate.
func estateVerbs() []verb {
	return []verb{
		{form: "show the estate", about: "turns the map to the whole estate", do: page("map", "v", "estate")},
		{form: "show the way", about: "turns it to the way of the request alone", do: page("map", "v", "way")},
		{form: "pan the map by BY", about: "moves the view over the estate by columns and rows", do: func(p *player, s *said) error { return p.pan(s.by) }},
		{form: "visit the box TEXT", about: "goes to the step at a box of the estate, or to the window that shows it",
			do: func(p *player, s *said) error { return p.hand.visit(s.text) }},
	}
}

// panStep is how far an arrow key takes the view.
var panStep = image.Pt(8, 3)

func (p *player) pan(by point) error {
	if by.X%panStep.X != 0 || by.Y%panStep.Y != 0 {
		return fmt.Errorf("keys pan %d columns or %d rows far", panStep.X, panStep.Y)
	}
	if err := p.front(windowOf("map")); err != nil {
		return err
	}
	return p.hand.pan(by)
}

func (k *byKeys) pan(by point) error {
	return k.stage.Press(arrows("shift+", point{X: by.X / panStep.X, Y: by.Y / panStep.Y})...)
}

// pan drags the ground, which goes with the mouse: the view goes the other way.
func (m *byMouse) pan(by point) error {
	f, err := m.frame(windowOf("map"))
	if err != nil {
		return err
	}
	s, err := m.stage.Screen()
	if err != nil {
		return err
	}
	from, ok := s.ground(f.inside())
	if !ok {
		return errors.New("nothing of the map is empty: there is no ground to drag")
	}
	return m.haul(from, from.Sub(by))
}

// ground is an empty place in an area, with air around.
func (s Screen) ground(area image.Rectangle) (point, bool) {
	const air = "     "
	for y := area.Max.Y - 1; y >= area.Min.Y; y-- {
		if at, ok := s.find(air, image.Rect(area.Min.X, y, area.Max.X, y+1)); ok {
			return at.Add(point{X: len(air) / 2}), true
		}
	}
	return point{}, false
}

// visit moves the cursor from box to box until it stands before the name.
func (k *byKeys) visit(name string) error {
	w := windowOf("map")
	if err := k.goTo(w); err != nil {
		return err
	}
	row := func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		return s.find("▸"+name, f.inside())
	}
	for range mostRows {
		s, err := k.stage.Screen()
		if err != nil {
			return err
		}
		if _, there := row(s); there {
			return k.stage.Press("enter")
		}
		if err := k.stage.Press("n"); err != nil {
			return err
		}
	}
	return fmt.Errorf("no box is called %s", name)
}

func (m *byMouse) visit(name string) error {
	w := windowOf("map")
	if err := m.goTo(w); err != nil {
		return err
	}
	return m.click("box "+name, func(s Screen) (point, bool) {
		f, _ := w.frame(s)
		return s.find(name, f.inside())
	})
}
