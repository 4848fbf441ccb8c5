package windows

import (
	"image"
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Compose is the dialog that puts a request together: a row for each part of it, and below them what the whole comes
// to. Arrows turn a row through what the lab has; letters find a name in it, and take one that it does not have as it
// is, where that makes sense: nothing found is an answer, too.
type Compose struct {
	list
	session *session.Session
	draft   wish
	rows    []composePart
	why     string // the draft cannot be asked

	// While something is typed in the row under the cursor: found are the row's offers that answer it, the best first,
	// and behind them, as -1, the text itself. at is the one that is taken.
	typing bool
	typed  string
	before wish // for taking back
	found  []int
	at     int

	caret    image.Point
	seen     bool
	commands []desktop.Command
}

// wish is all that can be chosen.
type wish struct {
	session.Draft
	other bool // decide by the profile that is not the lab's
}

// composePart is one row: a part of the request, and what it can be.
type composePart struct {
	label  string
	now    string // what is chosen, as it is shown
	hint   string // stands in an empty one
	offers []offer
	// literal takes what is typed as it is, nil where only what is offered can be taken.
	literal func(text string)
	// text says that what is typed is all there is to it: it is not a name to be found.
	text bool
}

// unknown reports whether the row holds a name that the lab does not have.
func (r *composePart) unknown() bool {
	return r.literal != nil && !r.text && r.now != "" && r.standing() < 0
}

// offer is one thing that a row can be.
type offer struct {
	shown string
	take  func()
	// fits says that the rest of the request goes with it as it stands: of an operation, that it is about the same kind
	// of thing.
	fits bool
}

// NewCompose makes the dialog; draft is what it begins with.
func NewCompose(s *session.Session, draft session.Draft) *Compose {
	c := &Compose{session: s, draft: wish{Draft: s.Filled(draft)}}
	c.commands = c.table()
	c.settle()
	return c
}

// ID see desktop.Window.
func (c *Compose) ID() string { return "compose" }

// Title see desktop.Window.
func (c *Compose) Title() string { return "Compose a request" }

// Commands see desktop.Window.
func (c *Compose) Commands() []desktop.Command { return c.commands }

// Want see Dialog. It does not depend on the draft: a dialog that changes its size under the mouse is hard to hit.
func (c *Compose) Want(screen image.Point) image.Point {
	return image.Pt(min(84, screen.X-2), min(22, screen.Y-2))
}

// Typing see desktop.Typist.
func (c *Compose) Typing() bool { return true }

// settle makes the rows anew and says what is wrong with the draft.
func (c *Compose) settle() {
	c.rows = c.parts()
	c.resize(len(c.rows))
	c.why = c.session.Problem(c.draft.Draft)
	c.Bump()
}

// row is the one under the cursor.
func (c *Compose) row() *composePart { return &c.rows[c.cursor] }

// goTo moves the cursor; what was typed stays as it was taken.
func (c *Compose) goTo(row int) {
	c.rest()
	c.to(row)
}

// rest ends the typing.
func (c *Compose) rest() {
	if c.typing {
		c.typing, c.typed, c.found = false, "", nil
		c.nameBack()
		c.Bump()
	}
}

// Type see desktop.Typist.
func (c *Compose) Type(text string) desktop.Action {
	f := field{text: c.begun()}
	f.insert(text)
	c.search(f.text)
	return nil
}

// begun is what has been typed in the row: of a name nothing at first, for letters find another one.
func (c *Compose) begun() string {
	if !c.typing {
		c.typing, c.typed, c.before = true, "", c.draft
		c.nameBack()
		if c.row().text {
			c.typed = c.row().now
		}
	}
	return c.typed
}

// rubOut takes the last letter away, of what is typed or of the name that is there.
func (c *Compose) rubOut() desktop.Action {
	if !c.typing && c.row().literal != nil {
		now := c.row().now
		c.begun()
		c.typed = now
	}
	if c.typing {
		f := field{text: c.typed}
		f.rubOut()
		c.search(f.text)
	}
	return nil
}

// search finds what answers a text in the row and takes the best of it. Without any, or without a text, the draft is as it
// was before.
func (c *Compose) search(text string) {
	c.typed, c.at, c.found = text, 0, nil
	r := c.row()
	switch {
	case r.text:
		r.literal(text)
		c.settle()
		return
	case text == "":
		c.draft = c.before
		c.settle()
		return
	}
	if c.found = answers(r, text); len(c.found) == 0 {
		c.draft = c.before
		c.settle()
		c.why = "nothing here is called " + text
		return
	}
	c.pick(0)
}

// pick takes one of what was found.
func (c *Compose) pick(n int) {
	c.at, c.draft = n, c.before // what was taken on the way here leaves nothing behind
	row := c.row()
	if i := c.found[n]; i >= 0 {
		row.offers[i].take()
	} else {
		row.literal(c.typed)
	}
	c.follow(c.before)
}

// turn goes to the next thing that the row can be, or back: of what was found, while something is typed.
func (c *Compose) turn(by int) {
	n := len(c.row().offers)
	switch {
	case len(c.found) > 0:
		c.pick((c.at + by + len(c.found)) % len(c.found))
	case n > 0:
		at := c.standing()
		if at < 0 && by < 0 {
			at = 0
		}
		c.take((at + by + n) % n)
	}
}

// standing is the offer that the row under the cursor is, -1 for none of them.
func (c *Compose) standing() int { return c.row().standing() }

func (r *composePart) standing() int {
	for i := range r.offers {
		if r.offers[i].shown == r.now {
			return i
		}
	}
	return -1
}

// take takes an offer of the row.
func (c *Compose) take(n int) {
	was := c.draft
	c.rest()
	c.row().offers[n].take()
	c.follow(was)
}

// follow puts right what depends on the part that has changed, and makes the rows anew.
func (c *Compose) follow(was wish) {
	d := &c.draft.Draft
	if d.Operation != was.Operation {
		d.Choice, d.Text = "", ""
	}
	if d.Operation != was.Operation || d.Vault != was.Vault {
		c.followObject(was)
	}
	if d.Object != was.Object || d.Vault != was.Vault {
		d.Version, d.Choice = "", keptChoice(d)
	}
	if d.Operation != was.Operation || d.Object != was.Object || d.Vault != was.Vault {
		*d = c.session.Filled(*d)
	}
	c.settle()
}

// keptChoice is what stays chosen when another object is: nothing that depends on the kind of key.
func keptChoice(d *session.Draft) string {
	if d.Carries().Choice == "algorithm" {
		return ""
	}
	return d.Choice
}

// followObject goes to an object that there is, if the one before was there where it was looked for and is not here.
func (c *Compose) followObject(was wish) {
	here, object := c.names(c.draft.Draft), c.draft.Object
	if len(here) > 0 && (object == "" || slices.Contains(c.names(was.Draft), object) && !slices.Contains(here, object)) {
		c.draft.Object = here[0]
	}
}

// Click see desktop.Window.
func (c *Compose) Click(t desktop.Target) desktop.Action {
	switch t := t.(type) {
	case composeRow:
		c.goTo(int(t))
	case composeTurn:
		c.turn(int(t))
	case composeOffer:
		c.choose(int(t))
	case composeEnd:
		for i := range c.commands {
			if command := &c.commands[i]; command.ID == string(t) && command.Why() == "" {
				return command.Run()
			}
		}
	}
	return nil
}

// Wheel see desktop.Window.
func (c *Compose) Wheel(delta int) { c.goTo(c.cursor + delta) }
