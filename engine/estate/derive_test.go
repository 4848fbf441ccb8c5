package estate_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
)

// Labs that were saved, and lessons that show an id, rely on these values: a change of the derivation breaks both.
func TestDerivedIDsStayAsTheyAre(t *testing.T) {
	for got, want := range map[string]string{
		estate.GUID("subscription", "shop"):        "993fe91f-410f-4d01-97fe-c405b3459b7a",
		estate.GUID():                              "d3fa780e-b376-4538-9505-d15b1dfa6b33",
		estate.VersionID("kv-shop", "db", "first"): "f45964e73eb7e51cd11841eaf9bb793e",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestDerivedIDsHaveTheirForm(t *testing.T) {
	guid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	version := regexp.MustCompile(`^[0-9a-f]{32}$`)
	seen := map[string]string{}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		g, v := estate.GUID("test", name), estate.VersionID("test", name)
		if !guid.MatchString(g) || !version.MatchString(v) {
			t.Fatalf("%q: %s, %s", name, g, v)
		}
		if other, taken := seen[g]; taken && other != name {
			t.Fatalf("%q and %q share %s", name, other, g)
		}
		seen[g] = name
	})
}

func TestIDsOfDifferentPartsDiffer(t *testing.T) {
	if estate.GUID("ab", "c") == estate.GUID("a", "bc") {
		t.Error("where one part ends does not count")
	}
	if estate.GUID("a")[:8] == estate.VersionID("a")[:8] {
		t.Error("a GUID and a version id of one name begin alike")
	}
}
