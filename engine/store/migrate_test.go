package store

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"kvlab/engine/estate"
)

// schema1 rewrites a lab as schema 1 had it: a secret with two versions, set by a change that was undone after
// another one had disabled the first.
func schema1(db *pebble.DB) error {
	at := func(table string, parts ...string) []byte { return appendKey(nil, table, parts) }
	raw := func(value any) []byte {
		b, err := encoding.Marshal(value)
		if err != nil {
			panic(err)
		}
		return b
	}
	first := secretVersion1{Vault: "kv-a", Name: "Db", Version: "v1", Value: "one", ContentType: "text/plain",
		Tags: map[string]string{"owner": "shop"}, Expires: noon.AddDate(1, 0, 0), Created: noon, Updated: noon}
	disabled := first
	disabled.Disabled = true
	second := secretVersion1{Vault: "kv-a", Name: "Db", Version: "v2", Value: "two", Created: noon, Updated: noon}
	before, after := secret1{"kv-a", "Db", "v1", nil}, secret1{"kv-a", "Db", "v2", nil}
	gone := secret1{"kv-a", "gone", "v9", &estate.Deletion{At: noon, PurgeAt: noon.AddDate(0, 0, 90)}}
	secret, one, two := at("e:secret", "kv-a", "Db"), at("e:secret_version", "kv-a", "Db", "v1"), at("e:secret_version", "kv-a", "Db", "v2")
	journal := []record{
		{Label: "disable", At: noon, Changes: []change{{one, raw(first), raw(disabled)}}},
		{Label: "set", At: noon, Changes: []change{{secret, raw(before), raw(after)}, {two, nil, raw(second)}}},
	}
	return errors.Join(
		db.Set(schemaKey, []byte("1"), nil),
		db.Set(headKey, raw(head{Position: 1, Last: 2, Audit: 7}), nil),
		db.Set(secret, raw(before), nil), db.Set(one, raw(disabled), nil), db.Set(at("e:secret", "kv-a", "gone"), raw(gone), nil),
		db.Set(journalKey(1), raw(journal[0]), nil), db.Set(journalKey(2), raw(journal[1]), pebble.Sync))
}

func TestALabOfSchema1OpensWithItsSecretsAndItsJournal(t *testing.T) {
	dir := labOnDisk(t)
	tamper(t, dir, schema1)
	for _, opened := range []string{"the first time", "again"} {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("%s: %v", opened, err)
		}
		checkSecret(t, s, opened, "v1", true, 1)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Redo(); err != nil {
		t.Fatal(err)
	}
	checkSecret(t, s, "redone", "v2", true, 2)
	for range 2 {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	checkSecret(t, s, "undone", "v1", false, 1)
}

func checkSecret(t *testing.T, s *Store, when, current string, disabled bool, versions int) {
	t.Helper()
	v := s.View()
	defer v.Close()
	o := Objects.Get(v, "kv-a", "secrets", "db")
	x := Versions.Get(v, "kv-a", "secrets", "db", "v1")
	if o == nil || o.Current != current || x == nil || x.Disabled != disabled || x.Secret.Value != "one" ||
		x.Secret.ContentType != "text/plain" || x.Tags["owner"] != "shop" || !x.Expires.Equal(noon.AddDate(1, 0, 0)) {
		t.Errorf("%s: %+v, %+v", when, o, x)
	}
	if n := len(Versions.List(v, "kv-a", "secrets", "db")); n != versions {
		t.Errorf("%s: %d versions", when, n)
	}
	if gone := Objects.Get(v, "kv-a", "secrets", "gone"); gone == nil || gone.Deleted == nil {
		t.Errorf("%s: the deleted secret is %+v", when, gone)
	}
	if err := each(s.db, secrets1, func(key, _ []byte) error { return errors.New(strconv.Quote(string(key))) }); err != nil {
		t.Errorf("%s: schema 1 left %v", when, err)
	}
}

// A crash while a lab is brought up leaves the old form or the new one, and either opens.
func TestACrashWhileMigratingLosesNothing(t *testing.T) {
	fs := vfs.NewCrashableMem()
	s, err := Open("lab", Options{FS: fs})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(schema1(s.db), s.Close()); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		clone := fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 100, RNG: rng})
		s, err := Open("lab", Options{FS: clone})
		if err != nil {
			t.Fatal(err)
		}
		crashed := clone.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: int(seed) * 5, RNG: rng})
		again, err := Open("lab", Options{FS: crashed})
		if err != nil {
			t.Fatalf("%d: %v", seed, err)
		}
		checkSecret(t, again, "after the crash", "v1", true, 1)
		if err := errors.Join(s.Close(), again.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamageInAnOldLabIsRefused(t *testing.T) {
	dir := labOnDisk(t)
	tamper(t, dir, func(db *pebble.DB) error {
		return errors.Join(schema1(db), db.Set(appendKey(nil, "e:secret", []string{"kv-a", "x"}), []byte("no CBOR"), pebble.Sync))
	})
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("opened with %v", err)
	}
}
