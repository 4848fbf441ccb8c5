package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"

	"kvlab/engine/estate"
)

func names(v *View) []string {
	list := []string{}
	for _, x := range Vaults.List(v) {
		list = append(list, x.Name+"="+string(x.Model))
	}
	return list
}

func TestAViewKeepsItsMoment(t *testing.T) {
	s := memory(t)
	set(t, s, "kv-a", estate.RBAC)
	before := s.View()
	defer before.Close()
	set(t, s, "kv-a", estate.AccessPolicies)
	set(t, s, "kv-b", estate.RBAC)
	after := s.View()
	defer after.Close()

	// Read in both orders, twice: whoever reads first must not decide for the other.
	for range 2 {
		if got := names(before); !slices.Equal(got, []string{"kv-a=rbac"}) {
			t.Errorf("before: %v", got)
		}
		if got := names(after); !slices.Equal(got, []string{"kv-a=access_policies", "kv-b=rbac"}) {
			t.Errorf("after: %v", got)
		}
		if Vaults.Get(before, "kv-b") != nil || Vaults.Get(after, "kv-b") == nil {
			t.Error("kv-b is there before it was written, or missing after")
		}
	}
	if before.Seq() >= after.Seq() || after.Seq() != s.Seq() {
		t.Errorf("commits %d, %d, now %d", before.Seq(), after.Seq(), s.Seq())
	}
}

