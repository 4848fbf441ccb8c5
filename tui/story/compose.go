package story

import (
	"image"
	"strings"
)

// composeVerbs put requests together.
func composeVerbs() []verb {
	return []verb{
		{form: "compose a request", about: "begins a request of one's own", do: in("requests", "n", "new")},
		{form: "edit REQUEST", about: "begins one like a request of the lab", do: func(p *player, s *said) error { return p.onRow("requests", label(s.request), "e", "edit") }},
		{form: "set PART to TEXT", about: "makes a part of it something that the lab has", do: func(p *player, s *said) error { return p.hand.part(s.part, s.text) }},
		{form: "issue it", about: "issues it", do: func(p *player, _ *said) error { return p.hand.press("enter", "enter issue") }},
		{form: "only look at it", about: "sees what would come of it", do: func(p *player, _ *said) error { return p.hand.press("ctrl+l", "ctrl+l look only") }},
		{form: "repeat the request", about: "issues once more what was issued last", do: in("requests", "r", "repeat")},
		{form: "forget the request TEXT", about: "takes one's own request off the list", do: func(p *player, s *said) error { return p.onRow("requests", s.text, "x", "remove") }},
	}
}

// parts are the parts of a request that can be chosen, as the dialog calls them.
func parts() []string {
	return []string{"from", "as", "operation", "vault", "object", "version", "profile"}
}

// onRow does something to what a row of a window stands for, which is not what the row is for.
func (p *player) onRow(name, text, key, title string) error {
	w := windowOf(name)
	if err := p.front(w); err != nil {
		return err
	}
	if err := p.hand.mark(w.frame, text); err != nil {
		return err
	}
	return p.hand.command(w, key, title)
}

// partRow is the row of the dialog with a part.
func partRow(part string) func(Screen) (point, bool) {
	return func(s Screen) (point, bool) {
		f, _ := s.dialog()
		labels := f.inside()
		labels.Min.X += 2 // the column of the cursor
		labels.Max.X = min(labels.Max.X, labels.Min.X+len(part)+2)
		return s.find(" "+part+" ", labels)
	}
}

// part moves to the part's row and types a name.
func (k *byKeys) part(part, text string) error {
	row := partRow(part)
	if _, err := k.until("part "+part, func(s Screen) bool { _, ok := row(s); return ok }); err != nil {
		return err
	}
	if err := k.reach(row, Screen.dialog, "", "down"); err != nil {
		return err
	}
	return k.stage.Type(text)
}

// part clicks on the part's row, and on one of the names that are on offer below the rows.
func (m *byMouse) part(part, text string) error {
	if err := m.click("part "+part, partRow(part)); err != nil {
		return err
	}
	return m.click(text, func(s Screen) (point, bool) {
		f, _ := s.dialog()
		at, ok := partRow(part)(s)
		if !ok || !s.chosen(at, f.inside()) {
			return point{}, false
		}
		return s.find(text, s.below(f.inside(), at.Y))
	})
}

// below is what an area has below its first empty row after another one.
func (s Screen) below(area image.Rectangle, y int) image.Rectangle {
	for area.Min.Y = y; area.Min.Y < area.Max.Y; area.Min.Y++ {
		row := s[area.Min.Y]
		if strings.TrimSpace(string(row[min(area.Min.X, len(row)):min(area.Max.X, len(row))])) == "" {
			break
		}
	}
	return area
}
