package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine/estate"
)

// forked makes a lab of three changes and, left behind the first of them, a branch of two.
func forked(t testing.TB, s *Store) {
	t.Helper()
	set(t, s, "kv-a", estate.RBAC)
	set(t, s, "kv-b", estate.RBAC)
	set(t, s, "kv-c", estate.RBAC)
	undo(t, s, 2)
	set(t, s, "kv-d", estate.RBAC)
	set(t, s, "kv-e", estate.RBAC)
}

func undo(t testing.TB, s *Store, n int) {
	t.Helper()
	for range n {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
}

// What is told of a branch's change is what the change was, with all that happened by itself during it.
func TestABranchKeepsWhatHappenedDuringItsChanges(t *testing.T) {
	s := memory(t)
	if err := s.Update("advance", noon, func(tx *Tx) error {
		Vaults.Put(tx, &estate.Vault{Name: "a"})
		tx.Tell(Event{noon, "a key rotates"})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	undo(t, s, 1)
	set(t, s, "kv-b", estate.RBAC)
	along, err := s.Along(1, 5)
	if err != nil || len(along) != 1 || !along[0].Undone || len(along[0].Events) != 1 {
		t.Fatalf("%+v, %v", along, err)
	}
	if _, err := s.TakeBranch(1, noon); err != nil {
		t.Fatal(err)
	}
	history, err := s.History()
	if err != nil || history[0].Undone || len(history[0].Events) != 1 || history[0].Events[0].What != "a key rotates" {
		t.Errorf("%+v, %v", history, err)
	}
}

// A view opened before goes on showing what it showed, one opened after shows the other way, though both know the same
// decoded entities.
func TestViewsAreNotMixedUpByGoingOver(t *testing.T) {
	s := memory(t)
	forked(t, s)
	before := s.View()
	defer before.Close()
	there := func(v *View) (names string) {
		for _, x := range Vaults.List(v) {
			names += x.Name + " "
		}
		for _, name := range []string{"kv-a", "kv-b", "kv-c", "kv-d", "kv-e"} {
			if x := Vaults.Get(v, name); (x != nil) != strings.Contains(names, name) {
				t.Errorf("%s is listed as %q", name, names)
			}
		}
		return names
	}
	was := there(before)
	if _, err := s.TakeBranch(1, noon); err != nil {
		t.Fatal(err)
	}
	after := s.View()
	defer after.Close()
	if got := there(after); got != "kv-a kv-b kv-c " {
		t.Errorf("the way that was taken has %s", got)
	}
	if got := there(before); got != was || got != "kv-a kv-d kv-e " {
		t.Errorf("the view from before has %s", got)
	}
}

// A lab without branches is one that an older kvlab may open, whatever was undone in it. From its first branch on an
// older one must not: it would change the journal under the branches.
func TestALabIsOfTheNewSchemaFromItsFirstBranchOn(t *testing.T) {
	s := memory(t)
	is := func(when, want string) {
		t.Helper()
		if raw, err := read(s.db, schemaKey); err != nil || string(raw) != want {
			t.Errorf("%s: schema %q, %v", when, raw, err)
		}
	}
	set(t, s, "kv-a", estate.RBAC)
	undo(t, s, 1)
	set(t, s, "kv-a", estate.RBAC)
	is("the same change again", "2")
	undo(t, s, 1)
	is("after an undo", "2")
	set(t, s, "kv-b", estate.RBAC)
	is("with a branch", "3")
	if err := s.ForgetBranch(1); err != nil {
		t.Fatal(err)
	}
	is("when it is forgotten", "3")
	undo(t, s, 1)
	set(t, s, "kv-c", estate.RBAC)
	if list, err := s.Branches(); err != nil || len(list) != 1 || list[0].ID != 2 {
		t.Errorf("a number is given twice: %+v, %v", list, err)
	}
}

// wreckage collects crash clones at every write to the disk, each with a part of what was not synced.
type wreckage struct {
	mu     sync.Mutex
	fsys   *vfs.MemFS
	rng    *rand.Rand
	parts  []int // percents of what was not synced that survive
	clones []*vfs.MemFS
	armed  bool
}

func (w *wreckage) String() string { return "wreckage" }

func (w *wreckage) MaybeError(op errorfs.Op) error {
	if op.Kind.ReadOrWrite() == errorfs.OpIsWrite {
		w.crash()
	}
	return nil
}

func (w *wreckage) crash() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.armed {
		return
	}
	for _, percent := range w.parts {
		w.clones = append(w.clones, w.fsys.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: percent, RNG: w.rng}))
	}
}

// arm begins to collect, or ends it and returns how many there are.
func (w *wreckage) arm(armed bool) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed = armed
	return len(w.clones)
}

