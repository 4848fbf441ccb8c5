package certify_test

import (
	"crypto/x509"
	"testing"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// p256 is the kind of key that is made fast.
var p256 = keypair.Spec{Kind: keypair.EC, Curve: keypair.P256}

// shop is a complete policy for a self-signed certificate.
func shop() estate.CertificatePolicy {
	return certify.Complete(estate.CertificatePolicy{Issuer: estate.SelfIssuer, Key: p256, Subject: "CN=shop.example, O=Contoso, C=DE", DNSNames: []string{"shop.example", "*.shop.example"}})
}

func generate(t testing.TB, s keypair.Spec) *keypair.Pair {
	t.Helper()
	pair, err := keypair.Generate(s)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

// selfSigned makes a pair and its certificate.
func selfSigned(t testing.TB, p estate.CertificatePolicy, at time.Time) (*keypair.Pair, [][]byte) {
	t.Helper()
	pair := generate(t, p.Key)
	chain, err := certify.SelfSign(&p, pair, at)
	if err != nil {
		t.Fatal(err)
	}
	return pair, chain
}

// answered makes a pair and has a fresh authority sign its request.
func answered(t testing.TB, p estate.CertificatePolicy, at time.Time) (*keypair.Pair, [][]byte) {
	t.Helper()
	pair := generate(t, p.Key)
	csr, err := certify.Request(&p, pair)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := certify.Sign(authority(t, at), csr, p.Months, at)
	if err != nil {
		t.Fatal(err)
	}
	return pair, chain
}

func authority(t testing.TB, at time.Time) *estate.Authority {
	t.Helper()
	a, err := certify.NewAuthority("DigiCert", at, certify.Until(12, at))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func parse(t testing.TB, der []byte) *x509.Certificate {
	t.Helper()
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// verify asks crypto/x509 whether the first certificate leads to the last.
func verify(t testing.TB, chain [][]byte, name string, at time.Time) {
	t.Helper()
	roots, others := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(parse(t, chain[len(chain)-1]))
	for _, der := range chain[1:] {
		others.AddCert(parse(t, der))
	}
	if _, err := parse(t, chain[0]).Verify(x509.VerifyOptions{DNSName: name, Roots: roots, Intermediates: others, CurrentTime: at}); err != nil {
		t.Error(err)
	}
}
