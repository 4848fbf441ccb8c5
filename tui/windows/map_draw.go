package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// The wide map is a tree: the caller at the top left, a trunk below it, and three branches: the token, the name,
// the connection. The last one forks into the two ways in.
//
//	caller ──▸ Entra ID
//	  ├──────▸ DNS ──▸ private zone ──▸ address
//	  ├──────▸ private endpoint ──▸ vault ──▸ object
//	  └──────▸ public endpoint ──────┘
const (
	wideMap     = 66 // columns it needs
	stationRows = 2  // a station's name, and what is set there
	leastEdge   = 3  // a line and its arrow, and air before the station
	widestCard  = 30
	detailRows  = 6 // below the map, if there is that much room: all about the step in view
)

// edge is a line between two stations.
type edge struct{ from, to int }

// grid is where the wide map puts each station: column and row.
var grid = [stations]image.Point{
	callerStation: {0, 0}, tokenStation: {1, 0},
	resolverStation: {1, 1}, zoneStation: {2, 1}, addressStation: {3, 1},
	privateStation: {1, 2}, vaultStation: {2, 2}, objectStation: {3, 2},
	publicStation: {1, 3},
}

func (m *Map) drawWide(c desktop.Canvas, at *[stations]station) {
	pitch := max(stationRows, min(4, (c.Height()-stationRows)/3))
	caller := max(15, c.Width()/6)
	card := min(widestCard, (c.Width()-caller-3*leastEdge)/3)
	edgeWidth := (c.Width() - caller - 3*card) / 3
	area := func(n int) image.Rectangle {
		p := grid[n]
		x, w := 0, caller
		if p.X > 0 {
			x, w = caller+edgeWidth+(p.X-1)*(card+edgeWidth), card
		}
		return image.Rect(x, p.Y*pitch, x+w, p.Y*pitch+stationRows)
	}
	drawTrunk(c, at, pitch, caller+edgeWidth)
	for _, e := range [...]edge{{callerStation, tokenStation}, {resolverStation, zoneStation}, {zoneStation, addressStation},
		{privateStation, vaultStation}, {vaultStation, objectStation}} {
		x := area(e.from).Max.X
		drawEdge(c, x, area(e.from).Min.Y, area(e.to).Min.X-x, state(at, e))
	}
	drawJoin(c, at, area(publicStation), area(vaultStation))
	for n := range at {
		drawStation(c, area(n), n, &at[n])
	}
	m.drawCaption(c.Sub(image.Rect(area(zoneStation).Min.X, 0, c.Width(), stationRows)))
	m.drawViews(c.Row(area(publicStation).Max.Y - 1))
	if below := area(publicStation).Max.Y + 1; m.followed() && c.Height()-below >= detailRows {
		c.HLine(0, below, c.Width(), c.Theme.Glyph.Horizontal, c.Theme.Frame)
		drawDetail(c.Rest(below+1), &m.session.Reading)
	}
}

// line is how an edge is drawn: quiet, on the request's way, where it was stopped, broken in the estate, or leading to a door that is shut on purpose.
type line int

const (
	quietLine line = iota
	litLine
	stoppedLine
	brokenLine
	closedLine
)

// state says how the edge to a station is drawn. A way that leads into a stop is broken, and so is one to
// something that nothing can pass.
func state(at *[stations]station, e edge) line {
	from, to := &at[e.from], &at[e.to]
	switch {
	case to.stopped:
		return stoppedLine
	case to.broken:
		return brokenLine
	case to.lit && from.lit && !from.stopped && !from.broken:
		return litLine
	case to.closed:
		return closedLine
	}
	return quietLine
}

// drawEdge is a horizontal line with an arrow, or with a cross where it is broken.
func drawEdge(c desktop.Canvas, x, y, n int, l line) {
	g := c.Theme.Glyph
	switch l {
	case litLine:
		c.HLine(x, y, n-2, g.HeavyHorizontal, c.Theme.Lit)
		c.Text(x+n-2, y, g.Right, c.Theme.Lit)
	case stoppedLine:
		c.HLine(x, y, n-2, g.HeavyHorizontal, c.Theme.Stopped)
		c.Text(x+n-2, y, g.Fail, c.Theme.Stopped)
	case brokenLine:
		c.HLine(x, y, n-2, g.Horizontal, c.Theme.Warn)
		c.Text(x+n-2, y, g.Fail, c.Theme.Warn)
	case closedLine:
		c.HLine(x, y, n-2, g.Horizontal, c.Theme.Faint)
		c.Text(x+n-2, y, g.Fail, c.Theme.Muted)
	default:
		c.HLine(x, y, n-2, g.Horizontal, c.Theme.Faint)
		c.Text(x+n-2, y, g.Right, c.Theme.Faint)
	}
}

// trunkColumn is where the trunk runs below the caller.
const trunkColumn = 1

