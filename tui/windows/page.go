package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// paragraph is a stretch of prose on a page. mark is what a click on it hits, nil for nothing. laid is drawn in place of
// the text, if there is any: what was laid out already.
type paragraph struct {
	text   string
	style  uv.Style
	indent int
	lead   string // stands before the first line, left of the indent
	mark   desktop.Target
	laid   *uv.Buffer
}

// rows is how many rows the paragraph takes on a page of that width.
func (p *paragraph) rows(width int) int {
	if p.laid != nil {
		return p.laid.Height()
	}
	return desktop.Rows(p.text, width-p.indent)
}

// draw draws the paragraph from row y on and returns its rows.
func (p *paragraph) draw(c desktop.Canvas, y, width int) int {
	if p.laid != nil {
		rows := p.laid.Height()
		c.Sub(image.Rect(p.indent, y, p.indent+width, y+rows)).Blit(p.laid, image.Point{})
		return rows
	}
	c.Text(p.indent-desktop.Width(p.lead)-1, y, p.lead, p.style)
	return c.Wrapped(p.indent, y, width-p.indent, 0, p.text, p.style)
}

// wheelLines is how far one turn of the wheel scrolls prose.
const wheelLines = 3

// page is prose that is taller than its window.
type page struct {
	scroll desktop.Scroll
	height int // rows of the last drawing, for moving by whole pages
}

// draw draws paragraphs one below the other, scrolled.
func (p *page) draw(c desktop.Canvas, paragraphs []paragraph) {
	width := c.Width() - 2
	total := 0
	for i := range paragraphs {
		total += paragraphs[i].rows(width)
	}
	p.height = c.Height()
	y := -p.scroll.Clamp(c.Height(), total)
	for _, x := range paragraphs {
		rows := x.draw(c, y, width)
		for i := range rows {
			if x.mark != nil {
				c.MarkRow(y+i, x.mark)
			}
		}
		y += rows
	}
	c.ScrollBar(p.scroll.Top, total)
}

// moves are the commands every page has; prefix is the window's id, changed is called after each move.
func (p *page) moves(prefix string, changed func()) []desktop.Command {
	move := func(by func() int) func() desktop.Action {
		return func() desktop.Action {
			p.scroll.By(by())
			changed()
			return nil
		}
	}
	row := func(n int) func() int { return func() int { return n } }
	return []desktop.Command{
		{ID: prefix + ".up", Keys: []string{"up", "k"}, Title: "up", Help: "Scroll one line up.", Run: move(row(-1))},
		{ID: prefix + ".down", Keys: []string{"down", "j"}, Title: "scroll", Help: "Scroll one line down.", Hint: 3, Run: move(row(1))},
		{ID: prefix + ".page_up", Keys: []string{"pgup", "b"}, Title: "page up", Help: "Scroll one page up.",
			Run: move(func() int { return -max(1, p.height-1) })},
		{ID: prefix + ".page_down", Keys: []string{"pgdown", "space"}, Title: "page down", Help: "Scroll one page down.",
			Run: move(func() int { return max(1, p.height-1) })},
		{ID: prefix + ".top", Keys: []string{"home"}, Title: "top", Help: "Scroll to the top.", Run: move(row(-1 << 16))},
		{ID: prefix + ".bottom", Keys: []string{"end"}, Title: "bottom", Help: "Scroll to the bottom.", Run: move(row(1 << 16))},
	}
}
