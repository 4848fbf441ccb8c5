package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Gates lists what the learner may flip, under the gate of the evaluation that each belongs to.
type Gates struct {
	list
	session  *session.Session
	commands []desktop.Command
	order    []int // gates of the scenario in the order they are shown
}

// gateRow and gateSwitch are what a click can hit: a row moves the cursor, its switch flips.
type (
	gateRow    int
	gateSwitch int
)

// NewGates makes the window.
func NewGates(s *session.Session) *Gates {
	g := &Gates{session: s}
	for _, name := range trace.GateNames {
		for i := range s.Scenario.Gates {
			if s.Scenario.Gates[i].Gate == name {
				g.order = append(g.order, i)
			}
		}
	}
	g.resize(len(g.order))
	g.commands = append([]desktop.Command{{
		ID: "gates.flip", Keys: []string{"enter", "space"}, Title: "flip", Hint: 9,
		Help: "Flip the gate under the cursor; the last request is evaluated again at once.",
		Disabled: func() string {
			if g.size == 0 {
				return "this scenario has no gates to flip"
			}
			return ""
		},
		Run: func() desktop.Action { return g.flip(g.cursor) },
	}}, g.moves("gates")...)
	return g
}

func (g *Gates) flip(row int) desktop.Action {
	return session.Flip{Gate: g.session.Scenario.Gates[g.order[row]].ID}
}

// ID see desktop.Window.
func (g *Gates) ID() string { return "gates" }

// Title see desktop.Window.
func (g *Gates) Title() string { return "Gates" }

// Version see desktop.Window.
func (g *Gates) Version() uint64 { return g.Counter.Version() + g.session.Version() }

// Commands see desktop.Window.
func (g *Gates) Commands() []desktop.Command { return g.commands }

// Draw see desktop.Window.
func (g *Gates) Draw(c desktop.Canvas) {
	help := g.helpRows(c)
	body := c.Sub(image.Rect(0, 0, c.Width(), c.Height()-help))
	at, total := g.lineOf(g.cursor), g.lineOf(g.size)
	g.scroll.Show(max(0, at-1), at, body.Height())
	top := g.scroll.Clamp(body.Height(), total)
	for row := range g.order {
		y := g.lineOf(row) - top
		if g.heads(row) {
			body.Text(0, y-1, capital(string(g.gate(row).Gate)), c.Theme.Title)
		}
		g.drawRow(body, y, row)
	}
	body.ScrollBar(top, total)
	if help > 0 {
		g.drawHelp(c.Rest(c.Height() - help))
	}
}

// Lines is how many lines the list takes, headings counted.
func (g *Gates) Lines() int { return g.lineOf(g.size) }

func (g *Gates) gate(row int) *scenarios.Gate { return &g.session.Scenario.Gates[g.order[row]] }

// heads reports whether a row is the first of its group, with a heading above it.
func (g *Gates) heads(row int) bool { return row == 0 || g.gate(row).Gate != g.gate(row-1).Gate }

// lineOf is the line a row stands on, headings counted.
func (g *Gates) lineOf(row int) int {
	line := row
	for i := 0; i <= row && i < g.size; i++ {
		if g.heads(i) {
			line++
		}
	}
	return line
}

// drawRow is one gate: cursor, switch, label, and a mark where it differs from the scenario's start.
func (g *Gates) drawRow(c desktop.Canvas, y, row int) {
	i := g.order[row]
	gate, state, t := g.gate(row), g.session.State.Gates[i], c.Theme
	knob, style := t.Glyph.Off, t.Muted
	if state == "on" {
		knob, style = t.Glyph.On, t.Pass
	}
	c.Text(2, y, knob, style)
	c.Fit(4, y, 4, state, style)
	changed := state != g.session.Started(i)
	width := c.Width() - 10
	c.Fit(8, y, width, gate.Label, t.Text)
	if changed {
		c.Text(c.Width()-2, y, t.Glyph.Changed, t.Changed)
	}
	c.MarkRow(y, gateRow(row))
	c.Mark(image.Rect(1, y, 8, y+1), gateSwitch(row))
	if row == g.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, c.Width(), y+1), selected(c))
	}
}

// leastHelp and mostHelp are how many rows the explanation of a gate gets, its line included: the label at least can be
// read in whole, for the list cuts it.
const leastHelp, mostHelp = 4, 9

// helpRows is the room for the explanation of the gate under the cursor; none in a small window.
func (g *Gates) helpRows(c desktop.Canvas) int {
	if g.size == 0 || c.Height() < 2*leastHelp {
		return 0
	}
	return max(leastHelp, min(mostHelp, c.Height()-g.Lines()-1)) // what the list leaves, but for a blank row
}

func (g *Gates) drawHelp(c desktop.Canvas) {
	gate := g.gate(g.cursor)
	c.HLine(0, 0, c.Width(), c.Theme.Glyph.Horizontal, c.Theme.Frame)
	body := c.Rest(1)
	rows := body.Wrapped(0, 0, c.Width(), 0, gate.Label, c.Theme.Strong)
	body.Wrapped(0, rows, c.Width(), 0, gate.Help+" ("+gate.ID+")", c.Theme.Muted)
}

// Click see desktop.Window.
func (g *Gates) Click(t desktop.Target) desktop.Action {
	switch t := t.(type) {
	case gateSwitch:
		g.to(int(t))
		return g.flip(int(t))
	case gateRow:
		g.to(int(t))
	}
	return nil
}

// Wheel see desktop.Window.
func (g *Gates) Wheel(delta int) { g.to(g.cursor + delta) }

// selected is the style of the row under the cursor.
func selected(c desktop.Canvas) uv.Style {
	if c.Focused {
		return c.Theme.Selected
	}
	return c.Theme.SelectedBlur
}
