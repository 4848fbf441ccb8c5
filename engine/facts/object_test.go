package facts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
)

func TestAFactForLookingAtTakesItsOwnValueAndNoOther(t *testing.T) {
	s := open(t)
	v := s.View()
	defer v.Close()
	seen := 0
	for _, p := range every(t, v) {
		if !fixed(p) {
			continue
		}
		seen++
		now, err := facts.Get(v, p)
		if err != nil {
			t.Fatal(err)
		}
		if err := facts.Check(v, p, now); err != nil {
			t.Errorf("%s = %q: %v", p, now, err)
		}
		for _, value := range []string{"true", "false", "2026-04-01T00:00:00Z", "", "c2", "Resolved"} {
			if err := facts.Check(v, p, value); err == nil && value != now {
				t.Errorf("%s reads %q, and takes %q", p, now, value)
			}
		}
	}
	if seen < 8 {
		t.Errorf("only %d facts for looking at", seen)
	}
}

func TestPurgeProtectionGoesOnAndNeverOffAgain(t *testing.T) {
	s := open(t)
	p := facts.Path{"vault", "kv-shop", "purge_protection"}
	for _, x := range []struct{ value, want string }{{"false", ""}, {"true", ""}, {"true", ""}, {"false", "nobody can turn it off again"}} {
		err := write(s, p, x.value)
		if got := errorText(err); (got == "") != (x.want == "") || !strings.Contains(got, x.want) {
			t.Errorf("%s: %q", x.value, got)
		}
	}
	v := s.View()
	defer v.Close()
	if got := facts.Values(v, p); !slices.Equal(got, []string{"true"}) {
		t.Errorf("it can be set to %q", got)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestDeletingThroughAPathKeepsTheObjectForTheRetention(t *testing.T) {
	s := open(t)
	p := facts.Path{"vault", "kv-shop", "secret", "db", "deleted"}
	deletion := func() *estate.Deletion {
		v := s.View()
		defer v.Close()
		return store.Objects.Get(v, "kv-shop", "secrets", "db").Deleted
	}
	if err := write(s, p, "true"); err != nil {
		t.Fatal(err)
	}
	first := deletion()
	if first == nil || !first.At.Equal(noon) || !first.PurgeAt.Equal(noon.Add(90*24*time.Hour)) {
		t.Fatalf("got %+v", first)
	}
	if err := write(s, facts.Path{"lab", "clock"}, "2026-03-05T12:00:00Z"); err != nil {
		t.Fatal(err)
	}
	if err := write(s, p, "true"); err != nil || *deletion() != *first {
		t.Errorf("deleting what is deleted changes it: %+v, %v", deletion(), err)
	}
	if err := write(s, p, "false"); err != nil || deletion() != nil {
		t.Errorf("it does not come back: %+v, %v", deletion(), err)
	}
}

func TestTheKeyAndTheSecretOfACertificateFollowIt(t *testing.T) {
	for _, x := range []struct{ fact, value string }{{"deleted", "true"}, {"enabled", "false"}} {
		s := open(t)
		if err := write(s, facts.Path{"vault", "kv-shop", "certificate", "tls", x.fact}, x.value); err != nil {
			t.Fatal(err)
		}
		v := s.View()
		for _, kind := range []string{"certificate", "key", "secret"} {
			if got, err := facts.Get(v, facts.Path{"vault", "kv-shop", kind, "tls", x.fact}); err != nil || got != x.value {
				t.Errorf("%s.%s reads %q, %v", kind, x.fact, got, err)
			}
		}
		if got, err := facts.Get(v, facts.Path{"vault", "kv-shop", "key", "cmk", x.fact}); err != nil || got == x.value {
			t.Errorf("another key's %s is %q, too, %v", x.fact, got, err)
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
}