// An old view must not leave what it read to views of today.
func TestAnOldViewDoesNotSpoilTheCache(t *testing.T) {
	s := memory(t)
	set(t, s, "kv-a", estate.RBAC)
	old := s.View()
	set(t, s, "kv-a", estate.AccessPolicies)
	if got := Vaults.Get(old, "kv-a").Model; got != estate.RBAC {
		t.Errorf("the old view reads %s", got)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	if got := Vaults.Get(v, "kv-a").Model; got != estate.AccessPolicies {
		t.Errorf("today's view reads %s", got)
	}
}

func TestUndoAndRedoShowInCachedValuesAndLists(t *testing.T) {
	s := memory(t)
	set(t, s, "kv-a", estate.RBAC)
	set(t, s, "kv-b", estate.RBAC)
	want := func(step string, want ...string) {
		t.Helper()
		v := s.View()
		defer v.Close()
		if got := names(v); !slices.Equal(got, want) {
			t.Errorf("%s: list %v, want %v", step, got, want)
		}
		if there := Vaults.Get(v, "kv-b") != nil; there != slices.Contains(want, "kv-b=rbac") {
			t.Errorf("%s: kv-b there: %t", step, there)
		}
	}
	want("written", "kv-a=rbac", "kv-b=rbac")
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	want("undone", "kv-a=rbac")
	if _, err := s.Redo(); err != nil {
		t.Fatal(err)
	}
	want("redone", "kv-a=rbac", "kv-b=rbac")
	if err := s.Reset("reset", noon); err != nil {
		t.Fatal(err)
	}
	want("reset")
}

func TestAWhatIfLeavesNothingInTheCache(t *testing.T) {
	s := memory(t)
	set(t, s, "kv-a", estate.RBAC)
	tx := s.WhatIf()
	_ = put("kv-a", estate.AccessPolicies)(tx)
	_ = put("kv-b", estate.RBAC)(tx)
	if got := names(&tx.View); !slices.Equal(got, []string{"kv-a=access_policies", "kv-b=rbac"}) {
		t.Errorf("within: %v", got)
	}
	Vaults.Delete(tx, &estate.Vault{Name: "kv-a"})
	if got := names(&tx.View); !slices.Equal(got, []string{"kv-b=rbac"}) || Vaults.Get(&tx.View, "kv-a") != nil {
		t.Errorf("within, after deleting: %v", got)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	if got := names(v); !slices.Equal(got, []string{"kv-a=rbac"}) || Vaults.Get(v, "kv-b") != nil {
		t.Errorf("afterwards: %v", got)
	}
}

// A list of something narrower than the table, and one that was empty, change with what is written below them.
func TestAListIsReadAnewWhenSomethingBelowItChanges(t *testing.T) {
	s := memory(t)
	count := func(prefix ...string) int {
		v := s.View()
		defer v.Close()
		return len(Objects.List(v, prefix...))
	}
	if count() != 0 || count("kv-a") != 0 {
		t.Error("there are secrets in an empty lab")
	}
	for i, name := range []string{"db", "api"} {
		err := s.Update(name, noon, func(tx *Tx) error {
			Objects.Put(tx, &estate.Object{Vault: "kv-a", Name: name})
			return nil
		})
		if err != nil || count() != i+1 || count("KV-A") != i+1 || count("kv") != 0 || count("kv-a", "", name) != 1 {
			t.Errorf("%d: %d in all, %d in kv-a, %d in kv, %v", i, count(), count("kv-a"), count("kv"), err)
		}
	}
}

func TestAFailedReadIsReportedOnceAndHidesNothing(t *testing.T) {
	s := memory(t)
	if err := s.db.Set(appendKey(nil, Vaults.name, []string{"kv-a"}), []byte("no CBOR"), s.durable); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	if Vaults.Get(v, "kv-a") != nil || len(Vaults.List(v)) != 0 {
		t.Error("read a vault out of nonsense")
	}
	if !errors.Is(v.Err(), ErrDamaged) || !errors.Is(v.Close(), ErrDamaged) {
		t.Errorf("err %v", v.Err())
	}
	again := s.View() // the failure is not cached as "not there"
	if Vaults.Get(again, "kv-a"); !errors.Is(again.Close(), ErrDamaged) {
		t.Error("the second view does not see the damage")
	}
	if err := s.Update("write", noon, func(tx *Tx) error { Vaults.Get(&tx.View, "kv-a"); return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("update over damage: %v", err)
	}
}

// One writer moves a pair of vaults together while readers look: none may ever see half a change, whether it reads
// from the cache or not. The race detector makes more of this test.
func TestReadersNeverSeeHalfAChange(t *testing.T) {
	s := memory(t)
	change := func(i int) error {
		return s.Update("both", noon, func(tx *Tx) error {
			for _, name := range []string{"kv-a", "kv-b"} {
				Vaults.Put(tx, &estate.Vault{Name: name, Location: strconv.Itoa(i)})
			}
			return nil
		})
	}
	if err := change(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for reader := range 4 {
		readers.Go(func() {
			for last := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				seen, err := bothVaults(s, reader%2 == 0)
				if err != nil || seen < last {
					t.Errorf("saw %d after %d, %v", seen, last, err)
					return
				}
				last = seen
			}
		})
	}
	for i := 1; i <= 300; i++ {
		if err := change(i); err != nil {
			t.Error(err)
		}
		if i%10 == 0 {
			if _, err := s.Undo(); err != nil {
				t.Error(err)
			}
			if _, err := s.Redo(); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	readers.Wait()
}

// bothVaults returns the number both vaults carry, or an error when they differ. Undoing takes a number back by one,
// which a reader may see; it counts as the number itself.
func bothVaults(s *Store, byWhatIf bool) (int, error) {
	v, closing := s.View(), (*Tx)(nil)
	if byWhatIf {
		_ = v.Close()
		closing = s.WhatIf()
		v = &closing.View
	}
	a, b := Vaults.Get(v, "kv-a").Location, Vaults.Get(v, "kv-b").Location
	list := Vaults.List(v)
	if err := v.Close(); err != nil {
		return 0, err
	}
	if a != b || list[0].Location != a || list[1].Location != a {
		return 0, fmt.Errorf("kv-a %s, kv-b %s, list %s and %s", a, b, list[0].Location, list[1].Location)
	}
	n, err := strconv.Atoi(a)
	return (n + 1) / 10 * 10, err
}

// The cache must not grow without bound, and starting anew must not lose an answer.
func TestTheCacheIsBounded(t *testing.T) {
	c := newCache()
	for i := range cacheLimit + 10 {
		c.put(appendKey(nil, "e:x", []string{strconv.Itoa(i)}), 0, i)
	}
	if n := len(c.values); n > cacheLimit {
		t.Errorf("%d values", n)
	}
	if value, ok := c.get(appendKey(nil, "e:x", []string{strconv.Itoa(cacheLimit + 9)}), 0); !ok || value != cacheLimit+9 {
		t.Errorf("the last value is %v, %t", value, ok)
	}
}

// Looking up what is cached costs no allocation, and opening a view few: a decision does the first some twenty times
// and the second once.
func TestReadingAllocatesNothing(t *testing.T) {
	s := benchLab(t)
	v := s.View()
	defer v.Close()
	a := RoleAssignments.Named(v, "ra-77")
	for name, c := range map[string]struct {
		most float64
		f    func()
	}{
		"get":     {0, func() { RoleAssignments.Get(v, a.PrincipalID, string(a.Scope), a.ID) }},
		"list":    {0, func() { RoleAssignments.List(v, a.PrincipalID) }},
		"absent":  {0, func() { Vaults.Get(v, "kv-nowhere") }},
		"named":   {2, func() { RoleAssignments.Named(v, "ra-77") }},
		"view":    {20, func() { _ = s.View().Close() }},
		"what-if": {24, func() { _ = s.WhatIf().Close() }},
	} {
		c.f()
		if got := leastAllocs(c.f); got > c.most {
			t.Errorf("%s: %.0f allocations, at most %.0f", name, got, c.most)
		}
	}
}

// leastAllocs is the best of a few measurements: they count the whole process, and Pebble may be at work beside f.
func leastAllocs(f func()) float64 {
	least := testing.AllocsPerRun(200, f)
	for range 4 {
		least = min(least, testing.AllocsPerRun(200, f))
	}
	return least
}
