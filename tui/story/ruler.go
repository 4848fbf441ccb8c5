package story

import (
	"fmt"
	"image"
	"unicode"
)

// ruler is where the trace's timeline has each step: one sign each, gate by gate, behind the two letters of the gate.
func (s Screen) ruler(trace image.Rectangle) (places []point) {
	const indent = 4
	for y := trace.Min.Y + 1; y < trace.Max.Y; y++ {
		if name := []rune("Id "); s.common(trace.Min.X+indent, y, name) < len(name) {
			continue
		}
		for x := trace.Min.X + indent; x < trace.Max.X-1; x++ {
			if r := s.at(x, y); r != ' ' && r != '◂' && !unicode.IsLetter(r) {
				places = append(places, image.Pt(x, y))
			}
		}
		return places
	}
	return nil
}

// scrub goes to the start and steps from there.
func (k *byKeys) scrub(n int) error {
	if err := k.goTo(windowOf("trace")); err != nil {
		return err
	}
	keys := []string{"home"}
	for range n - 1 {
		keys = append(keys, "right")
	}
	return k.stage.Press(keys...)
}

// scrub pulls the reader's place along the timeline, from its first step.
func (m *byMouse) scrub(n int) error {
	w := windowOf("trace")
	if err := m.goTo(w); err != nil {
		return err
	}
	f, err := m.frame(w)
	if err != nil {
		return err
	}
	s, err := m.stage.Screen()
	if err != nil {
		return err
	}
	places := s.ruler(f.area)
	if n > len(places) {
		return fmt.Errorf("the timeline has %d steps", len(places))
	}
	return m.haul(places[0], places[n-1])
}
