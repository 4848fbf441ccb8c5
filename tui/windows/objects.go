package windows

import (
	"image"

	"kvlab/engine/estate"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Objects is what the vaults hold, as a tree: vaults, what is in them by kind, every version, and apart what was
// deleted. It shows the lab as it is, not what somebody may see of it; values stay masked until they are asked for.
// What it does to an object is a request of the operator, who needs the right to it like everybody else.
type Objects struct {
	list
	session  *session.Session
	commands []desktop.Command
	beside   beside

	estate   *estate.Estate // that rows were made from
	rows     []holding
	toggled  map[string]bool // rows that are folded otherwise than at first, by path
	revealed string          // path of the row whose value is shown
}

// objectsRow and objectsFold are what a click can hit: a row, and the arrow before it.
type (
	objectsRow  int
	objectsFold int
)

// NewObjects makes the window.
func NewObjects(s *session.Session) *Objects {
	o := &Objects{session: s, toggled: map[string]bool{}}
	o.commands = o.table()
	o.settle()
	return o
}

// ID see desktop.Window.
func (o *Objects) ID() string { return "objects" }

// Title see desktop.Window.
func (o *Objects) Title() string { return "Objects" }

// Version see desktop.Window.
func (o *Objects) Version() uint64 { return o.Counter.Version() + o.session.Version() }

// Commands see desktop.Window.
func (o *Objects) Commands() []desktop.Command { return o.commands }

// settle brings the rows up to date and leaves the cursor on what it stood on.
func (o *Objects) settle() {
	if o.estate != o.session.State.Estate {
		o.estate = o.session.State.Estate
		o.grow()
	}
	if o.revealed != o.path() {
		o.revealed = ""
	}
}

// to moves the cursor. A value is not left open behind it.
func (o *Objects) to(row int) {
	o.revealed = ""
	o.list.to(row)
}

// grow makes the rows anew.
func (o *Objects) grow() {
	path := o.path()
	o.rows = plant(o.estate, o.toggled)
	o.resize(len(o.rows))
	for i := range o.rows {
		if o.rows[i].path() == path {
			o.cursor = i
		}
	}
}

// current is the row under the cursor, nil when there are none.
func (o *Objects) current() *holding {
	if o.cursor >= len(o.rows) {
		return nil
	}
	return &o.rows[o.cursor]
}

func (o *Objects) path() string {
	if r := o.current(); r != nil {
		return r.path()
	}
	return ""
}

// fold opens or closes the row under the cursor.
func (o *Objects) fold(open bool) desktop.Action {
	r := o.current()
	if r != nil && r.leaves > 0 && r.open != open {
		o.toggled[r.path()] = !o.toggled[r.path()]
		o.grow()
		o.Bump()
	}
	return nil
}

// out folds the row under the cursor, or goes to the one it belongs to.
func (o *Objects) out() desktop.Action {
	r := o.current()
	if r == nil || r.open && r.leaves > 0 {
		return o.fold(false)
	}
	for i := o.cursor; i >= 0; i-- {
		if o.rows[i].depth < r.depth {
			o.to(i)
			break
		}
	}
	return nil
}

// Draw see desktop.Window.
func (o *Objects) Draw(c desktop.Canvas) {
	o.settle()
	if len(o.rows) == 0 {
		c.Wrapped(0, 0, c.Width(), 0, "There is no vault in this lab.", c.Theme.Muted)
		return
	}
	tree, about := o.beside.split(c)
	o.scroll.Show(o.cursor, o.cursor, tree.Height())
	top := o.scroll.Clamp(tree.Height(), len(o.rows))
	for i := top; i < min(len(o.rows), top+tree.Height()); i++ {
		o.drawRow(tree, i-top, i)
	}
	tree.ScrollBar(top, len(o.rows))
	if about.Height() > 0 {
		o.beside.tell(about, o.path(), o.about(c))
	}
}

// untilWidth is the least width at which a row says until when something can be recovered.
const untilWidth = 50

// drawRow is one row: cursor, arrow, name, and how it fares.
func (o *Objects) drawRow(c desktop.Canvas, y, row int) {
	r, t := &o.rows[row], c.Theme
	x := 2 + 2*r.depth
	if r.leaves > 0 {
		arrow := t.Glyph.Closed
		if r.open {
			arrow = t.Glyph.Open
		}
		c.Text(x, y, arrow, t.Muted)
	}
	s := r.state(o.session.State.Lab.Clock)
	glyph, style := s.mark(t)
	word := r.word(s)
	if c.Width() < untilWidth && s == deleted && word != "" {
		word = string(deleted)
	}
	end := c.Width() - 1
	if word != "" {
		end = c.Right(end, y, glyph+" "+word, style) - 1
	}
	name := t.Text
	if r.kind == vaultHolding {
		name = t.Strong
	}
	x += 2
	x += c.Fit(x, y, end-x, r.name(), name) + 1
	c.Fit(x, y, end-x, r.count(), t.Muted)
	c.MarkRow(y, objectsRow(row))
	if r.leaves > 0 {
		c.Mark(image.Rect(2+2*r.depth, y, 4+2*r.depth, y+1), objectsFold(row))
	}
	if row == o.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, c.Width()-1, y+1), selected(c))
	}
}

// Click see desktop.Window.
func (o *Objects) Click(t desktop.Target) desktop.Action {
	switch t := t.(type) {
	case objectsFold:
		o.to(int(t))
		if r := o.current(); r != nil {
			return o.fold(!r.open)
		}
	case objectsRow:
		o.to(int(t))
	}
	return nil
}

// Wheel see desktop.Window.
func (o *Objects) Wheel(delta int) {
	if o.beside.whole {
		o.beside.scroll.By(delta * wheelLines)
		o.Bump()
		return
	}
	o.to(o.cursor + delta)
}
