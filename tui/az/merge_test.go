package az

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// An authority outside signs the request, and the certificate is merged with the key that waited for it.
func TestARequestThatSomebodyElseSigns(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, ada, Options{Dir: dir}, "")
	csr := b.must(t, `az keyvault certificate create --vault-name kv-shop -n shop -p '{"issuerParameters":{"name":"Unknown"},"keyProperties":{"keyType":"EC","curve":"P-256"},"x509CertificateProperties":{"subject":"CN=shop.example"}}' --query csr -o tsv`)
	if err := os.WriteFile(filepath.Join(dir, "shop.pem"), signed(t, csr), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := b.must(t, "az keyvault certificate pending merge --vault-name kv-shop -n shop --file shop.pem --tags ca=test --query '[name, tags.ca, attributes.enabled]' -o tsv"); got != "shop\ntest\ntrue" {
		t.Errorf("merged: %q", got)
	}
	if got := b.must(t, "az keyvault certificate show --vault-name kv-shop -n shop --query attributes.expires -o tsv"); got != "2026-06-01T00:00:00+00:00" {
		t.Errorf("expires %q", got)
	}
	if got := b.must(t, "az keyvault certificate pending show --vault-name kv-shop -n shop --query status"); got != `"completed"` {
		t.Errorf("status %s", got)
	}
}

// signed is a certificate for a request, and the authority's own behind it.
func signed(t *testing.T, csr string) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(csr)
	if err != nil {
		t.Fatal(err)
	}
	request, err := x509.ParseCertificateRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	from, until := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: request.Subject, NotBefore: from, NotAfter: until}
	var chain []byte
	for _, c := range []struct {
		template *x509.Certificate
		public   any
	}{{leaf, request.PublicKey}, {ca, &key.PublicKey}} {
		der, err := x509.CreateCertificate(rand.Reader, c.template, ca, c.public, key)
		if err != nil {
			t.Fatal(err)
		}
		chain = append(chain, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	return chain
}

// A key in a file that a password protects is opened on this side of the wire.
func TestAKeyUnderAPassword(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, ada, Options{Dir: dir}, "")
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	block, err := x509.EncryptPEMBlock(rand.Reader, "EC PRIVATE KEY", der, []byte("open sesame"), x509.PEMCipherAES256)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "key.pem"), pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := b.must(t, "az keyvault key import --vault-name kv-shop -n k --pem-file key.pem --pem-password 'open sesame' --query key.crv"); got != `"P-384"` {
		t.Error(got)
	}
	if _, complaint, status := b.do("az keyvault key import --vault-name kv-shop -n k --pem-file key.pem --pem-password wrong"); status != 1 {
		t.Errorf("exit status %d: %s", status, complaint)
	}
}
