package desktop

import (
	"image"
	"strings"
)

// Menu is a list of commands to choose from. It knows nothing of what they do: choosing one returns Chosen, and the
// program runs it once the menu is gone.
type Menu struct {
	Counter
	title    string
	items    []Command
	cursor   int
	anchor   image.Point
	commands []Command
}

// Chosen is the action of a command that was chosen from a menu.
type Chosen struct{ Command *Command }

// Aside is the action of going to the menu beside this one: 1 to the right, -1 to the left.
type Aside struct{ By int }

// Back is the action of closing a menu or the palette without choosing.
type Back struct{}

// menuRow is what a click can hit.
type menuRow int

// Separator is an item that parts two groups of a menu.
var Separator = Command{}

// NewMenu makes a menu whose upper left corner hangs at a place of the screen. bar says that it hangs on a menu bar,
// so that left and right lead to its neighbours.
func NewMenu(title string, items []Command, anchor image.Point, bar bool) *Menu {
	m := &Menu{title: title, items: items, anchor: anchor, cursor: -1}
	m.step(1)
	m.commands = []Command{
		{ID: "menu.up", Keys: []string{"up", "k"}, Title: "up", Help: "Move to the command above.", Run: m.stepping(-1)},
		{ID: "menu.down", Keys: []string{"down", "j"}, Title: "down", Help: "Move to the command below.", Run: m.stepping(1)},
		{ID: "menu.choose", Keys: []string{"enter", "space"}, Title: "choose", Hint: 9, Disabled: m.why,
			Help: "Do what stands under the cursor.", Run: func() Action { return m.choose(m.cursor) }},
		{ID: "menu.close", Keys: []string{"esc", "f10"}, Title: "close", Hint: 7, Help: "Close the menu.", Run: func() Action { return Back{} }},
	}
	if bar {
		m.commands = append(m.commands,
			Command{ID: "menu.left", Keys: []string{"left"}, Title: "menu before", Help: "Open the menu to the left.",
				Run: func() Action { return Aside{-1} }},
			Command{ID: "menu.right", Keys: []string{"right"}, Title: "next menu", Hint: 8, Help: "Open the menu to the right.",
				Run: func() Action { return Aside{1} }})
	}
	return m
}

func (m *Menu) stepping(by int) func() Action {
	return func() Action { m.step(by); return nil }
}

// step moves the cursor past separators, round at the ends.
func (m *Menu) step(by int) {
	n := len(m.items)
	for i := 1; i <= n; i++ {
		at := ((m.cursor+by*i)%n + n) % n
		if m.cursor < 0 && by > 0 {
			at = i - 1
		}
		if m.items[at].ID != "" {
			m.cursor = at
			m.Bump()
			return
		}
	}
}

func (m *Menu) why() string {
	if m.cursor < 0 {
		return "this menu is empty"
	}
	return m.items[m.cursor].Why()
}

// choose is the action of an item, none while it cannot run.
func (m *Menu) choose(row int) Action {
	if row < 0 || m.items[row].Why() != "" {
		return nil
	}
	return Chosen{&m.items[row]}
}

// ID see Window.
func (m *Menu) ID() string { return "menu" }

// Title see Window.
func (m *Menu) Title() string { return m.title }

// Commands see Window.
func (m *Menu) Commands() []Command { return m.commands }

// Anchor is the place of its upper left corner.
func (m *Menu) Anchor() image.Point { return m.anchor }

// menuAir is the room in a row beside title and key: frame, cursor, and the gap between the two.
const menuAir = 10

// Want is the size that shows all of it, its frame included.
func (m *Menu) Want(screen image.Point) image.Point {
	width := Width(m.title) + 8
	for i := range m.items {
		width = max(width, Width(m.items[i].Title)+Width(shortest(&m.items[i]))+menuAir)
	}
	return image.Pt(min(width, screen.X), min(len(m.items)+2, screen.Y))
}

func shortest(c *Command) string {
	if len(c.Keys) == 0 {
		return ""
	}
	return c.Keys[0]
}

// Draw see Window.
func (m *Menu) Draw(c Canvas) {
	top := max(0, min(m.cursor-c.Height()/2, len(m.items)-c.Height()))
	for i := range m.items {
		m.drawItem(c, i-top, i)
	}
	c.ScrollBar(top, len(m.items))
}

func (m *Menu) drawItem(c Canvas, y, i int) {
	item, t, w := &m.items[i], c.Theme, c.Width()
	if item.ID == "" {
		c.HLine(0, y, w, t.Glyph.Horizontal, t.Frame)
		return
	}
	title, key := t.Text, t.Key
	if item.Why() != "" {
		title, key = t.Faint, t.Faint
	}
	end := c.Right(w-1, y, shortest(item), key)
	c.Fit(2, y, end-3, item.Title, title)
	c.MarkRow(y, menuRow(i))
	if i == m.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, w, y+1), t.Selected)
	}
}

// Says is the sentence about the item under the cursor, for the status bar: what keeps it from running, or what it does.
func (m *Menu) Says() string {
	if m.cursor < 0 {
		return ""
	}
	item := &m.items[m.cursor]
	if why := item.Why(); why != "" {
		return item.Title + ": " + why
	}
	return strings.TrimSuffix(item.Help, ".")
}

// Click see Window.
func (m *Menu) Click(t Target) Action {
	row, ok := t.(menuRow)
	if !ok {
		return nil
	}
	m.cursor = int(row)
	m.Bump()
	return m.choose(m.cursor)
}

// Wheel see Window.
func (m *Menu) Wheel(delta int) { m.step(max(-1, min(1, delta))) }
