package windows

import (
	"errors"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

func (o *Objects) table() []desktop.Command {
	commands := []desktop.Command{
		{ID: "objects.fold", Keys: []string{"enter"}, Title: "open or fold", Hint: 5, Disabled: o.leafless,
			Help: "Show what is below this row, or fold it away.", Run: func() desktop.Action { return o.fold(!o.current().open) }},
		{ID: "objects.in", Keys: []string{"right"}, Title: "open", Help: "Show what is below this row.", Disabled: o.leafless,
			Run: func() desktop.Action { return o.fold(true) }},
		{ID: "objects.out", Keys: []string{"left"}, Title: "fold", Help: "Fold this row, or go to the one it belongs to.", Run: o.out},
		{ID: "objects.reveal", Keys: []string{"v"}, Title: "show value", Hint: 8, Disabled: o.valueless,
			Help: "Show the value of this secret, or mask it again. Nobody asks the vault for it. Another row masks it.", Run: o.reveal},
	}
	commands = append(commands, o.requests()...)
	commands = append(commands, o.beside.commands("objects", o.Bump)...)
	moves := o.moves("objects")
	for i, move := range moves {
		moves[i].Run = func() desktop.Action { o.revealed = ""; return move.Run() }
	}
	return append(commands, moves...)
}

// requests are the commands that ask the vault for something, as the operator.
func (o *Objects) requests() []desktop.Command {
	return []desktop.Command{
		o.ask("read", "g", "read", 9, "Read what is under the cursor, as the operator: an ordinary request, whose trace opens.", holds((*session.Held).Read)),
		o.ask("enable", "e", "enable, disable", 7, "Turn this version on or off, as the operator.", toggling),
		o.ask("delete", "x", "delete", 0, "Delete what is under the cursor, as the operator. It can be recovered until the retention is over.", holds((*session.Held).Delete)),
		o.ask("recover", "r", "recover", 0, "Bring what was deleted back, as the operator.", holds((*session.Held).Recover)),
		o.ask("purge", "X", "purge", 0, "Destroy what was deleted for good, as the operator. Only undo brings it back.", holds((*session.Held).Purge)),
		o.ask("rotate", "n", "rotate", 0, "Give this key a new version, as the operator.", holds((*session.Held).Rotate)),
	}
}

// holds makes a deed about a row of one about what it holds.
func holds(deed func(*session.Held) (session.ByHand, error)) func(*holding) (session.ByHand, error) {
	return func(r *holding) (session.ByHand, error) { return deed(r.held()) }
}

// ask makes a command of a request. what finds out which one it is, or why there is none.
func (o *Objects) ask(id, key, title string, hint int, help string, what func(*holding) (session.ByHand, error)) desktop.Command {
	find := func() (session.ByHand, error) {
		o.settle()
		r := o.current()
		switch {
		case o.session.Scenario.Operator == nil:
			return session.ByHand{}, session.ErrNoOperator
		case r == nil:
			return session.ByHand{}, errNoVault
		case r.kind == kindHolding:
			return session.ByHand{}, errKind
		}
		return what(r)
	}
	return desktop.Command{ID: "objects." + id, Keys: []string{key}, Title: title, Help: help, Hint: hint,
		Disabled: func() string {
			if _, err := find(); err != nil {
				return err.Error()
			}
			return ""
		},
		Run: func() desktop.Action { a, _ := find(); return a }}
}

var (
	errNoVault = errors.New("there is no vault in this lab")
	errKind    = errors.New("choose a vault, an object or a version")
)

// held is what the row lets the operator lay hands on. A row of an object stands for all its versions.
func (h *holding) held() *session.Held {
	held := &session.Held{Vault: h.vault, Object: h.object}
	if h.kind == versionHolding {
		held.Version = h.version
	}
	return held
}

// toggling turns the row's version off, or on when it is off.
func toggling(r *holding) (session.ByHand, error) {
	return r.held().Turn(r.version != nil && r.version.Disabled)
}

func (o *Objects) leafless() string {
	o.settle()
	if r := o.current(); r == nil || r.leaves == 0 {
		return "there is nothing below this row"
	}
	return ""
}

func (o *Objects) valueless() string {
	o.settle()
	if r := o.current(); r == nil || r.version == nil || r.version.Secret == nil {
		return "only secrets have a value: choose one, or a version of one"
	}
	return ""
}

func (o *Objects) reveal() desktop.Action {
	path := o.path()
	if o.revealed == path {
		path = ""
	}
	o.revealed = path
	o.Bump()
	return nil
}
