package windows

import (
	"image"
	"sort"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// typingRow is a stretch of a text that stands in one row of the screen. Blanks at which it was broken belong to it.
type typingRow struct{ from, to int }

// layRows breaks a text into rows of width cells: at line breaks, else after a blank, else inside of a word.
func layRows(rows []typingRow, text string, width int) []typingRow {
	width = max(1, width)
	for from := 0; ; {
		end := strings.IndexByte(text[from:], '\n')
		if end < 0 {
			return layLine(rows, text, from, len(text), width)
		}
		rows = layLine(rows, text, from, from+end, width)
		from += end + 1
	}
}

// layLine lays one line. A cursor behind its last character needs a cell, too.
func layLine(rows []typingRow, text string, from, to, width int) []typingRow {
	start, blank, used := from, -1, 0
	for at := from; at < to; {
		n := character(text[at:to])
		w := desktop.Width(text[at : at+n])
		if used+w > width && at > start {
			cut := at
			if blank > start {
				cut = blank
			}
			rows = append(rows, typingRow{start, cut})
			start, blank = cut, -1
			used = desktop.Width(text[cut:at])
			continue // what was taken along may leave no room, either
		}
		used += w
		at += n
		if text[at-n] == ' ' {
			blank = at
		}
	}
	rows = append(rows, typingRow{start, to})
	if used >= width {
		rows = append(rows, typingRow{to, to})
	}
	return rows
}

// rowOf is the row that a place stands in: where two rows meet, the later one.
func rowOf(rows []typingRow, place int) int {
	return max(0, sort.Search(len(rows), func(i int) bool { return rows[i].from > place })-1)
}

// vertically is the place by rows away from the cursor, at about the same column.
func (t *typing) vertically(by int) int {
	rows := t.lay(t.shown.size.X)
	at := rowOf(rows, t.cursor)
	column := desktop.Width(t.text[rows[at].from:t.cursor])
	to := at + by
	switch {
	case to < 0:
		return 0
	case to >= len(rows):
		return len(t.text)
	}
	return placeIn(t.text, rows, to, column)
}

// placeIn is the place in a row that a column is over.
func placeIn(text string, rows []typingRow, row, column int) int {
	r := rows[row]
	for at := r.from; at < r.to; {
		n := character(text[at:r.to])
		w := desktop.Width(text[at : at+n])
		if column < w {
			return at
		}
		column -= w
		at += n
		if at == r.to && row+1 < len(rows) && rows[row+1].from == at {
			return at - n // behind it the next row begins
		}
	}
	return r.to
}

// typingCell is what a click can hit: a cell of the field.
type typingCell image.Point

// typingCells are the targets of a field, made once for its size: there are as many as cells.
type typingCells struct {
	size    image.Point
	targets []desktop.Target
	rows    []typingRow // as they were drawn last
	top     int
}

// fit makes the targets anew for another size.
func (s *typingCells) fit(size image.Point) {
	if s.size == size {
		return
	}
	s.size, s.targets = size, make([]desktop.Target, 0, max(0, size.X)*max(0, size.Y))
	for y := range max(0, size.Y) {
		for x := range max(0, size.X) {
			s.targets = append(s.targets, typingCell{x, y})
		}
	}
}

// lay breaks the text into rows for a field.
func (t *typing) lay(width int) []typingRow {
	t.shown.rows = layRows(t.shown.rows[:0], t.text, width)
	return t.shown.rows
}

// draw draws the rows that lay made, from top on, and returns where the cursor is; false when it is out of sight.
func (t *typing) draw(c desktop.Canvas, top int, style uv.Style) (caret image.Point, seen bool) {
	rows := t.shown.rows
	t.shown.fit(image.Pt(c.Size()))
	t.shown.top = top
	here := rowOf(rows, t.cursor)
	for y := range max(0, c.Height()) {
		if top+y < len(rows) {
			r := rows[top+y]
			middle := r.from
			if top+y == here {
				middle = t.cursor
			}
			x := c.Text(0, y, t.text[r.from:middle], style)
			c.Text(x, y, t.text[middle:r.to], style)
			if top+y == here {
				caret, seen = image.Pt(x, y), true
			}
		}
		for x := range max(0, c.Width()) {
			c.Mark(image.Rect(x, y, x+1, y+1), t.shown.targets[y*c.Width()+x])
		}
	}
	return caret, seen
}

// clicked moves the cursor to a cell of the field.
func (t *typing) clicked(cell typingCell) {
	rows := t.shown.rows
	if row := t.shown.top + cell.Y; row < len(rows) {
		t.to(placeIn(t.text, rows, row, cell.X))
		return
	}
	t.to(len(t.text))
}
