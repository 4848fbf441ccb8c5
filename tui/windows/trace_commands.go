package windows

import (
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// table lists the trace window's commands. Each way forward has its mirror.
func (t *Trace) table() []desktop.Command {
	step := func(id string, keys []string, title, help string, hint int, to func() int) desktop.Command {
		return desktop.Command{ID: "trace." + id, Keys: keys, Title: title, Help: help, Hint: hint, Disabled: t.nothing,
			Run: func() desktop.Action {
				t.session.Reading.Playing = false
				t.moveTo(to())
				return nil
			}}
	}
	r := &t.session.Reading
	return []desktop.Command{
		step("forward", []string{"right", "down", "n", "j"}, "step", "Go to the next step.", 9, func() int { return r.Place() + 1 }),
		step("back", []string{"left", "up", "p", "k"}, "back", "Go back to the step before.", 8, func() int { return r.Place() - 1 }),
		step("deciding", []string{"d"}, "deciding step", "Jump to the step that decided how the request ended.", 7, r.Deciding),
		step("next_gate", []string{"]"}, "next gate", "Go to the first step of the next gate.", 0, func() int { return t.gate(1) }),
		step("previous_gate", []string{"["}, "gate before", "Go to the first step of the gate before.", 0, func() int { return t.gate(-1) }),
		step("start", []string{"home"}, "start", "Go to the first step.", 0, func() int { return 0 }),
		step("end", []string{"end"}, "end", "Go to the last step.", 0, func() int { return r.Steps() - 1 }),
		{ID: "trace.play", Keys: []string{"space"}, Title: "play", Hint: 6, Disabled: t.nothing,
			Help: "Step forward by itself; again to pause.", Run: t.play},
		{ID: "trace.fold", Keys: []string{"c", "enter"}, Title: "fold gate", Disabled: t.nothing,
			Help: "Fold the steps of this gate away, or open them.", Run: t.fold},
		{ID: "trace.answer", Keys: []string{"a"}, Title: "answer", Hint: 4, Disabled: t.nothing,
			Help: "Show the answer as its caller saw it; again to go back to the steps.", Run: func() desktop.Action { return t.toggle(answerPage) }},
		{ID: "trace.fixes", Keys: []string{"f"}, Title: "fixes", Hint: 5, Disabled: t.nothing,
			Help: "Search the smallest changes of gates that would open the request; again to go back to the steps.",
			Run:  func() desktop.Action { return t.toggle(fixesPage) }},
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

func (t *Trace) noCommand() string {
	if why := t.nothing(); why != "" {
		return why
	}
	if s := t.session.Reading.Step(); s == nil || s.Command == "" {
		return "no az command shows what this step looked at"
	}
	return ""
}

// moveTo goes to a step; the steps' page shows it.
func (t *Trace) moveTo(place int) {
	t.turn(stepsPage)
	t.session.Reading.MoveTo(max(0, place))
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

func (t *Trace) fold() desktop.Action {
	r := &t.session.Reading
	if gate, _ := r.At(r.Place()); gate >= 0 {
		name := r.Trace.Gates[gate].Gate
		r.Collapse(name, !r.Collapsed(name))
	}
	return nil
}

func (t *Trace) toggle(p part) desktop.Action {
	if t.part == p {
		return t.turn(stepsPage)
	}
	return t.turn(p)
}

func (t *Trace) copyCommand() desktop.Action {
	return session.Copy{What: "the command", Text: trace.Visible(t.session.Reading.Step().Command)}
}
