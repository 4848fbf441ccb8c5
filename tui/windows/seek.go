package windows

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
)

// Seeker is a window in which the fact at a state path has a place: "vault.kv-shop.secret.Sql-ConnectionString.enabled".
// Its program asks it to go there when somebody comes for that fact. What is not there moves nothing.
type Seeker interface {
	desktop.Window
	Seek(path string)
}

// Seek see Seeker: the tree opens down to the object.
func (o *Objects) Seek(path string) {
	o.settle()
	parts := strings.Split(path, ".")
	if len(parts) < 2 || parts[0] != "vault" {
		return
	}
	wanted := []string{parts[1]}
	if c := collectionOf(parts); c != "" {
		wanted = append(wanted, parts[1]+"/"+string(c), parts[1]+"/", strings.Join([]string{parts[1], string(c), parts[3]}, "/"))
	}
	for _, path := range wanted {
		row := slices.IndexFunc(o.rows, func(h holding) bool { return h.path() == path })
		if row < 0 {
			continue // the branch of what is deleted, where nothing is
		}
		o.to(row)
		if path != wanted[len(wanted)-1] {
			o.fold(true)
		}
	}
}

// collectionOf is where the object of a state path lies, empty for a path of none.
func collectionOf(parts []string) estate.Collection {
	if len(parts) < 4 {
		return ""
	}
	for _, c := range estate.Collections {
		if c.Noun() == parts[2] {
			return c
		}
	}
	return ""
}

// Seek see Seeker: the first principal of whom it decides something.
func (a *Access) Seek(path string) {
	if parts := strings.Split(path, "."); parts[0] == "vault" && len(parts) > 1 && slices.Contains(vaultNames(a.session), parts[1]) {
		a.vault, a.object = parts[1], accessObject{}
	}
	a.sought, a.from, a.cursor = path, 0, 0
	a.Bump()
}

// come moves the cursor to what is sought, once the answer is there.
func (a *Access) come() {
	found := a.answer()
	if a.sought == "" || found == nil {
		return
	}
	for row := range found.Rows {
		for column := range found.Rows[row].Findings {
			if mentions(found.Rows[row].Findings[column].Steps, a.sought) >= 0 {
				a.cursor, a.column, a.sought = row, column, ""
				return
			}
		}
	}
	a.sought = ""
}

// Seek see Seeker: the step of the way that reads it.
func (n *Network) Seek(path string) {
	parts := strings.Split(path, ".")
	switch {
	case len(parts) < 2:
	case parts[0] == "vault" && slices.Contains(vaultNames(n.session), parts[1]):
		n.vault = parts[1]
	case parts[0] == "host" && slices.Contains(hostNames(n.session), parts[1]):
		n.host = parts[1]
	}
	n.sought = path
	n.Bump()
}

// come moves the cursor to what is sought, once the answer is there.
func (n *Network) come() {
	w := n.way()
	if n.sought == "" || w == nil {
		return
	}
	if step := mentions(gateOfWay(w).Steps, n.sought); step >= 0 {
		n.cursor = step
	}
	n.sought = ""
}

// mentions is the first step that read the fact at a path, -1 for none.
func mentions(steps []trace.Step, path string) int {
	return slices.IndexFunc(steps, func(s trace.Step) bool {
		return slices.ContainsFunc(s.Evidence, func(e trace.Evidence) bool { return e.Source == path })
	})
}
