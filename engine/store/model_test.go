package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"pgregory.net/rapid"

	"kvlab/engine/estate"
)

// world is the plain model that a store is held against: assignments by principal and id, in lower case.
type world map[[2]string]estate.RoleAssignment

func (w world) key(x *estate.RoleAssignment) [2]string {
	return [2]string{strings.ToLower(x.PrincipalID), strings.ToLower(x.ID)}
}

// named is the model's look-up by name, kept beside the assignments because the last to take a name has it.
type named map[string][2]string

// moment is a state of the model.
type moment struct {
	world world
	named named
}

func (m moment) clone() moment { return moment{maps.Clone(m.world), maps.Clone(m.named)} }

func (m moment) put(x *estate.RoleAssignment) {
	m.unname(x)
	m.world[m.world.key(x)] = *x
	if x.Name != "" {
		m.named[strings.ToLower(x.Name)] = m.world.key(x)
	}
}

func (m moment) delete(x *estate.RoleAssignment) {
	m.unname(x)
	delete(m.world, m.world.key(x))
}

func (m moment) unname(x *estate.RoleAssignment) {
	old, there := m.world[m.world.key(x)]
	if name := strings.ToLower(old.Name); there && m.named[name] == m.world.key(x) {
		delete(m.named, name)
	}
}

// machine runs a store and its model side by side.
type machine struct {
	fsys  vfs.FS
	store *Store
	// line are the states that the lab's way goes through, the beginning first; at is where on it the lab stands.
	line []*step
	at   int
	// others are the ways that were left, oldest first, each from the beginning to its end (branch_model_test.go).
	others  []left
	given   uint64 // the number that the last of them got
	changes int    // made so far: it tells labels apart
	views   []oldView
}

// step is a state with the change that led to it. The same step on two ways is the same pointer.
type step struct {
	moment
	label  string
	writes []written
}

// written is one write of a change.
type written struct {
	x      *estate.RoleAssignment
	delete bool
}

func (m *machine) now() moment { return m.line[m.at].moment }

// oldView is a view held open, with what it must keep showing.
type oldView struct {
	*View
	want moment
}

var letters = rapid.SampledFrom([]string{"a", "b", "c", "A", "ab", ""})

func drawAssignment(t *rapid.T) *estate.RoleAssignment {
	return &estate.RoleAssignment{
		Name:        letters.Draw(t, "name"),
		PrincipalID: letters.Draw(t, "principal"),
		ID:          rapid.SampledFrom([]string{"1", "2"}).Draw(t, "id"),
		Role:        rapid.SampledFrom([]string{"reader", "officer"}).Draw(t, "role"),
	}
}

// steps draws some writes and makes them in tx and in m, comparing after each.
func steps(t *rapid.T, tx *Tx, m moment) (made []written) {
	for range rapid.IntRange(0, 5).Draw(t, "writes") {
		w := written{drawAssignment(t), rapid.Bool().Draw(t, "delete")}
		w.write(tx, m)
		compare(t, &tx.View, m)
		made = append(made, w)
	}
	return made
}

func (w written) write(tx *Tx, m moment) {
	if w.delete {
		RoleAssignments.Delete(tx, w.x)
		m.delete(w.x)
	} else {
		RoleAssignments.Put(tx, w.x)
		m.put(w.x)
	}
}

