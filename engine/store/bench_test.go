package store

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"kvlab/engine/estate"
)

// Each benchmark runs its floor beside it, so that a ratio within one run tells: machines are shared and noisy.

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

type auditEvent struct {
	At        time.Time
	Operation string
	Caller    string
	Status    int
}

func benchSecret(i int) *estate.Version {
	return &estate.Version{Vault: "kv-shop", Collection: estate.Secrets, Name: "db-password", ID: estate.VersionID("b", strconv.Itoa(i)),
		Secret: &estate.Secret{Value: "correct horse battery staple"}, Attributes: estate.Attributes{Created: noon, Updated: noon}}
}

// BenchmarkUpdate: one entity, its audit event, its journal record, against a bare Pebble batch of two.
func BenchmarkUpdate(b *testing.B) {
	b.Run("pebble", func(b *testing.B) {
		db := barePebble(b, b.TempDir())
		defer db.Close()
		value := make([]byte, 250)
		for i := 0; b.Loop(); i++ {
			batch := db.NewBatch()
			key := []byte(fmt.Sprintf("e:secret_version %d", i))
			batch.Set(key, value, nil)
			batch.Set(append([]byte("audit"), key...), value, nil)
			if err := batch.Commit(pebble.Sync); err != nil {
				b.Fatal(err)
			}
			batch.Close()
		}
	})
	b.Run("store", func(b *testing.B) {
		s := benchStore(b, b.TempDir())
		defer s.Close()
		for i := 0; b.Loop(); i++ {
			err := s.Update("set a secret", noon, func(tx *Tx) error {
				Versions.Put(tx, benchSecret(i))
				tx.Log(auditEvent{noon, "SecretSet", "app-web", 200})
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func barePebble(b *testing.B, dir string) *pebble.DB {
	b.Helper()
	db, err := pebble.Open(dir, &pebble.Options{FS: vfs.Default, FormatMajorVersion: pebble.FormatNewest,
		CacheSize: labCache, MemTableSize: labMemTable, Logger: quiet{}})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

type quiet struct{}

func (quiet) Infof(string, ...any)      {}
func (quiet) Errorf(string, ...any)     {}
func (quiet) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

func benchStore(b *testing.B, dir string) *Store {
	b.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkOpen: open and close, against bare Pebble on the same directory.
func BenchmarkOpen(b *testing.B) {
	for _, objects := range []int{0, 1000} {
		dir := b.TempDir()
		s := benchStore(b, dir)
		if objects > 0 {
			if err := s.Load(manyAssignments(objects)); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("pebble/objects=%d", objects), func(b *testing.B) {
			for b.Loop() {
				db := barePebble(b, dir)
				b.StopTimer()
				db.Close()
				b.StartTimer()
			}
		})
		b.Run(fmt.Sprintf("store/objects=%d", objects), func(b *testing.B) {
			for b.Loop() {
				s := benchStore(b, dir)
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
		})
	}
}

// manyAssignments is an estate of n role assignments, ten a principal.
func manyAssignments(n int) *estate.Estate {
	e := &estate.Estate{Lab: estate.Lab{Scenario: "bench", Clock: noon}}
	sub := estate.SubscriptionScope(estate.GUID("sub")).ResourceGroup("rg-shop")
	for i := range n {
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{
			Name:        "ra-" + strconv.Itoa(i),
			ID:          estate.GUID("assignment", strconv.Itoa(i)),
			PrincipalID: estate.GUID("principal", strconv.Itoa(i/10)),
			Role:        "Key Vault Secrets User",
			Scope:       sub.Vault("kv-" + strconv.Itoa(i%100)),
		})
	}
	return e
}

// BenchmarkLoad: 100,000 role assignments from plain values to the first list of one principal.
func BenchmarkLoad(b *testing.B) {
	e := manyAssignments(100_000)
	someone := estate.GUID("principal", "77")
	for b.Loop() {
		s, err := Open("", Options{InMemory: true, Bulk: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Load(e); err != nil {
			b.Fatal(err)
		}
		v := s.View()
		if got := RoleAssignments.List(v, someone); len(got) != 10 || v.Close() != nil {
			b.Fatalf("%d assignments", len(got))
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}

func benchLab(b testing.TB) *Store {
	s, err := Open("", Options{InMemory: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Load(manyAssignments(1000)); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func BenchmarkGet(b *testing.B) {
	s := benchLab(b)
	v := s.View()
	defer v.Close()
	a := RoleAssignments.Named(v, "ra-77")
	b.Run("get", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			RoleAssignments.Get(v, a.PrincipalID, string(a.Scope), a.ID)
		}
	})
	b.Run("named", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			RoleAssignments.Named(v, "ra-77")
		}
	})
	b.Run("list", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			RoleAssignments.List(v, a.PrincipalID)
		}
	})
	b.Run("uncached", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v.shared = newCache()
			RoleAssignments.Get(v, a.PrincipalID, string(a.Scope), a.ID)
		}
	})
}

func BenchmarkView(b *testing.B) {
	s := benchLab(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.View().Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWhatIf(b *testing.B) {
	s := benchLab(b)
	secret := benchSecret(1)
	b.ReportAllocs()
	for b.Loop() {
		tx := s.WhatIf()
		Versions.Put(tx, secret)
		if err := tx.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUndo: back and forth over one change, on a lab without branches and on one with as many as there may be.
func BenchmarkUndo(b *testing.B) {
	for _, branches := range []int{0, MostBranches} {
		b.Run(fmt.Sprintf("branches=%d", branches), func(b *testing.B) {
			s := benchLab(b)
			change := benchChange(b, s)
			change()
			for range branches {
				if _, err := s.Undo(); err != nil {
					b.Fatal(err)
				}
				change()
			}
			b.ReportAllocs()
			for b.Loop() {
				_, undo := s.Undo()
				_, redo := s.Redo()
				if undo != nil || redo != nil {
					b.Fatal(undo, redo)
				}
			}
		})
	}
}

// BenchmarkTakeBranch: over to the other way, of so many changes as the one that is left.
func BenchmarkTakeBranch(b *testing.B) {
	for _, changes := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("changes=%d", changes), func(b *testing.B) {
			s := benchLab(b)
			change := benchChange(b, s)
			for way := range 2 {
				for range changes * way {
					if _, err := s.Undo(); err != nil {
						b.Fatal(err)
					}
				}
				for range changes {
					change()
				}
			}
			b.ReportAllocs()
			for id := uint64(1); b.Loop(); id++ {
				if _, err := s.TakeBranch(id, noon); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// benchChange returns a change that is another one each time.
func benchChange(b *testing.B, s *Store) func() {
	n := 0
	return func() {
		n++
		if err := s.Update(strconv.Itoa(n), noon, func(tx *Tx) error { Versions.Put(tx, benchSecret(n)); return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
