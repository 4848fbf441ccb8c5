package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// choice is the row under the cursor of a page that is a list, and the view that follows it.
type choice struct {
	row    int
	scroll desktop.Scroll
}

func (c *choice) to(row, rows int) { c.row = max(0, min(row, rows-1)) }

// option is a row of such a page: a sign, what it is, and lines that say more.
type option struct {
	sign  string
	style uv.Style
	title string
	more  []paragraph
}

func (o *option) rows(width int) int {
	n := desktop.Rows(o.title, width-4)
	for _, m := range o.more {
		n += desktop.Rows(m.text, width-m.indent)
	}
	return n
}

// drawOptions lists rows to choose from, the chosen one in view.
func (t *Trace) drawOptions(c desktop.Canvas, options []option) {
	width := c.Width() - 2
	t.choice.to(t.choice.row, len(options))
	total, first, last := 0, 0, 0
	for i := range options {
		rows := options[i].rows(width)
		if i == t.choice.row {
			first, last = total, total+rows-1
		}
		total += rows
	}
	t.choice.scroll.Show(first, last, c.Height())
	y := -t.choice.scroll.Clamp(c.Height(), total)
	for i := range options {
		y += t.drawOption(c, y, i, &options[i])
	}
	c.ScrollBar(t.choice.scroll.Top, total)
}

func (t *Trace) drawOption(c desktop.Canvas, y, row int, o *option) int {
	width, th := c.Width()-2, c.Theme
	c.Text(2, y, o.sign, o.style)
	rows := c.Wrapped(4, y, width-4, 0, o.title, th.Strong)
	area := image.Rect(0, y, width, y+rows)
	for _, m := range o.more {
		rows += c.Wrapped(m.indent, y+rows, width-m.indent, 0, m.text, m.style)
	}
	c.Mark(image.Rect(0, y, width, y+rows), traceRow(row))
	if row == t.choice.row {
		c.Text(0, y, th.Glyph.Cursor, th.Key)
		c.Paint(area, selected(c))
	}
	return rows
}

// rows is how many rows the page in view has to choose from.
func (t *Trace) rows() int {
	switch t.part {
	case fixesPage:
		return len(t.session.Reading.Fixes)
	case breaksPage:
		return len(t.session.Reading.Offers())
	case exportPage:
		return len(exports)
	}
	return 0
}

// pick is a click on a row: it moves the cursor there, and on the row under the cursor it does what enter does.
func (t *Trace) pick(row int) desktop.Action {
	if row != t.choice.row {
		t.move(row - t.choice.row)
		return nil
	}
	if row >= t.rows() {
		return nil
	}
	switch t.part {
	case fixesPage:
		return t.preview()
	case breaksPage:
		return t.breakRow()
	case exportPage:
		return t.copyAs()
	}
	return nil
}

func (t *Trace) move(by int) {
	t.choice.to(t.choice.row+by, t.rows())
	t.Bump()
}

// listCommands move through a page that is a list; prefix is the page's.
func (t *Trace) listCommands(prefix string, empty func() string) []desktop.Command {
	move := func(by int) func() desktop.Action {
		return func() desktop.Action { t.move(by); return nil }
	}
	return []desktop.Command{
		{ID: prefix + ".up", Keys: []string{"up", "k"}, Title: "up", Help: "Move to the row above.", Disabled: empty, Run: move(-1)},
		{ID: prefix + ".down", Keys: []string{"down", "j"}, Title: "down", Help: "Move to the row below.", Disabled: empty, Run: move(1)},
	}
}
