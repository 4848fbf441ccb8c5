package estate_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
)

const sub = "/subscriptions/5b000000-0000-4000-8000-000000000000"

var vault = estate.Scope(sub + "/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop")

func TestScopesAreWrittenAsARMDoes(t *testing.T) {
	group := estate.SubscriptionScope("5b000000-0000-4000-8000-000000000000").ResourceGroup("rg-shop")
	for got, want := range map[estate.Scope]string{
		estate.ManagementGroupScope("corp"): "/providers/Microsoft.Management/managementGroups/corp",
		group:                               sub + "/resourceGroups/rg-shop",
		group.Vault("kv-shop"):              string(vault),
		group.Vault("kv-shop").Object("secrets", "db"): string(vault) + "/secrets/db",
		group.Resource("Microsoft.Web/sites", "app"):   sub + "/resourceGroups/rg-shop/providers/Microsoft.Web/sites/app",
	} {
		if string(got) != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAScopeContainsItselfAndWhatIsBelow(t *testing.T) {
	for _, c := range []struct {
		outer, inner estate.Scope
		want         bool
	}{
		{sub, vault, true},
		{vault, vault, true},
		{vault, sub, false},
		{estate.Scope(strings.ToUpper(string(vault))), vault.Object("secrets", "db"), true},
		{vault, vault + "-two", false}, // a longer name is a neighbour
		{vault, vault + "/", true},
		{"", vault, false}, // no scope is not every scope
		{"", "", true},
		{"/a/k", "/a/\u212a/b", true}, // the Kelvin sign takes three bytes, the letter one
		{"/a/\u212a", "/a/k/b", true},
		{"/a/\u212a", "/a/k", true},
		{"/a/ß", "/a/s", false},
		{"/a/İ", "/a/i", false},
		{"/a/é", "/a/\xc3", false}, // half a letter
		{"/a/b", "/a", false},
	} {
		if got := c.outer.Contains(c.inner); got != c.want {
			t.Errorf("%q contains %q: %t, want %t", c.outer, c.inner, got, c.want)
		}
	}
}

// Contains is what comparing part by part says.
func TestContainsComparesPartByPart(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "A", "ab", "k", "\u212a", "K", "é", "É", "ǅ", "ǆ", "x"})
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(part, 1, 4).Draw(t, "a")
		b := rapid.SliceOfN(part, 1, 5).Draw(t, "b")
		if rapid.Bool().Draw(t, "related") {
			b = append(append([]string{}, a...), b...)
		}
		want := len(a) <= len(b)
		for i := range a {
			want = want && strings.EqualFold(a[i], b[i])
		}
		outer, inner := estate.Scope("/"+strings.Join(a, "/")), estate.Scope("/"+strings.Join(b, "/"))
		if got := outer.Contains(inner); got != want {
			t.Fatalf("%q contains %q: %t", outer, inner, got)
		}
		if both := outer.Contains(inner) && inner.Contains(outer); both != outer.Equal(inner) {
			t.Fatalf("%q and %q contain each other: %t, are equal: %t", outer, inner, both, !both)
		}
	})
}
