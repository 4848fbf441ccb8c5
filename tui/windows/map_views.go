package windows

import (
	"image"

	"kvlab/tui/desktop"
)

// mapView is one of the two ways to look at the map, and what a click on its word hits.
type mapView int

const (
	wayView mapView = iota
	estateView
)

var mapViews = [...]string{wayView: "way", estateView: "estate"}

// viewsWidth is what the words for the two take, with air before each.
const viewsWidth = 13

// leastViews is from what width on the words are shown.
const leastViews = 40

// drawViews puts the words for the views at the end of a row and returns the columns they take.
func (m *Map) drawViews(c desktop.Canvas) int {
	if c.Width() < leastViews {
		return 0
	}
	x := c.Width() - viewsWidth + 1
	for i, name := range mapViews {
		chosen := mapView(i) == m.view
		if chosen {
			c.Text(x, 0, c.Theme.Glyph.Cursor, c.Theme.Strong)
		}
		used := 1 + c.Text(x+1, 0, name, tabStyle(c, chosen))
		c.Mark(image.Rect(x, 0, x+used, 1), mapView(i))
		x += used + 1
	}
	return viewsWidth
}

// turn changes the view.
func (m *Map) turn(to mapView) {
	if to != m.view {
		m.view = to
		m.Bump()
	}
}
