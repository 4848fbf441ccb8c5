// Package keypair is the cryptography of a vault's keys: it makes and reads key pairs, and signs, verifies, encrypts
// and decrypts with them as the service does. It knows nothing of vaults, permissions or versions.
//
//	pair, err := keypair.Generate(keypair.Spec{Kind: keypair.EC, Curve: keypair.P384})
//	signature, err := pair.Sign(keypair.ES384, digest[:])
//	valid, err := pair.Public().Verify(keypair.ES384, digest[:], signature)
//
// There are three families of keys, a file each: RSA (rsa.go), the curves of NIST (nist.go) and P-256K (secp256k1.go).
// Pair and Public hold any of them and check what all have in common: does the algorithm suit the key, is the digest
// as long as it should be.
//
// This is the one place of the engine that is truly random: key material, padding and signatures. And it is the one
// that holds private numbers outside the store, so a Pair does not print, and no error repeats what it read.
package keypair

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
	"io"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// privateKey is the private half in one of the three families.
type privateKey interface {
	public() publicKey
	bare() any
	// sound reports whether the numbers belong together. Keys made here, or read by a library, are known to be sound.
	sound() bool
	seal() []byte
	sign(s scheme, digest []byte) ([]byte, error)
}

// publicKey is the public half.
type publicKey interface {
	spec() Spec
	bare() any
	marshal() []byte
	jwk() JWK
	verify(s scheme, digest, signature []byte) bool
}

// Pair is a private key with its public half. It does not change, and it does not print.
type Pair struct{ private privateKey }

// Public is the public half of a pair. The zero Public suits no algorithm.
type Public struct{ key publicKey }

// Generate makes a key pair, truly random. RSA keys get the exponent 65537. It takes up to seconds for RSA 4096.
func Generate(s Spec) (*Pair, error) {
	s, err := s.Complete()
	if err != nil {
		return nil, err
	}
	var key privateKey
	switch {
	case s.Kind.Bare() == RSA:
		key, err = generateRSA(s.Bits)
	case s.Curve == P256K:
		key, err = generateSecp256k1()
	default:
		key, err = generateNIST(s.Curve)
	}
	if err != nil {
		return nil, fmt.Errorf("no key of kind %s could be generated", s)
	}
	return &Pair{key}, nil
}

// Of makes a pair of a key that somebody has read: *rsa.PrivateKey, *ecdsa.PrivateKey or *secp256k1.PrivateKey. It
// refuses what the service does not take, and numbers that contradict each other. The pair takes the key over: the
// caller does not change it any more.
func Of(private any) (*Pair, error) {
	key, err := adopt(private)
	if err != nil {
		return nil, err
	}
	if !key.sound() {
		return nil, ErrMismatch
	}
	return &Pair{key}, nil
}

// adopt looks at a key's kind and size alone.
func adopt(private any) (privateKey, error) {
	switch k := private.(type) {
	case *rsa.PrivateKey:
		return adoptRSA(k)
	case *ecdsa.PrivateKey:
		return adoptNIST(k)
	case *secp256k1.PrivateKey:
		return adoptSecp256k1(k)
	case ed25519.PrivateKey:
		return nil, refuse[Kind]("kty", "OKP", Kinds())
	}
	return nil, ErrForm
}

// Public is the half that may be shown.
func (p *Pair) Public() Public { return Public{p.private.public()} }

// Private is the key in the form of its library: *rsa.PrivateKey, *ecdsa.PrivateKey or *secp256k1.PrivateKey. The
// caller must not change it, nor print it.
func (p *Pair) Private() any { return p.private.bare() }

// Spec says what kind of key it is. Hardware is not the key's business: the kind is RSA or EC.
func (p Public) Spec() Spec {
	if p.key == nil {
		return Spec{}
	}
	return p.key.spec()
}

// Key is the key in the form of its library: *rsa.PublicKey, *ecdsa.PublicKey or *secp256k1.PublicKey. The caller must
// not change it.
func (p Public) Key() any {
	if p.key == nil {
		return nil
	}
	return p.key.bare()
}

// Equal reports whether both are the same key.
func (p Public) Equal(other Public) bool {
	return p.Spec() == other.Spec() && string(p.Marshal()) == string(other.Marshal())
}

// unprinted stands for a pair wherever one is printed.
const unprinted = "(private key)"

// Format keeps the private numbers out of every verb of fmt.
func (Pair) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, unprinted) }

func (Pair) String() string { return unprinted }

func (Pair) GoString() string { return unprinted }

// MarshalJSON keeps the private numbers out of JSON.
func (Pair) MarshalJSON() ([]byte, error) { return []byte(`"` + unprinted + `"`), nil }

// MarshalText keeps the private numbers out of every other encoding.
func (Pair) MarshalText() ([]byte, error) { return []byte(unprinted), nil }
