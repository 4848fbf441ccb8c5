package engine_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine"
	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// shelf adds n secrets to a world. They end one after the other, a minute apart, from tomorrow on; every tenth is
// deleted and purged then.
func shelf(e *engine.Estate, n int) {
	for i := range n {
		o := estate.Object{Vault: "kv-shop", Collection: estate.Secrets, Name: fmt.Sprint("shelf-", i), Current: estate.VersionID("shelf", fmt.Sprint(i))}
		ends := morning.AddDate(0, 0, 31).Add(time.Duration(i) * time.Minute)
		if i%10 == 9 {
			o.Deleted = &estate.Deletion{At: morning.AddDate(0, 0, -59), PurgeAt: ends}
		}
		e.Objects = append(e.Objects, o)
		e.Versions = append(e.Versions, estate.Version{Vault: o.Vault, Collection: o.Collection, Name: o.Name, ID: o.Current,
			Secret: &estate.Secret{Value: marked}, Attributes: estate.Attributes{Created: morning, Expires: ends}})
	}
}

func TestAdvancingTwoHundredYearsEnds(t *testing.T) {
	lab := open(t, world())
	if events, err := lab.Advance(200 * 365 * 24 * time.Hour); err != nil || len(events) != 0 {
		t.Errorf("with nothing to do: %d events, %v", len(events), err)
	}
	e := world()
	rotating := estate.Object{Vault: "kv-shop", Collection: estate.Keys, Name: "k", Current: estate.VersionID("k"),
		Rotation: &estate.RotationPolicy{Actions: []estate.RotationAction{{AfterCreate: "P7D"}}}}
	e.Objects = append(e.Objects, rotating)
	e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: "k", ID: rotating.Current,
		Attributes: estate.Attributes{Created: morning}, Key: &estate.Key{Spec: keypair.Spec{Kind: keypair.EC, Curve: keypair.P256}}})
	lab = open(t, e)
	before, _ := lab.StateHash()
	if _, err := lab.Advance(200 * 365 * 24 * time.Hour); !errors.Is(err, agenda.ErrTooMuch) || !strings.Contains(err.Error(), "object kv-shop/k") {
		t.Errorf("with a key that rotates every week: %v", err)
	}
	if after, _ := lab.StateHash(); after != before {
		t.Error("a run that failed left something behind")
	}
	if events, err := lab.Advance(365 * 24 * time.Hour); err != nil || len(events) != 52 {
		t.Errorf("a year of it: %d events, %v", len(events), err)
	}
}

func TestTheCalendarEnds(t *testing.T) {
	lab := open(t, world())
	apply(t, lab, "lab.clock", "8999-01-01T00:00:00Z")
	if _, err := lab.Advance(800 * 24 * time.Hour); err == nil || !strings.Contains(err.Error(), "the calendar ends with the year 9000") {
		t.Errorf("got %v", err)
	}
	if _, err := lab.Advance(700 * 24 * time.Hour); err != nil {
		t.Error(err)
	}
}

// A fix is what helps: that it takes a while to do so is no reason not to name it.
func TestFixesAreFoundInALabWithDelays(t *testing.T) {
	e := world()
	lab := open(t, e)
	apply(t, lab, "role_assignment.web-reads.present", "false")
	apply(t, lab, "dns_zone.private.record.kv-shop.present", "false")
	want, err := lab.Fixes(webRead, []*engine.Request{jobRead}, switches)
	if err != nil || len(want) == 0 {
		t.Fatal(want, err)
	}
	apply(t, lab, "lab.delays", "true")
	got, err := lab.Fixes(webRead, []*engine.Request{jobRead}, switches)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\n got %v\nwant %v", err, got, want)
	}
}

