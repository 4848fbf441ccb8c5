package authz

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		what, pattern, action string
		want                  bool
	}{
		{"the same", "a/b/read", "a/b/read", true},
		{"letter case does not matter", "A/B/Read", "a/b/rEAD", true},
		{"a star is any run, slashes included", "a/*/read", "a/b/c/read", true},
		{"a star may be nothing", "a/*", "a/", true},
		{"but what stands around it must be there", "a/*", "a", false},
		{"no star, no prefix", "a/b", "a/b/c", false},
		{"a star alone covers everything", "*", "anything/at all", true},
		{"several stars", "*/b/*/d", "a/b/c/d", true},
		{"the last star may have to swallow more", "*/read", "a/read/b/read", true},
		{"a beginning is not enough", "a/*/read", "a/b/read/x", false},
		{"nothing covers only nothing", "", "a", false},
		{"a question mark is itself", "a?c", "abc", false},
		{"a regular expression is no pattern", "a.c", "abc", false},
	} {
		if got := matches(c.pattern, c.action); got != c.want {
			t.Errorf("%s: matches(%q, %q) = %v", c.what, c.pattern, c.action, got)
		}
	}
}

// naiveMatch is the rule once more, as a regular expression over lower-case text.
func naiveMatch(pattern, action string) bool {
	parts := strings.Split(asciiLower(pattern), "*")
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile(`(?s)\A` + strings.Join(parts, ".*") + `\z`).MatchString(asciiLower(action))
}

func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return []rune(strings.ToLower(string(r)))[0]
		}
		return r
	}, s)
}

func TestMatchesAgreesWithRegularExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[abAB/*]{0,8}`).Draw(t, "pattern")
		action := rapid.StringMatching(`[abAB/]{0,10}`).Draw(t, "action")
		if got := matches(pattern, action); got != naiveMatch(pattern, action) {
			t.Fatalf("matches(%q, %q) = %v", pattern, action, got)
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("Microsoft.KeyVault/vaults/*/read", "microsoft.keyvault/vaults/keys/read")
	f.Add("*a*a*a*b", "aaaaaaaaaaaa")
	f.Add("**", "")
	f.Fuzz(func(t *testing.T, pattern, action string) {
		if !valid(pattern) || !valid(action) {
			matches(pattern, action) // must come back all the same
			return
		}
		if got := matches(pattern, action); got != naiveMatch(pattern, action) {
			t.Fatalf("matches(%q, %q) = %v", pattern, action, got)
		}
	})
}

// valid leaves out what a regular expression reads in a way of its own: text that is not ASCII.
func valid(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// naiveWithin compares every element of the chain to the scope, part by part.
func naiveWithin(chain []estate.Scope, scope estate.Scope) bool {
	for _, s := range chain {
		a, b := strings.Split(string(s), "/"), strings.Split(string(scope), "/")
		same := len(a) == len(b)
		for i := 0; same && i < len(a); i++ {
			same = strings.EqualFold(a[i], b[i])
		}
		if same {
			return true
		}
	}
	return false
}

func FuzzScope(f *testing.F) {
	f.Add("/subscriptions/s", "/SUBSCRIPTIONS/S")
	f.Add("/subscriptions/s/resourceGroups/é", "/subscriptions/s/resourceGroups/É")
	f.Add("", "")
	f.Add("/subscriptions/s/", "/subscriptions/s")
	f.Fuzz(func(t *testing.T, a, b string) {
		got := within([]estate.Scope{estate.Scope(a)}, estate.Scope(b))
		if want := naiveWithin([]estate.Scope{estate.Scope(a)}, estate.Scope(b)) && len(a) == len(b); got != want {
			t.Fatalf("within(%q, %q) = %v", a, b, got)
		}
		new(evaluation).sayPlace(estate.Scope(b))
		level(estate.Scope(b))
	})
}
