package windows

import (
	"strconv"
	"strings"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// What a learner can ask for when they are stuck: hints, of which each has its price, and at last a solution.

// hint shows one more hint. One that costs something is bought only where its price is in sight.
func (b *Briefing) hint() desktop.Action {
	seen := b.chapter == goalsChapter
	b.turn(goalsChapter)
	if seen || b.session.Scenario.Price(b.session.Hints) == 0 {
		b.session.Hints++
		b.session.Bump()
	}
	b.goals.scroll.By(1 << 16)
	b.Bump()
	return nil
}

// hintsHead says what the next hint costs.
func (b *Briefing) hintsHead() string {
	sc, given := b.session.Scenario, b.session.Hints
	left := len(sc.Hints) - given
	if left <= 0 {
		return "Hints: these are all."
	}
	price := priceOf(sc.Price(given)) + ", " + strconv.Itoa(left) + " left"
	if given == 0 {
		return "Stuck? Press h for a hint (" + price + ")."
	}
	return "Hints: press h for the next one (" + price + ")."
}

func priceOf(points int) string {
	switch points {
	case 0:
		return "free"
	case 1:
		return "1 point"
	}
	return strconv.Itoa(points) + " points"
}

// reveal shows a solution when it is asked for twice.
func (b *Briefing) reveal() desktop.Action {
	b.turn(goalsChapter)
	b.goals.scroll.By(1 << 16)
	b.Bump()
	if !b.sure && !b.session.Finished() {
		b.sure = true
		return nil
	}
	b.sure = false
	b.shown = true
	return session.SeeSolution{}
}

// again begins a new try.
func (b *Briefing) again() desktop.Action {
	b.turn(storyChapter)
	b.shown = false
	return session.Retry{}
}

// solutionLines is the question before a solution is shown, or the solution.
func (b *Briefing) solutionLines(c desktop.Canvas) []paragraph {
	th, solutions := c.Theme, b.session.Scenario.Solutions
	switch {
	case len(solutions) == 0:
		return nil
	case b.inSight():
		out := []paragraph{{style: th.Text}, {text: "A solution:", style: th.Muted, indent: 2}}
		for i, change := range solutions[0].Changes {
			out = append(out, paragraph{text: b.inWords(change), style: th.Text, indent: 6, lead: strconv.Itoa(i+1) + "."})
		}
		return out
	case b.sure:
		return []paragraph{{style: th.Text}, {text: "Show a solution? The points for changes and for doing it on your own are gone then. " +
			"Press s once more to see it.", style: th.Warn, indent: 2, lead: th.Glyph.Unknown}}
	}
	return nil
}

// inSight reports whether a solution stands below the goals.
func (b *Briefing) inSight() bool {
	return b.session.Progress.Seen || b.shown && b.session.Finished()
}

// inWords is a change of a solution as its reader makes it.
func (b *Briefing) inWords(change string) string {
	id, value, _ := strings.Cut(change, "=")
	switch id {
	case "issue":
		return "issue " + value
	case "refresh":
		return "let " + value + " look at its vault"
	case "advance":
		return "let " + value + " pass"
	}
	if g, err := b.session.Scenario.Gate(id); err == nil {
		return id + " " + value + " (" + g.Label + ")"
	}
	return "answer " + id + ": " + value
}

func (b *Briefing) solutionless() string {
	switch {
	case len(b.session.Scenario.Solutions) == 0:
		return "this scenario has no goals to reach, and so no solution"
	case b.inSight():
		return "the solution stands below the goals already: press g"
	}
	return ""
}

func (b *Briefing) lessonless() string {
	if len(b.session.Scenario.Lessons) == 0 {
		return "no lesson goes with this scenario"
	}
	return ""
}
