package control_test

import (
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// life is the plain model of what becomes of one vault: where it stands, and whether the role at it still counts.
type life struct {
	there, deleted, granted bool
}

// machine runs a lab and the model side by side.
type machine struct {
	lab          *engine.Lab
	protected    bool
	vault        string
	now          life
	past, future []life
}

// ends is how each request ends in each state: allowed, or the code of the refusal.
func (l life) ends(operation string, protected bool) string {
	deleted := l.there && l.deleted
	switch operation {
	case "vaults/get", "vaults/delete":
		if !l.there || l.deleted {
			return "ResourceNotFound"
		}
	case "vaults/get-deleted", "vaults/purge", "vaults/recover":
		switch {
		case !deleted && operation == "vaults/recover":
			return "SoftDeletedVaultDoesNotExist"
		case !deleted:
			return "DeletedVaultNotFound"
		case operation == "vaults/purge" && protected:
			return "MethodNotAllowed"
		}
	}
	return "allowed"
}

// after is the state that an allowed request leads to.
func (l life) after(operation string) life {
	switch operation {
	case "vaults/delete":
		return life{there: true, deleted: true}
	case "vaults/recover":
		return life{there: true, granted: l.granted}
	case "vaults/purge":
		return life{}
	}
	return l
}

func (m *machine) request(t *rapid.T) {
	operation := rapid.SampledFrom([]string{"vaults/get", "vaults/delete", "vaults/get-deleted", "vaults/recover", "vaults/purge"}).Draw(t, "operation")
	result, err := m.lab.Do(ask("root", operation, m.vault, ""))
	if err != nil {
		t.Fatal(err)
	}
	got := "allowed"
	if result.Trace.Verdict != trace.Allowed {
		got = *result.Trace.Response.Code
	}
	if want := m.now.ends(operation, m.protected); got != want {
		t.Fatalf("%s of %+v: %s, want %s", operation, m.now, got, want)
	}
	if next := m.now.after(operation); got == "allowed" && next != m.now {
		m.past, m.future, m.now = append(m.past, m.now), nil, next
	}
}

func (m *machine) undo(t *rapid.T) {
	if len(m.past) == 0 {
		t.Skip("nothing to undo")
	}
	if _, err := m.lab.Undo(); err != nil {
		t.Fatal(err)
	}
	last := len(m.past) - 1
	m.future, m.now, m.past = append(m.future, m.now), m.past[last], m.past[:last]
}

func (m *machine) redo(t *rapid.T) {
	if len(m.future) == 0 {
		t.Skip("nothing to redo")
	}
	if _, err := m.lab.Redo(); err != nil {
		t.Fatal(err)
	}
	last := len(m.future) - 1
	m.past, m.now, m.future = append(m.past, m.now), m.future[last], m.future[:last]
}

// check compares what there is, and who may use it, with the model.
func (m *machine) check(t *rapid.T) {
	e, err := m.lab.Estate()
	if err != nil {
		t.Fatal(err)
	}
	got := life{}
	for _, v := range e.Vaults {
		if v.Name == m.vault {
			got.there, got.deleted = true, v.Deleted != nil
		}
	}
	for _, a := range e.RoleAssignments {
		if a.Name == "at-vault" {
			got.granted = !a.Absent
		}
	}
	if got != m.now {
		t.Fatalf("%+v, want %+v", got, m.now)
	}
	held := 0
	for _, x := range e.Versions {
		if x.Vault == m.vault {
			held++
		}
	}
	if want := 4; m.now.there != (held == want) || !m.now.there && held != 0 {
		t.Fatalf("%+v holds %d versions", m.now, held)
	}
}

// However a vault is deleted, recovered and purged, with undo and redo in between: it is where the model says, with
// all that is in it or nothing, and the role at it comes back by undo alone.
func TestAVaultsLifeFollowsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{protected: rapid.Bool().Draw(t, "protected"), vault: "kv-shop", now: life{there: true, granted: true}}
		if m.protected {
			m.vault = "kv-safe"
		}
		lab, err := engine.Open("", engine.Options{InMemory: true})
		if err != nil {
			t.Fatal(err)
		}
		defer lab.Close()
		e := world()
		grant := assignment("eve", "Key Vault Reader", group.Vault(m.vault))
		grant.Name = "at-vault"
		e.RoleAssignments = append(e.RoleAssignments, grant)
		if err := lab.Load(e); err != nil {
			t.Fatal(err)
		}
		m.lab = lab
		t.Repeat(map[string]func(*rapid.T){"request": m.request, "undo": m.undo, "redo": m.redo, "": m.check})
	})
}
