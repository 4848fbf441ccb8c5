package desktop

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/theme"
)

// Canvas is a clipped area of a cell buffer. (0,0) is its top left corner; whatever falls outside is dropped. It is
// a small value: pass it on, cut parts out with Sub.
//
//	c.Text(0, 0, "Gates", c.Theme.Title)
//	list := c.Sub(image.Rect(0, 1, c.Width(), c.Height()))
//	list.Mark(image.Rect(0, 3, list.Width(), 4), row(3)) // clicks on this row arrive as Click(row(3), …)
type Canvas struct {
	// Theme is how things look now; ask it on every Draw, it can change.
	Theme *theme.Theme
	// Focused says that the window has the keyboard.
	Focused bool

	buf  *uv.Buffer
	area image.Rectangle // where (0,0) and the far corner are, in the buffer
	clip image.Rectangle // what may be written, in the buffer
	hits *[]hit
}

// hit is a region that was marked while drawing.
type hit struct {
	area   image.Rectangle
	target Target
}

// NewCanvas makes a canvas of a whole buffer. Desks do this; windows and tests are handed one.
func NewCanvas(buf *uv.Buffer, th *theme.Theme, focused bool) Canvas {
	area := buf.Bounds()
	return Canvas{Theme: th, Focused: focused, buf: buf, area: area, clip: area, hits: new([]hit)}
}

// Size returns the width and height.
func (c Canvas) Size() (width, height int) { return c.area.Dx(), c.area.Dy() }

// Width returns the width.
func (c Canvas) Width() int { return c.area.Dx() }

// Height returns the height.
func (c Canvas) Height() int { return c.area.Dy() }

// Sub returns the part of the canvas that r covers, with (0,0) at r.Min.
func (c Canvas) Sub(r image.Rectangle) Canvas {
	c.area = r.Add(c.area.Min)
	c.clip = c.clip.Intersect(c.area)
	return c
}

// Rest returns the canvas without its first rows.
func (c Canvas) Rest(rows int) Canvas {
	return c.Sub(image.Rect(0, rows, c.Width(), max(rows, c.Height())))
}

// Row returns one row of the canvas.
func (c Canvas) Row(y int) Canvas { return c.Sub(image.Rect(0, y, c.Width(), y+1)) }

// Mark makes clicks inside r arrive at the window with this target. Later marks lie over earlier ones.
func (c Canvas) Mark(r image.Rectangle, t Target) {
	if r = r.Add(c.area.Min).Intersect(c.clip); !r.Empty() {
		*c.hits = append(*c.hits, hit{r, t})
	}
}

// MarkRow makes a whole row clickable.
func (c Canvas) MarkRow(y int, t Target) { c.Mark(image.Rect(0, y, c.Width(), y+1), t) }

// TargetAt returns what was marked at a place, nil for nothing.
func (c Canvas) TargetAt(x, y int) Target { return targetAt(*c.hits, image.Pt(x, y).Add(c.area.Min)) }

func targetAt(hits []hit, p image.Point) Target {
	for i := len(hits) - 1; i >= 0; i-- {
		if p.In(hits[i].area) {
			return hits[i].target
		}
	}
	return nil
}

// Text draws one line and returns the cells it takes, also those beyond the edge. Control characters are shown,
// tabs expanded, wide characters never cut in half.
func (c Canvas) Text(x, y int, s string, st uv.Style) int {
	return c.text(x, y, maxWidth, s, st)
}

const maxWidth = 1 << 20

// text draws s in at most width cells and returns those it used.
func (c Canvas) text(x, y, width int, s string, st uv.Style) int {
	used := 0
	cell := uv.Cell{Style: st}
	for len(s) > 0 {
		if s[0] == '\t' {
			spaces := min(tabWidth-used%tabWidth, width-used)
			c.Fill(image.Rect(x+used, y, x+used+spaces, y+1), st)
			used += spaces
			s = s[1:]
			continue
		}
		content, w, n := next(s, c.Theme.ASCII)
		if used+w > width {
			break
		}
		cell.Content, cell.Width = content, w
		c.set(x+used, y, &cell)
		used += w
		s = s[n:]
	}
	return used
}

// set writes a cell if all of it is inside.
func (c Canvas) set(x, y int, cell *uv.Cell) {
	p := image.Pt(x, y).Add(c.area.Min)
	if p.In(c.clip) && p.X+cell.Width <= c.clip.Max.X {
		if cell.Width > 1 {
			c.buf.SetCell(p.X+1, p.Y, nil) // a wide character that begins there would leave its second half behind
		}
		c.buf.SetCell(p.X, p.Y, cell)
	}
}

// Fit draws one line in at most width cells and returns those it used; what does not fit is replaced by an ellipsis.
func (c Canvas) Fit(x, y, width int, s string, st uv.Style) int {
	if width <= 0 {
		return 0
	}
	if Width(s) <= width {
		return c.text(x, y, width, s, st)
	}
	used := c.text(x, y, width-1, s, st)
	c.Text(x+used, y, c.Theme.Glyph.Ellipsis, st)
	return used + 1
}

