package desktop

import (
	"image"
	"slices"
	"strings"
)

// Entry is one thing the palette offers.
type Entry struct {
	Kind  string // "command", "lab": what the entry is
	Title string
	Also  string // more words that find it: what it does, its id
	Key   string // what would do the same without the palette
	// Disabled says why it cannot be chosen now; nil or empty when it can.
	Disabled func() string
	// Action is what choosing it asks for.
	Action Action
}

// why see Entry.Disabled.
func (e *Entry) why() string {
	if e.Disabled == nil {
		return ""
	}
	return e.Disabled()
}

// Palette finds things by a few letters of them.
type Palette struct {
	Counter
	entries  []Entry
	query    string
	found    []int // entries that answer the query, the best first
	cursor   int
	scroll   Scroll
	commands []Command
}

// paletteRow is what a click can hit.
type paletteRow int

// NewPalette makes a palette of entries, listed in their order until something is typed.
func NewPalette(entries []Entry) *Palette {
	p := &Palette{}
	p.commands = []Command{
		{ID: "palette.choose", Keys: []string{"enter"}, Title: "choose", Hint: 9, Disabled: p.why, Help: "Do what stands under the cursor.",
			Run: func() Action { return p.choose() }},
		{ID: "palette.close", Keys: []string{"esc", "ctrl+k"}, Title: "close", Hint: 8, Help: "Close the palette.", Run: func() Action { return Back{} }},
		{ID: "palette.up", Keys: []string{"up", "ctrl+p"}, Title: "up", Help: "Move to the row above.", Run: p.moving(-1)},
		{ID: "palette.down", Keys: []string{"down", "ctrl+n", "tab"}, Title: "down", Help: "Move to the row below.", Run: p.moving(1)},
		{ID: "palette.page_up", Keys: []string{"pgup"}, Title: "page up", Help: "Move ten rows up.", Run: p.moving(-10)},
		{ID: "palette.page_down", Keys: []string{"pgdown"}, Title: "page down", Help: "Move ten rows down.", Run: p.moving(10)},
		{ID: "palette.erase", Keys: []string{"backspace"}, Title: "erase", Help: "Take the last letter back.", Run: p.erase},
		{ID: "palette.clear", Keys: []string{"ctrl+u"}, Title: "erase all", Help: "Begin anew.", Run: func() Action { p.ask(""); return nil }},
	}
	p.Add(entries)
	return p
}

// Add offers more: what was read in the meantime.
func (p *Palette) Add(entries []Entry) {
	p.entries = append(p.entries, entries...)
	p.ask(p.query)
}

// ask looks for what answers a query.
func (p *Palette) ask(query string) {
	p.query, p.cursor, p.scroll.Top = query, 0, 0
	p.found = p.found[:0]
	rank := make([]int, len(p.entries))
	for i := range p.entries {
		if rank[i] = p.entries[i].rank(query); rank[i] > 0 {
			p.found = append(p.found, i)
		}
	}
	slices.SortStableFunc(p.found, func(a, b int) int { return rank[b] - rank[a] })
	p.Bump()
}

// rank prefers letters of the title. In the longer texts beside it words have to stand whole: any few letters can be
// read out of a sentence. Where words of those begin so, it is worth more than letters strewn over a title.
func (e *Entry) rank(query string) int {
	return max(Rank(query, e.Title), e.words(query))
}

// words is 0 when words of the query are missing, and more for those that begin a word: as much as Rank has for letters
// that are neither close together nor far apart.
func (e *Entry) words(query string) int {
	all := " " + strings.ToLower(e.Kind+" "+e.Title+" "+e.Also)
	total := 1
	for _, word := range strings.Fields(strings.ToLower(query)) {
		switch {
		case strings.Contains(all, " "+word):
			total += found
		case !strings.Contains(all, word):
			return 0
		}
	}
	return total
}

func (p *Palette) moving(by int) func() Action {
	return func() Action {
		p.cursor = max(0, min(p.cursor+by, len(p.found)-1))
		p.Bump()
		return nil
	}
}

