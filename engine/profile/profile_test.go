package profile_test

import (
	"testing"

	"kvlab/engine/profile"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]profile.Profile{"": profile.Guide, "guide": profile.Guide, "service": profile.Service} {
		if got, err := profile.Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v", in, got, err)
		}
	}
	if _, err := profile.Parse("Guide"); err == nil {
		t.Error("Parse(Guide): names are lower case")
	}
}

func TestOtherIsItsOwnInverse(t *testing.T) {
	for _, p := range []profile.Profile{profile.Guide, profile.Service} {
		if p.Other() == p || p.Other().Other() != p {
			t.Errorf("Other of %s is %s", p, p.Other())
		}
	}
}

func TestEveryDifferenceIsNamedAndSourced(t *testing.T) {
	for _, d := range profile.Differences {
		if d.Title == "" || d.Guide == "" || d.Service == "" || d.Source == "" || d.Guide == d.Service {
			t.Errorf("%s is incomplete: %+v", d.Name, d)
		}
		if found, ok := profile.Find(d.Name); !ok || found != d {
			t.Errorf("%s cannot be found by its name", d.Name)
		}
	}
	if _, ok := profile.Find("weather"); ok {
		t.Error("found a difference that is not in the table")
	}
}

// Each difference that has a question of its own is answered as the table says.
func TestTheProfilesPartWhereTheTableSaysSo(t *testing.T) {
	for name, asks := range map[string]func(profile.Profile) bool{
		profile.GateOrder:      profile.Profile.ConnectionFirst,
		profile.SecretWindow:   profile.Profile.RefusesOutsideWindow,
		profile.DefaultModel:   profile.Profile.RBACByDefault,
		profile.KeyValidityUse: func(p profile.Profile) bool { return p.UsesKeyOutsideWindow("unwrapKey") },
	} {
		if asks(profile.Guide) == asks(profile.Service) {
			t.Errorf("%s: both profiles do the same", name)
		}
		if _, ok := profile.Find(name); !ok {
			t.Errorf("%s is not in the table", name)
		}
	}
	if profile.Guide.ConnectionFirst() || !profile.Guide.RefusesOutsideWindow() || profile.Guide.RBACByDefault() {
		t.Error("the guide decides identity first, refuses outside the window and defaults to access policies")
	}
}

// The service keeps a key outside its window for what was made with it in time.
func TestAKeyOutsideItsWindow(t *testing.T) {
	old := map[string]bool{"encrypt": false, "sign": false, "wrapKey": false, "decrypt": true, "verify": true, "unwrapKey": true, "release": true, "get": true}
	for verb, serves := range old {
		if profile.Service.UsesKeyOutsideWindow(verb) != serves {
			t.Errorf("service, %s: want %t", verb, serves)
		}
		if profile.Guide.UsesKeyOutsideWindow(verb) {
			t.Errorf("the guide refuses every use, %s too", verb)
		}
	}
}

func TestDifferencesAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range profile.Differences {
		if seen[d.Name] {
			t.Errorf("%s is in the table twice", d.Name)
		}
		seen[d.Name] = true
	}
}
