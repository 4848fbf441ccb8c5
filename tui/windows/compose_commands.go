package windows

import (
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// table is what keys do in the dialog. None of them is one that types something.
func (c *Compose) table() []desktop.Command {
	do := func(id string, keys []string, title, help string, f func()) desktop.Command {
		return desktop.Command{ID: "compose." + id, Keys: keys, Title: title, Help: help, Run: func() desktop.Action { f(); return nil }}
	}
	move := func(by int) func() { return func() { c.goTo(c.cursor + by) } }
	return []desktop.Command{
		{ID: "compose.issue", Keys: []string{"enter"}, Title: "issue", Hint: 9, Disabled: c.unissuable, Run: c.issue,
			Help: "Put the request on the list and issue it: it is evaluated, carried out and written to the audit log."},
		{ID: "compose.look", Keys: []string{"ctrl+l"}, Title: "look only", Hint: 8, Disabled: func() string { return c.why }, Run: c.look,
			Help: "Put the request on the list and see what would come of it. Nothing is carried out."},
		{ID: composeBack, Keys: []string{"esc"}, Title: "cancel", Hint: 7, Run: c.back,
			Help: "Clear what is typed in this row; with nothing typed, leave without a request."},
		hinted(6, do("turn", []string{"right"}, "choose", "Take the next thing that this row can be; letters find it by its name.", func() { c.turn(1) })),
		do("turn_back", []string{"left"}, "one before", "Take the one before; while a name is typed, from the first on that is the name as typed.", func() { c.turn(-1) }),
		hinted(5, do("down", []string{"down", "tab"}, "next row", "Move to the row below.", move(1))),
		do("up", []string{"up", "shift+tab"}, "up", "Move to the row above.", move(-1)),
		do("top", []string{"home"}, "first", "Move to the first row.", move(-1<<16)),
		do("bottom", []string{"end"}, "last", "Move to the last row.", move(1<<16)),
		{ID: "compose.rub_out", Keys: []string{"backspace"}, Title: "rub out", Help: "Take the last letter away.", Run: c.rubOut},
		do("empty", []string{"ctrl+u"}, "empty", "Take all that was typed in this row away.", func() { c.begun(); c.search("") }),
	}
}

// composeBack is the command of esc.
const composeBack = "compose.cancel"

// hinted puts a command on the status bar.
func hinted(hint int, c desktop.Command) desktop.Command {
	c.Hint = hint
	return c
}

// nameBack says what esc does now.
func (c *Compose) nameBack() {
	title := "cancel"
	if c.typing {
		title = "clear"
	}
	for i := range c.commands {
		if c.commands[i].ID == composeBack {
			c.commands[i].Title = title
		}
	}
}

// unissuable says why the draft cannot be issued.
func (c *Compose) unissuable() string {
	if c.why == "" && c.draft.other {
		return "only a look follows the other profile, and ctrl+l looks"
	}
	return c.why
}

func (c *Compose) issue() desktop.Action { return c.session.Issuing(c.session.Compose(c.draft.Draft)) }

func (c *Compose) look() desktop.Action {
	return session.LookAt{Request: c.session.Compose(c.draft.Draft), Other: c.draft.other}
}

// back takes back what is typed, and else leaves.
func (c *Compose) back() desktop.Action {
	if !c.typing {
		return session.Dismiss{}
	}
	c.draft = c.before
	c.rest()
	c.settle()
	return nil
}
