package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/lessons"
	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// Offer is a scenario that can be opened.
type Offer struct {
	scenarios.Entry
	// Begun says that a lab of it exists already.
	Begun bool
	// Past is how the learner fared with it.
	Past learner.Lab
	// Why says why it is the one to do next; empty for all others.
	Why string
}

// Offers lists the scenarios for a learner. It reads files.
func Offers(w session.Where) []Offer {
	entries, record := scenarios.Catalogue(), w.Book().Record()
	next := learner.Suggest(entries, lessons.Catalogue(), record, "")
	offers := make([]Offer, len(entries))
	for i, e := range entries {
		offers[i] = Offer{Entry: e, Begun: session.Begun(w, e.ID), Past: record.Labs[e.ID]}
		if e.ID == next.Lab {
			offers[i].Why = next.Why
		}
	}
	return offers
}

// Picker is the list of scenarios.
type Picker struct {
	list
	offers   []Offer
	read     bool   // the catalogue has been read
	open     string // the scenario that is open, empty for none
	commands []desktop.Command
}

// offerRow is what a click can hit. The first click chooses a scenario, a click on the chosen one opens it.
type offerRow int

// offerHeight: the title with what it takes, and what it is about.
const offerHeight = 2

// NewPicker makes the window; open is the id of the scenario on the desktop, which esc goes back to.
func NewPicker(open string) *Picker {
	p := &Picker{open: open}
	p.commands = append([]desktop.Command{
		{ID: "picker.open", Keys: []string{"enter", "space"}, Title: "open", Hint: 9, Disabled: p.nothing,
			Help: "Open the scenario under the cursor, where you left it if you have been there.",
			Run:  func() desktop.Action { return p.pick(p.cursor) }},
	}, p.moves("picker")...)
	if open != "" {
		p.commands = append(p.commands, desktop.Command{ID: "picker.cancel", Keys: []string{"esc", "o"}, Title: "back", Hint: 8,
			Help: "Go back to the scenario that is open.", Run: dismiss})
	}
	return p
}

// Offer fills the list.
func (p *Picker) Offer(offers []Offer) {
	p.offers, p.read = offers, true
	p.resize(len(offers))
	for i := range offers {
		if p.open == "" && offers[i].Why != "" || p.open != "" && offers[i].ID == p.open {
			p.cursor = i
		}
	}
	p.Bump()
}

func (p *Picker) nothing() string {
	switch {
	case !p.read:
		return "the list of scenarios is still being read"
	case p.size == 0:
		return "there are no scenarios; name a scenario file on the command line"
	}
	return ""
}

func (p *Picker) pick(row int) desktop.Action { return session.Pick{Scenario: p.offers[row].ID} }

// ID see desktop.Window.
func (p *Picker) ID() string { return "picker" }

// Title see desktop.Window.
func (p *Picker) Title() string { return "Scenarios" }

// Commands see desktop.Window.
func (p *Picker) Commands() []desktop.Command { return p.commands }

// Want see Dialog.
func (p *Picker) Want(screen image.Point) image.Point {
	return image.Pt(min(100, screen.X-4), min(screen.Y-4, max(10, len(p.offers)*(offerHeight+1)+6)))
}

const pickerHead = "Each scenario is a small Azure estate around a key vault. Pick one, flip its gates, issue its " +
	"requests, and watch why each is allowed or refused."

// Draw see desktop.Window.
func (p *Picker) Draw(c desktop.Canvas) {
	body := c
	if c.Height() > 10 {
		body = c.Rest(c.Wrapped(0, 0, c.Width(), 0, pickerHead, c.Theme.Muted) + 1)
	}
	if why := p.nothing(); why != "" {
		body.Wrapped(0, 0, body.Width(), 0, capital(why)+".", c.Theme.Text)
		return
	}
	pitch := offerHeight + 1
	at := p.cursor * pitch
	p.scroll.Show(at, at+offerHeight-1, body.Height())
	top := p.scroll.Clamp(body.Height(), p.size*pitch-1)
	for row := range p.offers {
		p.drawRow(body, row*pitch-top, row)
	}
	body.ScrollBar(top, p.size*pitch-1)
}

func (p *Picker) drawRow(c desktop.Canvas, y, row int) {
	t, o, w := c.Theme, &p.offers[row], c.Width()
	word, style := p.word(t, o)
	end := c.Right(w-2, y, word, style) - 1
	c.Fit(2, y, end-2, o.Title, t.Strong)
	x := 2
	if note := o.note(); note != "" {
		x += c.Fit(2, y+1, w-4, t.Glyph.Right+" "+note+".", t.Key) + 1
	}
	c.Fit(x, y+1, w-2-x, unmarked(o.Summary), t.Muted)
	area := image.Rect(0, y, w-1, y+offerHeight)
	c.Mark(area, offerRow(row))
	if row == p.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(area, selected(c))
	}
}

// note is what a learner should know of a scenario before its story.
func (o *Offer) note() string {
	switch {
	case o.Why != "":
		return "next: " + o.Why
	case o.Past.Seen:
		return "solution seen"
	}
	return ""
}

// word says how a scenario stands with the learner, and how hard and how long it is.
func (p *Picker) word(t *theme.Theme, o *Offer) (string, uv.Style) {
	takes := o.Level + ", " + strconv.Itoa(o.Minutes) + " min"
	switch {
	case o.ID == p.open:
		return t.Glyph.On + " open now", t.Pass
	case o.Past.Best != nil:
		return t.Glyph.Pass + " solved " + strconv.Itoa(o.Past.Best.Total()) + "/100, " + takes, t.Pass
	case o.Begun:
		return t.Glyph.Changed + " begun, " + takes, t.Changed
	}
	return takes, t.Muted
}

// Click see desktop.Window.
func (p *Picker) Click(t desktop.Target) desktop.Action {
	row, ok := t.(offerRow)
	switch {
	case !ok:
		return nil
	case int(row) == p.cursor:
		return p.pick(p.cursor)
	}
	p.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (p *Picker) Wheel(delta int) { p.to(p.cursor + delta) }
