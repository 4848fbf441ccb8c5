package certify_test

import (
	"bytes"
	"crypto/x509"
	"errors"
	"testing"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
)

func TestASelfSignedCertificateVerifies(t *testing.T) {
	p := shop()
	pair, chain := selfSigned(t, p, noon)
	if len(chain) != 1 {
		t.Fatalf("%d certificates", len(chain))
	}
	verify(t, chain, "www.shop.example", noon)
	c := parse(t, chain[0])
	if got, want := c.Subject.String(), "CN=shop.example,O=Contoso,C=DE"; got != want || c.Issuer.String() != want {
		t.Errorf("%s by %s", got, c.Issuer)
	}
	if c.IsCA || !c.BasicConstraintsValid || c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageKeyEncipherment || len(c.ExtKeyUsage) != 2 {
		t.Errorf("%+v", c)
	}
	if !bytes.Equal(c.RawSubjectPublicKeyInfo, pair.Public().Marshal()) {
		t.Error("it is for another key")
	}
}

// nbf is ten minutes early, exp counts from the making, and months keep the day where they can.
func TestWhenCertificatesBeginAndEnd(t *testing.T) {
	for _, c := range []struct {
		at     time.Time
		months int
		want   time.Time
	}{
		{noon, 12, noon.AddDate(1, 0, 0)},
		{time.Date(2026, 1, 31, 8, 0, 0, 999, time.UTC), 1, time.Date(2026, 2, 28, 8, 0, 0, 0, time.UTC)},
		{time.Date(2024, 2, 29, 8, 0, 0, 0, time.UTC), 12, time.Date(2025, 2, 28, 8, 0, 0, 0, time.UTC)},
		{time.Date(2026, 3, 2, 13, 0, 0, 0, time.FixedZone("", 3600)), 24, time.Date(2028, 3, 2, 12, 0, 0, 0, time.UTC)},
		{noon, 1200, noon.AddDate(100, 0, 0)},
	} {
		p := shop()
		p.Months = c.months
		_, chain := selfSigned(t, p, c.at)
		got := parse(t, chain[0])
		if !got.NotAfter.Equal(c.want) || !got.NotBefore.Equal(c.at.Truncate(time.Second).Add(-10*time.Minute)) {
			t.Errorf("%s and %d months: %s to %s", c.at, c.months, got.NotBefore, got.NotAfter)
		}
		if until := certify.Until(c.months, c.at); !until.Equal(c.want) {
			t.Errorf("Until says %s", until)
		}
	}
}

func TestAYearThatHasNoFormIsAnError(t *testing.T) {
	p := shop()
	if _, err := certify.SelfSign(&p, generate(t, p256), time.Date(9999, 6, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("a certificate ends in the year 10000")
	}
}

func TestTheAuthoritysChainVerifies(t *testing.T) {
	p := shop()
	_, chain := answered(t, p, noon)
	if len(chain) != 3 {
		t.Fatalf("%d certificates", len(chain))
	}
	verify(t, chain, "shop.example", noon)
	verify(t, chain, "shop.example", certify.Until(12, noon))
	leaf, inner, root := parse(t, chain[0]), parse(t, chain[1]), parse(t, chain[2])
	if leaf.IsCA || !inner.IsCA || !root.IsCA || leaf.Issuer.String() != inner.Subject.String() || leaf.Subject.CommonName != "shop.example" {
		t.Errorf("%s by %s by %s", leaf.Subject, inner.Subject, root.Subject)
	}
}

func TestSerialNumbersDiffer(t *testing.T) {
	_, one := answered(t, shop(), noon)
	_, two := answered(t, shop(), noon)
	if parse(t, one[0]).SerialNumber.Cmp(parse(t, two[0]).SerialNumber) == 0 {
		t.Error("two certificates share a serial number")
	}
}

func TestAnAuthorityCoversItsFirstCertificateAndSomeYears(t *testing.T) {
	a := authority(t, noon)
	for months, want := range map[int]bool{12: true, 120: true, 200: false} {
		if got := certify.Covers(a, months, noon); got != want {
			t.Errorf("%d months: %t", months, got)
		}
	}
	if certify.Covers(nil, 1, noon) || certify.Covers(&estate.Authority{}, 1, noon) || certify.Covers(a, 1, noon.AddDate(0, 0, -2)) {
		t.Error("no authority covers something")
	}
}

func TestWhatIsNoRequestIsNotSigned(t *testing.T) {
	p, a := shop(), authority(t, noon)
	csr, err := certify.Request(&p, generate(t, p256))
	if err != nil {
		t.Fatal(err)
	}
	csr[len(csr)-1] ^= 1 // the signature
	for name, raw := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "a changed request": csr} {
		if _, err := certify.Sign(a, raw, 12, noon); !errors.Is(err, certify.ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := certify.Sign(&estate.Authority{}, csr, 12, noon); err == nil {
		t.Error("nobody signed")
	}
}
