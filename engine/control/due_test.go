package control_test

import (
	"testing"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/control"
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

const day = 24 * time.Hour

func TestADeletedVaultIsDueAtTheEndOfItsRetention(t *testing.T) {
	gone := estate.Vault{Name: "kv-shop", Deleted: &estate.Deletion{At: noon, PurgeAt: noon.Add(7 * day)}}
	absent := gone
	absent.Absent = true
	for what, c := range map[string]struct {
		vault        estate.Vault
		after, until time.Time
		want         time.Time // zero: nothing is due
	}{
		"in the window":                 {gone, noon, noon.Add(8 * day), noon.Add(7 * day)},
		"at its end":                    {gone, noon, noon.Add(7 * day), noon.Add(7 * day)},
		"not yet":                       {gone, noon, noon.Add(7*day - time.Second), time.Time{}},
		"overdue: a second later":       {gone, noon.Add(7 * day), noon.Add(8 * day), noon.Add(7*day + time.Second)},
		"overdue, and the window small": {gone, noon.Add(9 * day), noon.Add(9 * day), time.Time{}},
		"a vault in use":                {estate.Vault{Name: "kv-shop"}, noon, noon.Add(100 * day), time.Time{}},
		"a vault that is not there":     {absent, noon, noon.Add(100 * day), time.Time{}},
	} {
		items := control.VaultDue(nil, &c.vault, c.after, c.until)
		if c.want.IsZero() != (len(items) == 0) || len(items) > 0 && (!items[0].At.Equal(c.want) || items[0].Kind != agenda.Purge || items[0].Vault != "kv-shop") {
			t.Errorf("%s: %+v, want %s", what, items, c.want)
		}
	}
}

// The service purges a vault at the end of its retention, under purge protection as well, and what it held with it.
func TestTheClockPurgesDeletedVaults(t *testing.T) {
	e := world()
	e.Vaults[1].Deleted = &estate.Deletion{At: noon, PurgeAt: noon.Add(90 * day)}
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	safe := agenda.Source{Subject: "vault kv-safe", Due: func(v *store.View, after, until time.Time) []agenda.Item {
		if x := store.Vaults.Get(v, "kv-safe"); x != nil {
			return control.VaultDue(v, x, after, until)
		}
		return nil
	}}
	var passed []agenda.Event
	run := func(until time.Time) {
		t.Helper()
		if err := s.Update("advance", noon, func(tx *store.Tx) error {
			return agenda.Run(tx, []agenda.Source{safe}, until, func(e agenda.Event) { passed = append(passed, e) })
		}); err != nil {
			t.Fatal(err)
		}
	}
	run(noon.Add(90*day - time.Second))
	if len(passed) != 0 {
		t.Fatalf("%+v", passed)
	}
	run(noon.Add(91 * day))
	if len(passed) != 1 || !passed[0].At.Equal(noon.Add(90*day)) || passed[0].Vault != "kv-safe" {
		t.Fatalf("%+v", passed)
	}
	v := s.View()
	defer v.Close()
	if store.Vaults.Get(v, "kv-safe") != nil || len(store.Versions.List(v, "kv-safe")) != 0 || len(store.Versions.List(v, "kv-shop")) != 4 {
		t.Error("the wrong things are left")
	}
}

// Work that was overtaken does nothing: a vault that was recovered meanwhile stays.
func TestAnOvertakenPurgeLeavesTheVaultAlone(t *testing.T) {
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Load(world()); err != nil {
		t.Fatal(err)
	}
	gone := estate.Vault{Name: "kv-shop", Deleted: &estate.Deletion{At: noon, PurgeAt: noon.Add(7 * day)}}
	item := control.VaultDue(nil, &gone, noon, noon.Add(8*day))[0]
	if err := s.Update("purge", noon, func(tx *store.Tx) error {
		said, err := item.Run(tx, item.At)
		if said != "" {
			t.Errorf("said %q", said)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	if store.Vaults.Get(v, "kv-shop") == nil {
		t.Error("the vault is gone")
	}
}
