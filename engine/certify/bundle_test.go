package certify_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

func bundle(t testing.TB, contentType string, keep bool, pair *keypair.Pair, chain [][]byte) string {
	t.Helper()
	value, err := certify.Bundle(&estate.CertificatePolicy{ContentType: contentType, KeepKey: keep}, pair, chain)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestTheSecretHoldsCertificateAndKey(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	for _, contentType := range []string{estate.PKCS12, estate.PEM} {
		got, err := certify.Import([]byte(bundle(t, contentType, false, pair, chain)), "", noon)
		if err != nil || !got.Pair.Public().Equal(pair.Public()) || len(got.Chain) != 3 {
			t.Errorf("%s: %v", contentType, err)
		}
	}
}

// What cannot be exported is not in the secret, in no form.
func TestAKeptKeyIsNotInTheSecret(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	text := bundle(t, estate.PEM, true, pair, chain)
	if strings.Contains(text, "PRIVATE KEY") || strings.Count(text, "BEGIN CERTIFICATE") != 3 {
		t.Error(text)
	}
	file, err := base64.StdEncoding.DecodeString(bundle(t, estate.PKCS12, true, pair, chain))
	if err != nil {
		t.Fatal(err)
	}
	certs, err := pkcs12.DecodeTrustStore(file, "")
	if err != nil || len(certs) != 3 || !bytes.Equal(certs[0].Raw, chain[0]) {
		t.Errorf("%d certificates, %v", len(certs), err)
	}
	if _, _, _, err := pkcs12.DecodeChain(file, ""); err == nil || !strings.Contains(err.Error(), "private key missing") {
		t.Error(err)
	}
}

func TestWhatIsNoChainHasNoBundle(t *testing.T) {
	pair := generate(t, p256)
	if _, err := certify.Bundle(&estate.CertificatePolicy{ContentType: estate.PKCS12}, pair, [][]byte{{1}}); err == nil {
		t.Error("one byte was bundled")
	}
}
