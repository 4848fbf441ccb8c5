package keypair_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"testing"

	"kvlab/engine/keypair"
)

// all are the algorithms there are, and two there are not.
func all() []keypair.Algorithm {
	return []keypair.Algorithm{
		keypair.RS256, keypair.RS384, keypair.RS512, keypair.PS256, keypair.PS384, keypair.PS512, keypair.RSNULL,
		keypair.ES256, keypair.ES384, keypair.ES512, keypair.ES256K,
		keypair.RSAOAEP256, keypair.RSAOAEP, keypair.RSA15, "HS256", "",
	}
}

// An algorithm is refused by every key and for every use it is not listed for, and by no other.
func TestAlgorithmsGoWithTheirOwnKeysAlone(t *testing.T) {
	for _, pair := range everyKind(t) {
		spec := pair.Public().Spec()
		for _, a := range all() {
			signs := slices.Contains(algorithms(keypair.Signing, pair), a)
			encrypts := slices.Contains(algorithms(keypair.Encryption, pair), a)
			if a.Suits(spec) != (signs || encrypts) {
				t.Errorf("%q suits %v: %t", a, spec, a.Suits(spec))
			}
			digest := make([]byte, max(a.DigestSize(), 1))
			_, err := pair.Sign(a, digest)
			checkUnsuitable(t, err, !signs, a, keypair.Signing, spec)
			_, err = pair.Public().Verify(a, digest, nil)
			checkUnsuitable(t, err, !signs, a, keypair.Signing, spec)
			_, err = pair.Public().Encrypt(a, nil)
			checkUnsuitable(t, err, !encrypts, a, keypair.Encryption, spec)
			_, err = pair.Decrypt(a, nil)
			checkUnsuitable(t, err, !encrypts, a, keypair.Encryption, spec)
		}
	}
}

func checkUnsuitable(t *testing.T, err error, want bool, a keypair.Algorithm, use keypair.Use, key keypair.Spec) {
	t.Helper()
	var got *keypair.UnsuitableError
	if errors.As(err, &got) != want {
		t.Errorf("%q to %s with %v: %v", a, use, key, err)
	}
	if want && *got != (keypair.UnsuitableError{Algorithm: a, Use: use, Key: key}) {
		t.Errorf("%q to %s with %v: %v", a, use, key, got)
	}
}

func TestAnAlgorithmKnowsWhatItIsFor(t *testing.T) {
	for i, a := range all() {
		want := keypair.Signing
		if i >= 11 {
			want = keypair.Encryption
		}
		if i >= 14 {
			want = ""
		}
		if a.Use() != want {
			t.Errorf("%q is to %q", a, a.Use())
		}
	}
}

