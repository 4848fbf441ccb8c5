package windows

import (
	"image"
	"strconv"

	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// Debrief is the dialog that comes up when all goals of a lab are reached: the score and why it is what it is, what was
// to be learned, and what to do next.
type Debrief struct {
	desktop.Counter
	page
	session  *session.Session
	text     markdown
	commands []desktop.Command
}

// debriefNext is what a click can hit.
type debriefNext struct{}

// NewDebrief makes the dialog. The score appears when session.Finish has come to its end.
func NewDebrief(s *session.Session) *Debrief {
	d := &Debrief{session: s}
	d.commands = append([]desktop.Command{
		{ID: "debrief.close", Keys: []string{"esc", "enter"}, Title: "close", Hint: 9, Help: "Stay in this lab and look around.", Run: dismiss},
		{ID: "debrief.next", Keys: []string{"n"}, Title: "next lab", Hint: 8, Disabled: d.nothingNext,
			Help: "Open the lab that is suggested next.", Run: d.next},
		{ID: "debrief.again", Keys: []string{"a"}, Title: "try again", Hint: 7, Disabled: d.uncounted,
			Help: "Bring the lab back to its start and begin a new try; the best score stays.",
			Run:  func() desktop.Action { return session.Retry{} }},
	}, d.moves("debrief", d.Bump)...)
	return d
}

func (d *Debrief) next() desktop.Action {
	return session.Pick{Scenario: d.session.Learner.Record().Next.Lab}
}

func (d *Debrief) uncounted() string {
	if !d.session.Progress.Scored {
		return "the score is still being counted"
	}
	return ""
}

func (d *Debrief) nothingNext() string {
	switch next := d.session.Learner.Record().Next; {
	case next == nil || !d.session.Progress.Scored:
		return "the score is still being counted"
	case next.Lab == "":
		return "there is no lab left that you could do better"
	}
	return ""
}

// ID see desktop.Window.
func (d *Debrief) ID() string { return "debrief" }

// Title see desktop.Window.
func (d *Debrief) Title() string { return "All goals reached" }

// Version see desktop.Window.
func (d *Debrief) Version() uint64 {
	return d.Counter.Version() + d.session.Version() + d.session.Learner.Version()
}

// Commands see desktop.Window.
func (d *Debrief) Commands() []desktop.Command { return d.commands }

// Want see Dialog.
func (d *Debrief) Want(screen image.Point) image.Point {
	return image.Pt(min(84, screen.X-4), screen.Y-4)
}

// Draw see desktop.Window.
func (d *Debrief) Draw(c desktop.Canvas) {
	d.page.draw(c, concluding(c, d.session, &d.text))
}

// Click see desktop.Window.
func (d *Debrief) Click(t desktop.Target) desktop.Action {
	if _, ok := t.(debriefNext); ok && d.nothingNext() == "" {
		return d.next()
	}
	return nil
}

// Wheel see desktop.Window.
func (d *Debrief) Wheel(delta int) {
	d.scroll.By(delta * wheelLines)
	d.Bump()
}

// concluding is the end of a lab on a page: the score, what is next, and the scenario's own last words.
func concluding(c desktop.Canvas, s *session.Session, text *markdown) []paragraph {
	th, r := c.Theme, s.Learner.Record()
	out := scoreCard(c, r.Labs[s.Scenario.ID], s.Progress.Scored)
	if next := r.Next; s.Progress.Scored && next != nil && next.Lab != "" && next.Lab != s.Scenario.ID {
		out = append(out, paragraph{style: th.Text}, paragraph{text: "Next: " + next.Title + ". " + capital(next.Why) + ".", style: th.Strong,
			indent: 2, lead: th.Glyph.Right, mark: debriefNext{}})
	}
	if s.Scenario.Debrief != "" {
		out = append(out, paragraph{style: th.Text}, paragraph{laid: text.cells(s.Scenario.Debrief, c.Width()-2, th)})
	}
	return out
}

// scoreCard is a score with all its parts.
func scoreCard(c desktop.Canvas, lab learner.Lab, counted bool) []paragraph {
	th := c.Theme
	if !counted || lab.Last == nil {
		return []paragraph{{text: "The score is being counted" + th.Glyph.Ellipsis, style: th.Muted}}
	}
	head := strconv.Itoa(lab.Last.Total()) + " of 100 points"
	if lab.Times > 1 {
		head += ", your best is " + strconv.Itoa(lab.Best.Total())
	}
	out := []paragraph{{text: head, style: th.Title}}
	for _, p := range lab.Last.Parts {
		x := paragraph{text: p.Name + ", " + strconv.Itoa(p.Points) + " of " + strconv.Itoa(p.Of) + ". " + p.Told, style: th.Text, indent: 2, lead: th.Glyph.Pass}
		if p.Points < p.Of {
			x.style, x.lead = th.Warn, th.Glyph.Fail
		}
		out = append(out, x)
	}
	if f := lab.Forecasts; f.Made > 0 {
		out = append(out, paragraph{text: "Forecasts: " + rightOf(f) + ".", style: th.Muted, indent: 2, lead: th.Glyph.Info})
	}
	return out
}

// conclude turns to the debrief, and asks for a score if there is none yet.
func (b *Briefing) conclude() desktop.Action {
	b.toggle(debriefChapter)
	if !b.session.Progress.Scored {
		return session.Finish{}
	}
	return nil
}

func (b *Briefing) debriefLines(c desktop.Canvas) []paragraph {
	return concluding(c, b.session, &b.text)
}
