package objects_test

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// carry does a request in a transaction of its own, at noon. What is refused has no content.
func carry(t testing.TB, s *store.Store, r operation.Request) objects.Content {
	t.Helper()
	c, _ := carryAt(t, s, noon, r)
	return c
}

func carryAt(t testing.TB, s *store.Store, at time.Time, r operation.Request) (c objects.Content, stop *trace.Stop) {
	t.Helper()
	r.Vault = cmp.Or(r.Vault, "kv-shop")
	op, ok := operation.Find(r.Operation)
	if !ok {
		t.Fatalf("no operation %s", r.Operation)
	}
	err := s.Update("test", at, func(tx *store.Tx) (err error) {
		judged := objects.Evaluate(&tx.View, profile.Service, at, &r, op, store.Vaults.Get(&tx.View, r.Vault))
		stop = judged.Stop
		if (judged.Effect == nil) != (stop != nil) {
			t.Fatalf("%s: effect and stop disagree: %+v", r.Operation, stop)
		}
		if judged.Effect != nil {
			c, err = judged.Effect(tx)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, stop
}

func get(t testing.TB, s *store.Store, name, version string) *objects.Item {
	return carry(t, s, operation.Request{Operation: "secrets/get", Object: name, Version: version}).Item
}

func set(t testing.TB, s *store.Store, name, value string) *objects.Item {
	return carry(t, s, operation.Request{Operation: "secrets/set", Object: name,
		Body: &operation.SecretBody{Value: value, ContentType: "text/plain", Settings: operation.Settings{Expires: noon}}}).Item
}

func TestSetAddsAVersionAndKeepsTheOldOnes(t *testing.T) {
	s := open(t, shop())
	before := get(t, s, "db-password", "")
	first := set(t, s, "DB-Password", "one")
	second := set(t, s, "db-password", "two")
	if got := get(t, s, "db-password", ""); *got.Secret != "two" || got.Version != second.Version {
		t.Errorf("the current version is %+v", got)
	}
	for _, old := range []*objects.Item{before, first} {
		if got := get(t, s, "db-password", old.Version); got == nil || *got.Secret != *old.Secret {
			t.Errorf("version %s is now %+v", old.Version, got)
		}
	}
	if first.Version == second.Version || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(first.Version) {
		t.Errorf("version ids %s, %s", first.Version, second.Version)
	}
	if first.Name != "db-password" {
		t.Errorf("the secret keeps the name it was made with, not %s", first.Name)
	}
	if !first.Created.Equal(noon) || !first.Updated.Equal(noon) || first.ContentType != "text/plain" || !first.Expires.Equal(noon) {
		t.Errorf("the body is not what was stored: %+v", first)
	}
}

func TestSetMakesANewSecret(t *testing.T) {
	s := open(t, shop())
	if v := set(t, s, "api-key", "x"); get(t, s, "api-key", "").Version != v.Version {
		t.Error("a new secret reads another version than the one that was set")
	}
	empty := carry(t, s, operation.Request{Operation: "secrets/set", Object: "empty-body"}).Item
	if *empty.Secret != "" || get(t, s, "empty-body", "") == nil {
		t.Errorf("set without a body: %+v", empty)
	}
}

// Labs are reproducible: the same requests in two labs give the same ids.
func TestVersionIDsAreTheSameEachTime(t *testing.T) {
	a, b := set(t, open(t, shop()), "api-key", "x"), set(t, open(t, shop()), "api-key", "y")
	if a.Version != b.Version {
		t.Errorf("%s and %s", a.Version, b.Version)
	}
}

func TestListsHoldAttributesOnly(t *testing.T) {
	s := open(t, shop())
	rows := carry(t, s, operation.Request{Operation: "secrets/list"}).Items
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
		if r.Version != "" {
			t.Errorf("%s: a list of secrets names no version", r.Name)
		}
		if r.Disabled != (r.Name == "disabled" || r.Name == "both") {
			t.Errorf("%s: disabled is %t", r.Name, r.Disabled)
		}
	}
	if got, want := strings.Join(names, " "), "both db-password disabled expired now tomorrow"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	versions := carry(t, s, operation.Request{Operation: "secrets/list-versions", Object: "db-password"}).Items
	if len(versions) != 2 || versions[0].Version != current || versions[1].Version != older || versions[0].Disabled || !versions[1].Disabled {
		t.Errorf("versions %+v", versions)
	}
	if raw, _ := json.Marshal(append(rows, versions...)); strings.Contains(string(raw), marked) {
		t.Errorf("a list shows a value: %s", raw)
	}
}

func TestAListOfNothingIsAnEmptyList(t *testing.T) {
	s := open(t, &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}}})
	if rows := carry(t, s, operation.Request{Operation: "secrets/list"}).Items; rows == nil || len(rows) != 0 {
		t.Errorf("%v", rows)
	}
}

// A model of secrets as a map of lists agrees with the store through any sequence of sets, and the gate never shows
// what is stored.
func TestTheStoreAgreesWithAModelAndKeepsValuesToItself(t *testing.T) {
	names := rapid.SampledFrom([]string{"a", "A", "b", "db-password"})
	rapid.Check(t, func(rt *rapid.T) {
		s, err := store.Open("", store.Options{InMemory: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		if err := s.Load(&estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}}}); err != nil {
			rt.Fatal(err)
		}
		model := map[string][]string{} // values by folded name, in the order they were set
		ids := map[string][]string{}
		for range rapid.IntRange(1, 6).Draw(rt, "sets") {
			name := names.Draw(rt, "name")
			value := marked + rapid.StringMatching(`[a-z]{0,3}`).Draw(rt, "value")
			v := set(t, s, name, value)
			key := strings.ToLower(name)
			model[key], ids[key] = append(model[key], value), append(ids[key], v.Version)
		}
		for key, values := range model {
			if got := *get(t, s, key, "").Secret; got != values[len(values)-1] {
				rt.Fatalf("%s is %s", key, got)
			}
			for i, id := range ids[key] {
				if got := *get(t, s, key, id).Secret; got != values[i] {
					rt.Fatalf("%s/%s is %s", key, id, got)
				}
			}
		}
		if rows := carry(t, s, operation.Request{Operation: "secrets/list"}).Items; len(rows) != len(model) {
			rt.Fatalf("%d rows for %d secrets", len(rows), len(model))
		}
		noValueShows(rt, s)
	})
}

func noValueShows(t *rapid.T, s *store.Store) {
	v := s.View()
	defer v.Close()
	for _, id := range []string{"secrets/get", "secrets/set", "secrets/list", "secrets/list-versions"} {
		op, _ := operation.Find(id)
		r := &operation.Request{Operation: id, Vault: "kv-shop", Object: "a", Body: &operation.SecretBody{Value: strings.Repeat(marked, 2500)}}
		f := objects.Evaluate(v, profile.Service, noon, r, op, store.Vaults.Get(v, "kv-shop"))
		if raw, err := json.Marshal(f.Finding); err != nil || strings.Contains(string(raw), marked) {
			t.Fatalf("%s shows a value: %s %v", id, raw, err)
		}
	}
}
