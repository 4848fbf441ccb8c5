package keypair_test

import (
	"crypto"
	"crypto/sha256"
	"strings"
	"sync"
	"testing"

	"kvlab/engine/keypair"
)

// generated is the one RSA key that the tests make: that takes half a second and more.
var generated = sync.OnceValue(func() *keypair.Pair {
	pair, err := keypair.Generate(keypair.Spec{Kind: keypair.RSAHSM})
	if err != nil {
		panic(err)
	}
	return pair
})

func fromPEM(t testing.TB, name string) *keypair.Pair {
	t.Helper()
	pair, err := keypair.FromPEM(file(t, "pem", name), "")
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return pair
}

func fromJWK(t testing.TB, name string) *keypair.Pair {
	t.Helper()
	pair, _, _, err := keypair.FromJWK(file(t, "jwk", name+".json"))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return pair
}

// everyKind is a pair of each size and curve.
func everyKind(t testing.TB) []*keypair.Pair {
	t.Helper()
	var pairs []*keypair.Pair
	for _, name := range []string{"rsa-2048-pkcs1.pem", "rsa-2048-exponent-3.pem", "rsa-3072-pkcs8.pem", "rsa-4096-pkcs8.pem"} {
		pairs = append(pairs, fromPEM(t, name))
	}
	return append(pairs, everyCurve(t)...)
}

// everyCurve is a fresh pair on each curve.
func everyCurve(t testing.TB) []*keypair.Pair {
	t.Helper()
	var pairs []*keypair.Pair
	for _, c := range keypair.Curves() {
		pair, err := keypair.Generate(keypair.Spec{Kind: keypair.EC, Curve: c})
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

func algorithms(use keypair.Use, p *keypair.Pair) []keypair.Algorithm {
	s := p.Public().Spec()
	return keypair.Algorithms(use, s.Kind, s.Curve)
}

// hashOf is the hash a signature's name ends in; RSNULL takes SHA-256 like any other bytes.
func hashOf(a keypair.Algorithm) crypto.Hash {
	switch {
	case strings.HasSuffix(string(a), "384"):
		return crypto.SHA384
	case strings.HasSuffix(string(a), "512"):
		return crypto.SHA512
	}
	return crypto.SHA256
}

func digestOf(a keypair.Algorithm, message []byte) []byte {
	h := hashOf(a).New()
	h.Write(message)
	return h.Sum(nil)
}

func sign(t testing.TB, p *keypair.Pair, a keypair.Algorithm, digest []byte) []byte {
	t.Helper()
	signature, err := p.Sign(a, digest)
	if err != nil {
		t.Fatalf("%s with %s: %v", a, p.Public().Spec(), err)
	}
	return signature
}

func verify(t testing.TB, p keypair.Public, a keypair.Algorithm, digest, signature []byte) bool {
	t.Helper()
	valid, err := p.Verify(a, digest, signature)
	if err != nil {
		t.Fatalf("%s with %s: %v", a, p.Spec(), err)
	}
	return valid
}

func sha(message string) []byte {
	d := sha256.Sum256([]byte(message))
	return d[:]
}
