package windows

import (
	"image"
	"strconv"

	"kvlab/tui/desktop"
)

// What a click can hit: a row, an arrow beside what is chosen, one of the names on offer, one of the ways to end.
type (
	composeRow   int
	composeTurn  int
	composeOffer int    // among what was found, or among all that the row can be
	composeEnd   string // a command, by its id
)

const (
	composeLabel  = 14 // the column that the values begin at
	composeOffers = 2  // rows for the names on offer
	wideEnough    = 56 // where a row has room for a remark
	composeEnds   = 3  // commands that end the dialog: the first ones
	roomForHow    = 14 // rows from where on the dialog says how it is used
)

// Draw see desktop.Window: the rows, what the one under the cursor can be, what is asked with all that, and the ends.
// Where there is little room the rows scroll, and the names on offer go first.
func (c *Compose) Draw(canvas desktop.Canvas) {
	w, room := canvas.Width(), canvas.Height()-1
	c.seen = false
	rows := min(c.size, max(1, room-3))
	offers := max(0, min(composeOffers, room-rows-5))
	c.drawRows(canvas.Sub(image.Rect(0, 0, w, rows)))
	y := rows
	if offers > 0 {
		c.drawOffers(canvas.Sub(image.Rect(2, y+1, w, y+1+offers)))
		y += offers + 1
	}
	if room-y > 3 {
		y++
	}
	if room >= roomForHow {
		c.drawHow(canvas.Row(room - 1))
		room--
	}
	c.drawSum(canvas.Sub(image.Rect(0, y, w, room)))
	c.drawEnds(canvas.Row(canvas.Height() - 1))
}

func (c *Compose) drawRows(canvas desktop.Canvas) {
	c.scroll.Show(c.cursor, c.cursor, canvas.Height())
	top := c.scroll.Clamp(canvas.Height(), c.size)
	for row := top; row < min(c.size, top+canvas.Height()); row++ {
		c.drawRow(canvas.Row(row-top), row)
		if row == c.cursor && c.seen {
			c.caret.Y = row - top
		}
	}
	canvas.ScrollBar(top, c.size)
}

// drawRow is a row: its label and what is chosen, between arrows where the cursor stands.
func (c *Compose) drawRow(canvas desktop.Canvas, row int) {
	t, w, r := canvas.Theme, canvas.Width()-1, &c.rows[row]
	here := row == c.cursor
	canvas.Fit(2, 0, composeLabel-3, r.label, t.Muted)
	area := image.Rect(0, 0, w, 1)
	canvas.Mark(area, composeRow(row))
	x, end := composeLabel, w
	unknown := r.unknown() && w >= wideEnough
	if unknown {
		end = canvas.Right(w, 0, "not in this lab", t.Warn) - 1
	}
	if here && len(r.offers) > 1 {
		if !unknown {
			end = canvas.Right(w, 0, c.place(), t.Muted) - 1
		}
		c.arrow(canvas, x-2, t.Glyph.Left, -1)
		c.arrow(canvas, end-1, t.Glyph.Right, 1)
		end -= 2
	}
	c.drawValue(canvas.Sub(image.Rect(x, 0, end, 1)), r, here)
	if here {
		canvas.Text(0, 0, t.Glyph.Cursor, t.Key)
		canvas.Paint(area, selected(canvas))
		c.caret.X += x
	}
}

func (c *Compose) arrow(canvas desktop.Canvas, x int, glyph string, by int) {
	canvas.Text(x, 0, glyph, canvas.Theme.Key)
	canvas.Mark(image.Rect(x-1, 0, x+2, 1), composeTurn(by))
}

// place says where among all that can be chosen the choice is.
func (c *Compose) place() string {
	at, n := c.standing()+1, len(c.row().offers)
	if c.found != nil {
		at, n = c.at+1, len(c.found)
	}
	switch {
	case c.typing && c.typed != "" && c.found == nil && !c.row().text:
		return "none of " + strconv.Itoa(n)
	case at == 0:
		return "" // nothing is chosen yet
	}
	return strconv.Itoa(at) + " of " + strconv.Itoa(n)
}

// drawValue is what is chosen; before it, what was typed to find it.
func (c *Compose) drawValue(canvas desktop.Canvas, r *composePart, here bool) {
	t, x := canvas.Theme, 0
	typing := here && c.typing
	if typing && !r.text {
		x = canvas.Text(0, 0, c.typed, t.Strong)
		c.caret, c.seen = image.Pt(x, 0), true
		if c.typed == r.now || c.typed != "" && c.found == nil {
			return
		}
		x += canvas.Text(x, 0, " "+t.Glyph.Right+" ", t.Muted)
	}
	room := canvas.Width() - x
	text := r.now
	if typing && r.text {
		text = tail(text, room-1)
		c.caret, c.seen = image.Pt(desktop.Width(text), 0), true
	}
	if text == "" {
		canvas.Fit(x, 0, room, r.hint, t.Faint)
		return
	}
	canvas.Fit(x, 0, room, text, t.Text)
}

