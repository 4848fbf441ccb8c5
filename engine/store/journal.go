package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/cockroachdb/pebble/v2"
)

// Entry is one journal record as people see it.
type Entry struct {
	Seq   uint64
	Label string // "flip gate zone-link off"
	At    time.Time
	// Undone says that it is not in effect at the moment.
	Undone bool
	// Events are what happened by itself during the change, in order; only the clock brings such things.
	Events []Event
}

// Event is something that happened by itself at a moment of the lab's clock.
type Event struct {
	At   time.Time
	What string
}

// record is a journal record as it is stored.
type record struct {
	Label   string
	At      time.Time // by the lab's clock
	Changes []change
	Events  []Event
}

// entry is record number seq as people see it, in a lab where the first position records are in effect.
func (r *record) entry(seq, position uint64) Entry {
	return Entry{Seq: seq, Label: r.Label, At: r.At, Undone: seq > position, Events: r.Events}
}

// Tell adds an event to the journal record of the transaction.
func (tx *Tx) Tell(e Event) { tx.events = append(tx.events, e) }

func journalKey(seq uint64) []byte { return appendKey(nil, "j", []string{number(seq)}) }
func auditKey(seq uint64) []byte   { return appendKey(nil, "a", []string{number(seq)}) }

// Update runs change in a transaction and commits it: the entities it wrote, the audit events it logged and a
// journal record, in one synced batch, all or nothing. A transaction that wrote no entity leaves no journal
// record. What had been undone is then no longer what Redo puts back: it is kept as a branch. Only when the change is,
// to the byte, the one undone last does it go that way again, as Redo would.
func (s *Store) Update(label string, at time.Time, change func(*Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	batch := s.db.NewIndexedBatch()
	tx := s.begin(batch, func() error { return s.drop(batch) })
	tx.index, tx.serial = map[string]int{}, s.head.Audit
	defer tx.Close()
	if err := change(tx); err != nil {
		return err
	}
	if err := tx.Err(); err != nil {
		return err
	}
	return s.journal(tx, label, at)
}

func (s *Store) journal(tx *Tx, label string, at time.Time) error {
	next := s.head
	for _, event := range tx.audit {
		next.Audit++
		if err := tx.batch.Set(auditKey(next.Audit), event, nil); err != nil {
			return err
		}
	}
	changes := effective(tx.changes)
	if len(changes) > 0 {
		raw, err := encoding.Marshal(record{Label: label, At: at, Changes: changes, Events: tx.events})
		if err != nil {
			return err
		}
		if err := s.enter(tx.batch, &next, raw, at); err != nil {
			return err
		}
	}
	if next == s.head {
		return nil
	}
	return s.advance(tx.batch, next, changes)
}

// enter makes a record the next one of the journal.
func (s *Store) enter(b *pebble.Batch, next *head, raw []byte, at time.Time) error {
	next.Position++
	again, err := s.undoneAgain(raw)
	if err != nil || again {
		return err
	}
	if err := s.keepUndone(b, next, at); err != nil {
		return err
	}
	next.Last = next.Position
	return b.Set(journalKey(next.Position), raw, nil)
}

// effective leaves out keys that ended as they began.
func effective(changes []change) []change {
	kept := changes[:0]
	for _, c := range changes {
		if !bytes.Equal(c.Before, c.After) || (c.Before == nil) != (c.After == nil) {
			kept = append(kept, c)
		}
	}
	return kept
}

// advance commits b with the new head and makes what it changed visible.
func (s *Store) advance(b *pebble.Batch, next head, changes []change) error {
	raw, err := encoding.Marshal(next)
	if err != nil {
		return err
	}
	if err := b.Set(headKey, raw, nil); err != nil {
		return err
	}
	if s.head.Branches == nil && next.Branches != nil {
		if err := b.Set(schemaKey, schemaText(Schema), nil); err != nil {
			return err
		}
	}
	if err := s.commit(b); err != nil {
		return err
	}
	s.head = next
	s.seq++
	for _, c := range changes {
		s.cache.invalidate(c.Key, s.seq)
	}
	return nil
}

// Undo takes the last change in effect back and returns its record. ErrNothingToUndo at the beginning.
func (s *Store) Undo() (Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.head.Position == 0 {
		return Entry{}, ErrNothingToUndo
	}
	next := s.head
	next.Position--
	return s.replay(s.head.Position, next, func(c change) []byte { return c.Before })
}

// Redo puts the change undone last back in effect. ErrNothingToRedo at the end.
func (s *Store) Redo() (Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.head.Position == s.head.Last {
		return Entry{}, ErrNothingToRedo
	}
	next := s.head
	next.Position++
	return s.replay(next.Position, next, func(c change) []byte { return c.After })
}

func (s *Store) replay(seq uint64, next head, image func(change) []byte) (Entry, error) {
	r, err := s.record(s.db, seq)
	if err != nil {
		return Entry{}, err
	}
	b := s.db.NewBatch()
	defer s.drop(b)
	for _, c := range r.Changes {
		if err := write(b, c.Key, image(c)); err != nil {
			return Entry{}, err
		}
	}
	if err := s.advance(b, next, r.Changes); err != nil {
		return Entry{}, err
	}
	return r.entry(seq, next.Position), nil
}

func write(b *pebble.Batch, key, value []byte) error {
	if value == nil {
		return b.Delete(key, nil)
	}
	return b.Set(key, value, nil)
}

func (s *Store) record(r pebble.Reader, seq uint64) (record, error) {
	return s.recordOn(r, journal, seq)
}

// recordOn reads a record of the journal or of a branch.
func (s *Store) recordOn(r pebble.Reader, way, seq uint64) (record, error) {
	var rec record
	raw, err := read(r, recordKey(way, seq))
	if err != nil {
		return rec, err
	}
	if raw == nil {
		return rec, missing(way, seq)
	}
	if err := decoding.Unmarshal(raw, &rec); err != nil {
		return rec, damaged(err)
	}
	return rec, nil
}

// Reset brings the lab back to what Load put there. It is a change like any other: it can be undone.
func (s *Store) Reset(label string, at time.Time) error {
	return s.Update(label, at, func(tx *Tx) error {
		for seq := s.head.Position; seq > 0; seq-- {
			r, err := s.record(s.db, seq)
			if err != nil {
				return err
			}
			for _, c := range r.Changes {
				if c.Before == nil {
					tx.delete(c.Key)
				} else {
					tx.set(c.Key, c.Before)
				}
			}
		}
		return nil
	})
}

// History lists the journal, oldest first, including what can be redone.
func (s *Store) History() ([]Entry, error) { return s.Recent(math.MaxInt) }

// Recent lists the last n records of the journal, oldest first. What lies before them is not read.
func (s *Store) Recent(n int) ([]Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	count := min(uint64(max(n, 0)), s.head.Last)
	entries := make([]Entry, 0, count)
	for seq := s.head.Last - count + 1; seq <= s.head.Last; seq++ {
		r, err := s.record(s.db, seq)
		if err != nil {
			return nil, err
		}
		entries = append(entries, r.entry(seq, s.head.Position))
	}
	return entries, nil
}

// Position tells how many changes can be undone and redone.
func (s *Store) Position() (undo, redo int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return int(s.head.Position), int(s.head.Last - s.head.Position)
}

// Neighbours returns the labels of the changes that Undo and Redo would work on, empty where there is none.
func (s *Store) Neighbours() (undo, redo string, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if undo, err = s.label(s.head.Position, s.head.Position > 0); err != nil {
		return "", "", err
	}
	redo, err = s.label(s.head.Position+1, s.head.Position < s.head.Last)
	return undo, redo, err
}

func (s *Store) label(seq uint64, there bool) (string, error) {
	if !there {
		return "", nil
	}
	r, err := s.record(s.db, seq)
	return r.Label, err
}

// Seq is the number of the last commit. It starts at zero with every Open.
func (s *Store) Seq() uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.seq
}

// Audit calls f with the last n audit events, oldest first; decode fills the value it is given.
func (s *Store) Audit(n int, f func(seq uint64, decode func(any) error) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	first := uint64(1)
	if s.head.Audit > uint64(n) {
		first = s.head.Audit - uint64(n) + 1
	}
	for seq := first; seq <= s.head.Audit; seq++ {
		raw, err := read(s.db, auditKey(seq))
		if err != nil || raw == nil {
			return damaged(errors.Join(fmt.Errorf("audit event %d", seq), err))
		}
		if err := f(seq, func(into any) error { return decoding.Unmarshal(raw, into) }); err != nil {
			return err
		}
	}
	return nil
}

// StateHash is a digest of all entities: two labs with the same hash are in the same state. Journal, audit log and
// kept notes do not count.
func (s *Store) StateHash() (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	it, err := s.db.NewIter(&pebble.IterOptions{LowerBound: []byte("e:"), UpperBound: []byte("e;")})
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for it.First(); it.Valid(); it.Next() {
		fmt.Fprintf(h, "%d %d\n", len(it.Key()), len(it.Value()))
		h.Write(it.Key())
		h.Write(it.Value())
	}
	if err := it.Close(); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
