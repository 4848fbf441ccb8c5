package keypair_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	secp "github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"

	"kvlab/engine/keypair"
)

// Each benchmark runs the bare library beside it, so that a ratio within one run tells: machines are shared and noisy.

func beside(b *testing.B, library, ours func() error) {
	b.Helper()
	for _, c := range []struct {
		name string
		do   func() error
	}{{"library", library}, {"keypair", ours}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSign(b *testing.B) {
	digest := sha("kvlab")
	for _, name := range []string{"rsa-2048-pkcs1.pem", "rsa-4096-pkcs8.pem", "ec-p256-with-parameters.pem", "ec-p256k-sec1.pem"} {
		pair := fromPEM(b, name)
		a := algorithms(keypair.Signing, pair)[0]
		b.Run(string(a)+"/"+name, func(b *testing.B) {
			beside(b, librarySign(pair.Private(), digest), func() error {
				_, err := pair.Sign(a, digest)
				return err
			})
		})
	}
}

func librarySign(key any, digest []byte) func() error {
	return func() error {
		var err error
		switch k := key.(type) {
		case *rsa.PrivateKey:
			_, err = rsa.SignPKCS1v15(rand.Reader, k, crypto.SHA256, digest)
		case *ecdsa.PrivateKey:
			_, err = ecdsa.SignASN1(rand.Reader, k, digest)
		case *secp256k1.PrivateKey:
			secp.Sign(k, digest)
		}
		return err
	}
}

func BenchmarkVerify(b *testing.B) {
	pair, digest := fromPEM(b, "rsa-2048-pkcs1.pem"), sha("kvlab")
	signature, key := sign(b, pair, keypair.RS256, digest), pair.Public().Key().(*rsa.PublicKey)
	beside(b, func() error { return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, signature) }, func() error {
		_, err := pair.Public().Verify(keypair.RS256, digest, signature)
		return err
	})
}

func BenchmarkEncrypt(b *testing.B) {
	pair := fromPEM(b, "rsa-2048-pkcs1.pem")
	plain, key := make([]byte, 32), pair.Public().Key().(*rsa.PublicKey)
	beside(b, func() error {
		_, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, key, plain, nil)
		return err
	}, func() error {
		_, err := pair.Public().Encrypt(keypair.RSAOAEP256, plain)
		return err
	})
}

func BenchmarkDecrypt(b *testing.B) {
	pair := fromPEM(b, "rsa-2048-pkcs1.pem")
	key := pair.Private().(*rsa.PrivateKey)
	ciphertext, err := pair.Public().Encrypt(keypair.RSAOAEP256, make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	beside(b, func() error {
		_, err := rsa.DecryptOAEP(sha256.New(), rand.Reader, key, ciphertext, nil)
		return err
	}, func() error {
		_, err := pair.Decrypt(keypair.RSAOAEP256, ciphertext)
		return err
	})
}

// BenchmarkOpen is what every operation with a stored key pays first. Compare it with BenchmarkSign.
func BenchmarkOpen(b *testing.B) {
	for _, name := range []string{"rsa-2048-pkcs1.pem", "rsa-4096-pkcs8.pem", "ec-p256-with-parameters.pem"} {
		sealed := fromPEM(b, name).Seal()
		b.Run(name, func(b *testing.B) {
			beside(b, func() error {
				_, err := x509.ParsePKCS8PrivateKey(sealed)
				return err
			}, func() error {
				_, err := keypair.Open(sealed)
				return err
			})
		})
	}
}

func BenchmarkParsePublic(b *testing.B) {
	raw := fromPEM(b, "rsa-2048-pkcs1.pem").Public().Marshal()
	beside(b, func() error {
		_, err := x509.ParsePKIXPublicKey(raw)
		return err
	}, func() error {
		_, err := keypair.ParsePublic(raw)
		return err
	})
}

func BenchmarkGenerate(b *testing.B) {
	for _, s := range []keypair.Spec{{Kind: keypair.RSA}, {Kind: keypair.EC}, {Kind: keypair.EC, Curve: keypair.P256K}} {
		done, err := s.Complete()
		if err != nil {
			b.Fatal(err)
		}
		b.Run(done.String(), func(b *testing.B) {
			for b.Loop() {
				if _, err := keypair.Generate(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
