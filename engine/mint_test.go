package engine_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// blankWorld has keys without numbers, certificates without signatures and a request without content.
func blankWorld() *engine.Estate {
	e := world()
	p256 := keypair.Spec{Kind: keypair.EC, Curve: keypair.P256}
	key := func(name, id string, spec keypair.Spec) {
		e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: name, ID: id,
			Attributes: estate.Attributes{Created: morning}, Key: &estate.Key{Spec: spec, Operations: []string{"sign"}}})
	}
	e.Objects = append(e.Objects, estate.Object{Vault: "kv-shop", Collection: estate.Keys, Name: "signer", Current: "k2"})
	key("signer", "k1", p256)
	key("signer", "k2", keypair.Spec{Kind: keypair.RSA, Bits: 2048})
	certificate := func(name, issuer string, pending *estate.Order) {
		o := estate.Object{Vault: "kv-shop", Collection: estate.Certificates, Name: name, Issuance: &estate.Issuance{Pending: pending,
			Policy: certify.Complete(estate.CertificatePolicy{Issuer: issuer, Key: p256, Subject: "CN=" + name + ".example",
				DNSNames: []string{name + ".example"}})}}
		if pending == nil {
			o.Current = "c-" + name
			e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Certificates, Name: name, ID: o.Current,
				Attributes:  estate.Attributes{Created: morning.AddDate(0, -1, 0), Tags: map[string]string{"owner": "shop"}},
				Certificate: &estate.Certificate{}})
		}
		e.Objects = append(e.Objects, o)
	}
	e.Issuers = []estate.Issuer{{Vault: "kv-shop", Name: "digicert", Provider: "DigiCert"}}
	certificate("own", estate.SelfIssuer, nil)
	certificate("one", "digicert", nil)
	certificate("two", "DigiCert", nil)
	certificate("outside", estate.UnknownIssuer, nil)
	certificate("waits", estate.UnknownIssuer, &estate.Order{Issuer: estate.UnknownIssuer, Status: estate.InProgress, Started: morning})
	return e
}

func minted(t *testing.T, e *engine.Estate) *engine.Estate {
	t.Helper()
	m, err := engine.Mint(e)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// versionIn finds the current version of an object.
func versionIn(t *testing.T, e *engine.Estate, c estate.Collection, name string) (*estate.Object, *estate.Version) {
	t.Helper()
	for i := range e.Objects {
		o := &e.Objects[i]
		if o.Collection != c || o.Name != name {
			continue
		}
		for k := range e.Versions {
			if x := &e.Versions[k]; x.Collection == c && x.Name == name && x.ID == o.Current {
				return o, x
			}
		}
	}
	t.Fatalf("there is no version of %s in %s", name, c)
	return nil, nil
}

func TestMintingGivesEveryKeyNumbersOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for range 2 {
		for _, x := range minted(t, blankWorld()).Versions {
			if x.Key == nil {
				continue
			}
			pair, err := keypair.Open(x.Key.Private)
			if err != nil {
				t.Fatalf("%s %s: %v", x.Name, x.ID, err)
			}
			if !bytes.Equal(pair.Public().Marshal(), x.Key.Public) || pair.Public().Spec() != x.Key.Spec {
				t.Errorf("%s %s: the halves do not belong together, or are no %s", x.Name, x.ID, x.Key.Spec)
			}
			if seen[string(x.Key.Public)] {
				t.Errorf("%s %s: somebody has the same key", x.Name, x.ID)
			}
			seen[string(x.Key.Public)] = true
		}
	}
	if len(seen) != 2*(2+4) {
		t.Errorf("%d keys", len(seen))
	}
}

func TestMintingLeavesTheDescriptionAndWhatIsThereAlone(t *testing.T) {
	e, same := blankWorld(), blankWorld()
	m := minted(t, e)
	if !reflect.DeepEqual(e, same) {
		t.Error("the caller's estate is changed")
	}
	if again := minted(t, m); !reflect.DeepEqual(again, m) {
		t.Error("what was minted is minted again")
	}
}

