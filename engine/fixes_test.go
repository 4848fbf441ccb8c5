package engine_test

import (
	"math/bits"
	"slices"
	"testing"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Whatever state the switches are in, the fixes are exactly the minimal opening sets of up to three flips: found here
// by really making every set of changes.
func TestFixesAreAllMinimalSetsThatOpen(t *testing.T) {
	lab := open(t, world())
	opens := map[uint]bool{}
	for state := range uint(1) << len(switches) {
		set(t, lab, state)
		opens[state] = evaluate(t, lab, webRead).Verdict == trace.Allowed
	}
	for state := range uint(1) << len(switches) {
		set(t, lab, state)
		fixes, err := lab.Fixes(webRead, nil, switches)
		if err != nil {
			t.Fatal(err)
		}
		var got []uint
		for _, f := range fixes {
			if !slices.ContainsFunc(f.Changes, func(c trace.Change) bool { return c.Grant != "" }) {
				got = append(got, flipped(f))
			}
		}
		want := minimal(state, opens)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("state %07b: found %07b, want %07b", state, got, want)
		}
	}
}

// set puts switch i on when bit i of state is set.
func set(t *testing.T, lab *engine.Lab, state uint) {
	t.Helper()
	var changes []engine.Change
	for i, s := range switches {
		value := s.Off
		if state>>i&1 == 1 {
			value = s.On
		}
		changes = append(changes, engine.Change{Path: s.Path, Value: value})
	}
	if err := lab.Apply("set", changes...); err != nil {
		t.Fatal(err)
	}
}

// flipped is the set of switches that a fix turns.
func flipped(f trace.Fix) (set uint) {
	for _, c := range f.Changes {
		set |= 1 << slices.IndexFunc(switches, func(s engine.Switch) bool { return s.ID == c.Gate })
	}
	return set
}

func minimal(state uint, opens map[uint]bool) (sets []uint) {
	if opens[state] {
		return nil
	}
	for flips := range uint(1) << len(switches) {
		if bits.OnesCount(flips) > 3 || !opens[state^flips] {
			continue
		}
		smaller := slices.ContainsFunc(subsets(flips), func(s uint) bool { return opens[state^s] })
		if !smaller {
			sets = append(sets, flips)
		}
	}
	return sets
}

// subsets lists the proper subsets of a set.
func subsets(set uint) (list []uint) {
	for s := (set - 1) & set; ; s = (s - 1) & set {
		if s != set {
			list = append(list, s)
		}
		if s == 0 {
			return list
		}
	}
}

func TestFixesTellWhatElseTheyOpenAndBreak(t *testing.T) {
	lab := open(t, world())
	fixes, err := lab.Fixes(jobRead, []*engine.Request{webRead}, switches)
	if err != nil {
		t.Fatal(err)
	}
	if len(fixes) < 2 || fixes[1].Changes[0].Gate != "rbac" || fixes[1].Changes[0].To != "off" {
		t.Fatalf("fixes %+v", fixes)
	}
	if !slices.Equal(fixes[1].Breaks, []string{"web-read"}) || len(fixes[1].Opens) != 0 || fixes[1].Means == "" {
		t.Errorf("collateral of going back to access policies: %+v", fixes[1])
	}
}

func TestAnAllowedRequestNeedsNoFix(t *testing.T) {
	lab := open(t, world())
	if fixes, err := lab.Fixes(webRead, nil, switches); err != nil || fixes == nil || len(fixes) != 0 {
		t.Errorf("%v, %v", fixes, err)
	}
}

func TestFixesAreSortedSmallestThenNarrowest(t *testing.T) {
	lab := open(t, world())
	apply(t, lab, "dns_zone.private.link.vnet-app.present", "false")
	fixes, err := lab.Fixes(webRead, nil, switches)
	if err != nil || len(fixes) < 2 {
		t.Fatalf("%v, %v", fixes, err)
	}
	if first, second := fixes[0].Changes[0].Gate, fixes[1].Changes[0].Gate; first != "link" || second != "public" {
		t.Errorf("first %s, then %s", first, second)
	}
}

// What the idle model grants can be granted anew, no wider than the request needs, where no switch does so.
func TestAnIdleGrantCanBeWrittenAnew(t *testing.T) {
	lab := open(t, world())
	fixes, err := lab.Fixes(jobRead, []*engine.Request{webRead}, switches)
	if err != nil {
		t.Fatal(err)
	}
	if c := fixes[0].Changes; len(c) != 1 || c[0].Grant != "role_assignment" || c[0].Gate != "" ||
		c[0].Label != "Key Vault Secrets User for app-job on db" {
		t.Errorf("under RBAC: %+v", fixes[0])
	}
	if len(fixes[0].Breaks) != 0 {
		t.Errorf("a new grant breaks %v", fixes[0].Breaks)
	}
	apply(t, lab, "vault.kv-shop.rbac", "false")
	fixes, err = lab.Fixes(webRead, nil, switches)
	if err != nil {
		t.Fatal(err)
	}
	if c := fixes[0].Changes; len(c) != 1 || c[0].Grant != "access_policy" || c[0].Label != "secrets get for app-web" {
		t.Errorf("under access policies: %+v", fixes[0])
	}
	// A switch that writes such a grant makes a second one superfluous.
	own := append(slices.Clone(switches), engine.Switch{ID: "policy", Path: "access_policy.web-policy.present", On: "true", Off: "false"})
	e := world()
	e.AccessPolicies = append(e.AccessPolicies, estate.AccessPolicy{Name: "web-policy", Vault: "kv-shop", ObjectID: webID, Secrets: []string{"get"}, Absent: true})
	e.Vaults[0].Model = estate.AccessPolicies
	if fixes, err = open(t, e).Fixes(webRead, nil, own); err != nil || len(fixes) != 2 || fixes[0].Changes[0].Gate != "policy" {
		t.Errorf("beside a switch of its own: %+v, %v", fixes, err)
	}
}

// A switch that cannot be turned is no part of a fix, and neither is one about something that was purged. The others
// are searched as ever.
func TestASwitchThatCannotBeTurnedIsLeftOut(t *testing.T) {
	e := consumers()
	e.Consumers = nil
	lab := open(t, e)
	more := append(slices.Clone(switches),
		engine.Switch{ID: "protect", Path: "vault.kv-shop.purge_protection", On: "true", Off: "false"},
		engine.Switch{ID: "gone", Path: "vault.kv-shop.secret.gone.enabled", On: "true", Off: "false"})
	do(t, lab, as("secrets/set", "gone", nil))
	do(t, lab, as("secrets/delete", "gone", nil))
	do(t, lab, as("secrets/purge", "gone", nil))
	apply(t, lab, "vault.kv-shop.purge_protection", "true")
	apply(t, lab, "vault.kv-shop.secret.db.enabled", "false")
	fixes, err := lab.Fixes(webRead, nil, more)
	if err != nil || len(fixes) != 1 || len(fixes[0].Changes) != 1 || fixes[0].Changes[0].Gate != "secret" {
		t.Errorf("%+v, %v", fixes, err)
	}
}
