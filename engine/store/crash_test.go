package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine/estate"
)

// mark is what can be told of a lab after a number of acknowledged changes.
type mark struct {
	hash       string
	undone     string // the hash after one undo, empty where there is none
	undo, redo int
	events     uint64
	records    string // a digest of the journal, of the branches and of how they hang together
}

// life is a lab that makes random changes and keeps a mark of each.
type life struct {
	t     *testing.T
	rng   *rand.Rand
	lab   *Store
	line  []string            // hashes along the lab's way
	at    int                 // where on it the lab is
	left  map[uint64][]string // the lines of branches
	marks []mark
	acked atomic.Int64 // the number of the last mark
	size  int          // of values, in bytes
	// between is called after each acknowledged change.
	between func()
}

// live makes a number of changes, or as many as can be made.
func (l *life) live(steps int) error {
	l.mark()
	for range steps {
		if err := l.step(); err != nil {
			return err
		}
		l.mark()
		if l.between != nil {
			l.between()
		}
	}
	return nil
}

func (l *life) mark() {
	m := mark{hash: hash(l.t, l.lab), events: l.lab.head.Audit, records: records(l.t, l.lab)}
	if l.line == nil {
		l.line, l.left = []string{m.hash}, map[uint64][]string{}
	}
	l.line[l.at] = m.hash
	if m.undo, m.redo = l.lab.Position(); m.undo > 0 {
		m.undone = l.line[l.at-1]
	}
	l.marks = append(l.marks, m)
	l.acked.Store(int64(len(l.marks) - 1))
}

