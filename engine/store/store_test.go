package store

import (
	"slices"
	"testing"

	"kvlab/engine/estate"
)

// memory opens an empty lab in memory for the length of a test.
func memory(t testing.TB) *Store {
	t.Helper()
	s, err := Open("", Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// put is a change that writes one vault.
func put(name string, model estate.Model) func(*Tx) error {
	return func(tx *Tx) error {
		Vaults.Put(tx, &estate.Vault{Name: name, Model: model})
		return nil
	}
}

// set makes such a change, labelled with the vault's name.
func set(t testing.TB, s *Store, name string, model estate.Model) {
	t.Helper()
	if err := s.Update(name, noon, put(name, model)); err != nil {
		t.Fatal(err)
	}
}

// hash is the state's hash.
func hash(t testing.TB, s *Store) string {
	t.Helper()
	h, err := s.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestTheLastRecordsAreTheEndOfTheJournal(t *testing.T) {
	s := memory(t)
	if none, err := s.Recent(5); err != nil || len(none) != 0 {
		t.Errorf("an empty journal has %v, %v", none, err)
	}
	for _, name := range []string{"kv-a", "kv-b", "kv-c", "kv-d"} {
		set(t, s, name, estate.RBAC)
	}
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	all, err := s.History()
	if err != nil || len(all) != 4 || !all[3].Undone {
		t.Fatalf("%+v, %v", all, err)
	}
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 3: 3, 4: 4, 99: 4} {
		got, err := s.Recent(n)
		if err != nil || !slices.EqualFunc(got, all[4-want:], func(a, b Entry) bool { return a.Seq == b.Seq && a.Undone == b.Undone }) {
			t.Errorf("the last %d: %+v, %v", n, got, err)
		}
	}
}