func TestManyEventsAreCutShortInTheJournalAlone(t *testing.T) {
	e := world()
	shelf(e, 6_000)
	lab := open(t, e)
	events, err := lab.Advance(60 * 24 * time.Hour)
	if err != nil || len(events) != 6_000*9/10*2+600 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	for i := range events[1:] {
		if events[i+1].At.Before(events[i].At) {
			t.Fatalf("event %d comes before the one before it", i+1)
		}
	}
	history, err := lab.History()
	if err != nil || len(history) != 1 || len(history[0].Events) != 10_001 || history[0].Events[10_000].What != "and 1400 things more" {
		t.Errorf("%d entries, %v", len(history), err)
	}
}

// wrecks takes a crash clone at every write of a file system while it is armed.
type wrecks struct {
	mu    sync.Mutex
	disk  *vfs.MemFS
	rng   *rand.Rand
	armed bool
	all   []*vfs.MemFS
}

func (w *wrecks) String() string { return "wrecks" }

// MaybeError never fails.
func (w *wrecks) MaybeError(op errorfs.Op) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.armed && op.Kind.ReadOrWrite() == errorfs.OpIsWrite {
		w.all = append(w.all, w.disk.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: w.rng.IntN(101), RNG: w.rng}))
	}
	return nil
}

func (w *wrecks) arm(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed = on
}

// A crash while the clock runs leaves the lab as it was before, or as it is afterwards with the whole of its log.
func TestACrashWhileTheClockRunsIsAllOrNothing(t *testing.T) {
	e := world()
	shelf(e, 60)
	w := &wrecks{disk: vfs.NewCrashableMem(), rng: rand.New(rand.NewPCG(1, 2))}
	lab, err := engine.Open("lab", engine.Options{FS: errorfs.Wrap(w.disk, w)})
	if err != nil {
		t.Fatal(err)
	}
	if err := lab.Load(e); err != nil {
		t.Fatal(err)
	}
	before, _ := lab.StateHash()
	w.arm(true)
	events, err := lab.Advance(60 * 24 * time.Hour)
	w.arm(false)
	if err != nil {
		t.Fatal(err)
	}
	w.all = append(w.all, w.disk.CrashClone(vfs.CrashCloneCfg{}))
	after, _ := lab.StateHash()
	if err := lab.Close(); err != nil {
		t.Fatal(err)
	}
	lost := 0
	for i, wreck := range w.all {
		hash, told, logged := salvage(t, wreck)
		switch {
		case hash == before && told == 0 && logged == 0 && i < len(w.all)-1:
			lost++
		case hash == after && told == len(events) && logged == 2*54:
		default:
			t.Errorf("crash %d: before is %t, after is %t, %d events, %d entries in the log", i, hash == before, hash == after, told, logged)
		}
	}
	if lost == 0 {
		t.Error("no crash came before the change was on disk")
	}
}

// salvage opens what a crash left.
func salvage(t *testing.T, wreck *vfs.MemFS) (hash string, told, logged int) {
	t.Helper()
	lab, err := engine.Open("lab", engine.Options{FS: wreck})
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	hash, err = lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	history, err := lab.History()
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range history {
		told += len(entry.Events)
	}
	log, err := lab.Events(1000)
	if err != nil {
		t.Fatal(err)
	}
	return hash, told, len(log)
}

// BenchmarkAdvance: two months in which 10,000 secrets expire or are purged, beside reading and writing the same
// secrets once.
func BenchmarkAdvance(b *testing.B) {
	e := world()
	shelf(e, 10_000)
	lab := open(b, e)
	b.Run("floor: read all", func(b *testing.B) {
		for b.Loop() {
			if _, err := lab.Estate(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("due", func(b *testing.B) {
		for b.Loop() {
			if ahead, err := lab.Due(10); err != nil || len(ahead) != 10 {
				b.Fatal(len(ahead), err)
			}
		}
	})
	b.Run("advance", func(b *testing.B) {
		for b.Loop() {
			if events, err := lab.Advance(60 * 24 * time.Hour); err != nil || len(events) != 19_000 {
				b.Fatal(len(events), err)
			}
			b.StopTimer()
			if _, err := lab.Undo(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}
