package story

import (
	"errors"
	"image"
)

// dialogVerbs are about what stands in front of the windows.
func dialogVerbs() []verb {
	return []verb{
		{form: "find the KIND TEXT", about: "goes to something by the palette", do: func(p *player, s *said) error { return p.hand.find(s.text, s.kind, s.text) }},
		{form: "move the dialog by BY", about: "moves it by columns and rows, to see what is behind", do: func(p *player, s *said) error { return p.aside(s.by) }},
		{form: "close the dialog", about: "leaves it without an answer", do: func(p *player, _ *said) error { return p.close() }},
	}
}

// kinds are what the palette calls things that have no sentence of their own.
func kinds() []string { return []string{"vault", "secret", "key", "certificate", "lesson"} }

// seek types into the palette, which is about to open, and waits for what is meant; it returns where that is.
func (p *player) seek(query, kind, title string) (func(Screen) (point, bool), error) {
	if err := p.stage.Type(query); err != nil {
		return nil, err
	}
	row := func(s Screen) (point, bool) {
		f, _ := first(s.frames(), func(f frame) bool { return f.title == paletteTitle })
		list := image.Rect(f.area.Min.X+1, f.area.Min.Y+2, f.area.Max.X-1, f.area.Max.Y-2)
		if f.title == "" || !s.Shows("▸ "+query) && len(query) < list.Dx() {
			return point{}, false
		}
		return s.entry(kind, title, list)
	}
	_, err := p.until(kind+" "+title, func(s Screen) bool { _, ok := row(s); return ok })
	return row, err
}

// entry is the row of the palette with something of a kind.
func (s Screen) entry(kind, title string, list image.Rectangle) (point, bool) {
	for y := list.Min.Y; y < list.Max.Y; y++ {
		row := image.Rect(list.Min.X, y, list.Max.X, y+1)
		at, ok := s.find(" "+kind+" ", row)
		if _, found := s.row(title, row); ok && found {
			return at.Add(point{X: 1}), true
		}
	}
	return point{}, false
}

// debriefTitle is that of the dialog with the score.
const debriefTitle = "All goals reached"

func (p *player) debrief() error {
	if err := p.hand.everywhere("Lab", "D", "debrief"); err != nil {
		return err
	}
	_, err := p.until("debrief", func(s Screen) bool { f, _ := s.dialog(); return f.title == debriefTitle })
	return err
}

// aside moves the dialog once it is there.
func (p *player) aside(by point) error {
	s, err := p.until("dialog", func(s Screen) bool { _, ok := s.dialog(); return ok })
	if err != nil {
		return err
	}
	f, _ := s.dialog()
	return p.hand.aside(f, by)
}

func (k *byKeys) aside(_ frame, by point) error {
	return k.stage.Press(arrows("alt+", point{X: by.X / 2, Y: by.Y})...)
}

// aside drags the dialog by its top.
func (m *byMouse) aside(f frame, by point) error {
	from := f.area.Min.Add(point{X: 1})
	return m.haul(from, from.Add(by))
}

// mostCancels is how often a dialog is cancelled: the first time may only take back what was typed in it.
const mostCancels = 2

// close cancels the dialog, whichever word it has for that, until it is gone.
func (p *player) close() error {
	open := func(s Screen) bool { _, ok := s.dialog(); return ok }
	if _, err := p.until("dialog", open); err != nil {
		return err
	}
	for range mostCancels {
		if err := p.hand.press("esc", "esc c"); err != nil {
			return err
		}
		if s, err := p.stage.Screen(); err != nil || !open(s) {
			return err
		}
	}
	return errors.New("it stays open")
}