// drawTrunk is the line down from the caller and its branches.
func drawTrunk(c desktop.Canvas, at *[stations]station, pitch, end int) {
	g, y := c.Theme.Glyph, stationRows
	branches := [...]int{resolverStation, privateStation, publicStation}
	lowest := 0
	for i, n := range branches {
		if at[n].lit || at[n].stopped {
			lowest = i + 1
		}
	}
	for i, n := range branches {
		row := (i + 1) * pitch
		vertical, style := g.Vertical, c.Theme.Faint
		if i < lowest {
			vertical, style = g.HeavyVertical, c.Theme.Lit
		}
		c.VLine(trunkColumn, y, row-y+1, vertical, style)
		drawEdge(c, trunkColumn+1, row, end-trunkColumn-1, state(at, edge{callerStation, n}))
		y = row + 1
	}
}

// drawJoin is the way from the public endpoint up to the vault.
func drawJoin(c desktop.Canvas, at *[stations]station, public, vault image.Rectangle) {
	g, x, y := c.Theme.Glyph, vault.Min.X+trunkColumn, public.Min.Y
	horizontal, vertical, style := g.Horizontal, g.Vertical, c.Theme.Faint
	if state(at, edge{publicStation, vaultStation}) == litLine {
		horizontal, vertical, style = g.HeavyHorizontal, g.HeavyVertical, c.Theme.Lit
	}
	c.HLine(public.Max.X, y, x-public.Max.X, horizontal, style)
	c.VLine(x, vault.Max.Y, y-vault.Max.Y+1, vertical, style)
	if y > vault.Max.Y {
		c.Text(x, vault.Max.Y, g.Up, style)
	}
}

// drawStation is a card: what was found there, its name, and what is set.
func drawStation(c desktop.Canvas, area image.Rectangle, n int, s *station) {
	glyph, style := mark(c.Theme, s)
	c.Fill(area, c.Theme.SelectedBlur)
	card := c.Sub(area)
	card.Text(0, 0, glyph, style)
	name := c.Theme.Strong
	if !s.lit {
		name = c.Theme.Text
	}
	card.Fit(2, 0, card.Width()-2, s.name, name)
	fact := c.Theme.Muted
	if s.broken {
		fact = c.Theme.Warn
	}
	card.Fit(2, 1, card.Width()-2, s.fact, fact)
	row := c.Theme.SelectedBlur
	if s.here {
		row = c.Theme.Selected
	}
	c.Paint(area, row)
	c.Mark(area, mapStation(n))
}

// mark is a station's sign: the trace's word once the reader has come by, before that what the estate shows.
func mark(t *theme.Theme, s *station) (string, uv.Style) {
	switch {
	case s.outcome == "info" && s.broken:
		return t.Glyph.WouldFail, t.Warn
	case s.outcome == "info" && s.lit:
		return t.Glyph.Info, t.Lit
	case s.outcome != "":
		return t.Mark(s.outcome)
	case s.broken:
		return t.Glyph.WouldFail, t.Warn
	case s.closed:
		return t.Glyph.WouldFail, t.Muted
	case s.lit:
		return t.Mark("pass")
	}
	return t.Glyph.Off, t.Faint
}

// drawCaption says beside the caller which step is in view.
func (m *Map) drawCaption(c desktop.Canvas) {
	r := &m.session.Reading
	step := r.Step()
	if !m.followed() || step == nil {
		c.Wrapped(0, 0, c.Width(), 0, "Issue this request, and its way lights up step by step.", c.Theme.Muted)
		return
	}
	used := c.Text(0, 0, "step "+strconv.Itoa(r.Place()+1)+" of "+strconv.Itoa(r.Steps())+"  ", c.Theme.Muted)
	glyph, style := c.Theme.Mark(string(step.Outcome))
	c.Text(used, 0, glyph+" "+string(step.Outcome), style)
	c.Fit(0, 1, c.Width(), step.Title, c.Theme.Text)
}

// drawChain is the map in a narrow window: the stations one below the other. The end of its first row is taken.
func drawChain(c desktop.Canvas, at *[stations]station, taken int) {
	rows := 1
	if c.Height() >= int(stations)*stationRows {
		rows = stationRows
	}
	first := 0
	for n := range at {
		if at[n].here && (n+1)*rows > c.Height() {
			first = n + 1 - c.Height()/rows
		}
	}
	for n := first; n < len(at); n++ {
		room := c.Width()
		if n == first {
			room -= taken
		}
		drawLink(c.Sub(image.Rect(0, 0, room, c.Height())), (n-first)*rows, rows, n, &at[n])
	}
}

// drawLink is one station of the chain, with the way on its left.
func drawLink(c desktop.Canvas, y, rows, n int, s *station) {
	t := c.Theme
	way, style := t.Glyph.Vertical, t.Faint
	switch {
	case s.stopped:
		way, style = t.Glyph.Fail, t.Stopped
	case s.lit:
		way, style = t.Glyph.HeavyVertical, t.Lit
	}
	c.VLine(0, y, rows, way, style)
	glyph, mark := mark(t, s)
	c.Text(2, y, glyph, mark)
	used := 4 + c.Fit(4, y, c.Width()-4, s.name, t.Strong)
	fact := t.Muted
	if s.broken {
		fact = t.Warn
	}
	if rows > 1 {
		c.Fit(4, y+1, c.Width()-4, s.fact, fact)
	} else {
		c.Fit(used+2, y, c.Width()-used-2, s.fact, fact)
	}
	area := image.Rect(2, y, c.Width(), y+rows)
	if s.here {
		c.Paint(area, selected(c))
	}
	c.Mark(area, mapStation(n))
}
