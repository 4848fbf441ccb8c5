package store

import (
	"bytes"

	"github.com/cockroachdb/pebble/v2"
)

// Tx is a change in the making: it reads as a View of the state with the change applied.
type Tx struct {
	View
	batch   *pebble.Batch
	changes []change // in the order of the first write to each key; nil for a what-if, which is never committed
	index   map[string]int
	audit   [][]byte
	events  []Event
	serial  uint64
}

// Serial is the number of audit events so far. It never falls, whatever is undone, so it tells apart what is done
// twice.
func (tx *Tx) Serial() uint64 { return tx.serial + uint64(len(tx.audit)) }

// change is one key's value before and after; nil is absent.
type change struct {
	Key    []byte
	Before []byte
	After  []byte
}

func (tx *Tx) set(key, value []byte) {
	tx.note(key, value)
	tx.View.fail(tx.batch.Set(key, value, nil))
}

func (tx *Tx) delete(key []byte) {
	tx.note(key, nil)
	tx.View.fail(tx.batch.Delete(key, nil))
}

// note keeps the before-image of a key's first change and the after-image of its last.
func (tx *Tx) note(key, after []byte) {
	if tx.index == nil {
		return
	}
	if i, again := tx.index[string(key)]; again {
		tx.changes[i].After = after
		return
	}
	before, err := read(tx.batch, key)
	if err != nil {
		tx.View.fail(err)
		return
	}
	tx.index[string(key)] = len(tx.changes)
	tx.changes = append(tx.changes, change{Key: bytes.Clone(key), Before: before, After: after})
}

// Log adds an audit event to the transaction. Events are appended for good: undo never takes one back.
func (tx *Tx) Log(event any) {
	raw, err := encoding.Marshal(event)
	if err != nil {
		tx.View.fail(err)
		return
	}
	tx.audit = append(tx.audit, raw)
}

// read returns a copy of the value under key, nil if there is none.
func read(r pebble.Reader, key []byte) ([]byte, error) {
	raw, closer, err := r.Get(key)
	if err == pebble.ErrNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, readError(err)
	}
	defer closer.Close()
	return bytes.Clone(raw), nil
}