// compare looks at everything a view can be asked.
func compare(t *rapid.T, v *View, m moment) {
	t.Helper()
	keys := slices.SortedFunc(maps.Keys(m.world), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	list := RoleAssignments.List(v)
	if len(list) != len(keys) {
		t.Fatalf("%d assignments, want %d", len(list), len(keys))
	}
	for i, k := range keys {
		if *list[i] != m.world[k] {
			t.Fatalf("assignment %d is %+v, want %+v", i, *list[i], m.world[k])
		}
		if got := RoleAssignments.Get(v, k[0], "", k[1]); got == nil || *got != m.world[k] {
			t.Fatalf("got %+v, want %+v", got, m.world[k])
		}
	}
	for _, name := range []string{"a", "b", "c", "AB"} {
		got := RoleAssignments.Named(v, name)
		k, there := m.named[strings.ToLower(name)]
		if there != (got != nil) || there && *got != m.world[k] {
			t.Fatalf("%s is %+v, want %+v", name, got, m.world[k])
		}
	}
	for _, principal := range []string{"a", "A", "ab"} {
		want := 0
		for k := range m.world {
			if k[0] == strings.ToLower(principal) {
				want++
			}
		}
		if got := len(RoleAssignments.List(v, principal)); got != want {
			t.Fatalf("%s has %d assignments, want %d", principal, got, want)
		}
	}
	if v.Err() != nil {
		t.Fatal(v.Err())
	}
}

// change goes on from where the lab stands. What lay behind it is a way that was left.
func (m *machine) change(next *step) {
	if maps.Equal(next.world, m.now().world) && maps.Equal(next.named, m.now().named) {
		return
	}
	m.leave(m.at)
	m.line = append(slices.Clone(m.line[:m.at+1]), next)
	m.at++
	if len(m.others) > MostBranches {
		m.others = m.others[1:]
	}
}

func (m *machine) Update(t *rapid.T) {
	m.changes++
	next := &step{moment: m.now().clone(), label: fmt.Sprint("update ", m.changes)}
	if err := m.store.Update(next.label, noon, func(tx *Tx) error {
		next.writes = steps(t, tx, next.moment)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	m.change(next)
}

func (m *machine) FailedUpdate(t *rapid.T) {
	scratch, reason := m.now().clone(), errors.New("no")
	err := m.store.Update("update", noon, func(tx *Tx) error { steps(t, tx, scratch); return reason })
	if !errors.Is(err, reason) {
		t.Fatal(err)
	}
}

func (m *machine) WhatIf(t *rapid.T) {
	tx := m.store.WhatIf()
	defer tx.Close()
	compare(t, &tx.View, m.now())
	steps(t, tx, m.now().clone())
}

func (m *machine) Undo(t *rapid.T) {
	_, err := m.store.Undo()
	if m.at == 0 {
		if !errors.Is(err, ErrNothingToUndo) {
			t.Fatalf("undo at the beginning: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	m.at--
}

func (m *machine) Redo(t *rapid.T) {
	_, err := m.store.Redo()
	if m.at == len(m.line)-1 {
		if !errors.Is(err, ErrNothingToRedo) {
			t.Fatalf("redo at the end: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	m.at++
}

func (m *machine) Reset(t *rapid.T) {
	if err := m.store.Reset("reset", noon); err != nil {
		t.Fatal(err)
	}
	if m.at < len(m.line)-1 && m.line[m.at+1].label == "reset" {
		m.at++ // the very change that was undone
		return
	}
	m.change(&step{moment: m.line[0].clone(), label: "reset"})
}

func (m *machine) Look(t *rapid.T) {
	if len(m.views) < 3 {
		m.views = append(m.views, oldView{m.store.View(), m.now()})
	}
}

func (m *machine) Reopen(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "reopen") > 0 {
		t.Skip("too slow to do often")
	}
	m.close(t)
	s, err := Open("lab", Options{FS: m.fsys})
	if err != nil {
		t.Fatal(err)
	}
	m.store = s
}

func (m *machine) close(t *rapid.T) {
	for _, v := range m.views {
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
	}
	m.views = nil
	if err := m.store.Close(); err != nil {
		t.Fatal(err)
	}
}

// Check runs after each action.
func (m *machine) Check(t *rapid.T) {
	v := m.store.View()
	compare(t, v, m.now())
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	for _, old := range m.views {
		compare(t, old.View, old.want)
	}
	if undo, redo := m.store.Position(); undo != m.at || redo != len(m.line)-1-m.at {
		t.Fatalf("%d to undo and %d to redo, want %d and %d", undo, redo, m.at, len(m.line)-1-m.at)
	}
	m.compareJournal(t)
	m.compareBranches(t)
}

func TestAStoreBehavesLikeATreeOfMaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := moment{world{}, named{}}
		m := &machine{fsys: vfs.NewMem(), line: []*step{{moment: first}}}
		s, err := Open("lab", Options{FS: m.fsys})
		if err != nil {
			t.Fatal(err)
		}
		m.store = s
		e := &estate.Estate{}
		for range rapid.IntRange(0, 2).Draw(t, "loaded") {
			x := drawAssignment(t)
			if _, taken := first.world[first.world.key(x)]; taken {
				continue
			}
			e.RoleAssignments = append(e.RoleAssignments, *x)
			first.put(x)
		}
		if err := s.Load(e); err != nil {
			t.Fatal(err)
		}
		t.Repeat(rapid.StateMachineActions(m))
		m.close(t)
	})
}

// The digest of the state comes back with every step of the journal, in both directions.
func TestTheStateHashFollowsUndoAndRedo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := Open("", Options{InMemory: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		digest := func() string {
			h, err := s.StateHash()
			if err != nil {
				t.Fatal(err)
			}
			return h
		}
		hashes := []string{digest()}
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			if err := s.Update("update", noon, func(tx *Tx) error {
				steps(t, tx, modelOf(&tx.View))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if undo, _ := s.Position(); undo == len(hashes) {
				hashes = append(hashes, digest())
			}
		}
		for i := len(hashes) - 2; i >= 0; i-- {
			if _, err := s.Undo(); err != nil || digest() != hashes[i] {
				t.Fatalf("after undoing to %d: another state, %v", i, err)
			}
		}
		for i := 1; i < len(hashes); i++ {
			if _, err := s.Redo(); err != nil || digest() != hashes[i] {
				t.Fatalf("after redoing to %d: another state, %v", i, err)
			}
		}
	})
}

// modelOf makes a model of what a view shows.
func modelOf(v *View) moment {
	m := moment{world{}, named{}}
	for _, x := range RoleAssignments.List(v) {
		m.world[m.world.key(x)] = *x
	}
	for _, x := range m.world {
		if got := RoleAssignments.Named(v, x.Name); got != nil {
			m.named[strings.ToLower(x.Name)] = m.world.key(got)
		}
	}
	return m
}
