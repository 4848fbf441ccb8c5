package story

// verb is a sentence that stories may say.
type verb struct {
	// form is its words; those in capitals are slots.
	form string
	// about is what it means.
	about string
	// do does it; set, for those of the first lines, changes how the story is played.
	do  func(*player, *said) error
	set func(*Story, *said)
}

// verbs is the language.
func verbs() []verb {
	var all []verb
	for _, part := range [][]verb{settings(), visits(), sights(), labVerbs(), traceVerbs(), windowVerbs(), fieldVerbs(),
		talkVerbs(), composeVerbs(), wayVerbs(), estateVerbs(), dialogVerbs()} {
		all = append(all, part...)
	}
	return all
}

// settings stand before everything else.
func settings() []verb {
	return []verb{
		{form: "by keys", about: "is played by keys alone", set: func(s *Story, _ *said) { s.Way = ByKeys }},
		{form: "by mouse", about: "is played by mouse alone", set: func(s *Story, _ *said) { s.Way = ByMouse }},
		{form: "on a screen of SIZE", about: "is played on a screen of that size, 120x40 otherwise", set: func(s *Story, x *said) { s.Size = x.size }},
		{form: "for the first time", about: "is played by somebody who has not seen the tour", set: func(s *Story, _ *said) { s.Newcomer = true }},
	}
}

// visits begin and end the program.
func visits() []verb {
	return []verb{
		{form: "open lab LAB", about: "opens a lab from the list or the palette; the first one starts the program",
			do: func(p *player, s *said) error { return p.open(s.lab) }},
		{form: "leave", about: "leaves the program", do: func(p *player, _ *said) error { return p.leave() }},
		{form: "come back", about: "starts it again, with the lab that was open",
			do: func(p *player, _ *said) error { return p.start(Start{Lab: p.labID()}) }},
		{form: "resize to SIZE", about: "changes the size of the screen", do: func(p *player, s *said) error { return p.stage.Resize(s.size) }},
	}
}

// sights look at the screen.
func sights() []verb {
	return []verb{
		{form: "see TEXT", about: "waits until a line of the screen shows the text", do: func(p *player, s *said) error { return p.see(s.text) }},
		{form: "do not see TEXT", about: "wants a screen at rest that shows it nowhere", do: func(p *player, s *said) error { return p.miss(s.text) }},
		{form: "see WINDOW at PLACE of SIZE", about: "waits until a window that nothing hides stands there, and is of that size",
			do: func(p *player, s *said) error { return p.placed(s.window, s.place, s.size) }},
		{form: "remember the screen", about: "keeps the screen without its lowest line", do: func(p *player, _ *said) error { return p.remember() }},
		{form: "see the same screen", about: "wants the screen as it was remembered", do: func(p *player, _ *said) error { return p.recall() }},
		{form: "the clipboard has TEXT", about: "wants the text among what was copied last", do: func(p *player, s *said) error { return p.copied(s.text) }},
	}
}

