package keypair_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"

	"kvlab/engine/keypair"
)

func TestGenerateMakesWhatWasAsked(t *testing.T) {
	if got := generated().Public().Spec(); got != (keypair.Spec{Kind: keypair.RSA, Bits: 2048}) {
		t.Errorf("RSA-HSM without a size gave %v", got)
	}
	if e := generated().Private().(*rsa.PrivateKey).E; e != 65537 {
		t.Errorf("the exponent is %d", e)
	}
	for i, pair := range everyCurve(t) {
		if got, want := pair.Public().Spec(), (keypair.Spec{Kind: keypair.EC, Curve: keypair.Curves()[i]}); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestGenerateNeverMakesTheSameKeyTwice(t *testing.T) {
	first, second := everyCurve(t), everyCurve(t)
	for i := range first {
		if first[i].Public().Equal(second[i].Public()) {
			t.Errorf("%v came twice", first[i].Public().Spec())
		}
	}
}

func TestGenerateRefusesWhatNoVaultHas(t *testing.T) {
	_, err := keypair.Generate(keypair.Spec{Kind: "oct-HSM", Bits: 256})
	var spec *keypair.SpecError
	if !errors.As(err, &spec) || spec.Field != "kty" || !slices.Contains(spec.Choices, "EC-HSM") {
		t.Errorf("got %v", err)
	}
}

func TestOfTakesTheLibrariesKeys(t *testing.T) {
	for _, pair := range everyKind(t) {
		again, err := keypair.Of(pair.Private())
		if err != nil {
			t.Errorf("%v: %v", pair.Public().Spec(), err)
		} else if !again.Public().Equal(pair.Public()) {
			t.Errorf("%v came back as another key", pair.Public().Spec())
		}
	}
}

func TestOfRefusesBrokenKeys(t *testing.T) {
	some := fromPEM(t, "rsa-2048-pkcs1.pem").Private().(*rsa.PrivateKey)
	curve, other := fromJWK(t, "rfc7515-a3").Private().(*ecdsa.PrivateKey), everyCurve(t)[0].Private().(*ecdsa.PrivateKey)
	for name, c := range map[string]struct {
		key  any
		want error
	}{
		"nothing":                            {nil, keypair.ErrForm},
		"a word":                             {"key", keypair.ErrForm},
		"no RSA key":                         {(*rsa.PrivateKey)(nil), keypair.ErrForm},
		"an empty RSA key":                   {&rsa.PrivateKey{}, keypair.ErrForm},
		"an RSA key without numbers":         {&rsa.PrivateKey{Primes: make([]*big.Int, 2)}, keypair.ErrForm},
		"an RSA key of public parts":         {&rsa.PrivateKey{PublicKey: some.PublicKey, Primes: make([]*big.Int, 2)}, keypair.ErrMismatch},
		"an RSA key that is negative":        {negative(some), keypair.ErrForm},
		"an RSA key with no prime":           {composite(some), keypair.ErrMismatch},
		"an RSA key precomputed for another": {precomputedFor(generated().Private().(*rsa.PrivateKey), some), keypair.ErrMismatch},
		"no EC key":                          {(*ecdsa.PrivateKey)(nil), keypair.ErrForm},
		"an empty EC key":                    {&ecdsa.PrivateKey{}, keypair.ErrForm},
		"an EC key without a point":          {&ecdsa.PrivateKey{PublicKey: ecdsa.PublicKey{Curve: elliptic.P256()}, D: big.NewInt(1)}, keypair.ErrForm},
		"an EC key of another point":         {&ecdsa.PrivateKey{PublicKey: other.PublicKey, D: curve.D}, keypair.ErrMismatch},
		"an EC key of no number":             {&ecdsa.PrivateKey{PublicKey: curve.PublicKey, D: new(big.Int)}, keypair.ErrMismatch},
		"an EC key off the curve":            {&ecdsa.PrivateKey{PublicKey: ecdsa.PublicKey{Curve: elliptic.P256(), X: big.NewInt(1), Y: big.NewInt(1)}, D: big.NewInt(1)}, keypair.ErrForm},
		"no P-256K key":                      {(*secp256k1.PrivateKey)(nil), keypair.ErrForm},
		"a P-256K key of no number":          {&secp256k1.PrivateKey{}, keypair.ErrForm},
	} {
		if _, err := keypair.Of(c.key); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	var spec *keypair.SpecError
	if _, err := keypair.Of(ed25519.NewKeyFromSeed(make([]byte, 32))); !errors.As(err, &spec) {
		t.Errorf("a key of another family: got %v", err)
	}
}

// precomputedFor has the numbers of one key, and what the library has computed in advance of another.
func precomputedFor(numbers, other *rsa.PrivateKey) *rsa.PrivateKey {
	return &rsa.PrivateKey{PublicKey: numbers.PublicKey, D: numbers.D, Primes: numbers.Primes, Precomputed: other.Precomputed}
}

func negative(k *rsa.PrivateKey) *rsa.PrivateKey {
	return &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).Neg(k.N), E: k.E}, D: k.D, Primes: k.Primes}
}

