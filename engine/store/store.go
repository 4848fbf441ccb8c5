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
	"fmt"
	"io/fs"
	"strconv"
	"sync"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Schema is the version of the stored form.
const Schema = 1

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
	mu     sync.RWMutex // writers exclude everybody; overlays, which read the live store, exclude writers
	db     *pebble.DB
	lock   *pebble.Lock
	cache  *cache
	seq    uint64
	head   head
	broken error
}

// head is where the journal and the audit log stand.
type head struct {
	Position uint64 // last journal record in effect; later ones can be redone
	Last     uint64 // last journal record
	Audit    uint64 // last audit event
}

// Keys outside the estate's tables.
var (
	schemaKey = []byte("m:schema")
	headKey   = []byte("m:head")
)

// Open opens the lab in dir and makes an empty one where there is none. Errors to branch on: ErrInUse, ErrNewer,
// ErrDamaged, ErrForeign.
func Open(dir string, o Options) (*Store, error) {
	fsys := o.FS
	switch {
	case o.InMemory:
		fsys, dir = vfs.NewMem(), "lab"
	case fsys == nil:
		fsys = vfs.Default
	}
	if err := fsys.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the lab's directory: %w", err)
	}
	lock, err := pebble.LockDirectory(dir, fsys)
	if err != nil {
		return nil, lockError(dir, err)
	}
	s := &Store{lock: lock, cache: newCache()}
	if s.db, err = pebble.Open(dir, pebbleOptions(fsys, lock, o)); err != nil {
		return nil, errors.Join(damaged(err), lock.Close())
	}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func lockError(dir string, err error) error {
	if errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) && !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w (%s)", ErrInUse, dir)
	}
	if err.Error() == "lock held by current process" {
		return fmt.Errorf("%w (%s, in this process)", ErrInUse, dir)
	}
	return fmt.Errorf("lock %s: %w", dir, err)
}

// Pebble reserves two memtables out of the block cache, so the cache must be larger than both.
const (
	labCache, labMemTable   = 4 << 20, 512 << 10
	bulkCache, bulkMemTable = 16 << 20, 4 << 20
)

func pebbleOptions(fsys vfs.FS, lock *pebble.Lock, o Options) *pebble.Options {
	p := &pebble.Options{
		FS:                 fsys,
		Lock:               lock,
		FormatMajorVersion: pebble.FormatNewest,
		CacheSize:          labCache,
		MemTableSize:       labMemTable,
		Logger:             logger{o.OnFatal},
	}
	if o.Bulk {
		p.CacheSize, p.MemTableSize = bulkCache, bulkMemTable
	}
	return p
}

// logger keeps Pebble from writing to standard error, where it would land on the screen.
type logger struct{ onFatal func(error) }

func (logger) Infof(string, ...any)  {}
func (logger) Errorf(string, ...any) {}

// Fatalf must not return.
func (l logger) Fatalf(format string, args ...any) {
	err := fmt.Errorf("%w: %s", ErrBroken, fmt.Sprintf(format, args...))
	if l.onFatal != nil {
		l.onFatal(err)
	}
	panic(err)
}

// start checks the schema and reads the head, or writes both into an empty store.
func (s *Store) start() error {
	raw, err := read(s.db, schemaKey)
	if err != nil {
		return damaged(err)
	}
	if raw == nil {
		return s.initialize()
	}
	version, err := strconv.Atoi(string(raw))
	switch {
	case err != nil:
		return damaged(fmt.Errorf("schema version %q", raw))
	case version > Schema:
		return fmt.Errorf("%w: its schema is %d, this one reads up to %d", ErrNewer, version, Schema)
	}
	if raw, err = read(s.db, headKey); err != nil || raw == nil {
		return damaged(errors.Join(errors.New("no journal head"), err))
	}
	if err := decoding.Unmarshal(raw, &s.head); err != nil {
		return damaged(err)
	}
	return nil
}

func (s *Store) initialize() error {
	it, err := s.db.NewIter(nil)
	if err != nil {
		return damaged(err)
	}
	foreign := it.First()
	if err := it.Close(); err != nil {
		return damaged(err)
	}
	if foreign {
		return ErrForeign
	}
	b := s.db.NewBatch()
	defer b.Close()
	raw, err := encoding.Marshal(s.head)
	if err != nil {
		return err
	}
	return errors.Join(
		b.Set(schemaKey, []byte(strconv.Itoa(Schema)), nil),
		b.Set(headKey, raw, nil),
		s.commit(b))
}

// Close lets the lab go. Views must be closed before.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil
	}
	err := errors.Join(s.db.Close(), s.lock.Close())
	s.db = nil
	return err
}

// View opens a view of the state as it is now. Later commits do not show in it.
func (s *Store) View() *View {
	s.mu.RLock()
	defer s.mu.RUnlock()
	snapshot := s.db.NewSnapshot()
	return &View{reader: snapshot, shared: s.cache, seq: s.seq, release: snapshot.Close}
}

// WhatIf opens a transaction that can only be looked at: close it, nothing has happened. Writers wait meanwhile,
// so keep it short.
func (s *Store) WhatIf() *Tx {
	s.mu.RLock()
	batch := s.db.NewIndexedBatch()
	return s.begin(batch, func() error {
		defer s.mu.RUnlock()
		return batch.Close()
	})
}

func (s *Store) begin(batch *pebble.Batch, release func() error) *Tx {
	return &Tx{
		View:  View{reader: batch, shared: s.cache, seq: s.seq, overlay: newOverlay(), release: release},
		batch: batch,
	}
}

// commit writes a batch and waits until it is on disk. Pebble reports a failed log write by its logger's Fatalf,
// and some faults by panics of its own: both end here as an error, and the store takes no more writes.
func (s *Store) commit(b *pebble.Batch) (err error) {
	if s.broken != nil {
		return s.broken
	}
	defer func() {
		if p := recover(); p != nil {
			s.broken = fmt.Errorf("%w: %v", ErrBroken, p)
			err = s.broken
		}
	}()
	return b.Commit(pebble.Sync)
}