// tail is the end of a text that fits into so many cells: the end is what is typed at.
func tail(text string, width int) string {
	for text != "" && desktop.Width(text) > max(0, width) {
		text = text[max(1, character(text)):]
	}
	return text
}

// drawOffers are the names that the row can be, for the mouse and to look around.
func (c *Compose) drawOffers(canvas desktop.Canvas) {
	t, row := canvas.Theme, c.row()
	n, chosen := len(row.offers), c.standing()
	if c.found != nil {
		n, chosen = len(c.found), c.at
	}
	if n < 2 {
		return
	}
	first := c.firstOffer(n, chosen, canvas.Width(), canvas.Height())
	var at image.Point
	for i := first; i < n; i++ {
		word := c.offered(i)
		used := min(desktop.Width(word), canvas.Width())
		if at.X > 0 && at.X+used > canvas.Width() {
			at = image.Pt(0, at.Y+1)
		}
		if at.Y >= canvas.Height() {
			canvas.Right(canvas.Width(), canvas.Height()-1, " "+t.Glyph.Ellipsis, t.Muted)
			return
		}
		style := t.Link
		if i == chosen {
			style = t.Strong
		}
		canvas.Fit(at.X, at.Y, used, word, style)
		canvas.Mark(image.Rect(at.X, at.Y, at.X+used, at.Y+1), composeOffer(i))
		at.X += used + wordGap
	}
}

// firstOffer is where the names begin that are shown, so that the chosen one is among them.
func (c *Compose) firstOffer(n, chosen, width, height int) int {
	first, x, y := 0, 0, 0
	for i := 0; i < n && i <= chosen; i++ {
		used := min(desktop.Width(c.offered(i)), width)
		if x > 0 && x+used > width-2 {
			x, y = 0, y+1
		}
		if y >= height {
			first, y = i, 0
		}
		x += used + wordGap
	}
	return first
}

// offered is a name on offer: of what was found, or of all.
func (c *Compose) offered(i int) string {
	if c.found == nil {
		return c.row().offers[i].shown
	}
	if i = c.found[i]; i < 0 {
		return "\"" + c.typed + "\" as typed"
	}
	return c.row().offers[i].shown
}

// choose takes a name that was clicked on.
func (c *Compose) choose(i int) {
	switch {
	case c.found != nil && i < len(c.found):
		c.pick(i)
	case c.found == nil && i < len(c.row().offers):
		c.take(i)
	}
}

// drawSum says what will be asked, how that call looks, and what is wrong with it.
func (c *Compose) drawSum(canvas desktop.Canvas) {
	t, w := canvas.Theme, canvas.Width()
	if c.why != "" {
		canvas.Wrapped(0, 0, w, 0, t.Glyph.Fail+" "+capital(c.why)+".", t.Warn)
		return
	}
	y := canvas.Wrapped(0, 0, w, 0, c.draft.Sentence(), t.Text)
	if c.draft.other {
		y += canvas.Wrapped(0, y, w, 0, "It is decided by both profiles, and nothing is carried out.", t.Muted)
	}
	canvas.Wrapped(0, y, w, 2, c.draft.Call(), t.Muted)
}

// drawHow says what moves about in the dialog.
func (c *Compose) drawHow(canvas desktop.Canvas) {
	t, g, x := canvas.Theme, canvas.Theme.Glyph, 0
	for _, way := range [...][2]string{{"a-z", "search"}, {g.Left + " " + g.Right, "choose"}, {g.Up + " " + g.Down, "next row"}} {
		x += canvas.Text(x, 0, way[0], t.Key) + 1
		x += canvas.Text(x, 0, way[1], t.Muted) + 3
	}
}

// drawEnds are the ways to end; those that are not open now are faint.
func (c *Compose) drawEnds(canvas desktop.Canvas) {
	x := 0
	for i := range c.commands[:composeEnds] {
		command := &c.commands[i]
		text := command.Keys[0] + " " + command.Title
		if command.Why() != "" {
			x += canvas.Text(x, 0, " "+text+" ", canvas.Theme.Faint) + 1
			continue
		}
		x += button(canvas, x, 0, text, composeEnd(command.ID)) + 1
	}
}

// Caret see desktop.Caret.
func (c *Compose) Caret() (image.Point, bool) { return c.caret, c.seen }
