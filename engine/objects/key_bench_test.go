package objects_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"testing"

	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// BenchmarkKeyOperations is an operation from judgement to result, each after its floor: the same arithmetic by the
// standard library with a key that lies open.
func BenchmarkKeyOperations(b *testing.B) {
	s := open(b, safe())
	rsaKey, ecKey := pairs()["rsa"].Private().(*rsa.PrivateKey), pairs()["ec"].Private().(*ecdsa.PrivateKey)
	d, wrapped := digest(32), sealedFor(b, "rsa", keypair.RSAOAEP256)
	signature, err := rsa.SignPKCS1v15(rand.Reader, rsaKey, crypto.SHA256, d)
	if err != nil {
		b.Fatal(err)
	}
	verify := operation.Request{Operation: "keys/verify", Object: "kek", Body: &operation.CryptoBody{Algorithm: keypair.RS256, Value: signature, Digest: d}}
	for _, c := range []struct {
		name    string
		bare    func() error
		request operation.Request
	}{
		{"wrap RSA 2048", func() error {
			_, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, &rsaKey.PublicKey, d, nil)
			return err
		}, asks("keys/wrap", "kek", keypair.RSAOAEP256, d...)},
		{"unwrap RSA 2048", func() error { _, err := rsa.DecryptOAEP(sha256.New(), rand.Reader, rsaKey, wrapped, nil); return err }, asks("keys/unwrap", "kek", keypair.RSAOAEP256, wrapped...)},
		{"sign RSA 2048", func() error { _, err := rsa.SignPKCS1v15(rand.Reader, rsaKey, crypto.SHA256, d); return err }, asks("keys/sign", "kek", keypair.RS256, d...)},
		{"verify RSA 2048", func() error { return rsa.VerifyPKCS1v15(&rsaKey.PublicKey, crypto.SHA256, d, signature) }, verify},
		{"sign EC P-256", func() error { _, _, err := ecdsa.Sign(rand.Reader, ecKey, d); return err }, asks("keys/sign", "signer", keypair.ES256, d...)},
	} {
		b.Run(c.name+"/bare", func(b *testing.B) {
			for b.Loop() {
				if err := c.bare(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/vault", func(b *testing.B) { benchmarkKey(b, s, c.request) })
	}
}

// benchmarkKey judges and carries out without committing, for the disk is measured elsewhere. The request has no id,
// so nothing is stored and the effect needs no transaction.
func benchmarkKey(b *testing.B, s *store.Store, r operation.Request) {
	v := s.View()
	defer v.Close()
	op, _ := operation.Find(r.Operation)
	r.Vault = "kv-shop"
	vault := store.Vaults.Get(v, r.Vault)
	for b.Loop() {
		if _, err := objects.Evaluate(v, profile.Service, noon, &r, op, vault).Effect(nil); err != nil {
			b.Fatal(err)
		}
	}
}
