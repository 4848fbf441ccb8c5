package objects_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"testing"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// onP256 is the kind of key that is made fast.
var onP256 = keypair.Spec{Kind: keypair.EC, Curve: keypair.P256}

// registry is two vaults with issuers of every temper, and names that are taken.
func registry() *estate.Estate {
	e := &estate.Estate{
		Vaults: []estate.Vault{{Name: "kv-shop", Location: "westeurope"}, {Name: "kv-premium", SKU: estate.Premium}},
		Issuers: []estate.Issuer{
			{Vault: "kv-shop", Name: "digi", Provider: "DigiCert", AccountID: "a1", Password: estate.Private(marked), Delay: time.Hour},
			{Vault: "kv-shop", Name: "picky", Provider: "GlobalSign", Rejects: "the domain is not ours"},
			{Vault: "kv-shop", Name: "asleep", Provider: "DigiCert", Disabled: true},
		},
	}
	for _, c := range estate.Collections {
		put(e, "kv-shop", c, "gone", c != estate.Certificates, &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)})
	}
	put(e, "kv-shop", estate.Keys, "a-key", false, nil)
	put(e, "kv-shop", estate.Secrets, "a-secret", false, nil)
	put(e, "kv-shop", estate.Keys, "dead-key", false, &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)})
	return e
}

// policyFor is a policy with an issuer and whatever else is changed.
func policyFor(issuer string, change ...func(*estate.CertificatePolicy)) estate.CertificatePolicy {
	p := estate.CertificatePolicy{Issuer: issuer, Key: onP256, Subject: "CN=shop.example", DNSNames: []string{"shop.example"}}
	for _, f := range change {
		f(&p)
	}
	return p
}

func creation(name string, p estate.CertificatePolicy) operation.Request {
	return operation.Request{Operation: "certificates/create", Vault: "kv-shop", Object: name, Body: &operation.CreateCertificateBody{Policy: p}}
}

func certificate(verb, name string) operation.Request {
	return operation.Request{Operation: "certificates/" + verb, Vault: "kv-shop", Object: name}
}

// must does a request that is to be allowed.
func must(t testing.TB, s *store.Store, at time.Time, r operation.Request) objects.Content {
	t.Helper()
	c, stop := carryAt(t, s, at, r)
	if stop != nil {
		t.Fatalf("%s %s: %+v", r.Operation, r.Object, stop)
	}
	return c
}

// site is a registry with a certificate in each state: tls signed by itself, waiting for its merge, ordered from an
// authority, refused by one, cancelled, and imported.
func site(t testing.TB) *store.Store {
	t.Helper()
	s := open(t, registry())
	for name, issuer := range map[string]string{"tls": "self", "waiting": "Unknown", "cancelled": "Unknown", "ordered": "digi", "refused": "picky"} {
		must(t, s, noon.Add(-time.Minute), creation(name, policyFor(issuer)))
	}
	must(t, s, noon, certificate("cancel-pending", "cancelled"))
	pass(t, s, "refused", noon.Add(-time.Minute), noon.Add(20*time.Minute))
	must(t, s, noon, importation("imported", foreign(t, noon)))
	return s
}

