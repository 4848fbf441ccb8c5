package store

import (
	"errors"
	"slices"

	"pgregory.net/rapid"
)

// The model of branches knows no tree: a way is a list of steps from the beginning to its end, and what two ways share is
// what their lists begin with. Forks, and which branch leaves from which, have to follow from that.

// left is a way that the lab is not on any more.
type left struct {
	id   uint64
	line []*step
}

// leave keeps the lab's way when something lies on it behind the step that is stayed on.
func (m *machine) leave(fork int) {
	if fork < len(m.line)-1 {
		m.given++
		m.others = append(m.others, left{m.given, m.line})
	}
}

func (m *machine) draw(t *rapid.T) int {
	if len(m.others) == 0 {
		t.Skip("there is no branch")
	}
	return rapid.IntRange(0, len(m.others)-1).Draw(t, "branch")
}

func (m *machine) TakeBranch(t *rapid.T) {
	n := m.draw(t)
	taken := m.others[n]
	fork := common(taken.line, m.line)
	c, err := m.store.TakeBranch(taken.id, noon)
	if err != nil {
		t.Fatal(err)
	}
	back := max(0, m.at-fork)
	m.others = slices.Delete(m.others, n, n+1)
	m.leave(fork)
	if want := len(taken.line) - 1 - (m.at - back); c.Back != back || c.Forth != want || c.Kept != m.given || c.Branch.ID != taken.id {
		t.Fatalf("took %d: %+v, want %d back and %d forth, %d kept", taken.id, c, back, want, m.given)
	}
	m.line, m.at = taken.line, len(taken.line)-1
}

func (m *machine) ForgetBranch(t *rapid.T) {
	n := m.draw(t)
	if err := m.store.ForgetBranch(m.others[n].id); err != nil {
		t.Fatal(err)
	}
	m.others = slices.Delete(m.others, n, n+1)
}

func (m *machine) NoBranch(t *rapid.T) {
	id := rapid.Uint64Range(0, m.given+2).Draw(t, "id")
	if slices.ContainsFunc(m.others, func(l left) bool { return l.id == id }) {
		t.Skip("there is one")
	}
	_, take := m.store.TakeBranch(id, noon)
	_, along := m.store.Along(id, 1)
	if forget := m.store.ForgetBranch(id); !errors.Is(take, ErrNoBranch) || !errors.Is(along, ErrNoBranch) || !errors.Is(forget, ErrNoBranch) {
		t.Fatalf("branch %d: %v, %v, %v", id, take, along, forget)
	}
}

// Wander goes back and another way so often that branches have to go.
func (m *machine) Wander(t *rapid.T) {
	for range rapid.IntRange(1, MostBranches).Draw(t, "turns") {
		for range rapid.IntRange(0, 3).Draw(t, "back") {
			m.Undo(t)
		}
		m.Update(t)
	}
}

// Again makes the very change that was undone last. It is no other way then.
func (m *machine) Again(t *rapid.T) {
	if m.at == len(m.line)-1 {
		t.Skip("nothing is undone")
	}
	undone := m.line[m.at+1]
	if undone.label == "reset" {
		m.Reset(t)
		return
	}
	now := m.now().clone()
	if err := m.store.Update(undone.label, noon, func(tx *Tx) error {
		for _, w := range undone.writes {
			w.write(tx, now)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	m.at++
}

// Elsewhere looks at any step of any way without going there.
func (m *machine) Elsewhere(t *rapid.T) {
	p, line := Place{}, m.line
	if n := rapid.IntRange(-1, len(m.others)-1).Draw(t, "way"); n >= 0 {
		p.Branch, line = m.others[n].id, m.others[n].line
	}
	p.Change = rapid.Uint64Range(0, uint64(len(line))).Draw(t, "change")
	tx := m.store.Elsewhere(p)
	if p.Change == uint64(len(line)) {
		if tx.Close() == nil {
			t.Fatalf("%+v is past the end", p)
		}
		return
	}
	compare(t, &tx.View, line[p.Change].moment)
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
}

// common is how many changes two ways share.
func common(a, b []*step) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n - 1
}

func labels(line []*step) []string {
	var list []string
	for _, s := range line[1:] {
		list = append(list, s.label)
	}
	return list
}

func labelsOf(entries []Entry) []string {
	var list []string
	for _, e := range entries {
		list = append(list, e.Label)
	}
	return list
}

func (m *machine) compareJournal(t *rapid.T) {
	entries, err := m.store.History()
	if err != nil || !slices.Equal(labelsOf(entries), labels(m.line)) {
		t.Fatalf("the journal is %q, want %q (%v)", labelsOf(entries), labels(m.line), err)
	}
	for i, e := range entries {
		if e.Seq != uint64(i+1) || e.Undone != (i >= m.at) {
			t.Fatalf("record %d is %+v", i+1, e)
		}
	}
}

// compareBranches puts each branch together again from what the store says, and holds it against the model's.
func (m *machine) compareBranches(t *rapid.T) {
	if err := m.store.head.check(schemaOf(m.store)); err != nil {
		t.Fatal(err)
	}
	branches, err := m.store.Branches()
	if err != nil || len(branches) != len(m.others) {
		t.Fatalf("%d branches, want %d (%v)", len(branches), len(m.others), err)
	}
	lines := map[uint64][]*step{0: m.line}
	for _, l := range m.others {
		lines[l.id] = l.line
	}
	said := map[uint64][]string{0: labels(m.line)}
	for i, b := range branches {
		own, err := m.store.Along(b.ID, 1000)
		if err != nil {
			t.Fatal(err)
		}
		on, listed := said[b.On]
		if !listed {
			t.Fatalf("branch %d stands before %d, which it leaves from", b.ID, b.On)
		}
		said[b.ID] = append(slices.Clone(on[:b.Fork]), labelsOf(own)...)
		fork := common(lines[b.ID], lines[b.On])
		if !slices.Equal(said[b.ID], labels(lines[b.ID])) || fork != int(b.Fork) || len(own) != b.Count || b.Label != own[0].Label || own[0].Seq != b.Fork+1 {
			t.Fatalf("branch %+v is %q, want %q, forking at %d", b, said[b.ID], labels(lines[b.ID]), fork)
		}
		if i > 0 && branches[i-1].On == b.On && branches[i-1].Fork > b.Fork {
			t.Fatalf("branches out of order: %v", branches)
		}
	}
}

func schemaOf(s *Store) int {
	if s.head.Branches == nil {
		return schemaLine
	}
	return Schema
}
