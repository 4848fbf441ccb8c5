package keypair_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/keypair"
)

// Whatever the key and the message: the signature verifies, with a stored and opened key too, and any change of a bit
// of signature or digest is noticed.
func TestAnySignatureHoldsAndBreaks(t *testing.T) {
	pairs := append(everyCurve(t), generated())
	rapid.Check(t, func(t *rapid.T) {
		pair := rapid.SampledFrom(pairs).Draw(t, "pair")
		a := rapid.SampledFrom(algorithms(keypair.Signing, pair)).Draw(t, "algorithm")
		digest := digestOf(a, rapid.SliceOf(rapid.Byte()).Draw(t, "message"))
		signature, err := pair.Sign(a, digest)
		if err != nil {
			t.Fatal(err)
		}
		public, err := keypair.ParsePublic(pair.Public().Marshal())
		if err != nil {
			t.Fatal(err)
		}
		if valid, err := public.Verify(a, digest, signature); err != nil || !valid {
			t.Fatalf("%s: %t, %v", a, valid, err)
		}
		if valid, err := public.Verify(a, digest, flip(t, signature)); err != nil || valid {
			t.Fatalf("%s with a changed signature: %t, %v", a, valid, err)
		}
		if valid, err := public.Verify(a, flip(t, digest), signature); err != nil || valid {
			t.Fatalf("%s with a changed digest: %t, %v", a, valid, err)
		}
	})
}

// flip changes one bit.
func flip(t *rapid.T, raw []byte) []byte {
	changed := slices.Clone(raw)
	bit := rapid.IntRange(0, 8*len(raw)-1).Draw(t, "bit")
	changed[bit/8] ^= 1 << (bit % 8)
	return changed
}

// Whatever fits goes there and back, and what does not is refused.
func TestAnyInputThatFitsComesBack(t *testing.T) {
	pair := generated()
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom(algorithms(keypair.Encryption, pair)).Draw(t, "algorithm")
		most := map[keypair.Algorithm]int{keypair.RSAOAEP256: 190, keypair.RSAOAEP: 214, keypair.RSA15: 245}[a]
		plain := rapid.SliceOfN(rapid.Byte(), 0, 260).Draw(t, "plain")
		ciphertext, err := pair.Public().Encrypt(a, plain)
		if fits := len(plain) <= most; (err == nil) != fits {
			t.Fatalf("%s of %d bytes: %v", a, len(plain), err)
		} else if !fits {
			return
		}
		if back, err := pair.Decrypt(a, ciphertext); err != nil || !bytes.Equal(back, plain) {
			t.Fatalf("%s: %x, %v", a, back, err)
		}
	})
}

// Whatever is asked for: Complete either names a choice that would do, or gives a spec that is complete already and
// keeps what was asked.
func TestCompleteIsFinal(t *testing.T) {
	kinds := rapid.SampledFrom(append(keypair.Kinds(), "", "oct", "RSA-HSM-HSM"))
	curves := rapid.SampledFrom(append(keypair.Curves(), "", "P-224"))
	sizes := rapid.SampledFrom([]int{0, 0, 256, 384, 521, 1024, 2048, 3072, 4096, -1})
	rapid.Check(t, func(t *rapid.T) {
		asked := keypair.Spec{Kind: kinds.Draw(t, "kind"), Bits: sizes.Draw(t, "bits"), Curve: curves.Draw(t, "curve")}
		done, err := asked.Complete()
		if err != nil {
			if e := err.(*keypair.SpecError); slices.Contains(e.Choices, e.Value) {
				t.Fatalf("%v: %v is among its own choices", asked, e)
			}
			return
		}
		if again, err := done.Complete(); err != nil || again != done {
			t.Fatalf("%v: %v, then %v, %v", asked, done, again, err)
		}
		if done.Kind != asked.Kind || (asked.Curve != "" && done.Curve != asked.Curve) {
			t.Fatalf("%v became %v", asked, done)
		}
		if (done.Bits == 0) == (done.Curve == "") {
			t.Fatalf("%v has a size and a curve, or neither", done)
		}
	})
}

// The public half on the wire says which key it is, and no other has the same.
func TestAnyPublicKeyIsItsJWK(t *testing.T) {
	pairs := append(everyKind(t), everyCurve(t)...)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(pairs).Draw(t, "a").Public(), rapid.SampledFrom(pairs).Draw(t, "b").Public()
		if (a.JWK() == b.JWK()) != a.Equal(b) {
			t.Fatalf("%v and %v", a.JWK(), b.JWK())
		}
		raw, err := json.Marshal(a.JWK())
		if err != nil {
			t.Fatal(err)
		}
		var back keypair.JWK
		if err := json.Unmarshal(raw, &back); err != nil || back != a.JWK() {
			t.Fatalf("%s: %v, %v", raw, back, err)
		}
	})
}