// composite is consistent in every equation that can be checked without a signature, but p is the product of two
// primes: d was computed from p-1 as if it were one.
func composite(k *rsa.PrivateKey) *rsa.PrivateKey {
	one, e := big.NewInt(1), big.NewInt(65537)
	half := new(big.Int).Rsh(k.Primes[0], 512)
	p := nextPrime(half)
	p.Mul(p, nextPrime(new(big.Int).Add(half, big.NewInt(1<<20))))
	for q := new(big.Int).Set(k.Primes[1]); ; q = nextPrime(q.Add(q, one)) {
		n := new(big.Int).Mul(p, q)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		if d := new(big.Int).ModInverse(e, phi); d != nil && n.BitLen() == 2048 {
			return &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: 65537}, D: d, Primes: []*big.Int{p, q},
				Precomputed: rsa.PrecomputedValues{Dp: new(big.Int).Mod(d, new(big.Int).Sub(p, one)),
					Dq: new(big.Int).Mod(d, new(big.Int).Sub(q, one)), Qinv: new(big.Int).ModInverse(q, p)}}
		}
	}
}

// Open trusts what Seal wrote, and looks for no primes. A key that was broken all the same signs nothing.
func TestABrokenStoredKeyDoesNotSign(t *testing.T) {
	sealed, err := x509.MarshalPKCS8PrivateKey(composite(generated().Private().(*rsa.PrivateKey)))
	if err != nil {
		t.Fatal(err)
	}
	pair, err := keypair.Open(sealed)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []keypair.Algorithm{keypair.RS256, keypair.PS512} {
		if _, err := pair.Sign(a, make([]byte, a.DigestSize())); !errors.Is(err, keypair.ErrMismatch) {
			t.Errorf("%s: %v", a, err)
		}
	}
}

func nextPrime(n *big.Int) *big.Int {
	p := new(big.Int).SetBit(n, 0, 1)
	for !p.ProbablyPrime(1) {
		p.Add(p, big.NewInt(2))
	}
	return p
}

func TestNoPublicKeyIsLikeNone(t *testing.T) {
	var none keypair.Public
	if none.Key() != nil || none.Marshal() != nil || none.Spec() != (keypair.Spec{}) || none.JWK() != (keypair.JWK{}) {
		t.Errorf("the zero Public has something: %v", none)
	}
	var unsuitable *keypair.UnsuitableError
	if _, err := none.Verify(keypair.RS256, sha("x"), nil); !errors.As(err, &unsuitable) {
		t.Errorf("verify: %v", err)
	}
	if _, err := none.Encrypt(keypair.RSAOAEP, nil); !errors.As(err, &unsuitable) {
		t.Errorf("encrypt: %v", err)
	}
}

