package tui

import (
	"image"
	"slices"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// piece is a stretch of text on a bar.
type piece struct {
	text   string
	style  uv.Style
	target desktop.Target
}

// put draws pieces from column x on and returns the column after them.
func put(c desktop.Canvas, x int, pieces []piece) int {
	for _, p := range pieces {
		used := c.Text(x, 0, p.text, p.style)
		if p.target != nil {
			c.Mark(image.Rect(x, 0, x+used, 1), p.target)
		}
		x += used
	}
	return x
}

func width(pieces []piece) int {
	n := 0
	for _, p := range pieces {
		n += desktop.Width(p.text)
	}
	return n
}

// leastTitle is how many cells a scenario's title keeps before facts have to go.
const leastTitle = 14

// drawTop is the bar with the scenario, the windows where not all are in sight, and the state of the lab.
func (m *Model) drawTop(c desktop.Canvas) {
	t := c.Theme
	c.FillRow(0, t.Bar)
	x := put(c, 1, []piece{{"kvlab", t.BarKey, nil}}) + 2
	if m.room == nil {
		c.Text(x, 0, "a flight simulator for Azure Key Vault", t.Bar)
		return
	}
	facts, tabs := m.facts(c), m.tabs(c)
	room := min(desktop.Width(m.room.session.Scenario.Title), leastTitle)
	for len(facts) > 0 && x+room+2+width(tabs)+width(slices.Concat(facts...)) > c.Width() {
		facts = facts[1:]
	}
	end := c.Width() - width(slices.Concat(facts...))
	put(c, end, slices.Concat(facts...))
	x += c.Fit(x, 0, end-x-width(tabs)-2, m.room.session.Scenario.Title, t.BarStrong) + 2
	put(c, x, tabs)
}

// facts are what is true of the lab, the least important first.
func (m *Model) facts(c desktop.Canvas) [][]piece {
	t, s := c.Theme, m.room.session
	out := [][]piece{
		{{s.State.Lab.Clock.UTC().Format("2006-01-02 15:04 UTC") + "  ", t.Bar, nil}},
		{{"u", t.BarKey, barCommand("lab.undo")}, {" undo " + strconv.Itoa(s.State.Undo) + " ", t.Bar, barCommand("lab.undo")},
			{"U", t.BarKey, barCommand("lab.redo")}, {" redo " + strconv.Itoa(s.State.Redo) + "  ", t.Bar, barCommand("lab.redo")}},
		{{"P", t.BarKey, barCommand("lab.profile")}, {" " + string(s.State.Lab.Profile) + " ", t.Bar, barCommand("lab.profile")}},
	}
	if n := len(s.Scenario.Goals); n > 0 {
		out = append(out, []piece{{" goals ", t.Bar, barWindow(0)}, {strconv.Itoa(s.GoalsDone()) + "/" + strconv.Itoa(n) + " ", t.BarStrong, barWindow(0)}})
	}
	return out
}

// tabs are the windows' names, where not all windows are in sight.
func (m *Model) tabs(c desktop.Canvas) []piece {
	if len(m.room.places(m.layout)) == len(m.room.order) {
		return nil
	}
	t := c.Theme
	var out []piece
	for i, name := range m.tabNames() {
		style := t.Bar
		if m.room.order[i] == m.room.focus {
			style = t.BarStrong
		}
		out = append(out, piece{strconv.Itoa(i + 1), t.BarKey, barWindow(i)}, piece{" " + name + " ", style, barWindow(i)})
	}
	return out
}

// tabNames are short on a screen that has no room for more.
func (m *Model) tabNames() []string {
	switch w := m.layout.screen.Dx(); {
	case w < deskWidth:
		return []string{"", "", "", "", ""}
	case w < fullWidth:
		return []string{"brief", "gates", "reqs", "map", "trace"}
	}
	return windowNames[:]
}

// drawBottom is the bar with the last message and the keys that help here.
func (m *Model) drawBottom(c desktop.Canvas) {
	c.FillRow(0, c.Theme.Bar)
	x := 1
	if m.status.text != "" {
		glyph, style := c.Theme.Mark(m.status.mark)
		style.Bg = c.Theme.Bar.Bg
		style.Attrs |= c.Theme.Bar.Attrs
		x += c.Text(x, 0, glyph, style) + 1
		x += c.Fit(x, 0, c.Width()-x-2, m.status.text, c.Theme.BarStrong) + 3
	}
	hints := m.hints(c)
	for len(hints) > 0 && x+width(slices.Concat(hints...)) > c.Width() {
		hints = hints[:len(hints)-1]
	}
	if m.status.text != "" {
		x = c.Width() - width(slices.Concat(hints...))
	}
	put(c, x, slices.Concat(hints...))
}

// hints are the keys worth knowing here: the commands that ask for it, by how much they do. Those that cannot run
// now are left out.
func (m *Model) hints(c desktop.Canvas) [][]piece {
	var commands []*desktop.Command
	for _, list := range m.reach() {
		for i := range list {
			if list[i].Hint > 0 && list[i].Why() == "" {
				commands = append(commands, &list[i])
			}
		}
	}
	slices.SortStableFunc(commands, func(a, b *desktop.Command) int { return b.Hint - a.Hint })
	out := make([][]piece, len(commands))
	for i, x := range commands {
		at := barCommand(x.ID)
		out[i] = []piece{{m.keyName(x.Keys[0]), c.Theme.BarKey, at}, {" " + x.Title + "   ", c.Theme.Bar, at}}
	}
	return out
}

// keyName is a key as the bars show it.
func (m *Model) keyName(key string) string {
	g := m.look.theme.Glyph
	switch key {
	case "right":
		return g.Right
	case "left":
		return g.Left
	}
	return key
}
