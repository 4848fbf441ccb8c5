package windows

import (
	"image"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Notes is a sheet for the learner's own words. They are kept with the lab: when its program asks for them (Keep), and
// at ctrl+s.
type Notes struct {
	desktop.Counter
	notes    *session.Notes
	text     typing
	taken    bool // the text that was kept has been taken over
	asked    bool // for it
	scroll   desktop.Scroll
	height   int
	follow   bool // the next drawing brings the cursor into sight
	caret    image.Point
	seen     bool
	commands []desktop.Command
}

// NewNotes makes the window.
func NewNotes(s *session.Session) *Notes {
	n := &Notes{notes: session.NewNotes(s), follow: true}
	n.commands = n.table()
	return n
}

func (n *Notes) table() []desktop.Command {
	rows := func(by func() int) func() desktop.Action {
		return func() desktop.Action {
			n.text.to(n.text.vertically(by()))
			n.changed()
			return nil
		}
	}
	step := func(rows int) func() int { return func() int { return rows } }
	own := []desktop.Command{
		{ID: "notes.keep", Keys: []string{"ctrl+s"}, Title: "keep", Hint: 9, Disabled: n.clean,
			Help: "Write the notes down with the lab. That happens by itself, too, a moment after a change.", Run: n.keep},
		{ID: "notes.line", Keys: []string{"enter"}, Title: "new line", Help: "Begin a new line.", Run: func() desktop.Action { return n.Type("\n") }},
		{ID: "notes.up", Keys: []string{"up"}, Title: "up", Help: "Move the cursor one row up.", Run: rows(step(-1))},
		{ID: "notes.down", Keys: []string{"down"}, Title: "down", Help: "Move the cursor one row down.", Run: rows(step(1))},
		{ID: "notes.page_up", Keys: []string{"pgup"}, Title: "page up", Help: "Move the cursor one page up.",
			Run: rows(func() int { return -max(1, n.height-1) })},
		{ID: "notes.page_down", Keys: []string{"pgdown"}, Title: "page down", Help: "Move the cursor one page down.",
			Run: rows(func() int { return max(1, n.height-1) })},
		{ID: "notes.top", Keys: []string{"ctrl+home"}, Title: "top", Help: "Move the cursor to the beginning of the notes.", Run: rows(step(-longestTyped))},
		{ID: "notes.bottom", Keys: []string{"ctrl+end"}, Title: "bottom", Help: "Move the cursor to the end of the notes.", Run: rows(step(longestTyped))},
		{ID: "notes.cut", Keys: []string{"ctrl+x"}, Title: "cut line", Hint: 7, Help: "Take the line away; ctrl+v puts it in elsewhere.",
			Run: func() desktop.Action { n.text.cutLine(); n.changed(); return nil }},
		{ID: "notes.put", Keys: []string{"ctrl+v"}, Title: "put line", Hint: 6, Help: "Put the line that was cut last in before this one.",
			Disabled: n.nothingCut, Run: n.put},
	}
	return append(own, n.text.edits("notes", n.changed)...)
}

func (n *Notes) changed() {
	n.follow = true
	n.Bump()
}

// ID see desktop.Window.
func (n *Notes) ID() string { return "notes" }

// Title see desktop.Window.
func (n *Notes) Title() string {
	if n.taken && !n.notes.Kept(n.text.text) {
		return "Notes, not kept yet"
	}
	return "Notes"
}

// Version see desktop.Window.
func (n *Notes) Version() uint64 { return n.Counter.Version() + n.notes.Version() }

// Commands see desktop.Window.
func (n *Notes) Commands() []desktop.Command { return n.commands }

// Typing see desktop.Typist.
func (n *Notes) Typing() bool { return true }

// Type see desktop.Typist. What is typed before the notes have been read goes in front of them.
func (n *Notes) Type(text string) desktop.Action {
	n.take()
	n.changed()
	if !n.text.insert(text) {
		return session.Say{Text: "the notes are full: they hold 64 KB"}
	}
	return n.Wants()
}

// Wants is what the window needs before it can show all there is: the notes, once.
func (n *Notes) Wants() desktop.Action {
	if n.asked || n.notes.Text() != nil {
		return nil
	}
	n.asked = true
	return session.FetchNotes{Notes: n.notes}
}

// Unkept returns a job that writes the notes down, nil if they are. Its program runs it a moment after a change, and
// when it leaves the lab.
func (n *Notes) Unkept() session.Job {
	n.take()
	if n.clean() != "" {
		return nil
	}
	return n.notes.Keep(n.text.text)
}

func (n *Notes) clean() string {
	if !n.taken || n.notes.Kept(n.text.text) {
		return "the notes are written down as they are"
	}
	return ""
}

func (n *Notes) keep() desktop.Action { return session.KeepNotes{Notes: n.notes, Text: n.text.text} }

// take takes the text over that was kept, once.
func (n *Notes) take() {
	kept := n.notes.Text()
	if n.taken || kept == nil {
		return
	}
	n.taken = true
	cursor := n.text.cursor
	n.text.set(n.text.text + *kept)
	n.text.to(cursor)
}

func (n *Notes) nothingCut() string {
	if n.text.cut == "" {
		return "nothing has been cut yet"
	}
	return ""
}

// put puts the line that was cut in before the one of the cursor.
func (n *Notes) put() desktop.Action {
	line := n.text.cut
	if line[len(line)-1] != '\n' {
		line += "\n"
	}
	n.text.to(n.text.lineStart())
	return n.Type(line)
}

// Draw see desktop.Window.
func (n *Notes) Draw(c desktop.Canvas) {
	n.take()
	n.height = c.Height()
	rows := n.text.lay(c.Width() - 1)
	if n.follow {
		here := rowOf(rows, n.text.cursor)
		n.scroll.Show(here, here, c.Height())
		n.follow = false
	}
	top := n.scroll.Clamp(c.Height(), len(rows))
	field := c.Sub(image.Rect(0, 0, c.Width()-1, c.Height()))
	n.caret, n.seen = n.text.draw(field, top, c.Theme.Text)
	if n.text.text == "" {
		c.Wrapped(0, 0, c.Width()-1, 0, "Type what you want to remember. It is kept with this lab.", c.Theme.Faint)
	}
	c.ScrollBar(top, len(rows))
}

// Caret see desktop.Caret.
func (n *Notes) Caret() (image.Point, bool) { return n.caret, n.seen }

// Click see desktop.Window.
func (n *Notes) Click(t desktop.Target) desktop.Action {
	if cell, ok := t.(typingCell); ok {
		n.text.clicked(cell)
		n.changed()
	}
	return nil
}

// Wheel see desktop.Window.
func (n *Notes) Wheel(delta int) {
	n.scroll.By(delta * wheelLines)
	n.Bump()
}