func TestSealedAndMarshalledKeysComeBack(t *testing.T) {
	for _, pair := range append(everyKind(t), generated()) {
		opened, err := keypair.Open(pair.Seal())
		if err != nil {
			t.Fatalf("%v: %v", pair.Public().Spec(), err)
		}
		public, err := keypair.ParsePublic(pair.Public().Marshal())
		if err != nil {
			t.Fatalf("%v: %v", pair.Public().Spec(), err)
		}
		if !opened.Public().Equal(pair.Public()) || !public.Equal(pair.Public()) || !bytes.Equal(opened.Seal(), pair.Seal()) {
			t.Errorf("%v came back as another key", pair.Public().Spec())
		}
	}
}

// Every beginning of a stored key, and a key with something behind it, is refused.
func TestCutAndLengthenedKeysAreRefused(t *testing.T) {
	for _, pair := range everyCurve(t) {
		sealed, public := pair.Seal(), pair.Public().Marshal()
		for i := range sealed {
			if _, err := keypair.Open(sealed[:i]); err == nil {
				t.Errorf("%v: %d of %d sealed bytes opened", pair.Public().Spec(), i, len(sealed))
			}
		}
		for i := range public {
			if _, err := keypair.ParsePublic(public[:i]); err == nil {
				t.Errorf("%v: %d of %d public bytes parsed", pair.Public().Spec(), i, len(public))
			}
		}
		if _, err := keypair.Open(append(sealed, 0)); err == nil {
			t.Errorf("%v: opened with a byte too many", pair.Public().Spec())
		}
		if _, err := keypair.ParsePublic(append(public, 0)); err == nil {
			t.Errorf("%v: parsed with a byte too many", pair.Public().Spec())
		}
	}
}

// DER may go on within a key, with attributes. Far too long it is not even read.
func TestLongKeysAreRefused(t *testing.T) {
	pair := fromPEM(t, "ec-p256k-sec1.pem")
	for size, want := range map[int]error{10: nil, 9 * 1024: keypair.ErrForm} {
		if _, err := keypair.Open(extended(t, pair.Seal(), size)); !errors.Is(err, want) {
			t.Errorf("a private key with %d bytes more: %v", size, err)
		}
		if _, err := keypair.ParsePublic(extended(t, pair.Public().Marshal(), size)); !errors.Is(err, want) {
			t.Errorf("a public key with %d bytes more: %v", size, err)
		}
	}
}

// extended puts some bytes behind the last member of a DER sequence.
func extended(t *testing.T, der []byte, size int) []byte {
	t.Helper()
	var sequence asn1.RawValue
	_, err := asn1.Unmarshal(der, &sequence)
	if err != nil {
		t.Fatal(err)
	}
	more, err := asn1.Marshal(make([]byte, size))
	if err != nil {
		t.Fatal(err)
	}
	longer, err := asn1.Marshal(asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: append(sequence.Bytes, more...)})
	if err != nil {
		t.Fatal(err)
	}
	return longer
}

// Public keys that are well formed and no keys: an even modulus, an even or huge exponent, a size no vault has.
func TestParsePublicRefusesNumbersThatAreNoKey(t *testing.T) {
	n := fromPEM(t, "rsa-2048-pkcs1.pem").Public().Key().(*rsa.PublicKey).N
	even := new(big.Int).Sub(n, big.NewInt(1))
	for name, key := range map[string]any{
		"an even modulus": &rsa.PublicKey{N: even, E: 65537}, "an even exponent": &rsa.PublicKey{N: n, E: 65536},
		"exponent 1": &rsa.PublicKey{N: n, E: 1}, "a huge exponent": &rsa.PublicKey{N: n, E: 1<<31 + 1},
		"2047 bits": &rsa.PublicKey{N: new(big.Int).SetBit(new(big.Int).Rsh(n, 1), 0, 1), E: 65537},
		"P-224":     &fromCurve(elliptic.P224()).PublicKey, "another family": ed25519.NewKeyFromSeed(make([]byte, 32)).Public(),
	} {
		raw, err := x509.MarshalPKIXPublicKey(key)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p, err := keypair.ParsePublic(raw); err == nil || p != (keypair.Public{}) {
			t.Errorf("%s is accepted: %v", name, p.Spec())
		}
	}
}

func fromCurve(c elliptic.Curve) *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}
