package windows

import (
	"kvlab/engine/estate"
	"kvlab/engine/operation"
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
		o.ask("read", "g", "read", 9, "Read what is under the cursor, as the operator: an ordinary request, whose trace opens.", o.reading),
		o.ask("enable", "e", "enable, disable", 7, "Turn this version on or off, as the operator.", o.enabling),
		o.ask("delete", "x", "delete", 0, "Delete what is under the cursor, as the operator. It can be recovered until the retention is over.", o.deleting),
		o.ask("recover", "r", "recover", 0, "Bring what was deleted back, as the operator.", o.returning("recover")),
		o.ask("purge", "X", "purge", 0, "Destroy what was deleted for good, as the operator. Only undo brings it back.", o.returning("purge")),
		o.ask("rotate", "n", "rotate", 0, "Give this key a new version, as the operator.", o.rotating),
	}
}

// ask makes a command of a request. what finds out which one it is, or why there is none.
func (o *Objects) ask(id, key, title string, hint int, help string, what func(*holding) (session.ByHand, string)) desktop.Command {
	find := func() (session.ByHand, string) {
		o.settle()
		r := o.current()
		switch {
		case o.session.Scenario.Operator == nil:
			return session.ByHand{}, session.ErrNoOperator.Error()
		case r == nil:
			return session.ByHand{}, "there is no vault in this lab"
		case r.kind == kindHolding:
			return session.ByHand{}, "choose a vault, an object or a version"
		}
		return what(r)
	}
	return desktop.Command{ID: "objects." + id, Keys: []string{key}, Title: title, Help: help, Hint: hint,
		Disabled: func() string { _, why := find(); return why },
		Run:      func() desktop.Action { a, _ := find(); return a }}
}

// byHand is a request about a row: about its vault, its object or its version.
func byHand(r *holding, verb string) session.ByHand {
	if r.kind == vaultHolding {
		return session.ByHand{Operation: string(operation.Vaults) + "/" + verb, Vault: r.vault.Name}
	}
	a := session.ByHand{Operation: string(r.object.Collection) + "/" + verb, Vault: r.vault.Name, Object: r.object.Name}
	if r.kind == versionHolding {
		a.Version = r.version.ID
	}
	return a
}

// whole is a request about a row's object with all its versions.
func whole(r *holding, verb string) session.ByHand {
	a := byHand(r, verb)
	a.Version = ""
	return a
}

// gone reports whether the row's own object, or for a vault the vault, is deleted.
func (h *holding) gone() bool {
	if h.kind == vaultHolding {
		return h.vault.Deleted != nil
	}
	return h.object.Deleted != nil
}

func (o *Objects) reading(r *holding) (session.ByHand, string) {
	if r.gone() {
		return whole(r, "get-deleted"), ""
	}
	return byHand(r, "get"), ""
}

func (o *Objects) enabling(r *holding) (session.ByHand, string) {
	switch {
	case r.kind == vaultHolding:
		return session.ByHand{}, "a vault cannot be disabled, only what is in it"
	case r.gone():
		return session.ByHand{}, "it is deleted: recover it first"
	case r.version == nil:
		return session.ByHand{}, "it has no version yet"
	}
	a, on := byHand(r, "update"), r.version.Disabled
	a.Body = &operation.UpdateBody{Enabled: &on}
	return a, ""
}

func (o *Objects) deleting(r *holding) (session.ByHand, string) {
	if r.gone() {
		return session.ByHand{}, "it is deleted already"
	}
	return whole(r, "delete"), ""
}

// returning is for what can only be done to the deleted.
func (o *Objects) returning(verb string) func(*holding) (session.ByHand, string) {
	return func(r *holding) (session.ByHand, string) {
		if !r.gone() {
			return session.ByHand{}, "it is not deleted"
		}
		return whole(r, verb), ""
	}
}

func (o *Objects) rotating(r *holding) (session.ByHand, string) {
	switch {
	case r.kind == vaultHolding || r.object.Collection != estate.Keys:
		return session.ByHand{}, "only keys are rotated"
	case r.gone():
		return session.ByHand{}, "it is deleted: recover it first"
	}
	return whole(r, "rotate"), ""
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
