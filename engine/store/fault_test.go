package store

import (
	"errors"
	"math/rand/v2"
	"path"
	"sync"
	"syscall"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine/estate"
)

// fault fails writes to the disk: the nth after it is armed, or all from the nth on. which narrows it down.
type fault struct {
	mu    sync.Mutex
	armed bool
	n     int
	once  bool
	which func(errorfs.Op) bool
	hit   bool
}

func (f *fault) String() string { return "fault" }

// MaybeError leaves removing files alone: Pebble may fail at that, and only keeps more than it needs.
func (f *fault) MaybeError(op errorfs.Op) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.armed || op.Kind.ReadOrWrite() != errorfs.OpIsWrite || op.Kind == errorfs.OpRemove || !f.which(op) {
		return nil
	}
	if f.n--; f.n < 0 && !(f.once && f.hit) {
		f.hit = true
		return syscall.ENOSPC
	}
	return nil
}

func anyWrite(errorfs.Op) bool { return true }

// failing runs a lab over a disk that fails, and returns whether it came to that. What is on the disk then is held
// against a twin of the lab that had no such trouble.
func failing(t *testing.T, f *fault, seed uint64, size int) bool {
	t.Helper()
	disk := vfs.NewCrashableMem()
	l := &life{t: t, rng: rand.New(rand.NewPCG(seed, 1)), size: size}
	var err error
	if l.lab, err = Open("lab", Options{FS: errorfs.Wrap(disk, f), OnFatal: func(err error) { t.Errorf("fatal: %v", err) }}); err != nil {
		t.Fatal(err)
	}
	f.arm()
	if err = l.live(12); err == nil {
		err = l.lab.Close()
	}
	if err == nil {
		return false
	}
	broken(t, l, err)
	twin := &life{t: t, rng: rand.New(rand.NewPCG(seed, 1)), size: size, lab: memory(t)}
	if err := twin.live(12); err != nil {
		t.Fatal(err)
	}
	for _, percent := range []int{0, 100} {
		clone := disk.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: percent, RNG: l.rng})
		if err := (wreck{clone, l.acked.Load()}).recover(t, twin.marks); err != nil {
			t.Errorf("afterwards, with %d%% of what was not synced: %v", percent, err)
		}
	}
	return true
}

func (f *fault) arm() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = true
}

// broken checks a lab whose disk has failed: it says so each time, shows one state, and can be closed.
func broken(t *testing.T, l *life, err error) {
	t.Helper()
	if !errors.Is(err, ErrBroken) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}
	if l.lab.db != nil {
		again := l.lab.Update("again", noon, put("kv-again", estate.RBAC))
		if kept := l.lab.Keep("note", nil); !errors.Is(again, ErrBroken) || !errors.Is(kept, ErrBroken) {
			t.Errorf("later writes: %v, %v", again, kept)
		}
		v := l.lab.View()
		for _, x := range Versions.List(v) {
			if got := Versions.Get(v, x.Vault, string(x.Collection), x.Name, x.ID); got == nil || got.Secret.Value != x.Secret.Value {
				t.Errorf("%s is listed, but not there", x.Name)
			}
		}
		if Vaults.Get(v, "kv-again") != nil {
			t.Error("a refused change shows")
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		tx := l.lab.WhatIf()
		_ = put("kv-again", estate.RBAC)(tx)
		if err := tx.Close(); err != nil {
			t.Error(err)
		}
	}
	_ = l.lab.Close()
}

// The error comes back at every n-th write there is, whether the disk fails once or from then on.
func TestAFailedWriteIsReportedAndNothingAcknowledgedIsLost(t *testing.T) {
	for _, once := range []bool{true, false} {
		reached := 0
		for n := 0; failing(t, &fault{n: n, once: once, which: anyWrite}, 3, 200); n++ {
			reached++
		}
		if reached < 20 {
			t.Errorf("only %d writes failed", reached)
		}
	}
}

// Beyond the log: memtables fill, and tables, manifests and new logs are written. Pebble retries those without end, or
// dies; the lab says what is wrong.
func TestAFailedFlushOrNewLogIsReported(t *testing.T) {
	for name, which := range map[string]func(errorfs.Op) bool{
		"tables":    func(op errorfs.Op) bool { return path.Ext(op.Path) == ".sst" },
		"manifests": func(op errorfs.Op) bool { return path.Base(op.Path)[0] == 'M' },
		"new files": func(op errorfs.Op) bool { return op.Kind == errorfs.OpCreate || op.Kind == errorfs.OpReuseForWrite },
	} {
		t.Run(name, func(t *testing.T) {
			for _, once := range []bool{true, false} {
				if !failing(t, &fault{once: once, which: which}, 5, 200_000) {
					t.Error("nothing failed")
				}
			}
		})
	}
}

// While the lab is being made or opened, too.
func TestAnyFailedWriteDuringOpenIsReported(t *testing.T) {
	for name, made := range map[string]bool{"new": false, "old": true} {
		t.Run(name, func(t *testing.T) {
			for n := 0; ; n++ {
				disk := vfs.NewCrashableMem()
				if made {
					s, err := Open("lab", Options{FS: disk})
					if err != nil {
						t.Fatal(err)
					}
					set(t, s, "kv-a", estate.RBAC)
					if err := s.Close(); err != nil {
						t.Fatal(err)
					}
				}
				f := &fault{armed: true, n: n, which: anyWrite}
				s, err := Open("lab", Options{FS: errorfs.Wrap(disk, f)})
				if err == nil {
					if n < 10 {
						t.Errorf("only %d writes failed", n)
					}
					_ = s.Close()
					return
				}
				if !errors.Is(err, syscall.ENOSPC) || errors.Is(err, ErrDamaged) {
					t.Errorf("write %d: %v", n, err)
				}
				opensAgain(t, disk, made)
			}
		})
	}
}

func opensAgain(t *testing.T, disk *vfs.MemFS, made bool) {
	t.Helper()
	for _, percent := range []int{0, 100} {
		clone := disk.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: percent, RNG: rand.New(rand.NewPCG(1, 2))})
		s, err := Open("lab", Options{FS: clone})
		if err != nil {
			t.Fatal(err)
		}
		v := s.View()
		if there := Vaults.Get(v, "kv-a") != nil; there != made {
			t.Errorf("kv-a is there: %t, want %t", there, made)
		}
		if err := errors.Join(v.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	}
}
