package keypair_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kvlab/engine/keypair"
)

// What the parsers accept is a key: it stores, opens again as the same, and its signatures verify.
func checkAccepted(t *testing.T, pair *keypair.Pair) {
	t.Helper()
	sealed := pair.Seal()
	again, err := keypair.Open(sealed)
	if err != nil || !bytes.Equal(again.Seal(), sealed) || !again.Public().Equal(pair.Public()) {
		t.Fatalf("does not come back: %v", err)
	}
	a := algorithms(keypair.Signing, pair)[0]
	digest := digestOf(a, []byte("fuzz"))
	signature, err := again.Sign(a, digest)
	if err != nil {
		t.Fatalf("does not sign: %v", err)
	}
	checkPublic(t, pair.Public())
	if valid, err := pair.Public().Verify(a, digest, signature); err != nil || !valid {
		t.Fatalf("does not verify: %t, %v", valid, err)
	}
}

func checkPublic(t *testing.T, p keypair.Public) {
	t.Helper()
	again, err := keypair.ParsePublic(p.Marshal())
	if err != nil || !again.Equal(p) || again.JWK() != p.JWK() || again.Spec() != p.Spec() {
		t.Fatalf("does not come back: %v", err)
	}
	if done, err := p.Spec().Complete(); err != nil || done != p.Spec() {
		t.Fatalf("of no kind that a vault has: %v, %v", p.Spec(), err)
	}
}

func FuzzFromJWK(f *testing.F) {
	for _, name := range seeds(f, "jwk") {
		f.Add(file(f, "jwk", name))
	}
	f.Add([]byte(`{"kty":"EC","crv":"P-256K","d":"AQ","x":"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g","y":"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg"}`))
	f.Add([]byte(`{"kty":"RSA-HSM","key_hsm":"e30","key_ops":["import"]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		pair, spec, _, err := keypair.FromJWK(raw)
		if err != nil {
			return
		}
		if own := pair.Public().Spec(); spec.Kind.Bare() != own.Kind || spec.Bits != own.Bits || spec.Curve != own.Curve {
			t.Fatalf("said to be %v, is %v", spec, own)
		}
		checkAccepted(t, pair)
	})
}

func FuzzFromPEM(f *testing.F) {
	for _, name := range seeds(f, "pem") {
		f.Add(file(f, "pem", name), "correct")
	}
	f.Fuzz(func(t *testing.T, raw []byte, password string) {
		if pair, err := keypair.FromPEM(raw, password); err == nil {
			checkAccepted(t, pair)
		}
	})
}

func FuzzOpen(f *testing.F) {
	for _, pair := range everyKind(f) {
		f.Add(pair.Seal())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		pair, err := keypair.Open(raw)
		if err != nil {
			return
		}
		if again, err := keypair.Open(pair.Seal()); err != nil || !again.Public().Equal(pair.Public()) {
			t.Fatalf("does not come back: %v", err)
		}
		checkPublic(t, pair.Public())
	})
}

func FuzzParsePublic(f *testing.F) {
	for _, pair := range everyKind(f) {
		f.Add(pair.Public().Marshal())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := keypair.ParsePublic(raw); err == nil {
			checkPublic(t, p)
		}
	})
}

func seeds(f *testing.F, folder string) []string {
	f.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", folder))
	if err != nil {
		f.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
