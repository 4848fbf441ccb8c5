package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// Measures of the strip: the map on the stage itself, where the screen has no room for a window of its own.
const (
	stripRows   = 3  // stations and the lines between them, their names, and air
	stripHeight = 14 // rows that a stage has to have for one
	stripGap    = 1  // cells between two names
)

// drawStrip draws the way of the map's request in two rows, and returns what of the stage is left.
func (w *Stage) drawStrip(c desktop.Canvas) desktop.Canvas {
	m := w.podium.Chart()
	if m == nil || c.Height() < stripHeight || m.session.State.Estate == nil {
		return c
	}
	r := m.request()
	if r == nil {
		return c
	}
	at := m.stations(r)
	way := wayOf(at)
	for i, n := range way {
		from, to := c.Width()*i/len(way), c.Width()*(i+1)/len(way)
		drawStop(c.Sub(image.Rect(from, 0, to-stripGap, stripRows)), &at[n])
		if i+1 < len(way) {
			drawEdge(c, from+2, 0, to-from-2, state(at, edge{n, way[i+1]}))
		}
	}
	return c.Rest(stripRows)
}

// wayOf are the stations of a request's way, one behind the other: of the name's walk the one that it has come to, and of
// the two doors the one that it takes.
func wayOf(at *[stations]station) []int {
	name := resolverStation
	for _, n := range []int{zoneStation, addressStation} {
		if at[n].outcome != "" || at[n].broken {
			name = n
		}
		if at[n].broken {
			break
		}
	}
	door := privateStation
	if at[privateStation].aside || at[publicStation].lit || at[publicStation].stopped {
		door = publicStation
	}
	return []int{callerStation, tokenStation, name, door, vaultStation, objectStation}
}

// drawStop is one station of the strip: its sign, and its name below.
func drawStop(c desktop.Canvas, s *station) {
	glyph, style := mark(c.Theme, s)
	c.Text(0, 0, glyph, style)
	c.Fit(0, 1, c.Width(), s.name, nameStyle(c, s))
}

// nameStyle is how a station's name is drawn: the one of the step in view stands out.
func nameStyle(c desktop.Canvas, s *station) uv.Style {
	switch {
	case s.here:
		return c.Theme.Selected
	case s.lit:
		return c.Theme.Strong
	}
	return c.Theme.Muted
}
