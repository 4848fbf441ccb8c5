package desktop

import (
	"image"
	"slices"
)

// Standing is how a window stands on its floor.
type Standing int

// Ways to stand.
const (
	Open      Standing = iota
	Minimized          // off the screen, on the task bar
	Closed             // off the screen, until it is opened by its key, a menu or the palette
)

// Spot is one window on the floor.
type Spot struct {
	Window Window
	// Area is the place its user gave it, empty while the arrangement has one for it, and On the bounds that it was given
	// in. Both are kept: in other bounds it is shown in proportion, so that what stood side by side still does, and in
	// these again where it was. Where On is not known, the place is shown as it is.
	Area, On image.Rectangle
	Standing Standing
}

// in is where the place lies in other bounds.
func (s *Spot) in(bounds image.Rectangle) image.Rectangle {
	if s.On.Empty() || s.On == bounds {
		return s.Area
	}
	at := func(p image.Point) image.Point {
		p = p.Sub(s.On.Min)
		return bounds.Min.Add(image.Pt(p.X*bounds.Dx()/s.On.Dx(), p.Y*bounds.Dy()/s.On.Dy()))
	}
	return image.Rectangle{Min: at(s.Area.Min), Max: at(s.Area.Max)}
}

// Floor is the window manager: all windows of a screen, back to front, and which of them have been moved from where
// the arrangement puts them. It does not draw.
type Floor struct{ spots []Spot }

// least is the smallest size a window can be given.
var least = image.Pt(24, 5)

// Put adds a window, in front of the others.
func (f *Floor) Put(w Window, s Standing) { f.spots = append(f.spots, Spot{Window: w, Standing: s}) }

// Spots lists the windows back to front. Do not change it.
func (f *Floor) Spots() []Spot { return f.spots }

// at is a window's spot; every window that is asked for has been put.
func (f *Floor) at(w Window) *Spot {
	for i := range f.spots {
		if f.spots[i].Window == w {
			return &f.spots[i]
		}
	}
	return &Spot{Standing: Closed}
}

// Standing is how a window stands.
func (f *Floor) Standing(w Window) Standing { return f.at(w).Standing }

// Area is the place the user gave a window, empty for none, and the bounds that they gave it in.
func (f *Floor) Area(w Window) (area, bounds image.Rectangle) { return f.at(w).Area, f.at(w).On }

// Stand opens, minimizes or closes a window. Its place is kept.
func (f *Floor) Stand(w Window, s Standing) { f.at(w).Standing = s }

// Move gives a window a place of its own within bounds; the empty one gives it back to the arrangement.
func (f *Floor) Move(w Window, area, bounds image.Rectangle) { f.at(w).Area, f.at(w).On = area, bounds }

// Swap puts a window in the spot of another.
func (f *Floor) Swap(old, w Window) { f.at(old).Window = w }

// Raise brings a window to the front.
func (f *Floor) Raise(w Window) {
	i := slices.IndexFunc(f.spots, func(s Spot) bool { return s.Window == w })
	if i < 0 || i == len(f.spots)-1 {
		return
	}
	s := f.spots[i]
	f.spots = append(append(f.spots[:i], f.spots[i+1:]...), s)
}

// Shown counts the windows that are open.
func (f *Floor) Shown() int {
	n := 0
	for _, s := range f.spots {
		if s.Standing == Open {
			n++
		}
	}
	return n
}

// Front is the open window that lies furthest in front, other than w; nil for none.
func (f *Floor) Front(w Window) Window {
	for _, s := range slices.Backward(f.spots) {
		if s.Window != w && s.Standing == Open {
			return s.Window
		}
	}
	return nil
}

// Moved reports whether anything is not as the arrangement would have it.
func (f *Floor) Moved() bool {
	return slices.ContainsFunc(f.spots, func(s Spot) bool { return s.Standing == Minimized || !s.Area.Empty() })
}

// Places lists the open windows back to front, each inside bounds. home is where the arrangement puts a window that
// has no place of its own; a window without either is not shown.
func (f *Floor) Places(bounds image.Rectangle, home func(Window) image.Rectangle) []Place {
	places := make([]Place, 0, len(f.spots))
	for _, s := range f.spots {
		if s.Standing != Open {
			continue
		}
		area := s.in(bounds)
		if s.Area.Empty() {
			area = home(s.Window)
		}
		if !area.Empty() || !s.Area.Empty() { // however small a place has become
			places = append(places, Place{Window: s.Window, Area: Within(area, bounds), Floats: true})
		}
	}
	return places
}

// Within moves and, if it must, shrinks an area so that all of it lies inside bounds.
func Within(area, bounds image.Rectangle) image.Rectangle {
	size := image.Pt(min(max(area.Dx(), least.X), bounds.Dx()), min(max(area.Dy(), least.Y), bounds.Dy()))
	at := image.Pt(
		max(bounds.Min.X, min(area.Min.X, bounds.Max.X-size.X)),
		max(bounds.Min.Y, min(area.Min.Y, bounds.Max.Y-size.Y)))
	return image.Rectangle{Min: at, Max: at.Add(size)}
}

// Tile gives all open windows places side by side that fill bounds.
func (f *Floor) Tile(bounds image.Rectangle) {
	n := f.Shown()
	columns := tileColumns(n, bounds)
	i := 0
	for k := range f.spots {
		s := &f.spots[k]
		if s.Standing != Open {
			continue
		}
		column, row := i%columns, i/columns
		rows := (n - column + columns - 1) / columns // in this column
		s.Area = image.Rect(part(bounds.Min.X, bounds.Dx(), column, columns), part(bounds.Min.Y, bounds.Dy(), row, rows),
			part(bounds.Min.X, bounds.Dx(), column+1, columns), part(bounds.Min.Y, bounds.Dy(), row+1, rows))
		s.On = bounds
		i++
	}
}

// part is where the k-th of n parts of a length begins.
func part(from, length, k, n int) int { return from + length*k/n }

// tileColumns is the smallest number of columns in which windows have more than their least height; a cell is about
// twice as high as it is wide, and text wants width.
func tileColumns(n int, bounds image.Rectangle) int {
	columns := 1
	for columns < n && bounds.Dy()/((n+columns-1)/columns) < 3*least.Y && bounds.Dx()/(columns+1) >= least.X {
		columns++
	}
	return columns
}

// cascadeStep is how far one window of a cascade stands from the one behind it.
var cascadeStep = image.Pt(4, 2)

// Cascade gives all open windows places one before the other, so that every title can be read.
func (f *Floor) Cascade(bounds image.Rectangle) {
	size := image.Pt(max(least.X, bounds.Dx()*2/3), max(least.Y, bounds.Dy()*2/3))
	i := 0
	for k := range f.spots {
		s := &f.spots[k]
		if s.Standing != Open {
			continue
		}
		s.Area = Within(image.Rectangle{Min: bounds.Min.Add(cascadeStep.Mul(i)), Max: bounds.Min.Add(cascadeStep.Mul(i)).Add(size)}, bounds)
		s.On = bounds
		i++
	}
}
