package store

import (
	"slices"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"kvlab/engine/estate"
)

func TestTheJournalKeepsWhatHappenedDuringAChange(t *testing.T) {
	fsys := vfs.NewMem()
	s, err := Open("lab", Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	happened := []Event{{noon.Add(time.Hour), "a key rotates"}, {noon.Add(time.Hour), "and another"}}
	if err := s.Update("advance", noon, func(tx *Tx) error {
		Vaults.Put(tx, &estate.Vault{Name: "a"})
		for _, e := range happened {
			tx.Tell(e)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	set(t, s, "quiet", estate.RBAC)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open("lab", Options{FS: fsys}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	entries, err := s.History()
	if err != nil || !slices.Equal(entries[0].Events, happened) || len(entries[1].Events) != 0 {
		t.Errorf("%+v, %v", entries, err)
	}
	for range 2 {
		if entries[0], err = s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := s.Redo(); err != nil || !entries[0].Undone || !slices.Equal(entries[0].Events, happened) || !slices.Equal(again.Events, happened) {
		t.Errorf("undone %+v, redone %+v, %v", entries[0], again, err)
	}
}

// Labs of earlier builds have records without events.
func TestARecordWithoutEventsIsRead(t *testing.T) {
	s := memory(t)
	before := hash(t, s)
	set(t, s, "a", estate.RBAC)
	r, err := s.record(s.db, 1)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := encoding.Marshal(struct {
		Label   string
		At      time.Time
		Changes []change
	}{r.Label, r.At, r.Changes})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.Set(journalKey(1), raw, pebble.NoSync); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Undo(); err != nil || e.Label != "a" || e.Events != nil || hash(t, s) != before {
		t.Errorf("%+v, %v", e, err)
	}
}