// Right draws one line that ends before column x and returns the column it starts at.
func (c Canvas) Right(x, y int, s string, st uv.Style) int {
	start := x - Width(s)
	c.Text(start, y, s, st)
	return start
}

// Wrapped draws a paragraph in lines of width cells, hanging lines after the first by hang cells, and returns the
// rows it takes. Rows says the same without drawing when hang is 0.
func (c Canvas) Wrapped(x, y, width, hang int, s string, st uv.Style) int {
	rows := 0
	for indent := 0; ; indent = hang {
		line, rest := Break(s, width-indent)
		c.text(x+indent, y+rows, maxWidth, line, st)
		rows++
		if rest == "" {
			return rows
		}
		s = rest
	}
}

// Fill blanks an area in a style.
func (c Canvas) Fill(r image.Rectangle, st uv.Style) {
	cell := uv.Cell{Content: " ", Width: 1, Style: st}
	r = r.Add(c.area.Min).Intersect(c.clip)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c.buf.SetCell(x, y, &cell)
		}
	}
}

// FillRow blanks one row in a style.
func (c Canvas) FillRow(y int, st uv.Style) { c.Fill(image.Rect(0, y, c.Width(), y+1), st) }

// Paint lays a row's background and reversal over what is drawn in an area: the cursor on a finished row.
func (c Canvas) Paint(r image.Rectangle, row uv.Style) {
	r = r.Add(c.area.Min).Intersect(c.clip)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if cell := c.buf.CellAt(x, y); cell != nil && !cell.IsZero() {
				cell.Style = theme.On(row, cell.Style)
			}
		}
	}
}

// HLine draws n times the glyph to the right.
func (c Canvas) HLine(x, y, n int, glyph string, st uv.Style) {
	cell := uv.Cell{Content: glyph, Width: 1, Style: st}
	for i := range n {
		c.set(x+i, y, &cell)
	}
}

// VLine draws n times the glyph downwards.
func (c Canvas) VLine(x, y, n int, glyph string, st uv.Style) {
	cell := uv.Cell{Content: glyph, Width: 1, Style: st}
	for i := range n {
		c.set(x, y+i, &cell)
	}
}

// Blit copies a buffer, its cell (from.X, from.Y) to (0,0): for text that was laid out once and is scrolled.
func (c Canvas) Blit(src *uv.Buffer, from image.Point) {
	for y := range c.Height() {
		for x := range c.Width() {
			if cell := src.CellAt(x+from.X, y+from.Y); cell != nil && !cell.IsZero() {
				c.set(x, y, cell)
			}
		}
	}
}

// Frame draws a border around the canvas with a title, before it the key that brings the window to the front, and
// returns its inside.
func (c Canvas) Frame(key, title string) Canvas { return c.frame(key, title, false) }

// Margin is what a frame takes on each side.
var Margin = image.Pt(2, 1)

func (c Canvas) frame(key, title string, buttons bool) Canvas {
	line, name := c.Theme.Frame, c.Theme.FrameTitle
	if c.Focused {
		line, name = c.Theme.FrameFocus, c.Theme.FrameTitleFocus
	}
	w, h := c.Size()
	g := c.Theme.Glyph
	for _, y := range [2]int{0, h - 1} {
		c.Text(0, y, g.CornerLeft, line)
		c.HLine(1, y, w-2, g.Horizontal, line)
		c.Text(w-1, y, g.CornerRight, line)
	}
	c.VLine(0, 1, h-2, g.Vertical, line)
	c.VLine(w-1, 1, h-2, g.Vertical, line)
	room := w - 6
	if buttons && w >= leastButtons {
		c.buttons(line)
		room -= buttonsWidth - 2
	}
	if title != "" && room > 0 {
		if key != "" {
			title = key + " " + title
		}
		c.Text(2, 0, " ", name)
		used := c.Fit(3, 0, room, title, name)
		c.Text(3+used, 0, " ", name)
	}
	return c.Sub(image.Rect(Margin.X, Margin.Y, w-Margin.X, h-Margin.Y))
}

// buttons draws what the mouse can press in the frame's top.
func (c Canvas) buttons(st uv.Style) {
	w, g := c.Width(), c.Theme.Glyph
	c.Fill(image.Rect(w-buttonsWidth+1, 0, w-1, 1), uv.Style{})
	c.Text(w-minimizeColumn, 0, g.Minimize, st)
	c.Text(w-zoomColumn, 0, g.Zoom, st)
	c.Text(w-closeColumn, 0, g.Close, st)
}

// ScrollBar draws where a view of height rows stands in total rows, at the right edge; nothing when all is visible.
func (c Canvas) ScrollBar(top, total int) {
	w, h := c.Size()
	if total <= h || h < 2 {
		return
	}
	size := max(1, h*h/total)
	start := (h - size) * top / max(1, total-h)
	c.VLine(w-1, 0, h, c.Theme.Glyph.Track, c.Theme.Faint)
	c.VLine(w-1, min(start, h-size), size, c.Theme.Glyph.Thumb, c.Theme.Muted)
}