// pass lets the clock run for one certificate, and returns what it is told.
func pass(t testing.TB, s *store.Store, name string, from, until time.Time) []agenda.Event {
	t.Helper()
	var told []agenda.Event
	err := s.Update("advance", from, func(tx *store.Tx) error {
		store.Labs.Put(tx, &estate.Lab{Clock: from})
		source := agenda.Source{Subject: name, Due: func(v *store.View, after, until time.Time) []agenda.Item {
			o := store.Objects.Get(v, "kv-shop", string(estate.Certificates), name)
			if o == nil {
				return nil
			}
			return objects.CertificateDue(v, o, after, until)
		}}
		return agenda.Run(tx, []agenda.Source{source}, until, func(e agenda.Event) { told = append(told, e) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// foreign is PEM text of a certificate that was made elsewhere, with its key.
func foreign(t testing.TB, at time.Time) []byte {
	t.Helper()
	return foreignOf(t, certify.Complete(policyFor("Self")), at)
}

func foreignOf(t testing.TB, p estate.CertificatePolicy, at time.Time) []byte {
	t.Helper()
	pair := pairs()["ec"]
	chain, err := certify.SelfSign(&p, pair, at)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(pemOf("ec"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chain[0]}))
}

func importation(name string, material []byte) operation.Request {
	return operation.Request{Operation: "certificates/import", Vault: "kv-shop", Object: name, Body: &operation.ImportCertificateBody{Material: material}}
}

// signed is what an authority outside answers to a request, the chain in an unhelpful order.
func signed(t testing.TB, csr []byte, at time.Time) [][]byte {
	t.Helper()
	a, err := certify.NewAuthority("Outside", at, certify.Until(12, at))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := certify.Sign(a, csr, 12, at)
	if err != nil {
		t.Fatal(err)
	}
	return [][]byte{chain[2], chain[0], chain[1]}
}

func merging(name string, chain [][]byte) operation.Request {
	return operation.Request{Operation: "certificates/merge", Vault: "kv-shop", Object: name, Body: &operation.MergeBody{Chain: chain}}
}

// whole checks that certificate, key and secret of a name are one: the same version, one key pair, a chain that
// verifies. It returns the certificate's version and its key.
func whole(t testing.TB, s *store.Store, name string) (*estate.Version, *keypair.Pair) {
	t.Helper()
	v := s.View()
	defer v.Close()
	head := store.Objects.Get(v, "kv-shop", "certificates", name)
	parts := map[estate.Collection]*estate.Version{}
	for _, c := range estate.Collections {
		o := store.Objects.Get(v, "kv-shop", string(c), name)
		if o == nil || o.Current != head.Current || o.Managed != (c != estate.Certificates) {
			t.Fatalf("%s of %s: %+v", c, name, o)
		}
		parts[c] = store.Versions.Get(v, "kv-shop", string(c), name, head.Current)
	}
	x, key, secret := parts[estate.Certificates], parts[estate.Keys], parts[estate.Secrets]
	pair, err := keypair.Open(key.Key.Private)
	if err != nil {
		t.Fatal(err)
	}
	leaf := leafOf(t, x)
	if !bytes.Equal(leaf.RawSubjectPublicKeyInfo, pair.Public().Marshal()) || !bytes.Equal(key.Key.Public, pair.Public().Marshal()) {
		t.Error("certificate and key do not belong together")
	}
	for _, y := range parts {
		if !y.NotBefore.Equal(leaf.NotBefore) || !y.Expires.Equal(leaf.NotAfter) || y.Disabled != x.Disabled {
			t.Errorf("the %s is valid from %s to %s", y.Collection.Noun(), y.NotBefore, y.Expires)
		}
	}
	verified(t, x.Certificate.Chain, x.Created)
	if head.Issuance.Policy.KeepKey {
		return x, pair
	}
	read, err := certify.Import([]byte(secret.Secret.Value), "", x.Created)
	if err != nil || !read.Pair.Public().Equal(pair.Public()) {
		t.Errorf("the secret holds no such certificate with its key: %v", err)
	}
	return x, pair
}

func leafOf(t testing.TB, x *estate.Version) *x509.Certificate {
	t.Helper()
	leaf, err := x509.ParseCertificate(x.Certificate.Chain[0])
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func verified(t testing.TB, chain [][]byte, at time.Time) {
	t.Helper()
	roots, others := x509.NewCertPool(), x509.NewCertPool()
	for i, der := range chain {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		if others.AddCert(c); i == len(chain)-1 {
			roots.AddCert(c)
		}
	}
	leaf, _ := x509.ParseCertificate(chain[0])
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: "shop.example", Roots: roots, Intermediates: others, CurrentTime: at}); err != nil {
		t.Error(err)
	}
}
