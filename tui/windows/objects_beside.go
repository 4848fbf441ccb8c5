package windows

import (
	"image"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/store"
	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// beside is prose about the row under a list's cursor. It stands at the list's right, below it, or in a small window
// in its place.
type beside struct {
	page
	about string // what the prose is about: another subject is read from its beginning
	whole bool   // in the list's place
}

// The least room that a list and prose share.
const (
	besideWidth  = 84
	besideHeight = 15
)

// split divides a window; about is empty where only the list is seen, list where only the prose is.
func (b *beside) split(c desktop.Canvas) (list, about desktop.Canvas) {
	w, h := c.Size()
	switch {
	case b.whole:
		return c.Sub(image.Rectangle{}), c
	case w >= besideWidth:
		half := w * 11 / 20
		c.VLine(half+1, 0, h, c.Theme.Glyph.Vertical, c.Theme.Frame)
		return c.Sub(image.Rect(0, 0, half, h)), c.Sub(image.Rect(half+3, 0, w, h))
	case h >= besideHeight:
		half := h * 11 / 20
		c.HLine(0, half, w, c.Theme.Glyph.Horizontal, c.Theme.Frame)
		return c.Sub(image.Rect(0, 0, w, half)), c.Rest(half + 1)
	}
	return c, c.Sub(image.Rectangle{})
}

// tell draws the prose; subject says what it is about.
func (b *beside) tell(c desktop.Canvas, subject string, prose []paragraph) {
	if subject != b.about {
		b.about, b.scroll = subject, desktop.Scroll{}
	}
	if c.Height() > 0 {
		b.draw(c, prose)
	}
}

// commands scroll the prose and give it the whole window; prefix is the window's id, changed is called after each.
func (b *beside) commands(prefix string, changed func()) []desktop.Command {
	scroll := func(pages int) func() desktop.Action {
		return func() desktop.Action {
			b.scroll.By(pages * max(1, b.height-1))
			changed()
			return nil
		}
	}
	return []desktop.Command{
		{ID: prefix + ".about", Keys: []string{"space"}, Title: "about it", Hint: 4, Help: "Give the whole window to what is said about this row, or back.",
			Run: func() desktop.Action { b.whole = !b.whole; changed(); return nil }},
		{ID: prefix + ".page_up", Keys: []string{"pgup"}, Title: "scroll back", Help: "Scroll back in what is said about this row.", Run: scroll(-1)},
		{ID: prefix + ".page_down", Keys: []string{"pgdown"}, Title: "scroll on", Help: "Scroll on in what is said about this row.", Run: scroll(1)},
	}
}

// prose is a text that grows paragraph by paragraph.
type prose struct {
	theme *theme.Theme
	lines []paragraph
}

func (p *prose) add(style uv.Style, text string) {
	p.lines = append(p.lines, paragraph{text: text, style: style})
}

func (p *prose) head(text string)  { p.add(p.theme.Strong, text) }
func (p *prose) say(text string)   { p.add(p.theme.Text, text) }
func (p *prose) quiet(text string) { p.add(p.theme.Muted, text) }
func (p *prose) gap()              { p.add(p.theme.Text, "") }

// fact is a label with its value; nothing is said of an empty one.
func (p *prose) fact(label, value string) {
	if value != "" {
		p.mark(p.theme.Text, label, value)
	}
}

// mark is a fact in a style of its own.
func (p *prose) mark(style uv.Style, label, value string) {
	lead := label + strings.Repeat(" ", max(0, factWidth-1-len(label)))
	p.lines = append(p.lines, paragraph{text: value, style: style, indent: factWidth, lead: lead})
}

// happened tells what happened by itself.
func (p *prose) happened(events []store.Event) {
	for i, e := range events {
		if i == mostTold {
			p.quiet("and " + several(len(events)-i, "thing") + " more")
			return
		}
		p.lines = append(p.lines, paragraph{text: e.At.UTC().Format(minuteForm) + "  " + e.What, style: p.theme.Text, indent: 2, lead: p.theme.Glyph.Bullet})
	}
}

// mostTold is how many things are told of one change: the prose is laid out anew with every key.
const mostTold = 200

// factWidth is the column that the values of facts begin at.
const factWidth = 12