// The machine dies at every write there is while the lab goes over to another way, sets one aside or forgets one: it is
// found on one way or on the other, with all records in their places, and never in between.
func TestACrashWhileWaysChangePlacesLeavesOneOrTheOther(t *testing.T) {
	for name, do := range map[string]func(*Store) error{
		"take":      func(s *Store) error { _, err := s.TakeBranch(1, noon); return err },
		"set aside": func(s *Store) error { return s.Update("other", noon, put("kv-x", estate.RBAC)) },
		"forget":    func(s *Store) error { return s.ForgetBranch(1) },
	} {
		t.Run(name, func(t *testing.T) {
			// Large records are not torn: Pebble looks for a flipped bit in one, which takes a second.
			for size, parts := range map[int][]int{10: {0, 10, 30, 50, 70, 90, 100}, 1000: {0, 50, 100}, 40_000: {0, 100}} {
				w := &wreckage{fsys: vfs.NewCrashableMem(), rng: rand.New(rand.NewPCG(uint64(size), 3)), parts: parts}
				s, err := Open("lab", Options{FS: disk{errorfs.Wrap(w.fsys, w)}})
				if err != nil {
					t.Fatal(err)
				}
				tangled(t, s, size)
				before := hash(t, s) + records(t, s)
				w.arm(true)
				if err := do(s); err != nil {
					t.Fatal(err)
				}
				under := w.arm(true)
				w.crash()
				w.arm(false)
				after := hash(t, s) + records(t, s)
				found := map[string]int{}
				for i, clone := range w.clones {
					found[check(t, clone, i >= under, before, after)]++
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				t.Logf("%d bytes a change: %v", size, found)
				if under == 0 || found["before"] == 0 || found["after"] < len(parts) {
					t.Errorf("%d crashes found the lab %v", under, found)
				}
			}
		})
	}
}

// tangled makes a lab with a branch on a branch, each change of so many bytes, and two changes undone.
func tangled(t *testing.T, s *Store, size int) {
	t.Helper()
	n := 0
	change := func(times int) {
		for range times {
			n++
			if err := s.Update(fmt.Sprint("change ", n), noon, func(tx *Tx) error {
				value := strings.Repeat(string(rune('a'+n)), size)
				Versions.Put(tx, &estate.Version{Name: string(rune('a' + n%3)), Secret: &estate.Secret{Value: value}})
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	change(4)
	undo(t, s, 1)
	change(2)
	undo(t, s, 4)
	change(3)
	undo(t, s, 2)
}

// check opens what a crash left, and says which way it is on.
func check(t *testing.T, clone *vfs.MemFS, acknowledged bool, before, after string) string {
	t.Helper()
	s, err := Open("lab", Options{FS: clone})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	switch got := hash(t, s) + records(t, s); {
	case got == after:
		return "after"
	case got == before && !acknowledged:
		return "before"
	default:
		t.Errorf("acknowledged: %t, and the lab is on neither way", acknowledged)
		return "torn"
	}
}

// Damage to a record is reported by whatever needs it, and nothing is written then.
func TestADamagedBranchIsReportedAndLeftAsItIs(t *testing.T) {
	for name, damage := range map[string]func(*pebble.DB, []byte) error{
		"nonsense": func(db *pebble.DB, key []byte) error { return db.Set(key, []byte("\xff"), pebble.NoSync) },
		"missing":  func(db *pebble.DB, key []byte) error { return db.Delete(key, pebble.NoSync) },
	} {
		t.Run(name, func(t *testing.T) {
			s := memory(t)
			forked(t, s)
			if err := damage(s.db, recordKey(1, 2)); err != nil {
				t.Fatal(err)
			}
			before := hash(t, s) + records(t, s)
			_, list := s.Branches()
			_, along := s.Along(1, 1)
			_, take := s.TakeBranch(1, noon)
			elsewhere := s.Elsewhere(Place{1, 3}).Close()
			for what, err := range map[string]error{"list": list, "along": along, "take": take, "elsewhere": elsewhere} {
				if !errors.Is(err, ErrDamaged) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if hash(t, s)+records(t, s) != before {
				t.Error("something was written")
			}
			set(t, s, "kv-f", estate.RBAC)
		})
	}
}

func TestAMissingRecordIsNotSetAside(t *testing.T) {
	s := memory(t)
	forked(t, s)
	undo(t, s, 2)
	if err := s.db.Delete(journalKey(3), pebble.NoSync); err != nil {
		t.Fatal(err)
	}
	before := hash(t, s) + records(t, s)
	err := s.Update("other", noon, put("kv-x", estate.RBAC))
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "journal record 3 is missing") || hash(t, s)+records(t, s) != before {
		t.Errorf("error %v", err)
	}
}

// A head whose branches do not hang together is refused on opening.
func TestBranchesThatCannotBeAreRefused(t *testing.T) {
	for says, ways := range map[string][]way{
		"branch 3 out of turn":          {{ID: 3, End: 1}},
		"branch 0 out of turn":          {{ID: 0, End: 1}},
		"branch 1 out of turn":          {{ID: 1, End: 1}, {ID: 1, End: 1}},
		"branch 1 from 1 to 1":          {{ID: 1, Fork: 1, End: 1}},
		"branch 1 leaves from 2":        {{ID: 1, On: 2, Fork: 1, End: 2}},
		"branch 1 leaves from behind 3": {{ID: 1, Fork: 3, End: 4}},
		"branch 2 leaves from behind 0": {{ID: 1, Fork: 0, End: 3}, {ID: 2, On: 1, Fork: 0, End: 2}},
		"branch 2 leaves from behind 5": {{ID: 1, Fork: 0, End: 3}, {ID: 2, On: 1, Fork: 5, End: 7}},
		"branch 1 leaves from behind 2": {{ID: 1, On: 2, Fork: 2, End: 4}, {ID: 2, On: 1, Fork: 3, End: 6}},
		"cannot unmarshal":              nil,
	} {
		dir := labOnDisk(t)
		raw, err := encoding.Marshal(head{Position: 1, Last: 3, Branches: &tree{Last: 2, Ways: ways}})
		if err != nil {
			t.Fatal(err)
		}
		if ways == nil {
			raw = []byte("\xa1hBranches\x82\x01\x81\x01")
		}
		tamper(t, dir, func(db *pebble.DB) error {
			return errors.Join(db.Set(schemaKey, schemaText(Schema), nil), db.Set(headKey, raw, pebble.Sync))
		})
		before := contents(t, dir)
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q, got %v", says, err)
		}
		sameContents(t, before, contents(t, dir))
	}
}
