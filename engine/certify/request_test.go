package certify_test

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

func TestARequestIsSignedByEveryKindOfKey(t *testing.T) {
	for _, spec := range []keypair.Spec{{Kind: keypair.RSA}, {Kind: keypair.RSAHSM}, p256, {Kind: keypair.EC, Curve: keypair.P384}, {Kind: keypair.ECHSM, Curve: keypair.P521}} {
		p, pair := shop(), generate(t, spec)
		der, err := certify.Request(&p, pair)
		if err != nil {
			t.Fatal(spec, err)
		}
		csr, err := x509.ParseCertificateRequest(der)
		if err != nil || csr.CheckSignature() != nil {
			t.Errorf("%s: %v", spec, err)
		}
		if public, _ := x509.MarshalPKIXPublicKey(csr.PublicKey); !bytes.Equal(public, pair.Public().Marshal()) {
			t.Errorf("%s: the request is for another key", spec)
		}
	}
}

func TestTheCurveOfBitcoinIsRefusedAndNotFaked(t *testing.T) {
	spec := keypair.Spec{Kind: keypair.EC, Curve: keypair.P256K}
	p, pair := shop(), generate(t, spec)
	if _, err := certify.Request(&p, pair); !errors.Is(err, certify.ErrCurve) {
		t.Error(err)
	}
	if _, err := certify.SelfSign(&p, pair, noon); !errors.Is(err, certify.ErrCurve) {
		t.Error(err)
	}
	if certify.Signable(spec) || !certify.Signable(p256) {
		t.Error("Signable does not tell")
	}
}

// policies draws policies that Check passes.
func policies(t *rapid.T) estate.CertificatePolicy {
	some := func(label string, from ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, len(from), rapid.ID).Draw(t, label)
	}
	p := certify.Complete(estate.CertificatePolicy{Issuer: "Self", Key: p256,
		Subject:  rapid.SampledFrom([]string{"", "CN=a", "cn=b, O=\"C, D\"", "OU=x+CN=y;C=DE", "E=ada@shop.example"}).Draw(t, "subject"),
		DNSNames: some("dns", "shop.example", "*.shop.example", "a_b.example"), Emails: some("email", "ada@shop.example", "bob@x"),
		UPNs:     some("upn", "ada@contoso.example", "zoë"),
		EKUs:     some("eku", certify.ServerAuth, certify.ClientAuth, "1.3.6.1.5.5.7.3.3", "2.1073741823", "1.2.3"),
		KeyUsage: some("usage", "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"),
		Months:   rapid.IntRange(1, 120).Draw(t, "months")})
	if p.Subject == "" && len(p.DNSNames)+len(p.Emails)+len(p.UPNs) == 0 {
		p.DNSNames = []string{"shop.example"}
	}
	return p
}

// What a policy asks for is in the request, then in the certificate, and an import reads it back.
func TestPoliciesRoundTripThroughRequestsAndCertificates(t *testing.T) {
	pair := generate(t, p256)
	a, err := certify.NewAuthority("DigiCert", noon, certify.Until(120, noon))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := policies(t)
		if err := certify.Check(&p); err != nil {
			t.Fatal(err)
		}
		csr, err := certify.Request(&p, pair)
		if err != nil {
			t.Fatal(err)
		}
		chain, err := certify.Sign(a, csr, p.Months, noon)
		if err != nil {
			t.Fatal(err)
		}
		value, err := certify.Bundle(&p, pair, chain)
		if err != nil {
			t.Fatal(err)
		}
		got, err := certify.Import([]byte(value), "", noon)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got.Policy, p)
		request, err := x509.ParseCertificateRequest(csr)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(request.DNSNames, p.DNSNames) || !slices.Equal(request.EmailAddresses, p.Emails) {
			t.Fatalf("%v %v", request.DNSNames, request.EmailAddresses)
		}
	})
}

// same compares what a certificate can tell of its policy; key usages come back in the order of their bits.
func same(t *rapid.T, got, want estate.CertificatePolicy) {
	slices.Sort(got.KeyUsage)
	slices.Sort(want.KeyUsage)
	for _, c := range [][2][]string{{got.DNSNames, want.DNSNames}, {got.Emails, want.Emails}, {got.UPNs, want.UPNs}, {got.EKUs, want.EKUs}, {got.KeyUsage, want.KeyUsage}} {
		if !slices.Equal(c[0], c[1]) {
			t.Fatalf("%q, want %q", c[0], c[1])
		}
	}
	if subject(t, got.Subject) != subject(t, want.Subject) || got.Key != want.Key || got.ContentType != want.ContentType {
		t.Fatalf("%+v, want %+v", got, want)
	}
	// A certificate begins ten minutes early, which is a month more where a month has begun.
	if got.Months != want.Months+1 {
		t.Fatalf("%d months, want %d", got.Months, want.Months+1)
	}
}

func subject(t *rapid.T, s string) string {
	name, err := certify.ParseSubject(s)
	if err != nil {
		t.Fatal(err)
	}
	der, err := asn1.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(der)
}
