package store

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// View is one state of the lab, seen through a snapshot or through a transaction that has not been committed.
// It belongs to one goroutine; any number of views may be open at a time.
//
// Reading never returns an error: the first one is kept, later reads find nothing, and whoever opened the view
// asks Err before believing what was read.
type View struct {
	reader  pebble.Reader
	shared  *cache
	seq     uint64 // the commit this view shows
	overlay *overlay
	release func() error
	err     error
	scratch [keySize]byte
}

// Err is the first error met while reading.
func (v *View) Err() error { return v.err }

// Seq is the number of the commit this view shows.
func (v *View) Seq() uint64 { return v.seq }

// Close lets go of the state. It returns Err if there was one.
func (v *View) Close() error {
	if v.release != nil {
		v.fail(v.release())
		v.release = nil
	}
	return v.err
}

func (v *View) fail(err error) {
	if v.err == nil {
		v.err = readError(err)
	}
}

// key makes the key to look up next; the one before is overwritten.
func (v *View) key(table string, parts ...string) []byte {
	return appendKey(v.scratch[:0], table, parts)
}

func (v *View) recall(key []byte) (any, bool) {
	if v.overlay != nil {
		if value, ok := v.overlay.values[string(key)]; ok {
			return value, true
		}
		if _, changed := v.overlay.changed[string(key)]; changed {
			return nil, false
		}
	}
	return v.shared.get(key, v.seq)
}

func (v *View) remember(key []byte, value any) {
	if v.err != nil {
		return
	}
	if v.overlay != nil {
		if _, changed := v.overlay.changed[string(key)]; changed {
			v.overlay.values[string(key)] = value
			return
		}
	}
	v.shared.put(key, v.seq, value)
}

// replace records a change of this view's own transaction together with the decoded value.
func (v *View) replace(key []byte, value any) {
	v.forget(key)
	v.overlay.values[string(key)] = value
}

// forget records a change of key: the entity itself and every list it may be in.
func (v *View) forget(key []byte) {
	eachPrefix(key, func(prefix []byte) {
		v.overlay.changed[string(prefix)] = struct{}{}
		delete(v.overlay.values, string(prefix))
	})
}

// overlay is what an open transaction sees differently.
type overlay struct {
	changed map[string]struct{} // keys and tuple prefixes written to
	values  map[string]any      // decoded entities and lists below them
}

func newOverlay() *overlay {
	return &overlay{changed: make(map[string]struct{}, 8), values: make(map[string]any, 8)}
}

// cache holds decoded entities and lists by key. A cached value is good for a view when nothing below its key has
// changed since the older of the two moments: when it was read, and the commit that the view shows. So snapshots,
// overlays, undo and recovery need no care of their own.
type cache struct {
	mu      sync.RWMutex
	values  map[string]cached
	changed map[string]uint64 // last commit that wrote below a key, since this process opened the store
}

type cached struct {
	value any
	// changed is the last commit that wrote below the key when the value was read. A later one takes the value out, so
	// it holds for every view from there on.
	changed uint64
}

// cacheLimit bounds the number of cached values. Past it the cache starts anew: a lab's working set is some
// hundred entities, and only bulk scans get here.
const cacheLimit = 1 << 16

func newCache() *cache {
	return &cache{values: map[string]cached{}, changed: map[string]uint64{}}
}

func (c *cache) get(key []byte, seq uint64) (any, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	entry, ok := c.values[string(key)]
	if !ok {
		return nil, false
	}
	return entry.value, entry.changed <= seq
}

func (c *cache) put(key []byte, seq uint64, value any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changed := c.changed[string(key)]
	if changed > seq {
		return // the view is older than what is there now
	}
	if len(c.values) >= cacheLimit {
		clear(c.values)
	}
	c.values[string(key)] = cached{value, changed}
}

// invalidate notes that commit seq wrote key.
func (c *cache) invalidate(key []byte, seq uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	eachPrefix(key, func(prefix []byte) {
		c.changed[string(prefix)] = seq
		delete(c.values, string(prefix))
	})
}
