package windows

import (
	"slices"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

func (c *Compare) table() []desktop.Command {
	return append(append(c.moveCommands(), c.sourceCommands()...), c.fixCommands()...)
}

func (c *Compare) moveCommands() []desktop.Command {
	move := func(id string, keys []string, title, help string, hint int, to func() int) desktop.Command {
		return desktop.Command{ID: "compare." + id, Keys: keys, Title: title, Help: help, Hint: hint, Disabled: c.nothing,
			Run: func() desktop.Action {
				c.to(to())
				return nil
			}}
	}
	differ := func(id, key, title, help, none string, by, hint int) desktop.Command {
		return desktop.Command{ID: "compare." + id, Keys: []string{key}, Title: title, Help: help, Hint: hint, Disabled: c.nothing,
			Run: func() desktop.Action {
				n := c.difference(by, c.cursor)
				if n < 0 {
					return session.Say{Text: none}
				}
				c.to(n)
				return nil
			}}
	}
	return []desktop.Command{
		move("up", []string{"up", "k"}, "up", "Move to the line above.", 0, func() int { return c.cursor - 1 }),
		move("down", []string{"down", "j"}, "down", "Move to the line below.", 0, func() int { return c.cursor + 1 }),
		move("top", []string{"home"}, "top", "Move to the first line.", 0, func() int { return 0 }),
		move("bottom", []string{"end"}, "bottom", "Move to the last line.", 0, func() int { return len(c.lines) - 1 }),
		move("first", []string{"d"}, "first difference", "Go to the first step that differs.", 7, func() int { return max(0, c.difference(1, -1)) }),
		differ("next", "n", "next difference", "Go to the next step that differs.", "nothing further down differs", 1, 8),
		differ("previous", "p", "difference before", "Go back to the step before that differs.", "nothing further up differs", -1, 0),
		{ID: "compare.enter", Keys: []string{"enter"}, Title: "go there", Hint: 9, Disabled: c.nothing,
			Help: "Move the trace to the step under the cursor; on a fold, open all folds.", Run: c.enter},
		{ID: "compare.fold", Keys: []string{"c"}, Title: "folds", Disabled: c.nothing,
			Help: "Open the runs of steps that read alike, or fold them again.", Run: c.turnFolds},
	}
}

// sourceCommands choose what stands beside the trace.
func (c *Compare) sourceCommands() []desktop.Command {
	r := &c.session.Reading
	lay := func(s session.Source) func() desktop.Action {
		return func() desktop.Action {
			r.Lay(session.Beside{Source: s})
			return nil
		}
	}
	when := func(there func() bool, why string) func() string {
		return func() string {
			if there() {
				return ""
			}
			return why
		}
	}
	untraced := when(func() bool { return r.Trace != nil }, "issue a request first: there is no trace yet")
	return []desktop.Command{
		{ID: "compare.before", Keys: []string{"b"}, Title: "with before", Run: lay(session.Previous),
			Help:     "Compare with the same request before the last change.",
			Disabled: when(func() bool { return r.Before != nil }, "nothing has changed since the request was issued")},
		{ID: "compare.profile", Keys: []string{"f"}, Title: "with other profile", Hint: 5, Disabled: untraced,
			Help: "Compare with how the other profile would decide: the guide's order of the gates, or the live service's.",
			Run:  func() desktop.Action { return session.ContrastProfile{} }},
		{ID: "compare.request", Keys: []string{"r"}, Title: "with other request", Hint: 4, Disabled: c.alone,
			Help: "Compare with the scenario's next request, as it would end now.", Run: c.nextRequest},
		{ID: "compare.pin", Keys: []string{"K"}, Title: "pin", Disabled: untraced,
			Help: "Keep the trace that is in view now, to lay it beside later ones.",
			Run: func() desktop.Action {
				r.PinTrace()
				return session.Say{Text: "pinned this trace; y lays it beside later ones"}
			}},
		{ID: "compare.pinned", Keys: []string{"y"}, Title: "with pinned", Run: lay(session.Pin),
			Help:     "Compare with the pinned trace.",
			Disabled: when(func() bool { return r.Trace != nil && r.Pinned != nil }, "no trace is pinned; K pins this one")},
	}
}

func (c *Compare) fixCommands() []desktop.Command {
	r := &c.session.Reading
	return []desktop.Command{
		{ID: "compare.keep", Keys: []string{"+"}, Title: "keep", Hint: 3, Disabled: func() string { return untried(r) },
			Help: "Make the fix that is tried out here, as one change that one undo takes back.", Run: func() desktop.Action { return session.KeepFix{} }},
		{ID: "compare.drop", Keys: []string{"-"}, Title: "drop", Hint: 2, Disabled: func() string { return untried(r) },
			Help: "Forget the fix that is tried out here.", Run: func() desktop.Action { return drop(r) }},
	}
}

func (c *Compare) nothing() string {
	if !c.align() {
		return "there is no second trace yet: change something, or choose what to compare with"
	}
	return ""
}

// alone is why there is no other request to compare with.
func (c *Compare) alone() string {
	switch {
	case c.session.Reading.Trace == nil:
		return "issue a request first: there is no trace yet"
	case len(c.others()) == 0:
		return "this scenario has no other request"
	}
	return ""
}

// others are the scenario's other requests, by id.
func (c *Compare) others() (ids []string) {
	for _, r := range c.session.Requests() {
		if r.ID != c.session.Reading.Trace.Request.ID {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (c *Compare) nextRequest() desktop.Action {
	others, next := c.others(), 0
	if b := c.session.Reading.Beside; b.Source == session.OtherRequest && b.Trace != nil {
		next = (slices.Index(others, b.Trace.Request.ID) + 1) % len(others)
	}
	return session.ContrastRequest{Request: others[next]}
}

// enter moves the reader to the step under the cursor, in whichever trace is the one in view.
func (c *Compare) enter() desktop.Action {
	if c.cursor >= len(c.lines) {
		return nil
	}
	l := c.lines[c.cursor]
	if l.kind == foldedLine {
		return c.turnFolds()
	}
	row, r := c.rows[l.row], &c.session.Reading
	place := row.Right
	if c.left == r.Trace {
		place = row.Left
	}
	if place < 0 {
		return session.Say{Text: "this step is in the other trace only"}
	}
	r.MoveTo(place)
	return session.OpenWindow{Window: "trace"}
}

func (c *Compare) turnFolds() desktop.Action {
	row := 0
	if c.cursor < len(c.lines) {
		row = c.lines[c.cursor].row
	}
	c.open = !c.open
	c.fold()
	c.cursor = 0
	for n, l := range c.lines {
		if l.row <= row {
			c.cursor = n
		}
	}
	c.Bump()
	return nil
}
