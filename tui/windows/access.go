package windows

import (
	"slices"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Access is the table of who may do what in a vault: a row for everybody whom a grant names, a column for a class of
// operations. Every cell is what the authorization gate finds, and the one under the cursor shows why.
type Access struct {
	list
	session *session.Session
	vault   string // empty until it is first asked for
	object  accessObject
	from    int // row that the page begins with
	column  int
	why     page
	found   session.Found[engine.Access]
	asked   accessWish
	sought  string // state path to go to once the answer is there, empty for none

	commands []desktop.Command
}

// accessObject is one object of the vault; the zero value is the vault as a whole.
type accessObject struct {
	collection estate.Collection
	name       string
}

// accessWish is what was asked last, so that it is asked once.
type accessWish struct {
	question engine.AccessQuestion
	seq      uint64
}

// accessCell is what a click can hit.
type accessCell struct{ row, column int }

// accessPage is how many rows are found at a time.
const accessPage = 50

// NewAccess makes the window.
func NewAccess(s *session.Session) *Access {
	a := &Access{session: s}
	a.commands = a.table()
	return a
}

// ID see desktop.Window.
func (a *Access) ID() string { return "access" }

// Title see desktop.Window.
func (a *Access) Title() string { return "Access" }

// Version see desktop.Window.
func (a *Access) Version() uint64 {
	return a.Counter.Version() + a.session.Version() + a.found.Version()
}

// Commands see desktop.Window.
func (a *Access) Commands() []desktop.Command { return a.commands }

// Wants see Asker.
func (a *Access) Wants() desktop.Action {
	wish := accessWish{a.question(), a.session.Seq()}
	if wish == a.asked {
		return nil
	}
	a.asked = wish
	return session.AskAccess{Question: wish.question, Operations: operationsOf(a.columns()), Found: &a.found}
}

func (a *Access) question() engine.AccessQuestion {
	return engine.AccessQuestion{Vault: a.at(), Collection: a.object.collection, Object: a.object.name, From: a.from, Limit: accessPage}
}

// at is the vault looked at: the one of the last request, until another is chosen.
func (a *Access) at() string {
	if a.vault == "" {
		a.vault = firstVault(a.session)
	}
	return a.vault
}

// firstVault is the vault of the last request, else the first of the lab.
func firstVault(s *session.Session) string {
	if s.Request != nil && s.Request.Vault != "" {
		return s.Request.Vault
	}
	if names := vaultNames(s); len(names) > 0 {
		return names[0]
	}
	return ""
}

func vaultNames(s *session.Session) []string {
	var names []string
	for i := range s.State.Estate.Vaults {
		if v := &s.State.Estate.Vaults[i]; !v.Absent {
			names = append(names, v.Name)
		}
	}
	return names
}

// objects are what the vault holds, and first of all the vault as a whole.
func (a *Access) objects() []accessObject {
	all := []accessObject{{}}
	for i := range a.session.State.Estate.Objects {
		if o := &a.session.State.Estate.Objects[i]; o.Vault == a.at() {
			all = append(all, accessObject{o.Collection, o.Name})
		}
	}
	return all
}

// answer is what was found about the question that stands; nil while it is being asked.
func (a *Access) answer() *engine.Access {
	found := a.found.Get()
	if found == nil || found.Question != a.question() {
		return nil
	}
	return found
}

// turned is the element by steps away from the one that stands, round and round.
func turned[T comparable](all []T, now T, by int) T {
	if len(all) == 0 {
		return now
	}
	return all[(max(0, slices.Index(all, now))+by+len(all))%len(all)]
}

func (a *Access) table() []desktop.Command {
	do := func(f func()) func() desktop.Action {
		return func() desktop.Action {
			f()
			a.why = page{}
			a.Bump()
			return a.Wants()
		}
	}
	vault := func(by int) func() desktop.Action {
		return do(func() {
			a.vault, a.object, a.from, a.cursor = turned(vaultNames(a.session), a.at(), by), accessObject{}, 0, 0
		})
	}
	object := func(by int) func() desktop.Action {
		return do(func() { a.object, a.from, a.cursor = turned(a.objects(), a.object, by), 0, 0 })
	}
	column := func(by int) func() desktop.Action {
		return do(func() { a.column = max(0, min(a.column+by, len(a.columns())-1)) })
	}
	own := []desktop.Command{
		{ID: "access.right", Keys: []string{"right", "l"}, Title: "next column", Help: "Move to the operation on the right.", Run: column(1)},
		{ID: "access.left", Keys: []string{"left", "h"}, Title: "column before", Help: "Move to the operation on the left.", Run: column(-1)},
		{ID: "access.vault", Keys: []string{"v"}, Title: "next vault", Hint: 8, Help: "Look at the next vault.", Run: vault(1)},
		{ID: "access.vault_back", Keys: []string{"V"}, Title: "vault before", Help: "Look at the vault before.", Run: vault(-1)},
		{ID: "access.object", Keys: []string{"n"}, Title: "next object", Hint: 7, Help: "Look at the next object of the vault; before the first stands the vault as a whole.", Run: object(1)},
		{ID: "access.object_back", Keys: []string{"p"}, Title: "object before", Help: "Look at the object before.", Run: object(-1)},
		{ID: "access.page_down", Keys: []string{"pgdown"}, Title: "page down", Help: "Show the next page of rows.", Disabled: a.lastPage,
			Run: do(func() { a.from, a.cursor = a.from+accessPage, 0 })},
		{ID: "access.page_up", Keys: []string{"pgup"}, Title: "page up", Help: "Show the page of rows before.", Disabled: a.firstPage,
			Run: do(func() { a.from, a.cursor = max(0, a.from-accessPage), 0 })},
		{ID: "access.why_down", Keys: []string{"space"}, Title: "more reasons", Hint: 6, Help: "Scroll the reasons down.", Run: a.scrollWhy(wheelLines)},
		{ID: "access.why_up", Keys: []string{"b"}, Title: "reasons back", Help: "Scroll the reasons up.", Run: a.scrollWhy(-wheelLines)},
	}
	return append(own, a.moves("access")...)
}

func (a *Access) scrollWhy(rows int) func() desktop.Action {
	return func() desktop.Action {
		a.why.scroll.By(rows)
		a.Bump()
		return a.Wants()
	}
}

func (a *Access) lastPage() string {
	if found := a.answer(); found == nil || found.Total <= a.from+accessPage {
		return "these are the last rows"
	}
	return ""
}

func (a *Access) firstPage() string {
	if a.from == 0 {
		return "these are the first rows"
	}
	return ""
}

// Click see desktop.Window.
func (a *Access) Click(t desktop.Target) desktop.Action {
	if cell, ok := t.(accessCell); ok {
		a.column = cell.column
		a.why = page{}
		a.to(cell.row)
		a.Bump()
	}
	return a.Wants()
}

// Wheel see desktop.Window.
func (a *Access) Wheel(delta int) { a.to(a.cursor + delta) }