func (p *Palette) erase() Action {
	if r := []rune(p.query); len(r) > 0 {
		p.ask(string(r[:len(r)-1]))
	}
	return nil
}

// current is the entry under the cursor, nil for none.
func (p *Palette) current() *Entry {
	if p.cursor >= len(p.found) {
		return nil
	}
	return &p.entries[p.found[p.cursor]]
}

func (p *Palette) why() string {
	e := p.current()
	if e == nil {
		return "nothing answers " + p.query
	}
	return e.why()
}

func (p *Palette) choose() Action {
	if e := p.current(); e != nil && e.why() == "" {
		return e.Action
	}
	return nil
}

// Typing see Typist.
func (p *Palette) Typing() bool { return true }

// longestQuery bounds what is typed or pasted.
const longestQuery = 200

// Type see Typist.
func (p *Palette) Type(text string) Action {
	query := []rune(p.query + strings.ReplaceAll(text, "\n", " "))
	p.ask(string(query[:min(len(query), longestQuery)]))
	return nil
}

// ID see Window.
func (p *Palette) ID() string { return "palette" }

// Title see Window.
func (p *Palette) Title() string { return "Go to anything" }

// Commands see Window.
func (p *Palette) Commands() []Command { return p.commands }

// Want is the size it would like, its frame included.
func (p *Palette) Want(screen image.Point) image.Point {
	return image.Pt(min(86, screen.X-2), min(22, screen.Y-2))
}

// Draw see Window.
func (p *Palette) Draw(c Canvas) {
	t := c.Theme
	c.Text(0, 0, t.Glyph.Cursor, t.Key)
	if p.query == "" {
		c.Fit(2, 0, c.Width()-2, "type a few letters of a command, window, lab, lesson, request, gate, goal or step", t.Muted)
	} else {
		c.Fit(2, 0, c.Width()-2, p.query, t.Strong)
	}
	body := c.Sub(image.Rect(0, 1, c.Width(), c.Height()-1))
	p.scroll.Show(p.cursor, p.cursor, body.Height())
	top := p.scroll.Clamp(body.Height(), len(p.found))
	for row := top; row < min(len(p.found), top+body.Height()); row++ {
		p.drawRow(body, row-top, row)
	}
	body.ScrollBar(top, len(p.found))
	p.drawFoot(c.Row(c.Height() - 1))
}

// paletteKind is the column of an entry's kind.
const paletteKind = 10

func (p *Palette) drawRow(c Canvas, y, row int) {
	e, t, w := &p.entries[p.found[row]], c.Theme, c.Width()-2
	style := t.Text
	if e.why() != "" {
		style = t.Faint
	}
	end := c.Right(w, y, e.Key, t.Key)
	c.Fit(2, y, paletteKind-1, e.Kind, t.Muted)
	c.Fit(2+paletteKind, y, end-paletteKind-3, e.Title, style)
	area := image.Rect(0, y, w+1, y+1)
	c.Mark(area, paletteRow(row))
	if row == p.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(area, t.Selected)
	}
}

// drawFoot says what the entry under the cursor does, or why it cannot.
func (p *Palette) drawFoot(c Canvas) {
	if why := p.why(); why != "" {
		c.Fit(0, 0, c.Width(), why, c.Theme.Warn)
	} else if e := p.current(); e != nil {
		c.Fit(0, 0, c.Width(), e.Also, c.Theme.Muted)
	}
}

// Caret see Caret: behind what was typed.
func (p *Palette) Caret() (image.Point, bool) { return image.Pt(2+Width(p.query), 0), true }

// Click see Window. The first click chooses a row, a click on the chosen one does it.
func (p *Palette) Click(t Target) Action {
	row, ok := t.(paletteRow)
	if !ok {
		return nil
	}
	if int(row) == p.cursor {
		return p.choose()
	}
	p.cursor = int(row)
	p.Bump()
	return nil
}

// Wheel see Window.
func (p *Palette) Wheel(delta int) { p.moving(delta)() }