// labVerbs work on the lab.
func labVerbs() []verb {
	return []verb{
		{form: "issue REQUEST", about: "issues a request", do: func(p *player, s *said) error { return p.hand.issue(s.request) }},
		{form: "predict REQUEST ends allowed", about: "says that it will be allowed, and issues it",
			do: func(p *player, s *said) error { return p.predict(s.request, "allowed") }},
		{form: "predict REQUEST ends denied at ENDING", about: "says where it will be refused, and issues it",
			do: func(p *player, s *said) error { return p.predict(s.request, s.ending) }},
		{form: "flip gate GATE", about: "turns a gate on or off", do: func(p *player, s *said) error { return p.hand.flip(s.gate) }},
		{form: "undo", about: "takes the last change back", do: everywhere("Lab", "u", "undo")},
		{form: "redo", about: "puts it in effect again", do: everywhere("Lab", "U", "redo")},
		{form: "switch the profile", about: "follows the other order of the gates", do: everywhere("Lab", "P", "switch profile")},
		{form: "answer GOAL with TEXT", about: "answers the question of a goal", do: func(p *player, s *said) error { return p.answer(s.goal, s.text) }},
		{form: "show the goals", about: "turns the briefing to the goals", do: page("briefing", "g", "Goals")},
		{form: "show the debrief", about: "shows the score and what is next, once all goals are reached", do: func(p *player, _ *said) error { return p.debrief() }},
		{form: "take a hint", about: "asks for one more hint", do: in("briefing", "h", "hint")},
		{form: "let TEXT pass", about: "lets the lab's clock run by one of its lengths", do: func(p *player, s *said) error { return p.pick("clock", s.text) }},
		{form: "wait for what is due next", about: "lets it run to the next thing that is due", do: in("clock", "n", "next event")},
		{form: "go back to TEXT", about: "goes to a change on the timeline", do: func(p *player, s *said) error { return p.pick("timeline", s.text) }},
		{form: "open the event TEXT", about: "opens the trace behind an event of the log", do: func(p *player, s *said) error { return p.pick("log", s.text) }},
	}
}

// traceVerbs read the trace.
func traceVerbs() []verb {
	return []verb{
		{form: "step", about: "goes to the next step", do: in("trace", "right", "step")},
		{form: "step back", about: "goes to the step before", do: in("trace", "left", "back")},
		{form: "step to the deciding step", about: "goes to the step that decided", do: in("trace", "d", "deciding step")},
		{form: "step to the start", about: "goes to the first step", do: in("trace", "home", "start")},
		{form: "step to the end", about: "goes to the last step", do: in("trace", "end", "end")},
		{form: "scrub to step N", about: "pulls the timeline from its start to a step", do: func(p *player, s *said) error { return p.hand.scrub(s.number) }},
		{form: "step to TEXT", about: "goes to the step of that title", do: func(p *player, s *said) error { return p.hand.step(s.text) }},
		{form: "open the evidence", about: "asks where the evidence in view has its value from", do: in("trace", "e", "where from")},
		{form: "open its window", about: "opens the window that shows the evidence among its kind", do: in("trace", "O", "open its window")},
		{form: "show the answer", about: "turns the trace to what the caller saw", do: page("trace", "a", "Answer")},
		{form: "show the fixes", about: "searches the smallest changes that open the request", do: page("trace", "f", "Fixes")},
		{form: "preview fix N", about: "tries a fix out without making it", do: func(p *player, s *said) error { return p.preview(s.number) }},
		{form: "keep the fix", about: "makes the fix that was tried out", do: in("compare", "+", "keep")},
		{form: "drop the fix", about: "forgets it", do: in("compare", "-", "drop")},
		{form: "pin the trace", about: "keeps the trace, to lay it beside others", do: in("trace", "K", "pin")},
		{form: "compare with the pinned", about: "lays the pinned trace beside the one in view", do: in("compare", "y", "with pinned")},
		{form: "compare with the other profile", about: "lays the other profile's trace beside it", do: in("compare", "f", "with other profile")},
		{form: "compare with before", about: "lays the trace of before the last change beside it", do: in("compare", "b", "with before")},
		{form: "copy the command", about: "copies the step's az command", do: in("trace", "y", "copy command")},
		{form: "copy the trace", about: "copies the trace as Markdown", do: in("trace", "Y", "copy trace")},
		{form: "export as TEXT", about: "copies the trace in one of the forms of its page", do: func(p *player, s *said) error { return p.export(s.text) }},
	}
}

