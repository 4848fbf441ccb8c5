package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// land is a canvas of something larger than what is in sight of it.
type land struct {
	desktop.Canvas
	sight image.Rectangle
}

// Fit is Canvas.Fit that puts an ellipsis where the edge of the view cuts into the text's place.
func (l land) Fit(x, y, width int, s string, st uv.Style) int {
	used := l.Canvas.Fit(x, y, width, s, st)
	if used == 0 {
		return 0
	}
	if x < l.sight.Min.X && l.sight.Min.X < x+width {
		l.Text(l.sight.Min.X, y, l.Theme.Glyph.Ellipsis, st)
	}
	if x < l.sight.Max.X && l.sight.Max.X < x+used {
		l.Text(l.sight.Max.X-1, y, l.Theme.Glyph.Ellipsis, st)
	}
	return used
}

// leastFramed is the width from which on the signs at the edges have columns of their own.
const leastFramed = 8

// framed is where on a canvas of that size the ground is drawn: between the columns of the signs, if all of it does not
// fit. It depends on sizes only, so that panning shifts nothing.
func (g *ground) framed(size image.Point) image.Rectangle {
	view := image.Rectangle{Max: size}
	if g.plan.size.X <= size.X && g.plan.size.Y <= size.Y || size.X < leastFramed {
		return view
	}
	view.Max.X--
	if g.plan.size.X > view.Dx() {
		view.Min.X++
	}
	return view
}

// directions are the four edges of the view.
func directions() [4]image.Point {
	return [4]image.Point{{X: -1}, {X: 1}, {Y: -1}, {Y: 1}}
}

// drawEdges puts a sign at each edge beyond which there is more.
func (g *ground) drawEdges(c desktop.Canvas) {
	w, h := c.Size()
	glyphs := [4]string{c.Theme.Glyph.Left, c.Theme.Glyph.Right, c.Theme.Glyph.Up, c.Theme.Glyph.Down}
	places := [4]image.Point{{0, h / 2}, {w - 1, h / 2}, {w - 1, 0}, {w - 1, h - 1}}
	for i, by := range directions() {
		if p := places[i]; g.more(by, g.plan.size) && h > 0 {
			c.Text(p.X, p.Y, glyphs[i], c.Theme.Key)
			c.Mark(image.Rect(p.X, p.Y, p.X+1, p.Y+1), mapPan(by))
		}
	}
}
