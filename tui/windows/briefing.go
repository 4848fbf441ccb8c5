package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Briefing tells the story of a scenario: what it is about, its goals with what has been reached, hints for those
// who ask, and what is to be learned from it, once all goals are reached.
type Briefing struct {
	desktop.Counter
	session *session.Session
	chapter chapter
	goal    int // under the cursor
	text    markdown
	scroll  desktop.Scroll // of the text
	height  int            // rows of the last drawing
	goals   page
	debrief page
	// sure says that the next press shows a solution, shown that one was shown since the window was made.
	sure, shown bool
	commands    []desktop.Command
}

// chapter is what the window shows.
type chapter int

const (
	storyChapter chapter = iota
	goalsChapter
	debriefChapter
)

// What a click can hit.
type (
	briefingChapter chapter
	briefingGoal    int
)

// NewBriefing makes the window.
func NewBriefing(s *session.Session) *Briefing {
	b := &Briefing{session: s}
	b.commands = append([]desktop.Command{
		{ID: "briefing.goals", Keys: []string{"g"}, Title: "goals", Hint: 8, Disabled: b.goalless,
			Help: "Show the goals and the hints asked for; again to go back to the story.",
			Run:  func() desktop.Action { return b.toggle(goalsChapter) }},
		{ID: "briefing.hint", Keys: []string{"h"}, Title: "hint", Hint: 7, Disabled: b.hintless,
			Help: "Show one more hint below the goals. Each says more than the one before, and may cost points: the price stands there.", Run: b.hint},
		{ID: "briefing.debrief", Keys: []string{"e"}, Title: "debrief", Disabled: b.unfinished,
			Help: "Show the score and what was to be learned here, once all goals are reached; again to go back to the story.",
			Run:  b.conclude},
		{ID: "briefing.solution", Keys: []string{"s"}, Title: "solution", Disabled: b.solutionless,
			Help: "Show a solution below the goals; asks first, for it costs the points for changes and hints.", Run: b.reveal},
		{ID: "briefing.again", Keys: []string{"a"}, Title: "try again", Disabled: b.unfinished,
			Help: "Bring the lab back to its start and begin a new try; the best score stays.", Run: b.again},
		{ID: "briefing.lesson", Keys: []string{"l"}, Title: "lesson", Hint: 4, Disabled: b.lessonless,
			Help: "Open the lesson that goes with this scenario.",
			Run:  func() desktop.Action { return session.OpenLesson{Lesson: b.session.Scenario.Lessons[0]} }},
		{ID: "briefing.answer", Keys: []string{"enter"}, Title: "answer", Hint: 5, Disabled: b.questionless,
			Help: "Answer the question of the goal under the cursor.", Run: b.ask},
	}, b.moves()...)
	return b
}

// ID see desktop.Window.
func (b *Briefing) ID() string { return "briefing" }

// Title see desktop.Window.
func (b *Briefing) Title() string { return "Briefing" }

// Version see desktop.Window.
func (b *Briefing) Version() uint64 {
	return b.Counter.Version() + b.session.Version() + b.session.Learner.Version()
}

// Commands see desktop.Window.
func (b *Briefing) Commands() []desktop.Command { return b.commands }

// Draw see desktop.Window.
func (b *Briefing) Draw(c desktop.Canvas) {
	b.drawChapters(c)
	body := c.Rest(1)
	switch b.chapter {
	case storyChapter:
		b.drawText(body, b.session.Scenario.Briefing)
	case debriefChapter:
		b.debrief.draw(body, b.debriefLines(body))
	case goalsChapter:
		b.goals.draw(body, b.goalLines(c))
	}
}

// drawChapters is the row of chapter names; the debrief joins in when the goals are reached.
func (b *Briefing) drawChapters(c desktop.Canvas) {
	names := []string{"Story"}
	if n := len(b.session.Scenario.Goals); n > 0 {
		names = append(names, "Goals "+strconv.Itoa(b.session.GoalsDone())+"/"+strconv.Itoa(n))
	}
	if b.unfinished() == "" {
		names = append(names, "Debrief")
	}
	drawTabs(c, names, int(b.chapter), func(i int) desktop.Target { return briefingChapter(i) })
}