// windowVerbs work on windows.
func windowVerbs() []verb {
	return []verb{
		{form: "go to WINDOW", about: "gives a window the keyboard, and opens it if need be", do: func(p *player, s *said) error { return p.hand.goTo(s.window) }},
		{form: "move WINDOW by BY", about: "moves a window by columns and rows", do: func(p *player, s *said) error { return p.hand.move(s.window, s.by) }},
		{form: "size WINDOW by BY", about: "moves its lower right corner", do: func(p *player, s *said) error { return p.hand.size(s.window, s.by) }},
		{form: "minimize WINDOW", about: "takes it off the screen", do: button("alt+down", minimizeButton)},
		{form: "zoom WINDOW", about: "gives it the whole screen, or back", do: button("alt+up", zoomButton)},
		{form: "click twice on the title of WINDOW", about: "gives it the whole screen, or back", do: func(p *player, s *said) error { return p.hand.twice(s.window) }},
		{form: "close WINDOW", about: "closes it", do: button("alt+x", closeButton)},
		{form: "tile the windows", about: "puts all side by side", do: everywhere("Window", "alt+t", "tile")},
		{form: "cascade the windows", about: "puts one before the other", do: everywhere("Window", "alt+c", "cascade")},
		{form: "put the windows back", about: "puts all back to where they were at first", do: everywhere("Window", "alt+a", "as at first")},
		{form: "take the tour", about: "begins the tour", do: everywhere("Help", "f2", "tour")},
		{form: "skip the tour", about: "ends it", do: func(p *player, _ *said) error { return p.hand.press("esc", "esc skip") }},
		{form: "follow the link TEXT", about: "follows a link of the lesson", do: func(p *player, s *said) error { return p.hand.link(s.text + ": ") }},
		{form: "follow the link TEXT to LAB", about: "follows one that leads to another lab",
			do: func(p *player, s *said) error { p.lab = s.lab; return p.hand.link(s.text + ": ") }},
		{form: "choose the answer TEXT", about: "answers a question of the lesson", do: func(p *player, s *said) error { return p.hand.link(s.text) }},
		{form: "choose TEXT in WINDOW", about: "does what the window's menu has by that title",
			do: func(p *player, s *said) error { return p.hand.choose(s.window, s.text) }},
	}
}

// fieldVerbs type.
func fieldVerbs() []verb {
	return []verb{
		{form: "az REST", about: "types a command into the az console and runs it", do: func(p *player, s *said) error { return p.az("az " + s.rest) }},
		{form: "run REST", about: "types another one of its commands into it", do: func(p *player, s *said) error { return p.az(s.rest) }},
		{form: "note TEXT", about: "writes into the notes", do: func(p *player, s *said) error { return p.note(s.text) }},
		{form: "type TEXT", about: "types where the keyboard is", do: func(p *player, s *said) error { return p.stage.Type(s.text) }},
		{form: "press KEYS", about: "presses keys, by mouse too", do: func(p *player, s *said) error { return p.stage.Press(s.keys...) }},
		{form: "click TEXT", about: "clicks on a text, by keys too", do: func(p *player, s *said) error { return p.clickText(s.text) }},
		{form: "wheel down over WINDOW", about: "turns the mouse wheel over a window", do: func(p *player, s *said) error { return p.wheel(s.window, WheelDown) }},
		{form: "wheel up over WINDOW", about: "turns it back", do: func(p *player, s *said) error { return p.wheel(s.window, WheelUp) }},
	}
}

// in makes a verb of a window's command, by its key and by the title that it has in menus.
func in(name, key, title string) func(*player, *said) error {
	return func(p *player, _ *said) error { return p.hand.command(windowOf(name), key, title) }
}

// everywhere makes a verb of a command that holds everywhere.
func everywhere(menu, key, title string) func(*player, *said) error {
	return func(p *player, _ *said) error { return p.hand.everywhere(menu, key, title) }
}

// page makes a verb of turning a window to one of its pages.
func page(name, key, title string) func(*player, *said) error {
	return func(p *player, _ *said) error { return p.hand.page(windowOf(name), key, title) }
}

// button makes a verb of a button in a window's frame.
func button(key string, column int) func(*player, *said) error {
	return func(p *player, s *said) error { return p.hand.button(s.window, key, column) }
}
