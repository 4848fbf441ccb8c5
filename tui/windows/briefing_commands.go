package windows

import "kvlab/tui/desktop"

// moves scroll the text, or move the cursor over the goals.
func (b *Briefing) moves() []desktop.Command {
	by := func(n func() int) func() desktop.Action {
		return func() desktop.Action { b.by(n()); return nil }
	}
	row := func(n int) func() int { return func() int { return n } }
	return []desktop.Command{
		{ID: "briefing.up", Keys: []string{"up", "k"}, Title: "up", Help: "Scroll up, or move to the goal above.", Run: by(row(-1))},
		{ID: "briefing.down", Keys: []string{"down", "j"}, Title: "scroll", Hint: 3, Help: "Scroll down, or move to the goal below.", Run: by(row(1))},
		{ID: "briefing.page_up", Keys: []string{"pgup", "b"}, Title: "page up", Help: "Scroll one page up.",
			Run: by(func() int { return -b.page() })},
		{ID: "briefing.page_down", Keys: []string{"pgdown", "space"}, Title: "page down", Help: "Scroll one page down.",
			Run: by(b.page)},
		{ID: "briefing.top", Keys: []string{"home"}, Title: "top", Help: "Go to the top.", Run: by(row(-1 << 16))},
		{ID: "briefing.bottom", Keys: []string{"end"}, Title: "bottom", Help: "Go to the bottom.", Run: by(row(1 << 16))},
	}
}

func (b *Briefing) by(delta int) {
	if b.chapter == goalsChapter {
		b.goal = max(0, min(b.goal+delta, len(b.session.Scenario.Goals)-1))
	}
	b.roll(delta)
	b.Bump()
}

// roll moves the view of the chapter that is shown.
func (b *Briefing) roll(rows int) {
	b.view().By(rows)
}

// view is how far the chapter that is shown is scrolled.
func (b *Briefing) view() *desktop.Scroll {
	switch b.chapter {
	case goalsChapter:
		return &b.goals.scroll
	case debriefChapter:
		return &b.debrief.scroll
	}
	return &b.scroll
}

// page is how far a page goes.
func (b *Briefing) page() int {
	switch b.chapter {
	case goalsChapter:
		return max(1, b.goals.height-1)
	case debriefChapter:
		return max(1, b.debrief.height-1)
	}
	return max(1, b.height-1)
}

func (b *Briefing) goalless() string {
	if len(b.session.Scenario.Goals) == 0 {
		return "this scenario has no goals: look around freely"
	}
	return ""
}

func (b *Briefing) hintless() string {
	switch n := len(b.session.Scenario.Hints); {
	case n == 0:
		return "this scenario has no hints"
	case b.session.Hints >= n:
		return "that was the last hint"
	}
	return ""
}

func (b *Briefing) unfinished() string {
	if !b.session.Finished() {
		return "the debrief opens when all goals are reached"
	}
	return ""
}

func (b *Briefing) questionless() string {
	if b.chapter != goalsChapter {
		return "press g first: questions stand among the goals"
	}
	if g := b.session.Scenario.Goals; b.goal >= len(g) || g[b.goal].Question == "" {
		return "the goal under the cursor asks no question"
	}
	return ""
}
