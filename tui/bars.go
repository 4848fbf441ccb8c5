package tui

import (
	"image"
	"slices"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
	"kvlab/tui/theme"
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

func width(groups ...[]piece) int {
	n := 0
	for _, pieces := range groups {
		for i := range pieces {
			n += desktop.Width(pieces[i].text)
		}
	}
	return n
}

// leastTitle is how many cells a scenario's title keeps before facts have to go, where it has any.
const leastTitle = 14

// The columns at which the menus begin: behind the program's name, or, on a screen without room for it, at the left.
const wideBar, narrowBar = 8, 1

// drawTop is the bar with the menus, the scenario, the windows where not all are in sight, and the state of the lab.
func (m *Model) drawTop(c desktop.Canvas) {
	t := c.Theme
	c.FillRow(0, t.Bar)
	x := m.drawMenus(c)
	if m.room == nil {
		c.Fit(x, 0, c.Width()-x, "a flight simulator for Azure Key Vault", t.Bar)
		return
	}
	title := m.room.session.Scenario.Title
	facts := m.facts(c)
	// The windows' names grow shorter before the title and the most important fact go.
	tabs := m.tabs(c, c.Width()-x-titleRoom(c.Width(), desktop.Width(title), 1)-width(facts[len(facts)-1]))
	least := leastTitle
	for len(facts) > 0 {
		least = titleRoom(c.Width(), desktop.Width(title), len(facts))
		if x+least+width(tabs)+width(facts...) <= c.Width() {
			break
		}
		facts = facts[1:]
	}
	end := c.Width() - width(facts...)
	put(c, end, slices.Concat(facts...))
	if room := end - x - width(tabs) - 2; room >= leastTitle || least > 0 {
		x += c.Fit(x, 0, room, title, t.BarStrong) + 2
	}
	put(c, x, tabs)
}

// lesserFacts is how many of the facts, the first ones, are worth no letter of the title.
const lesserFacts = 2

// titleRoom is how many cells a title of that width keeps beside a number of facts.
func titleRoom(screen, title, facts int) int {
	most := 2 + 4 // of facts, the lesser ones included
	switch {
	case screen >= deskWidth && screen < fullWidth:
		return 0 // the menus and the windows' names have its place
	case facts > most-lesserFacts:
		return title + 2
	}
	return min(title, leastTitle) + 2
}

// drawMenus draws the program's name and the menus' and returns the column after them.
func (m *Model) drawMenus(c desktop.Canvas) int {
	brand := []piece{{"kvlab", c.Theme.BarKey, barMenu(m.underBrand(c))}}
	switch {
	case c.Width() < deskWidth:
		return put(c, 1, brand) + 2
	case c.Width() < fullWidth:
		return put(c, narrowBar, m.menuPieces(c.Theme)) + 1
	}
	put(c, 1, brand)
	return put(c, wideBar, m.menuPieces(c.Theme)) + 2
}

// underBrand is the menu that a click on the program's name opens. Where the menus have no room of their own it is the
// first, and while one is open the next: so that the mouse gets to all of them.
func (m *Model) underBrand(c desktop.Canvas) int {
	if _, open := m.dialog.(*desktop.Menu); open && !m.context && c.Width() < deskWidth {
		return m.menu + 1
	}
	return 0
}

// menuPieces are the menus' titles, each with a blank behind it. The one that is open stands out.
func (m *Model) menuPieces(t *theme.Theme) []piece {
	_, open := m.dialog.(*desktop.Menu)
	var out []piece
	for i, title := range menuTitles {
		style := t.Bar
		if open && m.menu == i && !m.context {
			style = t.BarKey
		}
		out = append(out, piece{title, style, barMenu(i)}, piece{" ", t.Bar, nil})
	}
	return out
}

// facts are what is true of the lab, the least important first.
func (m *Model) facts(c desktop.Canvas) [][]piece {
	t, s := c.Theme, m.room.session
	out := [][]piece{
		{{m.keeping(), t.Bar, nil}},
		{{m.caller(), t.Bar, nil}},
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

// keeping is where the lab is kept, when that is nowhere, and whether something of it waits to be.
func (m *Model) keeping() string {
	switch {
	case m.options.Where.Ephemeral:
		return "in memory  "
	case !m.jobs.idle():
		return "saving  "
	}
	return ""
}

// caller is who made the request that is read.
func (m *Model) caller() string {
	if r := m.room.session.Request; r != nil {
		return "as " + r.Caller() + "  "
	}
	return ""
}

// tabs are the task bar: the windows' names, where not all of them are where the arrangement puts them. They are as
// long as there is room for.
func (m *Model) tabs(c desktop.Canvas, room int) []piece {
	r := m.room
	places := r.places(m.layout)
	shown := 0
	for i := range r.order {
		if r.floor.Standing(r.order[i]) == desktop.Open {
			shown++
		}
	}
	if !r.floor.Moved() && len(places) == shown && shown == r.atFirst() {
		return nil
	}
	long := longNames
	if w := c.Width(); w < deskWidth {
		long = noNames
	} else if w < fullWidth {
		long = shortNames
	}
	for ; ; long-- {
		if tabs := m.tabRow(c.Theme, long); width(tabs) <= room || long == noNames {
			return tabs
		}
	}
}

// names is how much of a window's name the task bar has room for.
type names int

const (
	noNames names = iota
	shortNames
	longNames
)

// tabRow is the task bar: all windows that are open or minimized.
func (m *Model) tabRow(t *theme.Theme, long names) []piece {
	var out []piece
	for i, w := range m.room.order {
		if standing := m.room.floor.Standing(w); standing != desktop.Closed {
			out = append(out, m.tab(t, i, standing, long)...)
		}
	}
	return out
}

// tab is one window on the task bar.
func (m *Model) tab(t *theme.Theme, i int, s desktop.Standing, long names) []piece {
	p, style, key := &m.room.plans[i], t.Bar, t.BarKey
	if m.room.order[i] == m.room.focus {
		style = t.BarStrong
		if long == noNames {
			key = t.BarStrong
		}
	}
	name := " " + p.tab(long)
	if s == desktop.Minimized {
		name += t.Glyph.Minimize
	}
	return []piece{{p.key, key, barWindow(i)}, {name + " ", style, barWindow(i)}}
}

// atFirst counts the windows that are shown at first.
func (r *room) atFirst() int {
	n := 0
	for i := range r.plans {
		if !r.plans[i].later {
			n++
		}
	}
	return n
}
