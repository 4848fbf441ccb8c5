package windows

import (
	"fmt"
	"image"
	"slices"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Timeline is the lab's journal: every change, the oldest first, with what happened by itself during it. The lab
// stands behind one of them; those after it were taken back and can be put back. Below the change that they leave from
// stand the ways that were left when something else was changed (timeline_branch.go).
type Timeline struct {
	list
	session  *session.Session
	commands []desktop.Command
	beside   beside
	found    session.Found[session.Branches]
	asked    uint64 // the commit that found was asked about, and one more: 0 is none

	rows   []timelineSpot // what the rows show; the first one is the beginning
	at     uint64         // how many changes were in effect when the rows were last looked at
	stand  int            // the row that showed it
	follow bool           // to where the lab stands, when the row under the cursor is gone
}

// timelineSpot is what a row shows: a change of the journal, the beginning with number 0, or a branch.
type timelineSpot struct {
	change uint64
	branch uint64 // 0 for none
}

// timelineRow is what a click can hit. A click on the chosen row goes there.
type timelineRow int

// NewTimeline makes the window.
func NewTimeline(s *session.Session) *Timeline {
	t := &Timeline{session: s}
	t.commands = append(append([]desktop.Command{
		{ID: "timeline.travel", Keys: []string{"enter"}, Title: "go there", Hint: 9, Disabled: t.standing,
			Help: "Take changes back, or put them back, until the lab is as it was right after this one; on another way, go over to it.", Run: t.travel},
		{ID: "timeline.here", Keys: []string{"h"}, Title: "where I stand", Hint: 7, Help: "Move to the change that the lab stands behind.",
			Run: func() desktop.Action { t.to(t.here()); return nil }},
		{ID: "timeline.compare", Keys: []string{"c"}, Title: "compare", Hint: 6, Disabled: t.incomparable,
			Help: "Lay the last request's trace, as it would end there, beside the one in view. The lab stays where it is.", Run: t.compare},
		{ID: "timeline.forget", Keys: []string{"x"}, Title: "forget way", Hint: 3, Disabled: t.onNoBranch,
			Help: "Forget the other way under the cursor, for good; asks first.", Run: t.forget},
	}, t.beside.commands("timeline", t.Bump)...), t.moves("timeline")...)
	t.settle()
	return t
}

// ID see desktop.Window.
func (t *Timeline) ID() string { return "timeline" }

// Title see desktop.Window.
func (t *Timeline) Title() string { return "Timeline" }

// Version see desktop.Window.
func (t *Timeline) Version() uint64 {
	return t.Counter.Version() + t.session.Version() + t.found.Version()
}

// Watches see session.Watcher.
func (t *Timeline) Watches() session.Part { return session.HistoryPart }

// Commands see desktop.Window.
func (t *Timeline) Commands() []desktop.Command { return t.commands }

// entries are the changes that are known, without the beginning that the first row stands for.
func (t *Timeline) entries() []engine.Entry { return t.session.State.History }

// settle brings the rows up to date. Whoever stood where the lab stood is taken along when it moves; whoever stood on
// something else stays on it.
func (t *Timeline) settle() {
	stood, on := t.cursor == t.stand, t.spot(t.cursor)
	t.list.resize(t.fill())
	t.at = uint64(t.session.State.Undo)
	t.stand = t.rowOf(t.at)
	row := t.find(on)
	switch {
	case stood || row < 0 && t.follow:
		t.cursor = max(0, t.stand)
		t.follow = false
	case row >= 0:
		t.cursor = row
	}
}

// here is the row that the lab stands on, -1 when it is too far back to be shown.
func (t *Timeline) here() int { return t.rowOf(t.at) }

func (t *Timeline) rowOf(seq uint64) int {
	if seq == 0 || len(t.entries()) == 0 {
		return 0
	}
	return t.find(timelineSpot{change: min(seq, t.entries()[len(t.entries())-1].Seq)})
}

// find is the row of something, -1 when none shows it.
func (t *Timeline) find(s timelineSpot) int { return slices.Index(t.rows, s) }

func (t *Timeline) spot(row int) timelineSpot {
	if row < 0 || row >= len(t.rows) {
		return timelineSpot{}
	}
	return t.rows[row]
}

// seqOf is the number of the change that a row shows, 0 for the beginning.
func (t *Timeline) seqOf(row int) uint64 { return t.spot(row).change }

// entry is the change of that number, which is shown.
func (t *Timeline) entry(seq uint64) *engine.Entry {
	return &t.entries()[seq-t.entries()[0].Seq]
}

func (t *Timeline) standing() string {
	t.settle()
	switch {
	case t.session.State.Read&session.HistoryPart == 0:
		return "the journal has not been read yet"
	case t.spot(t.cursor) == timelineSpot{change: t.at}:
		return "the lab stands there already"
	}
	return ""
}

func (t *Timeline) travel() desktop.Action {
	if on := t.spot(t.cursor); on.branch != 0 {
		t.follow = true
		return session.GoOver{Branch: on.branch}
	}
	return session.Travel{To: t.seqOf(t.cursor)}
}

// Draw see desktop.Window.
func (t *Timeline) Draw(c desktop.Canvas) {
	t.settle()
	rows, about := t.beside.split(c)
	t.scroll.Show(t.cursor, t.cursor, rows.Height())
	top := t.scroll.Clamp(rows.Height(), t.size)
	for i := top; i < min(t.size, top+rows.Height()); i++ {
		t.drawRow(rows, i-top, i)
	}
	rows.ScrollBar(top, t.size)
	if about.Height() > 0 {
		t.beside.tell(about, fmt.Sprint(t.spot(t.cursor)), t.about(about))
	}
}

// drawRow is one change: whether it is in effect, when it was made, what it was.
func (t *Timeline) drawRow(c desktop.Canvas, y, row int) {
	th, end := c.Theme, c.Width()-1
	if row == t.here() {
		end = c.Right(end, y, th.Glyph.Left+" you are here", th.Key) - 1
	}
	switch on := t.spot(row); {
	case on.branch != 0:
		t.drawBranch(c, y, end, on.branch)
	case on.change == 0:
		c.Text(2, y, th.Glyph.Dot, th.Muted)
		c.Fit(4, y, end-4, t.beginning(), th.Text)
	default:
		t.drawEntry(c, y, end, t.entry(on.change))
	}
	c.MarkRow(y, timelineRow(row))
	if row == t.cursor {
		c.Text(0, y, th.Glyph.Cursor, th.Key)
		c.Paint(image.Rect(0, y, c.Width()-1, y+1), selected(c))
	}
}

func (t *Timeline) beginning() string {
	if e := t.entries(); len(e) > 0 && e[0].Seq > 1 {
		return "the beginning, and " + several(int(e[0].Seq-1), "change") + " before these"
	}
	return "the scenario's beginning"
}

func (t *Timeline) drawEntry(c desktop.Canvas, y, end int, e *engine.Entry) {
	th := c.Theme
	glyph, style, text := th.Glyph.Pass, th.Pass, th.Text
	if e.Undone {
		glyph, style, text = th.Glyph.Off, th.Faint, th.Faint
	}
	c.Text(2, y, glyph, style)
	x := 4
	if c.Width() >= 50 {
		x += c.Text(x, y, e.At.UTC().Format(minuteForm)+"  ", muted(c, e.Undone))
	}
	if note := noteOf(e); note != "" {
		end = c.Right(end, y, note, muted(c, e.Undone)) - 1
	}
	c.Fit(x, y, end-x, e.Label, text)
}

const minuteForm = "2006-01-02 15:04"

func muted(c desktop.Canvas, undone bool) uv.Style {
	if undone {
		return c.Theme.Faint
	}
	return c.Theme.Muted
}

// noteOf is what stands behind a change: how much happened by itself, and that it was taken back.
func noteOf(e *engine.Entry) string {
	note := ""
	if n := len(e.Events); n > 0 {
		note = several(n, "event")
	}
	switch {
	case e.Undone && note != "":
		return note + ", undone"
	case e.Undone:
		return "undone"
	}
	return note
}

// about is a change with all that happened by itself during it, or a branch, and what going there means.
func (t *Timeline) about(c desktop.Canvas) []paragraph {
	p := &prose{theme: c.Theme}
	if b := t.branch(t.spot(t.cursor).branch); b != nil {
		t.aboutBranch(p, b)
		return p.lines
	}
	if seq := t.seqOf(t.cursor); seq == 0 {
		p.head(capital(t.beginning()))
		p.say("The lab as the scenario made it.")
	} else {
		e := t.entry(seq)
		p.head("Change " + strconv.FormatUint(seq, 10) + ": " + e.Label)
		p.fact("made at", moment(e.At)+" by the lab's clock")
		p.happened(e.Events)
	}
	p.gap()
	p.quiet(t.journey())
	return p.lines
}

// journey says what going to the row under the cursor does.
func (t *Timeline) journey() string {
	switch to := t.seqOf(t.cursor); {
	case to == t.at:
		return "The lab stands here."
	case to < t.at:
		return "Enter takes " + several(int(t.at-to), "change") + " back. What is taken back can be put back; after another change it stays here as another way."
	default:
		return "It was taken back. Enter puts " + several(int(to-t.at), "change") + " back; after another change that is another way."
	}
}

// Click see desktop.Window.
func (t *Timeline) Click(target desktop.Target) desktop.Action {
	row, ok := target.(timelineRow)
	if !ok {
		return nil
	}
	if int(row) == t.cursor && t.standing() == "" {
		return t.travel()
	}
	t.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (t *Timeline) Wheel(delta int) {
	if t.beside.whole {
		t.beside.scroll.By(delta * wheelLines)
		t.Bump()
		return
	}
	t.to(t.cursor + delta)
}
