package desktop

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/theme"
)

// Desk shows windows. Each has a buffer of its own, drawn anew only when its window has changed, and copied to the
// screen back to front: windows may overlap.
type Desk struct {
	theme   *theme.Theme
	panes   []*pane // back to front
	focused Window
	kept    map[Window]*pane // of windows out of sight, with their buffers
}

// Place puts a window somewhere.
type Place struct {
	Window Window
	Area   image.Rectangle
	// Key stands in the frame before the title: what brings this window to the front. Empty for none.
	Key string
	// Floats says that the window can be moved, so that its frame has buttons while it has the keyboard.
	Floats bool
}

// pane is a window on the desk.
type pane struct {
	window Window
	area   image.Rectangle
	key    string
	floats bool
	buf    *uv.Buffer
	hits   []hit
	drawn  stamp
}

// stamp is all that decides what a pane looks like.
type stamp struct {
	version uint64
	size    image.Point
	focused bool
	key     string
	floats  bool
	theme   *theme.Theme
}

// buttons reports whether the frame shows them.
func (s *stamp) buttons() bool { return s.floats && s.focused }

// NewDesk makes an empty desk.
func NewDesk(t *theme.Theme) *Desk { return &Desk{theme: t, kept: map[Window]*pane{}} }

// SetTheme changes how everything looks.
func (d *Desk) SetTheme(t *theme.Theme) { d.theme = t }

// Arrange puts windows in their places, back to front; all others leave the desk.
func (d *Desk) Arrange(places []Place) {
	d.panes = d.panes[:0]
	for _, p := range places {
		if p.Area.Empty() {
			continue
		}
		known := d.kept[p.Window]
		if known == nil {
			known = &pane{window: p.Window}
			d.kept[p.Window] = known
		}
		known.area, known.key, known.floats = p.Area, p.Key, p.Floats
		d.panes = append(d.panes, known)
	}
}

// Forget drops what is kept about a window that will not come back.
func (d *Desk) Forget(w Window) { delete(d.kept, w) }

// Focus gives a window the keyboard.
func (d *Desk) Focus(w Window) { d.focused = w }

// Focused is the window that has the keyboard, nil for none.
func (d *Desk) Focused() Window { return d.focused }

// Draw puts every window on the screen. The rest of the screen stays as it is.
func (d *Desk) Draw(screen *uv.Buffer) {
	for _, p := range d.panes {
		d.refresh(p)
		stamped(screen, p.buf, p.area.Min)
	}
}

// stamped copies a whole buffer onto the screen, its upper left corner at p. It is the larger part of a frame in
// which a window is dragged, so rows are copied as they are: cell by cell it took four times as long.
func stamped(screen, src *uv.Buffer, p image.Point) {
	area := src.Bounds().Add(p).Intersect(screen.Bounds())
	if area.Empty() {
		return
	}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := screen.Lines[y]
		mend(row, area.Min.X)
		mend(row, area.Max.X)
		copy(row[area.Min.X:area.Max.X], src.Lines[y-p.Y][area.Min.X-p.X:])
	}
}

// mend blanks a wide character that lies across the border before column x: half of it is about to be covered.
func mend(row uv.Line, x int) {
	if x > 0 && x < len(row) && row[x].IsZero() {
		row[x-1], row[x] = uv.EmptyCell, uv.EmptyCell
	}
}

// refresh draws a window into its buffer if it would look different.
func (d *Desk) refresh(p *pane) {
	now := stamp{p.window.Version(), p.area.Size(), p.window == d.focused, p.key, p.floats, d.theme}
	if p.buf != nil && p.drawn == now {
		return
	}
	if p.buf == nil {
		p.buf = uv.NewBuffer(now.size.X, now.size.Y)
	} else if p.drawn.size != now.size {
		p.buf.Resize(now.size.X, now.size.Y)
	}
	p.buf.Clear()
	c := NewCanvas(p.buf, d.theme, now.focused)
	c.hits = &p.hits
	p.hits = p.hits[:0]
	p.window.Draw(c.frame(p.key, p.window.Title(), now.buttons()))
	p.drawn = now
}

// PartAt returns the window at a place of the screen and which part of it is there; nil beside all windows. Windows
// that do not float have nothing to take hold of.
func (d *Desk) PartAt(x, y int) (Window, Part) {
	at := image.Pt(x, y)
	for i := len(d.panes) - 1; i >= 0; i-- {
		p := d.panes[i]
		switch {
		case !at.In(p.area):
		case !p.floats:
			return p.window, Inside
		default:
			return p.window, partAt(p.area.Size(), at.Sub(p.area.Min), p.drawn.buttons())
		}
	}
	return nil, Inside
}

// Area is where a window is on the screen, empty when it is not there.
func (d *Desk) Area(w Window) image.Rectangle {
	for _, p := range d.panes {
		if p.window == w {
			return p.area
		}
	}
	return image.Rectangle{}
}

// At returns the window at a place of the screen and what it marked there; both are nil beside all windows.
func (d *Desk) At(x, y int) (Window, Target) {
	at := image.Pt(x, y)
	for i := len(d.panes) - 1; i >= 0; i-- {
		if p := d.panes[i]; at.In(p.area) {
			return p.window, targetAt(p.hits, at.Sub(p.area.Min))
		}
	}
	return nil, nil
}
