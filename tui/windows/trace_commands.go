package windows

import (
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// tables lists the commands of each page. Moving through the steps works from all of them, but on a page that is a list
// the keys that go up and down move there.
func (t *Trace) tables() map[part][]desktop.Command {
	steps := append(t.stepCommands([]string{"right", "down", "n", "j"}, []string{"left", "up", "p", "k"}, 9), t.foldCommand())
	steps = append(steps, t.pageCommands()...)
	lists := append(t.stepCommands([]string{"right", "n"}, []string{"left", "p"}, 0), t.pageCommands()...)
	return map[part][]desktop.Command{
		stepsPage:  steps,
		answerPage: steps,
		fixesPage:  append(t.fixCommands(), lists...),
		breaksPage: append(t.breakCommands(), lists...),
		exportPage: append(t.exportCommands(), lists...),
	}
}

// stepCommands move through the steps. Each way forward has its mirror.
func (t *Trace) stepCommands(forward, back []string, hint int) []desktop.Command {
	step := func(id string, keys []string, title, help string, hint int, move func()) desktop.Command {
		return desktop.Command{ID: "trace." + id, Keys: keys, Title: title, Help: help, Hint: hint, Disabled: t.nothing,
			Run: func() desktop.Action {
				t.session.Reading.Pause()
				t.turn(stepsPage)
				move()
				return nil
			}}
	}
	r := &t.session.Reading
	until := func(c desktop.Command, end func() int, words string) desktop.Command {
		c.Disabled = func() string {
			if why := t.nothing(); why != "" || r.Depth() != session.StepDepth || t.part != stepsPage || r.Place() != end() {
				return why
			}
			return words
		}
		return c
	}
	to := func(place func() int) func() { return func() { r.MoveTo(max(0, place())) } }
	last, first := func() int { return r.Steps() - 1 }, func() int { return 0 }
	return append([]desktop.Command{
		until(step("forward", forward, "step", "Go to the next step, or to what comes next at the depth you step at.", hint, r.Next),
			last, "this is the last step"),
		until(step("back", back, "back", "Go back to the step before.", max(0, hint-1), r.Previous), first, "this is the first step"),
		step("into", []string{">"}, "step into", "Step finer: from a gate into its steps, from a step into its evidence.", 0, func() { r.Into() }),
		step("out", []string{"<"}, "step out", "Step coarser: from evidence out to its step, from a step out to its gate.", 0, func() { r.Out() }),
		step("deciding", []string{"d"}, "deciding step", "Jump to the step that decided how the request ended.", 7, to(r.Deciding)),
		step("next_gate", []string{"]"}, "next gate", "Go to the first step of the next gate.", 0, to(func() int { return t.gate(1) })),
		step("previous_gate", []string{"["}, "gate before", "Go to the first step of the gate before.", 0, to(func() int { return t.gate(-1) })),
		step("start", []string{"home"}, "start", "Go to the first step.", 0, to(first)),
		step("end", []string{"end"}, "end", "Go to the last step.", 0, to(last)),
	}, t.runCommands()...)
}

// runCommands go to the next place of a kind, or say that there is none.
func (t *Trace) runCommands() []desktop.Command {
	r := &t.session.Reading
	run := func(id, key, title, help, none string, why func() string, look func() (int, bool)) desktop.Command {
		return desktop.Command{ID: "trace." + id, Keys: []string{key}, Title: title, Help: help, Disabled: why,
			Run: func() desktop.Action {
				r.Pause()
				place, ok := look()
				if !ok {
					return session.Say{Text: none}
				}
				t.turn(stepsPage)
				r.MoveTo(place)
				return nil
			}}
	}
	return []desktop.Command{
		run("run", "g", "run on", "Run on to the next breakpoint.", "no breakpoint lies ahead", t.unbroken, func() (int, bool) { return r.Break(1) }),
		run("run_back", "G", "run back", "Run back to the breakpoint before.", "no breakpoint lies behind", t.unbroken, func() (int, bool) { return r.Break(-1) }),
		run("refusal", "x", "next refusal", "Go to where the next gate refuses, or would refuse had the request come that far.",
			"no gate further on refuses", t.nothing, func() (int, bool) { return r.Refusal(1) }),
		run("refusal_back", "X", "refusal before", "Go back to where the gate before refuses.", "no gate further back refuses", t.nothing,
			func() (int, bool) { return r.Refusal(-1) }),
	}
}

func (t *Trace) foldCommand() desktop.Command {
	return desktop.Command{ID: "trace.fold", Keys: []string{"c", "enter"}, Title: "fold gate", Disabled: t.nothing,
		Help: "Fold the steps of this gate away, or open them.", Run: t.fold}
}

// pageCommands hold on every page.
func (t *Trace) pageCommands() []desktop.Command {
	return []desktop.Command{
		{ID: "trace.play", Keys: []string{"space"}, Title: "play, pause", Hint: 6, Disabled: t.nothing,
			Help: "Step forward by itself, up to a breakpoint or the end; again to pause.", Run: t.play},
		{ID: "trace.speed", Keys: []string{"s"}, Title: "speed", Help: "Play at the next of three speeds.", Run: t.speed},
		{ID: "trace.answer", Keys: []string{"a"}, Title: "answer", Hint: 4, Disabled: t.nothing,
			Help: "Show the answer as its caller saw it; again to go back to the steps.", Run: t.toggles(answerPage)},
		{ID: "trace.fixes", Keys: []string{"f"}, Title: "fixes", Hint: 5, Disabled: t.nothing,
			Help: "Search the smallest changes of gates that would open the request; again to go back to the steps.", Run: t.toggles(fixesPage)},
		{ID: "trace.break", Keys: []string{"b"}, Title: "breakpoint", Disabled: t.nothing,
			Help: "Set a breakpoint at this step, or take it away.", Run: t.breakHere},
		{ID: "trace.breaks", Keys: []string{"B"}, Title: "breakpoints", Disabled: t.nothing,
			Help: "List the breakpoints there are and could be; again to go back to the steps.", Run: t.toggles(breaksPage)},
		{ID: "trace.locate", Keys: []string{"e"}, Title: "where from", Disabled: t.sourceless,
			Help: "Say where the evidence in view has its value from: the scenario's line, and the change that set it.", Run: t.locateFact},
		{ID: "trace.home", Keys: []string{"O"}, Title: "open its window", Disabled: t.homeless,
			Help: "Open the window that shows the evidence in view among others of its kind: objects, access, network.", Run: t.openHome},
		{ID: "trace.export", Keys: []string{"E"}, Title: "export", Disabled: t.nothing,
			Help: "Copy or save the trace: text, JSON, Markdown, a diagram or a picture; again to go back to the steps.", Run: t.toggles(exportPage)},
		{ID: "trace.pin", Keys: []string{"K"}, Title: "pin", Disabled: t.nothing,
			Help: "Keep this trace, to lay it beside later ones in the window that compares.", Run: t.pin},
		{ID: "trace.copy_command", Keys: []string{"y"}, Title: "copy command", Disabled: t.noCommand,
			Help: "Copy this step's az command.", Run: t.copyCommand},
		{ID: "trace.copy", Keys: []string{"Y"}, Title: "copy trace", Disabled: t.nothing,
			Help: "Copy the whole trace as Markdown.", Run: func() desktop.Action { return session.CopyTrace{} }},
	}
}

// nothing is why most commands are disabled before the first request.
func (t *Trace) nothing() string {
	if t.session.Reading.Trace == nil {
		return "issue a request first: there is no trace yet"
	}
	return ""
}

func (t *Trace) unbroken() string {
	if why := t.nothing(); why != "" {
		return why
	}
	if len(t.session.Reading.Breakpoints) == 0 {
		return "there is no breakpoint; b sets one at this step, B lists others"
	}
	return ""
}

func (t *Trace) noCommand() string {
	if why := t.nothing(); why != "" {
		return why
	}
	if s := t.session.Reading.Step(); s == nil || s.Command == "" {
		return "no az command shows what this step looked at"
	}
	return ""
}

// gate is the first step of a gate before or after the reader's.
func (t *Trace) gate(by int) int {
	r := &t.session.Reading
	at, _ := r.At(r.Place())
	return r.First(max(0, min(at+by, len(r.Trace.Gates)-1)))
}

func (t *Trace) play() desktop.Action {
	t.turn(stepsPage)
	return play(&t.session.Reading)
}

func (t *Trace) speed() desktop.Action {
	t.session.Reading.TurnSpeed()
	return session.Say{Text: "plays " + speedWords(t.session.Reading.Speed)}
}

func speedWords(s session.Speed) string {
	if s == session.Usual {
		return "at its usual speed"
	}
	return s.Words()
}

func (t *Trace) pin() desktop.Action {
	t.session.Reading.PinTrace()
	return session.Say{Text: "pinned this trace: the window that compares can lay it beside later ones"}
}

func (t *Trace) fold() desktop.Action {
	r := &t.session.Reading
	if gate, _ := r.At(r.Place()); gate >= 0 {
		name := r.Trace.Gates[gate].Gate
		r.Collapse(name, !r.Collapsed(name))
	}
	return nil
}

// toggles shows a page, or the steps again.
func (t *Trace) toggles(p part) func() desktop.Action {
	return func() desktop.Action {
		if t.part == p {
			return t.turn(stepsPage)
		}
		return t.turn(p)
	}
}

func (t *Trace) copyCommand() desktop.Action {
	return session.Copy{What: "the command", Text: trace.Visible(t.session.Reading.Step().Command)}
}