func TestAMintedCertificateIsRealAndHasItsKeyAndSecret(t *testing.T) {
	m := minted(t, blankWorld())
	for name, issuer := range map[string]string{"own": "own.example", "one": "DigiCert", "two": "DigiCert", "outside": "Outside"} {
		o, x := versionIn(t, m, estate.Certificates, name)
		leaf := verified(t, x.Certificate.Chain)
		if !strings.Contains(leaf.Issuer.CommonName, issuer) || leaf.VerifyHostname(name+".example") != nil {
			t.Errorf("%s: issued by %s for %v", name, leaf.Issuer, leaf.DNSNames)
		}
		if !x.Expires.Equal(leaf.NotAfter) || !x.Created.Equal(morning.AddDate(0, -1, 0)) || x.Tags["owner"] != "shop" {
			t.Errorf("%s: attributes %+v", name, x.Attributes)
		}
		for _, c := range []estate.Collection{estate.Keys, estate.Secrets} {
			part, y := versionIn(t, m, c, name)
			if !part.Managed || y.ID != o.Current || !y.Expires.Equal(x.Expires) {
				t.Errorf("%s: its %s is %+v with %+v", name, c.Noun(), part, y.Attributes)
			}
		}
		_, key := versionIn(t, m, estate.Keys, name)
		if public, err := x509.MarshalPKIXPublicKey(leaf.PublicKey); err != nil || !bytes.Equal(public, key.Key.Public) {
			t.Errorf("%s: its key is another, %v", name, err)
		}
	}
}

// verified checks a chain against its own last certificate, a month ago.
func verified(t *testing.T, chain [][]byte) *x509.Certificate {
	t.Helper()
	roots, middle := x509.NewCertPool(), x509.NewCertPool()
	var leaf *x509.Certificate
	for i, der := range chain {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		middle.AddCert(c)
		if i == len(chain)-1 {
			roots.AddCert(c)
		}
		if i == 0 {
			leaf = c
		}
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: middle, CurrentTime: morning}); err != nil {
		t.Errorf("%s: %v", leaf.Subject, err)
	}
	return leaf
}

func TestOneAuthoritySignsForAllThatNameIt(t *testing.T) {
	m := minted(t, blankWorld())
	_, one := versionIn(t, m, estate.Certificates, "one")
	_, two := versionIn(t, m, estate.Certificates, "two")
	root := func(x *estate.Version) string {
		return fmt.Sprintf("%x", sha256.Sum256(x.Certificate.Chain[len(x.Certificate.Chain)-1]))
	}
	if root(one) != root(two) {
		t.Error("two roots sign in the name of one authority")
	}
	if a := m.Issuers[0].Authority; a == nil || !bytes.Equal(a.Chain[len(a.Chain)-1], one.Certificate.Chain[len(one.Certificate.Chain)-1]) {
		t.Error("the authority is not kept with its issuer")
	}
}

func TestAMintedRequestWaitsForItsMerge(t *testing.T) {
	m := minted(t, blankWorld())
	for _, o := range m.Objects {
		if o.Name != "waits" {
			continue
		}
		if o.Collection != estate.Certificates || o.Current != "" {
			t.Errorf("a request that waits has %s of version %q already", o.Collection, o.Current)
		}
		csr, err := x509.ParseCertificateRequest(o.Issuance.Pending.CSR)
		if err != nil || csr.CheckSignature() != nil || csr.Subject.CommonName != "waits.example" {
			t.Errorf("the request is %v, %v", csr, err)
		}
	}
}

func TestLoadMintsByItself(t *testing.T) {
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	if err := lab.Load(blankWorld()); err != nil {
		t.Fatal(err)
	}
	e, err := lab.Estate()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range e.Versions {
		if x.Key != nil && len(x.Key.Private) == 0 || x.Certificate != nil && len(x.Certificate.Chain) == 0 {
			t.Errorf("%s %s is blank", x.Collection, x.Name)
		}
	}
}

func TestWhatCannotBeMintedIsAnError(t *testing.T) {
	e := world()
	e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: "odd", ID: "1",
		Key: &estate.Key{Spec: keypair.Spec{Kind: keypair.RSA, Bits: 7}}})
	if _, err := engine.Mint(e); err == nil || !strings.HasPrefix(err.Error(), "mint: ") {
		t.Errorf("got %v", err)
	}
}

// BenchmarkMint makes eight RSA keys; its floor is one key after the other, so that on more than one processor the time
// per lab is below it.
func BenchmarkMint(b *testing.B) {
	e := world()
	spec := keypair.Spec{Kind: keypair.RSA, Bits: 2048}
	for i := range 8 {
		e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: "k", ID: string(rune('a' + i)),
			Key: &estate.Key{Spec: spec}})
	}
	b.Run(fmt.Sprintf("minted on %d", runtime.GOMAXPROCS(0)), func(b *testing.B) {
		for b.Loop() {
			if _, err := engine.Mint(e); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			for range 8 {
				if _, err := keypair.Generate(spec); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
