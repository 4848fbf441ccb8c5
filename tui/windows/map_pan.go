package windows

import (
	"image"
)

// pan is which part of something larger than its window is in sight.
type pan struct {
	at   image.Point // the upper left corner in sight
	view image.Point // the size of the last drawing
}

// How far a key, or a turn of the wheel, takes the view.
const (
	panColumns = 8
	panRows    = 3
	panAir     = 2 // left around what is brought into sight
)

// clamp keeps the view on what there is.
func (p *pan) clamp(size image.Point) {
	p.at.X = max(0, min(p.at.X, size.X-p.view.X))
	p.at.Y = max(0, min(p.at.Y, size.Y-p.view.Y))
}

// sight is what can be seen.
func (p *pan) sight() image.Rectangle { return image.Rectangle{Min: p.at, Max: p.at.Add(p.view)} }

// show moves the view as little as needed to have an area in it; the upper left corner wins if it does not fit.
func (p *pan) show(area image.Rectangle) {
	p.at.X = shown(p.at.X, p.view.X, area.Min.X, area.Max.X)
	p.at.Y = shown(p.at.Y, p.view.Y, area.Min.Y, area.Max.Y)
}

func shown(at, view, from, to int) int {
	if air := min(panAir, max(0, view-(to-from))/2); air > 0 {
		from, to = from-air, to+air
	}
	return max(0, min(max(at, to-view), from))
}

// more reports whether there is more to see in a direction.
func (p *pan) more(by, size image.Point) bool {
	return by.X < 0 && p.at.X > 0 || by.X > 0 && p.at.X+p.view.X < size.X ||
		by.Y < 0 && p.at.Y > 0 || by.Y > 0 && p.at.Y+p.view.Y < size.Y
}
