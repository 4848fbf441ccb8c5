package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Open opens the lab in dir and makes an empty one where there is none. Errors to branch on: ErrInUse, ErrNewer,
// ErrDamaged, ErrForeign. A directory that is refused is left as it was, to the byte.
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
	s := &Store{lock: lock, guard: newGuard(fsys), cache: newCache(), durable: pebble.Sync}
	if o.InMemory {
		s.durable = pebble.NoSync
	}
	if err := s.open(dir, fsys, o); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func lockError(dir string, err error) error {
	if errors.Is(err, syscall.EAGAIN) {
		return fmt.Errorf("%w (%s)", ErrInUse, dir)
	}
	if err.Error() == "lock held by current process" {
		return fmt.Errorf("%w (%s, in this process)", ErrInUse, dir)
	}
	return fmt.Errorf("lock the lab's directory: %w", err)
}

// open looks before it leaps: Pebble rewrites its log and raises its file format on opening, so a store that is to
// be left alone must first be seen read-only. That costs a tenth of the opening.
func (s *Store) open(dir string, fsys vfs.FS, o Options) error {
	p := pebbleOptions(s.guard, s.lock, o)
	if !o.InMemory {
		if err := inspect(dir, fsys, *p); err != nil {
			return err
		}
	}
	var db *pebble.DB
	err := s.guard.run(func() (err error) {
		db, err = pebble.Open(dir, p)
		return err
	})
	switch {
	case s.guard.broken() != nil:
		return machineError(s.guard.err)
	case err != nil:
		return openError(err)
	}
	s.db = db
	return s.start()
}

// inspect refuses what is no lab, or none that this kvlab understands, without writing a byte.
func inspect(dir string, fsys vfs.FS, p pebble.Options) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = damaged(asError(r))
		}
	}()
	found, err := pebble.Peek(dir, fsys)
	if err != nil {
		return openError(err)
	}
	if !found.Exists {
		return nil
	}
	if unborn, err := clearUnborn(dir, fsys); err != nil || unborn {
		return err
	}
	p.FS, p.ReadOnly = fsys, true
	db, err := pebble.Open(dir, &p)
	if err != nil {
		return openError(err)
	}
	_, _, err = readHead(db)
	return errors.Join(err, db.Close())
}

// clearUnborn deals with a crash in the middle of making a store, before its directory was synced: the marker may then
// name a manifest that never got there. Without manifest, log and table there is nothing to lose, and nothing to keep
// the lab from being made again; with any of them there may be, and it is damage.
func clearUnborn(dir string, fsys vfs.FS) (bool, error) {
	names, err := fsys.List(dir)
	if err != nil {
		return false, openError(err)
	}
	var markers []string
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, "MANIFEST-"), strings.HasSuffix(name, ".log"), strings.HasSuffix(name, ".sst"):
			return false, nil
		case strings.HasPrefix(name, "marker.manifest."):
			markers = append(markers, name)
		}
	}
	for _, name := range markers {
		if err := fsys.Remove(fsys.PathJoin(dir, name)); err != nil {
			return false, machineError(err)
		}
	}
	return true, nil
}

// openError tells what is wrong with the store from what is wrong with the machine: a full disk or a missing
// permission damages nothing.
func openError(err error) error {
	var system syscall.Errno
	switch {
	case strings.Contains(err.Error(), "unknown format major version"):
		return fmt.Errorf("%w: %w", ErrNewer, err)
	case errors.Is(err, fs.ErrPermission), errors.As(err, &system) && system != syscall.ENOENT:
		return machineError(err)
	}
	return damaged(err)
}

func machineError(err error) error { return fmt.Errorf("open the lab's store: %w", err) }

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
		DisableWAL:         o.InMemory,
		// Whoever reads damaged blocks is told by an error; Pebble's own answer would be Fatalf.
		EventListener: &pebble.EventListener{DataCorruption: func(pebble.DataCorruptionInfo) {}},
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
	err := fmt.Errorf(format, args...)
	if l.onFatal != nil {
		l.onFatal(fmt.Errorf("%w: %w", ErrBroken, err))
	}
	panic(err)
}

// start reads the head, or writes it with the schema into an empty store.
func (s *Store) start() error {
	h, schema, err := readHead(s.db)
	if err != nil {
		return err
	}
	s.head = h
	switch schema {
	case 0:
		return s.initialize()
	case schemaSecrets:
		return s.migrate()
	}
	return nil
}

// readHead checks the schema and reads the head; schema 0 tells that there is nothing in the store at all.
func readHead(r pebble.Reader) (h head, schema int, err error) {
	raw, err := read(r, schemaKey)
	if err != nil {
		return h, 0, damaged(err)
	}
	if raw == nil {
		return h, 0, refuseForeign(r)
	}
	version, err := strconv.Atoi(string(raw))
	switch {
	case err != nil || version < 1:
		return h, 0, damaged(fmt.Errorf("schema version %q", raw))
	case version > Schema:
		return h, 0, fmt.Errorf("%w: its schema is %d, this one reads up to %d", ErrNewer, version, Schema)
	}
	if raw, err = read(r, headKey); err != nil || raw == nil {
		return h, 0, damaged(errors.Join(errors.New("no journal head"), err))
	}
	if err := decoding.Unmarshal(raw, &h); err != nil {
		return h, 0, damaged(fmt.Errorf("journal head: %w", err))
	}
	return h, version, h.check(version)
}

// check looks for what cannot be in the head of a lab of that schema.
func (h *head) check(schema int) error {
	switch {
	case h.Position > h.Last:
		return damaged(fmt.Errorf("journal head: position %d of %d", h.Position, h.Last))
	case (h.Branches != nil) != (schema == Schema):
		return damaged(fmt.Errorf("journal head: schema %d with branches: %t", schema, h.Branches != nil))
	case h.Branches == nil:
		return nil
	}
	if err := h.Branches.check(h.Last); err != nil {
		return damaged(fmt.Errorf("journal head: %w", err))
	}
	return nil
}

func refuseForeign(r pebble.Reader) error {
	it, err := r.NewIter(nil)
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
	return nil
}

func (s *Store) initialize() error {
	b := s.db.NewBatch()
	defer s.drop(b)
	raw, err := encoding.Marshal(s.head)
	if err != nil {
		return err
	}
	return errors.Join(
		b.Set(schemaKey, schemaText(schemaLine), nil),
		b.Set(headKey, raw, nil),
		s.commit(b))
}
