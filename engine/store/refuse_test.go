package store

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine/estate"
)

// labOnDisk makes a lab with one change in a new directory and returns the directory.
func labOnDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	set(t, s, "kv-a", estate.RBAC)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tamper writes into a lab past the store.
func tamper(t *testing.T, dir string, write func(*pebble.DB) error) {
	t.Helper()
	db, err := pebble.Open(dir, &pebble.Options{FormatMajorVersion: pebble.FormatNewest, Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(write(db), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// contents are a directory's files with what is in them.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		files[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameContents reports every file that appeared, went away or changed.
func sameContents(t *testing.T, before, after map[string]string) {
	t.Helper()
	for path, raw := range before {
		if now, there := after[path]; !there || now != raw {
			t.Errorf("%s changed, or is gone", filepath.Base(path))
		}
	}
	for path := range after {
		if _, there := before[path]; !there && filepath.Base(path) != "LOCK" {
			t.Errorf("%s appeared", filepath.Base(path))
		}
	}
}

func TestAStoreThatIsRefusedIsLeftAsItWas(t *testing.T) {
	key := func(key []byte, value string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			tamper(t, dir, func(db *pebble.DB) error { return db.Set(key, []byte(value), pebble.Sync) })
		}
	}
	for name, c := range map[string]struct {
		damage func(t *testing.T, dir string)
		want   error
		says   string
	}{
		"of a newer schema":         {key(schemaKey, "4"), ErrNewer, "its schema is 4, this one reads up to 3"},
		"of a schema without sense": {key(schemaKey, "one"), ErrDamaged, `schema version "one"`},
		"of schema nought":          {key(schemaKey, "0"), ErrDamaged, `schema version "0"`},
		"without a head": {func(t *testing.T, dir string) {
			tamper(t, dir, func(db *pebble.DB) error { return db.Delete(headKey, pebble.Sync) })
		}, ErrDamaged, "no journal head"},
		"with a head of nonsense":          {key(headKey, "\xff"), ErrDamaged, "journal head"},
		"with a head past its own end":     {key(headKey, "\xa2hPosition\x05dLast\x01"), ErrDamaged, "position 5 of 1"},
		"with branches that no head knows": {key(schemaKey, "3"), ErrDamaged, "schema 3 with branches: false"},
		"in a file format of the future":   {futureFormat, ErrNewer, "unknown format major version"},
		"without its manifest":             {removeFiles("MANIFEST-*"), ErrDamaged, ""},
		"with a manifest of nonsense":      {overwriteFiles("MANIFEST-*"), ErrDamaged, ""},
		"without its tables":               {removeTables, ErrDamaged, ""},
		"of another program": {func(t *testing.T, dir string) {
			tamper(t, dir, func(db *pebble.DB) error {
				return errors.Join(db.Delete(schemaKey, nil), db.Set([]byte("mine"), []byte("1"), pebble.Sync))
			})
		}, ErrForeign, ErrForeign.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			dir := labOnDisk(t)
			c.damage(t, dir)
			before := contents(t, dir)
			s, err := Open(dir, Options{})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || s != nil {
				t.Fatalf("store %v, error %v, want %v saying %q", s, err, c.want, c.says)
			}
			sameContents(t, before, contents(t, dir))
			if _, err := Open(dir, Options{}); errors.Is(err, ErrInUse) {
				t.Error("the refused directory is still locked")
			}
		})
	}
}

// A Pebble store of an older format would be raised to ours, and its owner could not read it any more.
func TestAForeignStoreKeepsItsFileFormat(t *testing.T) {
	dir := t.TempDir()
	db, err := pebble.Open(dir, &pebble.Options{FormatMajorVersion: pebble.FormatMinSupported, Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Set([]byte("mine"), []byte("1"), pebble.Sync), db.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrForeign) {
		t.Fatal(err)
	}
	if found, err := pebble.Peek(dir, vfs.Default); err != nil || found.FormatMajorVersion != pebble.FormatMinSupported {
		t.Errorf("format %v, %v", found.FormatMajorVersion, err)
	}
}

func futureFormat(t *testing.T, dir string) {
	markers, err := filepath.Glob(filepath.Join(dir, "marker.format-version.*"))
	if err != nil || len(markers) == 0 {
		t.Fatal(markers, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "marker.format-version.999999.999"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func removeFiles(pattern string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		for _, path := range matching(t, dir, pattern) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// removeTables first makes sure that there are some: a young lab is all log.
func removeTables(t *testing.T, dir string) {
	tamper(t, dir, (*pebble.DB).Flush)
	removeFiles("*.sst")(t, dir)
}

func overwriteFiles(pattern string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		for _, path := range matching(t, dir, pattern) {
			if err := os.WriteFile(path, []byte(strings.Repeat("nonsense", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func matching(t *testing.T, dir, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s in %s (%v)", pattern, dir, err)
	}
	return paths
}

// Records are read when somebody asks for them, and their damage is reported then.
func TestADamagedRecordIsReported(t *testing.T) {
	for name, damage := range map[string]func(*pebble.DB) error{
		"nonsense": func(db *pebble.DB) error { return db.Set(journalKey(1), []byte("\xff"), pebble.Sync) },
		"missing":  func(db *pebble.DB) error { return db.Delete(journalKey(1), pebble.Sync) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := labOnDisk(t)
			tamper(t, dir, damage)
			s, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			before := hash(t, s)
			_, undo := s.Undo()
			_, history := s.History()
			_, _, neighbours := s.Neighbours()
			for _, err := range []error{undo, history, neighbours, s.Reset("reset", noon)} {
				if !errors.Is(err, ErrDamaged) {
					t.Errorf("error %v", err)
				}
			}
			if hash(t, s) != before {
				t.Error("the state changed")
			}
		})
	}
}

// Blocks that do not add up are found when somebody reads them. That ends nothing: it is an error like others.
func TestADamagedBlockIsReported(t *testing.T) {
	dir := labOnDisk(t)
	tamper(t, dir, (*pebble.DB).Flush)
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables to damage: %v", err)
	}
	for _, name := range tables {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range min(200, len(raw)/2) {
			raw[i] ^= 0x5a
		}
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(dir, Options{OnFatal: func(err error) { t.Errorf("fatal: %v", err) }})
	if err == nil {
		v := s.View()
		v.Estate()
		err = errors.Join(v.Close(), s.Close())
	}
	if !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "\n") || strings.Count(err.Error(), ErrDamaged.Error()) != 1 {
		t.Errorf("error %v", err)
	}
}

func TestADamagedEventIsReported(t *testing.T) {
	s := memory(t)
	if err := s.Update("log", noon, func(tx *Tx) error { tx.Log("one"); tx.Log("two"); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.db.Delete(auditKey(2), s.durable); err != nil {
		t.Fatal(err)
	}
	var seen []uint64
	err := s.Audit(5, func(seq uint64, decode func(any) error) error { seen = append(seen, seq); return nil })
	if !errors.Is(err, ErrDamaged) || !slices.Equal(seen, []uint64{1}) {
		t.Errorf("saw %v, %v", seen, err)
	}
	reason := errors.New("enough")
	if err := s.Audit(5, func(uint64, func(any) error) error { return reason }); !errors.Is(err, reason) {
		t.Errorf("the caller's own error came back as %v", err)
	}
}

func TestASecondOpenerIsTurnedAway(t *testing.T) {
	for name, o := range map[string]Options{"on disk": {}, "in memory": {FS: vfs.NewMem()}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(dir, o)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir, o); !errors.Is(err, ErrInUse) {
				t.Errorf("second opener: %v", err)
			}
			set(t, s, "kv-a", estate.RBAC)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Errorf("closing twice: %v", err)
			}
			again, err := Open(dir, o)
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
		})
	}
}

// holder names the directory that a second process of this test is to hold open.
const holder = "KVLAB_TEST_HOLD"

// TestHold is no test: it is what the second process does until its standard input ends.
func TestHold(t *testing.T) {
	dir := os.Getenv(holder)
	if dir == "" {
		t.Skip("only in the process that TestAnotherProcessIsTurnedAway starts")
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, _ = os.Stdout.WriteString("open\n")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func TestAnotherProcessIsTurnedAway(t *testing.T) {
	dir := labOnDisk(t)
	other := exec.Command(os.Args[0], "-test.run=^TestHold$")
	other.Env = append(os.Environ(), holder+"="+dir)
	stdin, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil || line != "open\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("while the other has it: %v", err)
	}
	if err := errors.Join(stdin.Close(), other.Wait()); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatalf("after the other let go: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// What the machine refuses is reported as that: nothing is damaged, and nobody else has the lab.
func TestTroubleWithTheMachineIsNoDamage(t *testing.T) {
	for name, c := range map[string]struct {
		ops  []errorfs.OpKind
		err  error
		says string
	}{
		"a directory that cannot be made":     {[]errorfs.OpKind{errorfs.OpMkdirAll}, fs.ErrPermission, "make the lab's directory"},
		"a directory that cannot be written":  {[]errorfs.OpKind{errorfs.OpLock, errorfs.OpCreate}, syscall.EACCES, "lock the lab's directory"},
		"a directory that cannot be listed":   {[]errorfs.OpKind{errorfs.OpList}, syscall.EACCES, "open the lab's store"},
		"files that cannot be opened":         {[]errorfs.OpKind{errorfs.OpOpen}, syscall.EACCES, "open the lab's store"},
		"a full disk":                         {[]errorfs.OpKind{errorfs.OpCreate}, syscall.ENOSPC, "open the lab's store"},
		"a disk that fills while it is asked": {[]errorfs.OpKind{errorfs.OpFileWrite}, syscall.ENOSPC, "open the lab's store"},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := vfs.NewCrashableMem()
			s, err := Open("lab", Options{FS: fsys})
			if err != nil {
				t.Fatal(err)
			}
			set(t, s, "kv-a", estate.RBAC)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			failing := errorfs.Wrap(fsys, errorfs.InjectorFunc(func(op errorfs.Op) error {
				if slices.Contains(c.ops, op.Kind) {
					return &fs.PathError{Op: "do", Path: op.Path, Err: c.err}
				}
				return nil
			}))
			_, err = Open("lab", Options{FS: failing})
			if err == nil || errors.Is(err, ErrDamaged) || errors.Is(err, ErrInUse) ||
				!strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.err.Error()) {
				t.Errorf("error %v", err)
			}
			later := fsys.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 100, RNG: rand.New(rand.NewPCG(1, 2))})
			if s, err = Open("lab", Options{FS: later}); err != nil {
				t.Fatalf("when the trouble is over: %v", err)
			}
			set(t, s, "kv-b", estate.RBAC)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAFileInTheDirectorysPlaceIsNoLab(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lab")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), "make the lab's directory") {
		t.Errorf("error %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "mine" {
		t.Errorf("the file holds %q, %v", raw, err)
	}
}