// The sizes of RFC 7518, and none where there is no digest.
func TestDigestSizes(t *testing.T) {
	want := []int{32, 48, 64, 32, 48, 64, 0, 32, 48, 64, 32, 0, 0, 0, 0, 0}
	var got []int
	for _, a := range all() {
		got = append(got, a.DigestSize())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestADigestOfAnotherSizeIsRefused(t *testing.T) {
	for _, pair := range append(everyCurve(t), fromPEM(t, "rsa-2048-pkcs1.pem")) {
		for _, a := range algorithms(keypair.Signing, pair) {
			want := a.DigestSize()
			if want == 0 {
				continue
			}
			for _, size := range []int{0, want - 1, want + 1, 20} {
				_, signErr := pair.Sign(a, make([]byte, size))
				_, verifyErr := pair.Public().Verify(a, make([]byte, size), nil)
				for _, err := range []error{signErr, verifyErr} {
					var got *keypair.DigestError
					if !errors.As(err, &got) || *got != (keypair.DigestError{Algorithm: a, Got: size, Want: want}) {
						t.Errorf("%s with %d bytes: %v", a, size, err)
					}
				}
			}
		}
	}
}

// The most that fits into a key, by RFC 8017: the modulus less 11 bytes, or less two hashes and 2 bytes.
func TestTheLongestInputOfAKey(t *testing.T) {
	for _, c := range []struct {
		key  string
		alg  keypair.Algorithm
		most int
	}{
		{"rsa-2048-pkcs1.pem", keypair.RSAOAEP256, 190}, {"rsa-2048-pkcs1.pem", keypair.RSAOAEP, 214},
		{"rsa-2048-pkcs1.pem", keypair.RSA15, 245}, {"rsa-3072-pkcs8.pem", keypair.RSAOAEP256, 318}, {"rsa-4096-pkcs8.pem", keypair.RSAOAEP, 470},
	} {
		pair, plain := fromPEM(t, c.key), bytes.Repeat([]byte{9}, c.most)
		ciphertext, err := pair.Public().Encrypt(c.alg, plain)
		if err != nil {
			t.Fatalf("%s with %s: %v", c.alg, c.key, err)
		}
		if back, err := pair.Decrypt(c.alg, ciphertext); err != nil || !bytes.Equal(back, plain) {
			t.Errorf("%s with %s: %x, %v", c.alg, c.key, back, err)
		}
		_, err = pair.Public().Encrypt(c.alg, append(plain, 9))
		checkTooLong(t, err, keypair.TooLongError{Algorithm: c.alg, Got: c.most + 1, Max: c.most})
	}
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	if _, err := pair.Sign(keypair.RSNULL, make([]byte, 245)); err != nil {
		t.Errorf("RSNULL: %v", err)
	}
	_, err := pair.Sign(keypair.RSNULL, make([]byte, 246))
	checkTooLong(t, err, keypair.TooLongError{Algorithm: keypair.RSNULL, Got: 246, Max: 245})
	_, err = pair.Public().Verify(keypair.RSNULL, make([]byte, 246), nil)
	checkTooLong(t, err, keypair.TooLongError{Algorithm: keypair.RSNULL, Got: 246, Max: 245})
}

func checkTooLong(t *testing.T, err error, want keypair.TooLongError) {
	t.Helper()
	var got *keypair.TooLongError
	if !errors.As(err, &got) || !reflect.DeepEqual(*got, want) {
		t.Errorf("got %v, want %v", err, &want)
	}
}

func TestASignatureIsOfOneKeyDigestAndAlgorithm(t *testing.T) {
	first, second := append(everyCurve(t), fromPEM(t, "rsa-2048-pkcs1.pem")), append(everyCurve(t), generated())
	for i, pair := range first {
		for _, a := range algorithms(keypair.Signing, pair) {
			digest := digestOf(a, []byte("signed"))
			signature := sign(t, pair, a, digest)
			if !verify(t, pair.Public(), a, digest, signature) {
				t.Errorf("%s: does not verify", a)
			}
			if verify(t, second[i].Public(), a, digest, signature) {
				t.Errorf("%s: another key verifies it", a)
			}
			if verify(t, pair.Public(), a, digestOf(a, []byte("another")), signature) {
				t.Errorf("%s: another digest verifies", a)
			}
			for _, b := range algorithms(keypair.Signing, pair) {
				if a != b && len(digestOf(b, nil)) == len(digest) && verify(t, pair.Public(), b, digest, signature) {
					t.Errorf("%s: verifies as %s", a, b)
				}
			}
		}
	}
}

// Signatures that are none: no bytes, zeros, the curve's order, a byte too few or too many.
func TestSignaturesOfAWrongFormAreJustNotValid(t *testing.T) {
	for _, pair := range append(everyCurve(t), fromPEM(t, "rsa-2048-pkcs1.pem")) {
		for _, a := range algorithms(keypair.Signing, pair) {
			digest := digestOf(a, []byte("signed"))
			good := sign(t, pair, a, digest)
			for _, bad := range [][]byte{nil, {0}, make([]byte, len(good)), bytes.Repeat([]byte{0xff}, len(good)), good[1:], append([]byte{0}, good...), append(slices.Clone(good), 0)} {
				if verify(t, pair.Public(), a, digest, bad) {
					t.Errorf("%s: %d bytes %x verify", a, len(bad), bad)
				}
			}
		}
	}
}

func TestACiphertextIsOfOneKeyAndAlgorithm(t *testing.T) {
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	for _, a := range algorithms(keypair.Encryption, pair) {
		ciphertext, err := pair.Public().Encrypt(a, []byte("kept"))
		if err != nil {
			t.Fatal(err)
		}
		flipped := slices.Clone(ciphertext)
		flipped[len(flipped)/2] ^= 1
		for name, err := range map[string]error{
			"another key": failure(generated(), a, ciphertext), "a flipped bit": failure(pair, a, flipped),
			"a byte less": failure(pair, a, ciphertext[1:]), "a byte more": failure(pair, a, append(slices.Clone(ciphertext), 0)),
			"nothing": failure(pair, a, nil), "more than the modulus": failure(pair, a, bytes.Repeat([]byte{0xff}, 256)),
		} {
			// RSA1_5 has no check sum: once in some 100,000 times a wrong ciphertext looks right.
			lucky := a == keypair.RSA15 && err == nil && (name == "another key" || name == "a flipped bit")
			if !errors.Is(err, keypair.ErrCiphertext) && !lucky {
				t.Errorf("%s with %s: %v", a, name, err)
			}
		}
	}
	ciphertext := withLeadingZero(t, pair.Public())
	if err := failure(pair, keypair.RSAOAEP, ciphertext[1:]); !errors.Is(err, keypair.ErrCiphertext) {
		t.Errorf("a block without its leading zero: %v", err)
	}
	ciphertext, err := pair.Public().Encrypt(keypair.RSAOAEP, []byte("kept"))
	if err != nil {
		t.Fatal(err)
	}
	if err := failure(pair, keypair.RSAOAEP256, ciphertext); !errors.Is(err, keypair.ErrCiphertext) {
		t.Errorf("RSA-OAEP read as RSA-OAEP-256: %v", err)
	}
}

// withLeadingZero encrypts until the block happens to begin with a zero: one in 256 does.
func withLeadingZero(t *testing.T, p keypair.Public) []byte {
	t.Helper()
	for {
		ciphertext, err := p.Encrypt(keypair.RSAOAEP, []byte("kept"))
		if err != nil {
			t.Fatal(err)
		}
		if ciphertext[0] == 0 {
			return ciphertext
		}
	}
}

func failure(p *keypair.Pair, a keypair.Algorithm, ciphertext []byte) error {
	_, err := p.Decrypt(a, ciphertext)
	return err
}
