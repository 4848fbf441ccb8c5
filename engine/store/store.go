// Package store keeps a lab in Pebble: entities under tuple keys, a journal with before- and after-images, an
// append-only audit log. A lab has one store and one writer; any number of goroutines may hold views.
//
//	s, err := store.Open(dir, store.Options{})
//	v := s.View()
//	defer v.Close()
//	vault := store.Vaults.Get(v, "kv-shop")
//
// A change is acknowledged when it is on disk: effect, audit event and journal record go into one synced batch.
package store

import (
	"errors"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Schema is the version of the stored form that this kvlab reads; it says in migrate.go what the older ones are.
const Schema = 3

// Options say how to open a store. The zero value is a lab on disk.
type Options struct {
	// FS is the file system; nil is the machine's. Tests pass a crashable one.
	FS vfs.FS
	// InMemory keeps everything in memory and nothing on disk; the directory is ignored.
	InMemory bool
	// Bulk gives more memory to stores of 100,000 entities and more.
	Bulk bool
	// OnFatal is called before Pebble's last resort, a panic: the place to give the terminal back. It may be
	// called from any goroutine.
	OnFatal func(error)
}

// Store is an open lab.
type Store struct {
	mu    sync.RWMutex // writers exclude everybody; overlays, which read the live store, exclude writers
	db    *pebble.DB
	lock  *pebble.Lock
	guard *guard
	cache *cache
	seq   uint64
	head  head
	// durable is how a commit waits for the disk. A lab in memory has none, and no log either.
	durable *pebble.WriteOptions

	shots  sync.Mutex // guards the shots' users and which is the latest
	latest *shot
}

// head is where the journal and the audit log stand.
type head struct {
	Position uint64 // last journal record in effect; later ones can be redone
	Last     uint64 // last journal record
	Audit    uint64 // last audit event
	Branches *tree  `cbor:",omitempty"` // the other ways; nil before the first
}

// Keys outside the estate's tables.
var (
	schemaKey = []byte("m:schema")
	headKey   = []byte("m:head")
)

// Close lets the lab go. Views must be closed before. After a failed write there is nothing to put in order: all that
// was acknowledged is on disk. The directory then stays locked until the process ends, for Pebble may still be at it.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.db != nil {
		db := s.db
		err = errors.Join(s.give(s.latest), s.guard.run(db.Close))
		if s.db, s.latest = nil, nil; s.guard.broken() != nil {
			return err
		}
	}
	if s.lock != nil {
		err, s.lock = errors.Join(err, s.lock.Close()), nil
	}
	return err
}

// View opens a view of the state as it is now. Later commits do not show in it.
func (s *Store) View() *View {
	s.mu.RLock()
	defer s.mu.RUnlock()
	x := s.take()
	return &View{reader: x.snapshot, shared: s.known(), seq: s.seq, release: func() error { return s.give(x) }}
}

// WhatIf opens a transaction that can only be looked at: close it, nothing has happened. Writers wait meanwhile,
// so keep it short.
func (s *Store) WhatIf() *Tx {
	s.mu.RLock()
	batch := s.db.NewIndexedBatch()
	return s.begin(batch, func() error {
		defer s.mu.RUnlock()
		return s.drop(batch)
	})
}

func (s *Store) begin(batch *pebble.Batch, release func() error) *Tx {
	return &Tx{
		View:  View{reader: batch, shared: s.known(), seq: s.seq, overlay: newOverlay(), release: release},
		batch: batch,
	}
}

// known is the cache that a new view may use. After a failed write each has its own, for the state may be that before
// the failed change or after it, and must not be a mixture.
func (s *Store) known() *cache {
	if s.guard.broken() != nil {
		return newCache()
	}
	return s.cache
}

// commit writes a batch and waits until it is on disk. When that fails the store takes no more writes; views may
// then show the failed change, whole, until the lab is opened again.
func (s *Store) commit(b *pebble.Batch) error {
	if err := s.guard.broken(); err != nil {
		return err
	}
	return s.guard.run(func() error { return b.Commit(s.durable) })
}

// drop lets go of a batch. One that failed stays with whoever is stuck with it.
func (s *Store) drop(b *pebble.Batch) error {
	if s.guard.broken() != nil {
		return nil
	}
	return b.Close()
}