func (b *Briefing) drawText(c desktop.Canvas, text string) {
	buf := b.text.cells(text, c.Width()-2, c.Theme)
	b.height = c.Height()
	top := b.scroll.Clamp(c.Height(), buf.Height())
	c.Sub(image.Rect(0, 0, c.Width()-1, c.Height())).Blit(buf, image.Pt(0, top))
	c.ScrollBar(top, buf.Height())
}

// goalLines is the goals' chapter: each goal with its mark, then the hints asked for.
func (b *Briefing) goalLines(c desktop.Canvas) []paragraph {
	th, s := c.Theme, b.session
	var out []paragraph
	for i := range s.Scenario.Goals {
		g := &s.Scenario.Goals[i]
		p := paragraph{text: g.Text, style: th.Text, indent: 4, lead: th.Glyph.Off, mark: briefingGoal(i)}
		if s.Progress.Done(g.ID) {
			p.style, p.lead = th.Pass, th.Glyph.Pass
		}
		if i == b.goal {
			p.lead = th.Glyph.Cursor + " " + p.lead
		}
		out = append(append(out, p), b.questionLines(c, g)...)
	}
	if len(s.Scenario.Hints) > 0 && !s.Finished() {
		out = append(out, paragraph{text: "", style: th.Text}, paragraph{text: b.hintsHead(), style: th.Muted, indent: 2})
	}
	for i := range min(s.Hints, len(s.Scenario.Hints)) {
		out = append(out, paragraph{text: unmarked(s.Scenario.Hints[i].Text), style: th.Text, indent: 4, lead: strconv.Itoa(i+1) + "."})
	}
	return append(out, b.solutionLines(c)...)
}

// questionLines is what a goal asks, and what was answered last.
func (b *Briefing) questionLines(c desktop.Canvas, g *scenarios.Goal) []paragraph {
	if g.Question == "" || b.session.Progress.Done(g.ID) {
		return nil
	}
	text, style := g.Question+" Press enter to answer.", c.Theme.Muted
	switch said := b.session.Progress.Answers[g.ID]; {
	case said == "":
	case g.Right(said):
		text = "Answered: " + said + ". It counts as soon as the goals before it are reached."
	default:
		text, style = "Not so: "+said+". "+g.Question+" Press enter to answer again.", c.Theme.Warn
	}
	return []paragraph{{text: text, style: style, indent: 6}}
}

func (b *Briefing) turn(to chapter) {
	if b.chapter != to {
		b.chapter, b.scroll, b.goals, b.debrief, b.sure = to, desktop.Scroll{}, page{}, page{}, false
		b.Bump()
	}
}

func (b *Briefing) toggle(to chapter) desktop.Action {
	if b.chapter == to {
		to = storyChapter
	}
	b.turn(to)
	return nil
}

func (b *Briefing) ask() desktop.Action {
	return session.Ask{Goal: b.session.Scenario.Goals[b.goal].ID}
}

// Click see desktop.Window.
func (b *Briefing) Click(t desktop.Target) desktop.Action {
	switch t := t.(type) {
	case briefingChapter:
		b.turn(chapter(t))
	case debriefNext:
		return session.Pick{Scenario: b.session.Learner.Record().Next.Lab}
	case briefingGoal:
		again := int(t) == b.goal
		b.goal = int(t)
		b.Bump()
		if again && b.questionless() == "" {
			return b.ask()
		}
	}
	return nil
}

// Wheel see desktop.Window.
func (b *Briefing) Wheel(delta int) {
	b.roll(delta * wheelLines)
	b.Bump()
}

// drawTabs is a row of names of which one is chosen, closed by a line.
func drawTabs(c desktop.Canvas, names []string, chosen int, target func(int) desktop.Target) {
	x := 0
	for i, name := range names {
		style := tabStyle(c, i == chosen)
		if i == chosen {
			name = c.Theme.Glyph.Cursor + name
		}
		used := c.Text(x, 0, name, style)
		c.Mark(image.Rect(x, 0, x+used, 1), target(i))
		x += used + 2
	}
	c.HLine(x, 0, c.Width()-x, c.Theme.Glyph.Horizontal, c.Theme.Frame)
}

func tabStyle(c desktop.Canvas, chosen bool) uv.Style {
	if chosen {
		return c.Theme.Strong
	}
	return c.Theme.Muted
}
