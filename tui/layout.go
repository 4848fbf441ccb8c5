package tui

import (
	"image"
	"strconv"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// Sizes of the screen at which the layout changes, in cells.
const (
	leastWidth, leastHeight = 40, 10  // below, only a message
	deskWidth, deskHeight   = 80, 24  // below, one window fills the screen
	fullWidth, fullHeight   = 110, 34 // from here, all windows at once
)

// layout is what is where on the screen.
type layout struct {
	screen image.Rectangle
	top    image.Rectangle // bar with the scenario's name
	bottom image.Rectangle // bar with messages and keys
	desk   image.Rectangle // what is between them
	// small says that the screen cannot hold even one window.
	small bool
}

func newLayout(size image.Point) layout {
	w, h := size.X, size.Y
	return layout{
		screen: image.Rect(0, 0, w, h),
		top:    image.Rect(0, 0, w, 1),
		bottom: image.Rect(0, h-1, w, h),
		desk:   image.Rect(0, 1, w, h-1),
		small:  w < leastWidth || h < leastHeight,
	}
}

// arrange puts the windows in their places.
func (m *Model) arrange() {
	m.dirty = true
	var places []desktop.Place
	if r := m.room; r != nil && !m.layout.small {
		places = r.places(m.layout)
		m.desk.Focus(r.focus)
	}
	if m.dialog != nil && !m.layout.small {
		places = append(places, desktop.Place{Window: m.dialog, Area: dialogArea(m.layout.desk, m.dialog, m.room == nil)})
		m.desk.Focus(m.dialog)
	}
	m.desk.Arrange(places)
}

// dialogArea is the middle of the desk; a list that nothing lies behind gets all of it.
func dialogArea(desk image.Rectangle, d windows.Dialog, alone bool) image.Rectangle {
	want := d.Want(desk.Size())
	want.X, want.Y = max(8, min(want.X, desk.Dx())), max(4, min(want.Y, desk.Dy()))
	if alone && (desk.Dx() < deskWidth+10 || desk.Dy() < deskHeight) {
		return desk
	}
	at := desk.Min.Add(desk.Size().Sub(want).Div(2))
	return image.Rectangle{Min: at, Max: at.Add(want)}
}

// places is the room's windows on a screen.
func (r *room) places(l layout) []desktop.Place {
	size := l.screen.Size()
	switch {
	case r.zoomed || size.X < deskWidth || size.Y < deskHeight:
		return []desktop.Place{r.place(r.focus, l.desk)}
	case size.X < fullWidth || size.Y < fullHeight:
		return r.narrow(l.desk)
	}
	return r.full(l.desk)
}

func (r *room) place(w desktop.Window, area image.Rectangle) desktop.Place {
	for i, x := range r.order {
		if x == w {
			return desktop.Place{Window: w, Area: area, Key: strconv.Itoa(i + 1)}
		}
	}
	return desktop.Place{Window: w, Area: area}
}

// narrow is two columns: gates above requests, and beside them one of the large windows.
func (r *room) narrow(desk image.Rectangle) []desktop.Place {
	left, right := columns(desk, max(30, min(40, desk.Dx()*3/8)))
	upper, lower := rows(left, left.Dy()-r.requestRows(left.Dy()/3))
	return []desktop.Place{r.place(r.gates, upper), r.place(r.requests, lower), r.place(r.main, right)}
}

// full is all five: briefing, gates and requests in one column, the map above the trace in the other.
func (r *room) full(desk image.Rectangle) []desktop.Place {
	left, right := columns(desk, max(38, min(60, desk.Dx()*3/10)))
	requests := r.requestRows(desk.Dy() / 4)
	gates := min(desk.Dy()/2, r.gateRows())
	briefing, rest := rows(left, left.Dy()-gates-requests)
	upper, lower := rows(rest, gates)
	above, below := rows(right, mapRows(desk.Dy()))
	return []desktop.Place{r.place(r.briefing, briefing), r.place(r.gates, upper), r.place(r.requests, lower),
		r.place(r.chart, above), r.place(r.trace, below)}
}

// mapRows is the height of the map's window: four rows of stations, with air between them where there is room.
func mapRows(height int) int {
	if height >= 52 {
		return 16
	}
	return 13
}

// requestRows is the height that the list of requests needs, at most limit.
func (r *room) requestRows(limit int) int {
	return max(6, min(limit, 2*len(r.session.Scenario.Requests)+2))
}

// gateRows is the height that the list of gates needs, with its headings and an explanation below it.
func (r *room) gateRows() int { return r.gates.Lines() + 2 + 6 }

func columns(area image.Rectangle, width int) (left, right image.Rectangle) {
	left, right = area, area
	left.Max.X = area.Min.X + width
	right.Min.X = left.Max.X
	return left, right
}

func rows(area image.Rectangle, height int) (upper, lower image.Rectangle) {
	upper, lower = area, area
	upper.Max.Y = area.Min.Y + height
	lower.Min.Y = upper.Max.Y
	return upper, lower
}