// records is a digest of the journal and of all branches.
func records(t testing.TB, s *Store) string {
	t.Helper()
	h := sha256.New()
	for _, table := range []string{"j", "b"} {
		if err := each(s.db, appendKey(nil, table, nil), func(key, value []byte) error {
			_, err := fmt.Fprintf(h, "%q %q\n", key, value)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if s.head.Branches != nil {
		fmt.Fprintf(h, "%v", *s.head.Branches)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// step makes one change of a random kind.
func (l *life) step() error {
	undo, redo := l.lab.Position()
	switch n := l.rng.IntN(12); {
	case n < 3 && undo > 0:
		l.at--
		_, err := l.lab.Undo()
		return err
	case n < 4 && redo > 0:
		l.at++
		_, err := l.lab.Redo()
		return err
	case n == 4:
		err := l.lab.Reset("reset", noon)
		switch now, left := l.lab.Position(); {
		case now > undo && left == 0:
			l.leave(l.at)
			l.line, l.at = append(slices.Clone(l.line[:l.at+1]), ""), l.at+1
		case now > undo:
			l.at++ // the reset that was undone
		}
		return err
	case n < 8 && len(l.left) > 0:
		return l.take()
	}
	err := l.lab.Update("change", noon, l.change)
	l.leave(l.at)
	l.line, l.at = append(slices.Clone(l.line[:l.at+1]), ""), l.at+1
	return err
}

// leave keeps what lies on the line behind a fork.
func (l *life) leave(fork int) {
	if t := l.lab.head.Branches; fork < len(l.line)-1 && t != nil {
		l.left[t.Last] = l.line
		maps.DeleteFunc(l.left, func(id uint64, _ []string) bool { return t.find(id) == nil })
	}
}

// take goes over to one of the branches, or sometimes forgets it.
func (l *life) take() error {
	ids := slices.Sorted(maps.Keys(l.left))
	id := ids[l.rng.IntN(len(ids))]
	line, fork := l.left[id], int(l.lab.head.Branches.path(id)[0].Fork)
	delete(l.left, id)
	if l.rng.IntN(5) == 0 {
		return l.lab.ForgetBranch(id)
	}
	_, err := l.lab.TakeBranch(id, noon)
	l.leave(fork)
	l.line, l.at = line, len(line)-1
	return err
}

// change writes one version and takes another away, so that a torn change would show.
func (l *life) change(tx *Tx) error {
	name := string(rune('a' + l.rng.IntN(4)))
	value := fmt.Sprint(len(l.marks), strings.Repeat("x", l.rng.IntN(l.size)))
	Versions.Put(tx, &estate.Version{Name: name, Secret: &estate.Secret{Value: value}})
	RoleAssignments.Put(tx, &estate.RoleAssignment{Name: name, PrincipalID: value[:1], ID: name})
	Versions.Delete(tx, &estate.Version{Name: string(rune('e' - 1 - l.rng.IntN(4)))})
	Versions.Put(tx, &estate.Version{Name: "last", Secret: &estate.Secret{Value: fmt.Sprint(len(l.marks))}})
	tx.Log("changed " + name)
	return nil
}

// wreck is a file system as a crash left it, and how far the lab had come.
type wreck struct {
	fsys  *vfs.MemFS
	acked int64
}

// wrecker takes crash clones at random writes, of whatever goroutine.
type wrecker struct {
	mu     sync.Mutex
	rng    *rand.Rand
	fsys   *vfs.MemFS
	acked  func() int64
	wrecks []wreck
	most   int
	chance float64 // that a write is one to crash at
	parts  int     // what was not synced survives in so many parts; 1 is all or nothing
}

// MaybeError is called before each operation of the file system; it never fails one.
func (w *wrecker) MaybeError(op errorfs.Op) error {
	if op.Kind.ReadOrWrite() == errorfs.OpIsWrite {
		w.crash(w.chance)
	}
	return nil
}

func (w *wrecker) String() string { return "wrecker" }

func (w *wrecker) crash(chance float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.wrecks) >= w.most || w.rng.Float64() >= chance {
		return
	}
	acked := w.acked() // before the clone: a change acknowledged in between is none that must be there
	clone := w.fsys.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: w.rng.IntN(w.parts+1) * 100 / w.parts, RNG: w.rng})
	w.wrecks = append(w.wrecks, wreck{clone, acked})
}

// disk stands before an errorfs and sees to it that a file which is used again is watched like others: errorfs hands it
// out bare. MemFS's own ReuseForWrite would also take a lock twice, and can wait for a clone that waits for it.
type disk struct{ vfs.FS }

func (d disk) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := d.Rename(old, name); err != nil {
		return nil, err
	}
	return d.OpenReadWrite(name, c)
}

// wrecked runs a lab for thirty steps and returns its marks with what a hundred crashes would have left. Every eighth lab
// writes so much that memtables fill, logs change and tables are written and merged. Its crashes tear no record, for
// Pebble looks for a flipped bit in a torn one, which takes a second in a large one.
func wrecked(t *testing.T, seed uint64) ([]mark, []wreck) {
	t.Helper()
	l := &life{t: t, rng: rand.New(rand.NewPCG(seed, 1)), size: 200}
	l.acked.Store(-1)
	w := &wrecker{rng: rand.New(rand.NewPCG(seed, 2)), fsys: vfs.NewCrashableMem(), acked: l.acked.Load,
		most: 100, chance: 0.6, parts: 100}
	if seed%8 == 7 {
		l.size, w.parts = 60_000, 1
	}
	var err error
	if l.lab, err = Open("lab", Options{FS: disk{errorfs.Wrap(w.fsys, w)}}); err != nil {
		t.Fatal(err)
	}
	l.between = func() { w.crash(0.3) }
	if err := errors.Join(l.live(30), l.lab.Close()); err != nil {
		t.Fatal(err)
	}
	return l.marks, w.wrecks
}

// recover opens a wreck and reports what is wrong with it: a change that had been acknowledged must be there, the one
// under way may be there whole, and the journal must work.
func (w wreck) recover(t testing.TB, marks []mark) error {
	s, err := Open("lab", Options{FS: w.fsys})
	if err != nil {
		return err
	}
	defer s.Close()
	got, err := s.StateHash()
	if err != nil {
		return err
	}
	now := mark{hash: got, events: s.head.Audit, records: records(t, s)}
	if now.undo, now.redo = s.Position(); now.undo > 0 {
		if _, err := s.Undo(); err != nil {
			return err
		}
		if now.undone, err = s.StateHash(); err != nil {
			return err
		}
	}
	first, last := max(w.acked, 0), min(w.acked+1, int64(len(marks)-1))
	for _, m := range marks[first : last+1] {
		if m == now {
			return nil
		}
	}
	return fmt.Errorf("after %d acknowledged changes: %+v, want one of %+v", w.acked, now, marks[first:last+1])
}

var crashes = flag.Int("crashes", 2000, "how many crashes TestNoCrashLosesOrTearsAChange makes; each takes 2 ms")

// Whenever the machine dies, no acknowledged change is lost, none is torn, and the lab opens and can be undone.
func TestNoCrashLosesOrTearsAChange(t *testing.T) {
	checked := 0
	for seed := uint64(0); checked < *crashes; seed++ {
		marks, wrecks := wrecked(t, seed)
		for i, w := range wrecks {
			if err := w.recover(t, marks); err != nil {
				t.Fatalf("seed %d, crash %d of %d: %v", seed, i, len(wrecks), err)
			}
		}
		checked += len(wrecks)
		if testing.Short() && checked > 200 {
			break
		}
	}
	t.Logf("%d crashes", checked)
}
