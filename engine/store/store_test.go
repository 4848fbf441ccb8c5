package store

import (
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
