package certify_test

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// pfx writes a file as others would.
func pfx(t testing.TB, e *pkcs12.Encoder, pair *keypair.Pair, chain [][]byte, password string) []byte {
	t.Helper()
	var certs []*x509.Certificate
	for _, der := range chain {
		certs = append(certs, parse(t, der))
	}
	file, err := e.Encode(pair.Private(), certs[0], certs[1:], password)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// pemText writes a key, where there is one, and certificates.
func pemText(pair *keypair.Pair, chain ...[]byte) []byte {
	var text []byte
	for _, der := range chain {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	if pair != nil {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pair.Seal()})...)
	}
	return text
}

func TestFilesOfEveryKindAreImported(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	for name, c := range map[string]struct {
		file, contentType string
		password          string
	}{
		"PKCS#12 of today":               {string(pfx(t, pkcs12.Modern2023, pair, chain, "pässword")), estate.PKCS12, "pässword"},
		"PKCS#12 with triple DES":        {string(pfx(t, pkcs12.LegacyDES, pair, chain, "old")), estate.PKCS12, "old"},
		"PKCS#12 with RC2":               {string(pfx(t, pkcs12.LegacyRC2, pair, chain, "older")), estate.PKCS12, "older"},
		"PKCS#12 with an empty password": {string(pfx(t, pkcs12.LegacyDES, pair, chain, "")), estate.PKCS12, ""},
		"PKCS#12 without encryption":     {string(pfx(t, pkcs12.Passwordless, pair, chain, "")), estate.PKCS12, ""},
		"PKCS#12 in base64":              {base64.StdEncoding.EncodeToString(pfx(t, pkcs12.Modern2023, pair, chain, "")) + "\n", estate.PKCS12, ""},
		"PKCS#12, the root first":        {string(pfx(t, pkcs12.Modern2023, pair, [][]byte{chain[2], chain[0], chain[1]}, "")), estate.PKCS12, ""},
		"PEM, the key last":              {string(pemText(pair, chain...)), estate.PEM, ""},
		"PEM, the key first":             {string(pemText(pair)) + string(pemText(nil, chain[1], chain[2], chain[0])), estate.PEM, "ignored"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := certify.Import([]byte(c.file), c.password, noon)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Pair.Public().Equal(pair.Public()) || !slices.EqualFunc(got.Chain, chain, slices.Equal) || got.Policy.ContentType != c.contentType {
				t.Errorf("%d certificates, %s", len(got.Chain), got.Policy.ContentType)
			}
			if _, err := keypair.Open(got.Pair.Seal()); err != nil {
				t.Error(err)
			}
		})
	}
}

// Nobody renews what was made elsewhere.
func TestTheDerivedPolicyTellsTheContacts(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	got, err := certify.Import(pemText(pair, chain...), "", noon)
	if err != nil {
		t.Fatal(err)
	}
	p := got.Policy
	if p.Issuer != estate.UnknownIssuer || p.Months != 13 || p.ReuseKey || p.KeepKey || !slices.Equal(p.Actions, []estate.CertificateAction{{EmailContacts: true, Percentage: 80}}) {
		t.Errorf("%+v", p)
	}
	if p.Subject != "CN=shop.example,O=Contoso,C=DE" || !slices.Equal(p.DNSNames, []string{"shop.example", "*.shop.example"}) {
		t.Errorf("%s, %s", p.Subject, p.DNSNames)
	}
	if err := certify.Check(&p); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotImported(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	stranger := generate(t, p256)
	file := pfx(t, pkcs12.LegacyDES, pair, chain, "secret")
	trust, err := pkcs12.Passwordless.EncodeTrustStore([]*x509.Certificate{parse(t, chain[0])}, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file     []byte
		password string
		want     error
	}{
		"nothing":                             {nil, "", certify.ErrForm},
		"text":                                {[]byte("hello"), "", certify.ErrForm},
		"a cut file":                          {file[:len(file)/2], "secret", certify.ErrForm},
		"a file that is too large":            {make([]byte, 1<<20), "", certify.ErrForm},
		"a wrong password":                    {file, "public", certify.ErrPassword},
		"no password":                         {file, "", certify.ErrPassword},
		"a PKCS#12 file without key":          {trust, "", certify.ErrNoKey},
		"a certificate alone":                 {pemText(nil, chain...), "", certify.ErrNoKey},
		"a key alone":                         {pemText(pair), "", certify.ErrNoCertificate},
		"another key":                         {pemText(stranger, chain...), "", certify.ErrKeyMismatch},
		"another key in PKCS#12":              {pfx(t, pkcs12.Modern2023, stranger, chain, ""), "", certify.ErrKeyMismatch},
		"an encrypted key in PEM":             {[]byte("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n"), "", keypair.ErrEncrypted},
		"a key of P-256K":                     {pemText(generate(t, keypair.Spec{Kind: keypair.EC, Curve: keypair.P256K}), chain...), "", certify.ErrCurve},
		"a password to be hashed for minutes": {slow(t, file), "secret", certify.ErrForm},
	} {
		if _, err := certify.Import(c.file, c.password, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// slow raises the last count of a file, that of its MAC, without changing any length.
func slow(t *testing.T, file []byte) []byte {
	t.Helper()
	count := []byte{2, 2, 8, 0} // 2048
	i := strings.LastIndex(string(file), string(count))
	if i < 0 {
		t.Fatal("the file does not count to 2048")
	}
	// The salt before it is eight bytes: two of them make room for a longer count.
	changed := slices.Clone(file)
	copy(changed[i-10:], []byte{4, 6, 1, 2, 3, 4, 5, 6, 2, 4, 0x7f, 0xff, 0xff, 0xff})
	return changed
}

func TestAnExpiredCertificateIsNotImported(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	end := certify.Until(12, noon)
	for at, expired := range map[time.Time]bool{end.Add(-time.Second): false, end: true, end.AddDate(1, 0, 0): true} {
		_, err := certify.Import(pemText(pair, chain...), "", at)
		var late *certify.ExpiredError
		if errors.As(err, &late) != expired || expired && !late.At.Equal(end) {
			t.Errorf("at %s: %v", at, err)
		}
	}
	// One that begins tomorrow can be imported today.
	if _, err := certify.Import(pemText(pair, chain...), "", noon.AddDate(0, 0, -1)); err != nil {
		t.Error(err)
	}
}

func FuzzImport(f *testing.F) {
	pair, chain := answered(f, shop(), noon)
	f.Add(pfx(f, pkcs12.Passwordless, pair, chain[:1], ""), "")
	f.Add(pfx(f, pkcs12.LegacyDES.WithIterations(1), pair, chain[:1], "x"), "x")
	f.Add(pemText(pair, chain[0]), "")
	f.Add([]byte("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n-----END RSA PRIVATE KEY-----\n"), "x")
	f.Fuzz(func(t *testing.T, file []byte, password string) {
		got, err := certify.Import(file, password, noon)
		if err != nil {
			if strings.Contains(err.Error(), string(file)) && len(file) > 8 {
				t.Fatal("the error repeats the file")
			}
			return
		}
		if len(got.Chain) == 0 || !slices.Equal(parse(t, got.Chain[0]).RawSubjectPublicKeyInfo, got.Pair.Public().Marshal()) {
			t.Fatal("the certificate is for another key")
		}
	})
}
