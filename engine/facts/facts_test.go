package facts_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine/facts"
	"kvlab/engine/store"
)

// TestPaths reads testdata/paths: what each path answers, and what is said of one that is wrong. Run it with -rewrite
// after a change of wording, and read the difference.
//
//	get · values    a path a line
//	set · impact    a path and a value a line
func TestPaths(t *testing.T) {
	s := open(t)
	datadriven.RunTest(t, "testdata/paths", func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for line := range strings.Lines(d.Input) {
			path, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " =")
			answer, err := ask(s, d.Cmd, path, strings.TrimPrefix(value, " "))
			if err != nil {
				answer = "error: " + err.Error()
			}
			fmt.Fprintln(&b, answer)
		}
		return b.String()
	})
}

func ask(s *store.Store, cmd, path, value string) (string, error) {
	p, err := facts.ParsePath(path)
	if err != nil {
		return "", err
	}
	if cmd == "set" {
		err := s.Update(path, noon, func(tx *store.Tx) error { return facts.Set(tx, p, value) })
		if err != nil {
			return "", err
		}
	}
	v := s.View()
	defer v.Close()
	switch cmd {
	case "values":
		return fmt.Sprintf("%q", facts.Values(v, p)), nil
	case "impact":
		i := facts.ImpactOf(v, p, value)
		return strings.TrimSpace(fmt.Sprint(i.Breadth, " ", i.Means)), nil
	default:
		got, err := facts.Get(v, p)
		return fmt.Sprintf("%q", got), err
	}
}

// known is what can follow a path, as the error about something that cannot says.
func known(t *testing.T, v *store.View, p facts.Path) []string {
	t.Helper()
	var unknown *facts.UnknownError
	if _, err := facts.Get(v, append(slices.Clip(p), "")); !errors.As(err, &unknown) || unknown.Part != len(p) {
		t.Fatalf("%s: %v", p, err)
	}
	return unknown.Known
}

// heads are the paths that facts follow.
func heads() []facts.Path {
	return []facts.Path{
		{"lab"}, {"vault", "kv-shop"}, {"vault", "kv-shop", "secret", "db"},
		{"vault", "kv-shop", "key", "cmk"}, {"vault", "kv-shop", "key", "tls"}, {"vault", "kv-shop", "certificate", "tls"},
		{"consumer", "shop-setting"}, {"access_policy", "web-reads"},
		{"role_assignment", "web-reader"}, {"deny_assignment", "freeze"}, {"private_endpoint", "pe-shop"},
		{"dns_zone", "private"}, {"dns_zone", "private", "link", "vnet-app"}, {"dns_zone", "private", "record", "kv-shop"},
		{"dns_zone", "corp.example"}, {"dns_server", "resolver"}, {"dns_server", "resolver", "conditional", "vault.azure.net"},
		{"vnet", "vnet-app"}, {"vnet", "vnet-app", "subnet", "apps"}, {"vnet", "vnet-app", "peering", "vnet-hub"},
		{"host", "web"}, {"host", "web", "user_identity", "id-orders"}, {"user", "ada"}, {"group", "developers"},
		{"app", "api"}, {"app", "api", "secret", "main"}, {"app", "api", "federated", "pod"}, {"identity", "id-orders"},
	}
}

// every is every path there is in the world: found by asking, so that a new fact is tested without being told of.
func every(t *testing.T, v *store.View) []facts.Path {
	t.Helper()
	var all []facts.Path
	for _, head := range heads() {
		for _, fact := range known(t, v, head) {
			p := append(slices.Clip(head), fact)
			if _, err := facts.Get(v, p); err == nil {
				all = append(all, p)
			} else if !strings.HasSuffix(err.Error(), ".NAME.FACT") && !strings.HasSuffix(err.Error(), ".NAME.present") {
				t.Fatalf("%s: %v", p, err)
			}
		}
	}
	return all
}

// writable are values of p, several where there are.
func writable(v *store.View, p facts.Path) []string {
	if values := facts.Values(v, p); values != nil {
		return values
	}
	var fit []string
	for _, s := range []string{"2026-04-01T00:00:00Z", "2026-04-01T00:00:00.5Z", "10.0.0.9", "2001:db8::1", "203.0.113.0/24,198.51.100.7/32", "192.0.2.0/25", "one,two words", "text"} {
		rule := p[len(p)-1] == "ip_rules" && !strings.Contains(s, "/") // reads back as a range
		if facts.Check(v, p, s) == nil && !rule {
			fit = append(fit, s)
		}
	}
	return fit
}

func TestEveryFactIsReadBackAsWrittenAndGoesBack(t *testing.T) {
	s := open(t)
	v := s.View()
	defer v.Close()
	paths := every(t, v)
	if len(paths) < 60 {
		t.Errorf("only %d paths", len(paths))
	}
	start, err := s.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		before, err := facts.Get(v, p)
		if err != nil {
			t.Fatal(err)
		}
		values := writable(v, p)
		if oneWay(p) {
			continue
		}
		if len(values) < 2 && p[len(p)-1] != "version" && !fixed(p) {
			t.Errorf("%s: only %q can be written", p, values)
		}
		for _, value := range append(values, before) {
			if err := write(s, p, value); err != nil {
				t.Errorf("%s = %q: %v", p, value, err)
			}
			now := s.View()
			if got, err := facts.Get(now, p); err != nil || got != value {
				t.Errorf("%s = %q reads %q, %v", p, value, got, err)
			}
			if err := now.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if after, err := s.StateHash(); err != nil || after != start {
			t.Fatalf("%s: writing %q again does not bring the state back (%v)", p, before, err)
		}
	}
}

