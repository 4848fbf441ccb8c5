package keypair_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/go-jose/go-jose/v4"

	"kvlab/engine/keypair"
)

// What this package makes, others must understand, and the other way round.

// TestSignaturesAgreeWithJOSE lets go-jose verify a token signed here, and verifies one that go-jose signed. ES256K and
// RSNULL, which it does not have, follow below.
func TestSignaturesAgreeWithJOSE(t *testing.T) {
	for _, pair := range everyKind(t) {
		for _, a := range algorithms(keypair.Signing, pair) {
			if a == keypair.ES256K || a == keypair.RSNULL {
				continue
			}
			checkTheirs(t, pair, a)
			checkOurs(t, pair, a)
		}
	}
}

func checkOurs(t *testing.T, pair *keypair.Pair, a keypair.Algorithm) {
	t.Helper()
	input := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"alg":%q}`, a)) + ".a3ZsYWI"
	token := input + "." + base64.RawURLEncoding.EncodeToString(sign(t, pair, a, digestOf(a, []byte(input))))
	parsed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(a)})
	if err != nil {
		t.Fatal(err)
	}
	if payload, err := parsed.Verify(pair.Public().Key()); err != nil || string(payload) != "kvlab" {
		t.Errorf("%s with %v: %q, %v", a, pair.Public().Spec(), payload, err)
	}
}

func checkTheirs(t *testing.T, pair *keypair.Pair, a keypair.Algorithm) {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(a), Key: pair.Private()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign([]byte("kvlab"))
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	end := strings.LastIndexByte(token, '.')
	if !verify(t, pair.Public(), a, digestOf(a, []byte(token[:end])), decode(t, token[end+1:])) {
		t.Errorf("%s with %v: go-jose's signature does not verify", a, pair.Public().Spec())
	}
}

// go-jose takes salts of any length. The service's are as long as the hash (RFC 7518 section 3.5), and no other verifies.
func TestPSSSaltsAreAsLongAsTheHash(t *testing.T) {
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	key := pair.Private().(*rsa.PrivateKey)
	for _, a := range []keypair.Algorithm{keypair.PS256, keypair.PS384, keypair.PS512} {
		h, digest := hashOf(a), digestOf(a, []byte("salted"))
		if err := rsa.VerifyPSS(&key.PublicKey, h, digest, sign(t, pair, a, digest), &rsa.PSSOptions{SaltLength: h.Size()}); err != nil {
			t.Errorf("%s: %v", a, err)
		}
		for _, salt := range []int{h.Size() - 1, h.Size() + 1, rsa.PSSSaltLengthAuto} {
			other, err := rsa.SignPSS(rand.Reader, key, h, digest, &rsa.PSSOptions{SaltLength: salt})
			if err != nil {
				t.Fatal(err)
			}
			if verify(t, pair.Public(), a, digest, other) {
				t.Errorf("%s: a salt of length %d verifies", a, salt)
			}
		}
	}
}

// The standard library's arithmetic for curves it does not know is slow and plain: an oracle for ES256K.
func TestES256KAgreesWithThePlainArithmetic(t *testing.T) {
	pair := fromPEM(t, "ec-p256k-sec1.pem")
	plain := pair.Public().Key().(*secp256k1.PublicKey).ToECDSA()
	for i := range 8 {
		digest := sha(fmt.Sprint("message ", i))
		signature := sign(t, pair, keypair.ES256K, digest)
		r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
		if !ecdsa.Verify(plain, digest, r, s) {
			t.Errorf("message %d: ours does not verify there", i)
		}
		// The other root of the same signature is as valid.
		s.Sub(plain.Params().N, s)
		if !verify(t, pair.Public(), keypair.ES256K, digest, append(signature[:32:32], s.FillBytes(make([]byte, 32))...)) {
			t.Errorf("message %d: the higher s does not verify here", i)
		}
	}
}

// RSNULL by the book: the signature to the power of e is 00 01 ff ... ff 00 and then the input as it was.
func TestRSNULLIsThePaddedInput(t *testing.T) {
	pair := fromPEM(t, "rsa-2048-exponent-3.pem")
	key := pair.Public().Key().(*rsa.PublicKey)
	for _, size := range []int{1, 36, 245} {
		input := bytes.Repeat([]byte{7}, size)
		block := new(big.Int).SetBytes(sign(t, pair, keypair.RSNULL, input))
		got := block.Exp(block, big.NewInt(int64(key.E)), key.N).FillBytes(make([]byte, 256))
		want := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, 256-3-size)...)
		if want = append(append(want, 0), input...); !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %x", size, got)
		}
	}
}

// TestWrappedKeysAgreeWithJOSE unwraps the key of a go-jose message and wraps it again; go-jose then still reads the
// message.
func TestWrappedKeysAgreeWithJOSE(t *testing.T) {
	for _, pair := range everyKind(t) {
		for _, a := range algorithms(keypair.Encryption, pair) {
			parts := strings.Split(theirMessage(t, pair, a), ".")
			key, err := pair.Decrypt(a, decode(t, parts[1]))
			if err != nil || len(key) != 32 {
				t.Fatalf("%s with %v: %d bytes, %v", a, pair.Public().Spec(), len(key), err)
			}
			wrapped, err := pair.Public().Encrypt(a, key)
			if err != nil {
				t.Fatal(err)
			}
			parts[1] = base64.RawURLEncoding.EncodeToString(wrapped)
			message, err := jose.ParseEncryptedCompact(strings.Join(parts, "."), []jose.KeyAlgorithm{jose.KeyAlgorithm(a)}, []jose.ContentEncryption{jose.A256GCM})
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := message.Decrypt(pair.Private()); err != nil || string(plain) != "kvlab" {
				t.Errorf("%s with %v: %q, %v", a, pair.Public().Spec(), plain, err)
			}
		}
	}
}

func theirMessage(t *testing.T, pair *keypair.Pair, a keypair.Algorithm) string {
	t.Helper()
	to := jose.Recipient{Algorithm: jose.KeyAlgorithm(a), Key: pair.Public().Key()}
	encrypter, err := jose.NewEncrypter(jose.A256GCM, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	message, err := encrypter.Encrypt([]byte("kvlab"))
	if err != nil {
		t.Fatal(err)
	}
	compact, err := message.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}
