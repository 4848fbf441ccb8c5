package objects_test

import (
	"bytes"
	"crypto/x509"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// model is what a careful reader of the documentation would keep in mind about one certificate.
type model struct {
	exists, deleted, issued bool
	pending                 string // "", waiting, ordered, refusing, failed, cancelled, completed
}

// allowed is the reader's expectation, by operation.
func (m *model) allowed(verb string) bool {
	live := m.exists && !m.deleted
	underWay := m.pending == "waiting" || m.pending == "ordered" || m.pending == "refusing"
	switch verb {
	case "create Self", "create Unknown", "create digi", "create picky", "import":
		return !m.exists || live && !underWay
	case "merge":
		return live && (m.pending == "waiting" || m.pending == "failed" || m.pending == "cancelled")
	case "cancel-pending":
		return live && underWay
	case "delete-pending":
		return live && m.pending != ""
	case "get", "delete":
		return live
	case "recover", "purge":
		return m.deleted
	}
	return true // the clock
}

// do is what the reader expects to have then.
func (m *model) do(verb string) {
	switch verb {
	case "create Self", "merge":
		*m = model{exists: true, issued: true, pending: "completed"}
	case "create Unknown":
		m.exists, m.pending = true, "waiting"
	case "create digi":
		m.exists, m.pending = true, "ordered"
	case "create picky":
		m.exists, m.pending = true, "refusing"
	case "import":
		*m = model{exists: true, issued: true}
	case "cancel-pending":
		if m.pending == "waiting" {
			m.pending = "cancelled"
		}
	case "delete-pending":
		m.pending = ""
	case "delete", "recover":
		m.deleted = verb == "delete"
	case "purge":
		*m = model{}
	case "two hours pass":
		m.pass()
	}
}

func (m *model) pass() {
	switch {
	case m.deleted:
	case m.pending == "ordered":
		m.issued, m.pending = true, "completed"
	case m.pending == "refusing":
		m.pending = "failed"
	}
}

var verbs = []string{"create Self", "create Unknown", "create digi", "create picky", "import", "merge", "cancel-pending",
	"delete-pending", "get", "delete", "recover", "purge", "two hours pass"}

// Whatever is done to a certificate, in whatever order: the service allows what the documentation says, and certificate,
// key and secret stay one.
func TestACertificateLivesAsDocumented(t *testing.T) {
	material := foreign(t, noon)
	rapid.Check(t, func(rt *rapid.T) {
		s, err := store.Open("", store.Options{InMemory: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		if err := s.Load(registry()); err != nil {
			rt.Fatal(err)
		}
		var m model
		at := noon
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			verb := rapid.SampledFrom(verbs).Draw(rt, "verb")
			ok := act(t, s, verb, at, material)
			if ok != m.allowed(verb) {
				rt.Fatalf("%s is allowed: %t, in %+v", verb, ok, m)
			}
			if ok {
				m.do(verb)
			}
			if verb == "two hours pass" {
				at = at.Add(2 * time.Hour)
			}
			consistent(t, rt, s, m)
		}
	})
}

// act does one thing to certificate c, and reports whether it was allowed.
func act(t *testing.T, s *store.Store, verb string, at time.Time, material []byte) bool {
	r := certificate(verb, "c")
	switch verb {
	case "two hours pass":
		pass(t, s, "c", at, at.Add(2*time.Hour))
		return true
	case "import":
		r = importation("c", material)
	case "merge":
		v := s.View()
		o := store.Objects.Get(v, "kv-shop", "certificates", "c")
		v.Close()
		r.Body = &operation.MergeBody{}
		if o != nil && o.Issuance.Pending != nil {
			r = merging("c", signed(t, o.Issuance.Pending.CSR, at))
		}
	case "create Self", "create Unknown", "create digi", "create picky":
		r = creation("c", policyFor(verb[len("create "):]))
	}
	_, stop := carryAt(t, s, at, r)
	return stop == nil
}

// consistent compares the store with the model.
func consistent(t *testing.T, rt *rapid.T, s *store.Store, m model) {
	v := s.View()
	defer v.Close()
	o := store.Objects.Get(v, "kv-shop", "certificates", "c")
	if (o != nil) != m.exists {
		rt.Fatalf("%+v is %+v", m, o)
	}
	for _, c := range []string{"keys", "secrets"} {
		part := store.Objects.Get(v, "kv-shop", c, "c")
		if (part != nil) != m.issued || part != nil && (part.Deleted != nil) != m.deleted {
			rt.Fatalf("%+v has %+v", m, part)
		}
	}
	if o == nil {
		return
	}
	if (o.Current != "") != m.issued || (o.Deleted != nil) != m.deleted {
		rt.Fatalf("%+v is %+v", m, o)
	}
	if m.issued {
		whole(t, s, "c")
	}
	checkOrder(rt, o.Issuance.Pending, m.pending)
}

// checkOrder: a request keeps its key as long as something can come of it, and no longer.
func checkOrder(rt *rapid.T, p *estate.Order, want string) {
	status := map[string]estate.OrderStatus{"waiting": estate.InProgress, "ordered": estate.InProgress, "refusing": estate.InProgress,
		"failed": estate.FailedCA, "cancelled": estate.Cancelled, "completed": estate.Completed}[want]
	if p == nil {
		if want != "" {
			rt.Fatalf("no request is there, but %s", want)
		}
		return
	}
	if p.Status != status || (p.Private == nil) != (p.Status == estate.Completed) {
		rt.Fatalf("%s is %+v", want, p)
	}
	if p.Private == nil {
		return
	}
	pair, err := keypair.Open(p.Private)
	if err != nil {
		rt.Fatal(err)
	}
	csr, err := x509.ParseCertificateRequest(p.CSR)
	if err != nil || !bytes.Equal(csr.RawSubjectPublicKeyInfo, pair.Public().Marshal()) {
		rt.Fatalf("the request is for another key: %v", err)
	}
}
