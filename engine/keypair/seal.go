package keypair

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
)

// maxDER is more than any key here takes in DER: RSA 4096 comes to 2.4 KB. What is longer is not looked at, for
// arithmetic with huge numbers is slow.
const maxDER = 8 * 1024

// Seal is the private key as bytes to store, in PKCS#8 DER. Nothing encrypts them.
func (p *Pair) Seal() []byte { return p.private.seal() }

// Open is the way back from Seal. The libraries check the numbers against each other, which for an RSA key takes about
// an eighth of the time of a signature: who needs a pair often keeps it, for it is safe to use from many goroutines.
func Open(sealed []byte) (*Pair, error) {
	standard, err := parsePKCS8(sealed)
	if err != nil {
		return nil, err
	}
	key, err := adopt(standard)
	if err != nil {
		return nil, err
	}
	return &Pair{key}, nil
}

// parsePKCS8 returns the key in the form of its library. The standard library overlooks what stands behind a key; it
// is refused here.
func parsePKCS8(raw []byte) (any, error) {
	var whole asn1.RawValue
	if len(raw) > maxDER || !exactly(raw, &whole) {
		return nil, ErrForm
	}
	if key, err := x509.ParsePKCS8PrivateKey(raw); err == nil {
		return key, nil
	}
	return parseSecpPKCS8(raw)
}

// Marshal is the public key as bytes to store or send, in PKIX DER (SubjectPublicKeyInfo); nil for the zero Public.
func (p Public) Marshal() []byte {
	if p.key == nil {
		return nil
	}
	return p.key.marshal()
}

// ParsePublic is the way back from Marshal.
func ParsePublic(raw []byte) (Public, error) {
	if len(raw) > maxDER {
		return Public{}, ErrForm
	}
	key, err := parsePublic(raw)
	return Public{key}, err
}

func parsePublic(raw []byte) (publicKey, error) {
	standard, err := x509.ParsePKIXPublicKey(raw)
	if err != nil {
		return parseSecp(raw)
	}
	switch k := standard.(type) {
	case *rsa.PublicKey:
		return adoptRSAPublic(k)
	case *ecdsa.PublicKey:
		return adoptNISTPublic(k)
	}
	return nil, ErrForm
}
