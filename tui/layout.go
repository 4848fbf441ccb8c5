package tui

import (
	"image"

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
	notes  image.Rectangle // a speaker's notes, above the bottom; empty for none
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
	m.layout = m.spoken(m.layout)
	var places []desktop.Place
	if r := m.room; r != nil && !m.layout.small {
		places = r.places(m.layout)
		m.desk.Focus(r.focus)
	}
	if m.dialog != nil && !m.layout.small {
		places = append(places, desktop.Place{Window: m.dialog, Area: m.dialogPlace()})
		m.desk.Focus(m.dialog)
	}
	m.desk.Arrange(places)
}

// anchored is a dialog with a place of its own: a menu hangs where it was opened.
type anchored interface{ Anchor() image.Point }

// dialogPlace is where the dialog belongs, or where it was moved to from there.
func (m *Model) dialogPlace() image.Rectangle {
	at := dialogArea(m.layout.desk, m.dialog, m.room == nil)
	if m.shifted == (image.Point{}) {
		return at
	}
	return desktop.Within(at.Add(m.shifted), m.layout.desk)
}

// dialogArea is the middle of the desk; a list that nothing lies behind gets all of it.
func dialogArea(desk image.Rectangle, d windows.Dialog, alone bool) image.Rectangle {
	want := d.Want(desk.Size())
	want.X, want.Y = max(8, min(want.X, desk.Dx())), max(4, min(want.Y, desk.Dy()))
	if a, ok := d.(anchored); ok {
		return desktop.Within(image.Rectangle{Min: a.Anchor(), Max: a.Anchor().Add(want)}, desk)
	}
	if alone && (desk.Dx() < deskWidth+10 || desk.Dy() < deskHeight) {
		return desk
	}
	at := desk.Min.Add(desk.Size().Sub(want).Div(2))
	return image.Rectangle{Min: at, Max: at.Add(want)}
}

// single reports whether one window fills the screen: it is too small for more.
func (l layout) single() bool { return l.screen.Dx() < deskWidth || l.screen.Dy() < deskHeight }

// places is the room's windows on a screen, back to front.
func (r *room) places(l layout) []desktop.Place {
	if r.zoomed || l.single() {
		return r.keyed([]desktop.Place{{Window: r.focus, Area: l.desk, Floats: !l.single()}})
	}
	at := r.home(l)
	return r.keyed(r.floor.Places(l.desk, func(w desktop.Window) image.Rectangle { return at[r.index(w)] }))
}

// keyed puts the windows' keys into their frames.
func (r *room) keyed(places []desktop.Place) []desktop.Place {
	for i := range places {
		places[i].Key = r.plans[r.index(places[i].Window)].key
	}
	return places
}

// home is where each window belongs as long as nobody has moved it, by its index; empty for those that are not shown.
func (r *room) home(l layout) []image.Rectangle {
	at := make([]image.Rectangle, len(r.order))
	if r.stage() != nil {
		return r.staged(l, at)
	}
	if l.screen.Dx() < fullWidth || l.screen.Dy() < fullHeight {
		r.narrow(l.desk, at)
	} else {
		r.full(l.desk, at)
	}
	return at
}

// narrow is two columns: gates above requests, and beside them one of the large windows.
func (r *room) narrow(desk image.Rectangle, at []image.Rectangle) {
	left, right := columns(desk, max(30, min(40, desk.Dx()*3/8)))
	upper, lower := rows(left, left.Dy()-r.requestRows(left.Dy()/3))
	at[r.index(r.gates)], at[r.index(r.requests)], at[r.index(r.middle())] = upper, lower, right
}

// middle is the large window for a screen that has room for one: main, or another where that is elsewhere.
func (r *room) middle() desktop.Window {
	if r.homely(r.main) {
		return r.main
	}
	for _, w := range r.order {
		if r.large(w) && r.homely(w) {
			return w
		}
	}
	return r.main
}

// homely reports whether a window is open and stands where the arrangement puts it.
func (r *room) homely(w desktop.Window) bool {
	own, _ := r.floor.Area(w)
	return r.floor.Standing(w) == desktop.Open && own.Empty()
}

// full is all that are shown at first: briefing, gates and requests in one column, the map above the trace in the
// other. Those that are asked for later lie over the second column, each a little further in.
func (r *room) full(desk image.Rectangle, at []image.Rectangle) {
	left, right := columns(desk, max(38, min(60, desk.Dx()*3/10)))
	requests := r.requestRows(desk.Dy() / 4)
	gates := min(desk.Dy()/2, r.gateRows())
	briefing, rest := rows(left, left.Dy()-gates-requests)
	upper, lower := rows(rest, gates)
	above, below := rows(right, mapRows(desk.Dy()))
	n := 0
	for i, p := range r.plans {
		if p.later {
			n++
			at[i] = right.Inset(1 + n%4)
		}
	}
	at[r.index(r.briefing)], at[r.index(r.gates)], at[r.index(r.requests)] = briefing, upper, lower
	at[r.index(r.chart)], at[r.index(r.trace)] = above, below
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
