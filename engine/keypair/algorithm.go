package keypair

import (
	"crypto"
	_ "crypto/sha1"   // RSA-OAEP
	_ "crypto/sha256" // hashes register themselves
	_ "crypto/sha512"
	"slices"
)

// Algorithm is a cryptographic algorithm by its name on the wire, alg.
type Algorithm string

// Signatures. Those of RSA keys are PKCS#1 v1.5 (RS) and PSS with a salt as long as the hash (PS); each curve has one.
const (
	RS256  Algorithm = "RS256"
	RS384  Algorithm = "RS384"
	RS512  Algorithm = "RS512"
	PS256  Algorithm = "PS256"
	PS384  Algorithm = "PS384"
	PS512  Algorithm = "PS512"
	ES256  Algorithm = "ES256"
	ES384  Algorithm = "ES384"
	ES512  Algorithm = "ES512"
	ES256K Algorithm = "ES256K"
	// RSNULL pads and signs what it is given as it is, without naming a hash. Some TLS stacks need it.
	RSNULL Algorithm = "RSNULL"
)

// Encryption. EC keys have none.
const (
	RSAOAEP256 Algorithm = "RSA-OAEP-256"
	// RSAOAEP is OAEP with SHA-1. The service advises against it and RSA1_5, and keeps both for old callers.
	RSAOAEP Algorithm = "RSA-OAEP"
	RSA15   Algorithm = "RSA1_5"
)

// Use is what an algorithm is for. Wrapping a key is encrypting it, so wrapKey and unwrapKey go with Encryption.
type Use string

const (
	Signing    Use = "sign"
	Encryption Use = "encrypt"
)

// padding is how an RSA operation fills up its block; the algorithms of a curve have none.
type padding int

const (
	unpadded padding = iota
	pkcs1
	pss
	oaep
)

// scheme is an algorithm taken apart.
type scheme struct {
	Name    Algorithm
	use     Use
	curve   Curve // empty for RSA
	padding padding
	hash    crypto.Hash // 0 for none
}

// schemes are all algorithms, the recommended ones of a use first.
var schemes = []scheme{
	{RS256, Signing, "", pkcs1, crypto.SHA256},
	{RS384, Signing, "", pkcs1, crypto.SHA384},
	{RS512, Signing, "", pkcs1, crypto.SHA512},
	{PS256, Signing, "", pss, crypto.SHA256},
	{PS384, Signing, "", pss, crypto.SHA384},
	{PS512, Signing, "", pss, crypto.SHA512},
	{RSNULL, Signing, "", pkcs1, 0},
	{ES256, Signing, P256, unpadded, crypto.SHA256},
	{ES384, Signing, P384, unpadded, crypto.SHA384},
	{ES512, Signing, P521, unpadded, crypto.SHA512},
	{ES256K, Signing, P256K, unpadded, crypto.SHA256},
	{RSAOAEP256, Encryption, "", oaep, crypto.SHA256},
	{RSAOAEP, Encryption, "", oaep, crypto.SHA1},
	{RSA15, Encryption, "", pkcs1, 0},
}

// scheme returns the zero scheme, which suits no key, for an unknown algorithm.
func (a Algorithm) scheme() scheme {
	if i := slices.IndexFunc(schemes, func(s scheme) bool { return s.Name == a }); i >= 0 {
		return schemes[i]
	}
	return scheme{}
}

// suits reports whether a key of that spec can be used in this way.
func (s scheme) suits(key Spec) bool {
	switch key.Kind.Bare() {
	case RSA:
		return s.padding != unpadded
	case EC:
		return s.curve != "" && s.curve == key.Curve
	}
	return false
}

// Suits reports whether a key of that spec can be used with the algorithm. The spec is a complete one.
func (a Algorithm) Suits(s Spec) bool { return a.scheme().suits(s) }

// Use is what the algorithm is for, empty for an unknown algorithm.
func (a Algorithm) Use() Use { return a.scheme().use }

// DigestSize is how many bytes a signature algorithm takes: 0 where any number will do (RSNULL), and where there is
// no digest.
func (a Algorithm) DigestSize() int {
	if s := a.scheme(); s.use == Signing && s.hash != 0 {
		return s.hash.Size()
	}
	return 0
}

// Digest is what a signature algorithm signs of a message: its hash, as long as DigestSize says, or all of it where any
// number of bytes will do.
func (a Algorithm) Digest(message []byte) []byte {
	s := a.scheme()
	if s.use != Signing || s.hash == 0 {
		return message
	}
	h := s.hash.New()
	h.Write(message)
	return h.Sum(nil)
}

// Algorithms lists what a key of that kind can be used with; curve counts for EC keys alone.
func Algorithms(use Use, kind Kind, curve Curve) []Algorithm {
	var all []Algorithm
	for _, s := range schemes {
		if s.use == use && s.suits(Spec{Kind: kind, Curve: curve}) {
			all = append(all, s.Name)
		}
	}
	return all
}
