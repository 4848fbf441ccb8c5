package objects_test

import (
	"strings"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// Version ids of the shop's vault. The first of each name is the current one.
var (
	current = strings.Repeat("a", 32)
	older   = strings.Repeat("b", 32)
)

// shop is a vault with a secret for every attribute that decides.
func shop() *estate.Estate {
	e := &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}, {Name: "kv-other"}}}
	add := func(s estate.Object, versions ...estate.Version) {
		s.Vault, s.Collection, s.Current = "kv-shop", estate.Secrets, current
		e.Objects = append(e.Objects, s)
		for i, v := range versions {
			v.Vault, v.Collection, v.Name, v.ID = s.Vault, s.Collection, s.Name, []string{current, older}[i]
			v.Secret = &estate.Secret{Value: marked, ContentType: "text/plain"}
			e.Versions = append(e.Versions, v)
		}
	}
	add(estate.Object{Name: "db-password"}, estate.Version{}, estate.Version{Attributes: estate.Attributes{Disabled: true}})
	add(estate.Object{Name: "disabled"}, estate.Version{Attributes: estate.Attributes{Disabled: true}}, estate.Version{})
	add(estate.Object{Name: "expired"}, estate.Version{Attributes: estate.Attributes{Expires: noon}})
	add(estate.Object{Name: "tomorrow"}, estate.Version{Attributes: estate.Attributes{NotBefore: noon.Add(time.Second)}})
	add(estate.Object{Name: "now"}, estate.Version{Attributes: estate.Attributes{NotBefore: noon, Expires: noon.Add(time.Second)}})
	add(estate.Object{Name: "both"}, estate.Version{Attributes: estate.Attributes{Disabled: true, Expires: noon.Add(-time.Hour)}})
	add(estate.Object{Name: "deleted", Deleted: &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)}}, estate.Version{})
	add(estate.Object{Name: "empty"}) // a secret whose current version is not there
	return e
}

// marked stands in for every value. No finding may show it.
const marked = "s3cr3t-m4rk"

func open(t testing.TB, e *estate.Estate) *store.Store {
	t.Helper()
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func judge(t testing.TB, v *store.View, p profile.Profile, r operation.Request) trace.Finding {
	t.Helper()
	op, ok := operation.Find(r.Operation)
	if !ok {
		t.Fatalf("no operation %s", r.Operation)
	}
	return objects.Evaluate(v, p, noon, &r, op, store.Vaults.Get(v, r.Vault)).Finding
}

// steps is the finding in one line: outcome and id of each step, and the reason where there is one.
func steps(f trace.Finding) string {
	words := make([]string, len(f.Steps))
	for i, s := range f.Steps {
		words[i] = string(s.Outcome) + " " + strings.TrimPrefix(s.ID, "object.")
		if s.Reason != nil {
			words[i] += "(" + string(*s.Reason) + ")"
		}
	}
	return strings.Join(words, ", ")
}

// refusal is what the caller sees: status, code, inner code and message, or "200".
func refusal(f trace.Finding) string {
	if f.Stop == nil {
		return "200"
	}
	r := f.Stop.Response
	if r.ClientError != nil {
		return string(f.Stop.Verdict) + ": " + *r.ClientError
	}
	words := []string{statusText(r.Status), *r.Code}
	if r.InnerCode != nil {
		words = append(words, *r.InnerCode)
	}
	return strings.Join(words, " ") + ": " + *r.Message
}

func statusText(status int) string {
	return map[int]string{400: "400", 403: "403", 404: "404", 409: "409"}[status]
}
