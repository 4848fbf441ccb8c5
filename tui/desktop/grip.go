package desktop

import "image"

// Part is a part of a window that the mouse can take hold of.
type Part int

// Parts. The top of a frame moves its window, the other edges and the lower corners change its size.
const (
	Inside Part = iota
	Top
	Left
	Right
	Bottom
	BottomLeft
	BottomRight
	MinimizeButton
	ZoomButton
	CloseButton
)

// Sizes reports whether dragging the part changes the window's size.
func (p Part) Sizes() bool { return p >= Left && p <= BottomRight }

// The columns of the buttons in a frame's top, counted from its right end, and the width from which there are any.
const (
	closeColumn, zoomColumn, minimizeColumn = 3, 5, 7
	buttonsWidth                            = 9
	leastButtons                            = 24
)

// partAt is the part of a window of that size at p, which lies inside it.
func partAt(size, p image.Point, buttons bool) Part {
	left, right, bottom := p.X == 0, p.X == size.X-1, p.Y == size.Y-1
	switch {
	case p.Y == 0 && buttons && size.X >= leastButtons:
		return buttonAt(size.X - p.X)
	case p.Y == 0:
		return Top
	case bottom && left:
		return BottomLeft
	case bottom && right:
		return BottomRight
	case bottom:
		return Bottom
	case left:
		return Left
	case right:
		return Right
	}
	return Inside
}

func buttonAt(fromRight int) Part {
	switch fromRight {
	case closeColumn:
		return CloseButton
	case zoomColumn:
		return ZoomButton
	case minimizeColumn:
		return MinimizeButton
	}
	return Top
}

// Grip is a hold on a window: where it was taken, and what the window's place was then. It changes nothing itself.
type Grip struct {
	Window Window
	Part   Part
	From   image.Point
	Area   image.Rectangle
}

// To is the window's place when the hand that holds it is at p.
func (g Grip) To(p image.Point, bounds image.Rectangle) image.Rectangle {
	by := p.Sub(g.From)
	if !g.Part.Sizes() {
		return Within(g.Area.Add(by), bounds)
	}
	r := g.Area
	if g.Part == Left || g.Part == BottomLeft {
		r.Min.X = max(bounds.Min.X, min(r.Min.X+by.X, r.Max.X-least.X))
	}
	if g.Part == Right || g.Part == BottomRight {
		r.Max.X = min(bounds.Max.X, max(r.Max.X+by.X, r.Min.X+least.X))
	}
	if g.Part == Bottom || g.Part == BottomLeft || g.Part == BottomRight {
		r.Max.Y = min(bounds.Max.Y, max(r.Max.Y+by.Y, r.Min.Y+least.Y))
	}
	return Within(r, bounds)
}