// fixed reports whether a fact is for looking at, and says what something else brings about.
func fixed(p facts.Path) bool {
	switch fact := p[len(p)-1]; {
	case p[0] == "consumer":
		return fact == "status" || fact == "in_use"
	case p[0] != "vault" || len(p) < 5:
		return false
	case p[2] == "certificate":
		return fact == "not_before" || fact == "expires" || fact == "pending"
	default:
		return p[3] == "tls" // the key and the secret of a certificate
	}
}

func oneWay(p facts.Path) bool { return p[len(p)-1] == "purge_protection" }

func write(s *store.Store, p facts.Path, value string) error {
	return s.Update(p.String(), noon, func(tx *store.Tx) error { return facts.Set(tx, p, value) })
}

// A value is shared by everyone who reads it, so writing must work on a copy of all that it changes.
func TestWritingInAWhatIfTouchesNothingShared(t *testing.T) {
	s := open(t)
	v := s.View()
	defer v.Close()
	all := every(t, v)
	before := readAll(v, all)
	for _, p := range all {
		for _, value := range writable(v, p) {
			tx := s.WhatIf()
			if err := facts.Set(tx, p, value); err != nil {
				t.Errorf("%s = %q: %v", p, value, err)
			}
			if err := tx.Close(); err != nil {
				t.Fatal(err)
			}
			if err := facts.Check(v, p, value); err != nil {
				t.Error(err)
			}
		}
		if after := readAll(v, all); !slices.Equal(after, before) {
			t.Fatalf("%s: looking changed what others see", p)
		}
	}
}

func readAll(v *store.View, paths []facts.Path) []string {
	values := make([]string, len(paths))
	for i, p := range paths {
		values[i], _ = facts.Get(v, p)
	}
	return values
}

// What is said of a wrong path names the part that is wrong, whichever that is.
func TestAMisspeltPartIsNamedWithItsNearest(t *testing.T) {
	s := open(t)
	v := s.View()
	defer v.Close()
	for _, p := range every(t, v) {
		if p[0] == "lab" {
			continue
		}
		for i := range p {
			wrong := slices.Clone(p)
			wrong[i] += "x"
			_, err := facts.Get(v, wrong)
			if p[0] == "host" && p[2] == "user_identity" && i == 3 {
				continue // any name may be attached or not
			}
			if err == nil || !strings.Contains(err.Error(), wrong[i]) {
				t.Errorf("%s: %v", wrong, err)
			}
			var unknown *facts.UnknownError
			if errors.As(err, &unknown) && (unknown.Part != i || !strings.Contains(err.Error(), "did you mean ")) {
				t.Errorf("%s: part %d is called wrong: %v", wrong, unknown.Part, err)
			}
		}
	}
}

// No path and no value makes it panic, nor leaves anything behind when it is refused.
func TestAnyPathAndValueIsAnsweredOrRefused(t *testing.T) {
	s := open(t)
	v := s.View()
	defer v.Close()
	all := every(t, v)
	words := []string{"", ".", `"`, "\x00", "secret", "link", "user_identity", "present", "web", "kv-shop"}
	rapid.Check(t, func(t *rapid.T) {
		p := slices.Clone(rapid.SampledFrom(all).Draw(t, "path"))
		p = p[:rapid.IntRange(0, len(p)).Draw(t, "length")]
		p = append(p, rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(t, "more")...)
		value := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "true", ",", "1.2.3.4/33"})).Draw(t, "value")
		before, absent := facts.Get(v, p)
		checked := facts.Check(v, p, value)
		tx := s.WhatIf()
		defer tx.Close()
		if err := facts.Set(tx, p, value); (err == nil) != (checked == nil) {
			t.Fatalf("%s = %q: checking says %v, writing %v", p, value, checked, err)
		} else if err != nil {
			if now, gone := facts.Get(&tx.View, p); now != before || (gone == nil) != (absent == nil) {
				t.Fatalf("%s = %q was refused, and reads %q", p, value, now)
			}
		}
		_, _ = facts.Values(v, p), facts.ImpactOf(v, p, value)
	})
}

func TestRecreatingAnIdentityLeavesItsGrantsBehind(t *testing.T) {
	s := open(t)
	p := facts.Path{"identity", "id-orders", "recreated"}
	if err := write(s, p, "true"); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	x := store.Principals.Get(v, "id-orders")
	if x.ObjectID == "0b-orders" || !slices.Equal(x.FormerObjectIDs, []string{"0b-orders"}) {
		t.Errorf("%+v", x)
	}
	if store.Principals.Named(v, "0b-orders") != nil || store.Principals.Named(v, x.ObjectID) == nil {
		t.Error("it is found by its old id, or not by its new one")
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	v = s.View()
	defer v.Close()
	if store.Principals.Named(v, "0b-orders") == nil {
		t.Error("after undoing it is not found by its old id")
	}
}
