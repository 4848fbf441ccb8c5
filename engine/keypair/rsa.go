package keypair

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"slices"
)

type rsaPublic struct{ *rsa.PublicKey }

type rsaPrivate struct{ *rsa.PrivateKey }

func generateRSA(bits int) (privateKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	return rsaPrivate{key}, err
}

func adoptRSA(key *rsa.PrivateKey) (privateKey, error) {
	if key == nil || len(key.Primes) != 2 {
		return nil, ErrForm
	}
	if _, err := adoptRSAPublic(&key.PublicKey); err != nil {
		return nil, err
	}
	return rsaPrivate{key}, nil
}

// sound tries one signature. The library checks the arithmetic between the numbers before it signs, and the signature
// after it: that one fails where a prime is none.
func (k rsaPrivate) sound() bool {
	k.Precompute()
	s, digest := RS256.scheme(), make([]byte, RS256.DigestSize())
	signature, err := k.sign(s, digest)
	return err == nil && rsaPublic{&k.PrivateKey.PublicKey}.verify(s, digest, signature)
}

func (k rsaPrivate) public() publicKey { return rsaPublic{&k.PrivateKey.PublicKey} }
func (k rsaPrivate) bare() any         { return k.PrivateKey }

func (k rsaPrivate) seal() []byte {
	der, err := x509.MarshalPKCS8PrivateKey(k.PrivateKey)
	if err != nil {
		panic("keypair: a valid RSA key has a PKCS#8 form: " + err.Error())
	}
	return der
}

func (k rsaPrivate) sign(s scheme, digest []byte) (signature []byte, err error) {
	if s.padding == pss {
		signature, err = rsa.SignPSS(rand.Reader, k.PrivateKey, s.hash, digest, saltAsLongAsHash())
	} else {
		signature, err = rsa.SignPKCS1v15(rand.Reader, k.PrivateKey, s.hash, digest)
	}
	if err != nil {
		return nil, ErrMismatch
	}
	return signature, nil
}

// decrypt takes exactly one block (RFC 8017 section 7); the standard library would take a shorter one.
func (k rsaPrivate) decrypt(s scheme, ciphertext []byte) (plain []byte, err error) {
	if len(ciphertext) != k.Size() {
		return nil, ErrCiphertext
	}
	if s.padding == oaep {
		plain, err = rsa.DecryptOAEP(s.hash.New(), rand.Reader, k.PrivateKey, ciphertext, nil)
	} else {
		plain, err = rsa.DecryptPKCS1v15(rand.Reader, k.PrivateKey, ciphertext)
	}
	if err != nil {
		return nil, ErrCiphertext
	}
	return plain, nil
}

// adoptRSAPublic takes the sizes the service has, and any exponent the standard library computes with: odd, and less
// than 2³¹.
func adoptRSAPublic(key *rsa.PublicKey) (publicKey, error) {
	switch {
	case key.N == nil || key.N.Sign() <= 0 || key.N.Bit(0) == 0 || !validExponent(key.E):
		return nil, ErrForm
	case !slices.Contains(Sizes(), key.N.BitLen()):
		return nil, refuse("key_size", key.N.BitLen(), Sizes())
	}
	return rsaPublic{key}, nil
}

func validExponent(e int) bool { return e > 2 && e&1 == 1 && e <= 1<<31-1 }

func (k rsaPublic) spec() Spec { return Spec{Kind: RSA, Bits: k.N.BitLen()} }
func (k rsaPublic) bare() any  { return k.PublicKey }

func (k rsaPublic) marshal() []byte {
	der, err := x509.MarshalPKIXPublicKey(k.PublicKey)
	if err != nil {
		panic("keypair: a valid RSA key has a PKIX form: " + err.Error())
	}
	return der
}

func (k rsaPublic) jwk() JWK {
	return JWK{Kind: RSA, N: encode(k.N.Bytes()), E: encode(big.NewInt(int64(k.E)).Bytes())}
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func (k rsaPublic) verify(s scheme, digest, signature []byte) bool {
	if s.padding == pss {
		return rsa.VerifyPSS(k.PublicKey, s.hash, digest, signature, saltAsLongAsHash()) == nil
	}
	return rsa.VerifyPKCS1v15(k.PublicKey, s.hash, digest, signature) == nil
}

func (k rsaPublic) encrypt(s scheme, plain []byte) (ciphertext []byte, err error) {
	if s.padding == oaep {
		ciphertext, err = rsa.EncryptOAEP(s.hash.New(), rand.Reader, k.PublicKey, plain, nil)
	} else {
		ciphertext, err = rsa.EncryptPKCS1v15(rand.Reader, k.PublicKey, plain)
	}
	if err != nil {
		return nil, fmt.Errorf("encrypt with %s: %w", s.Name, err)
	}
	return ciphertext, nil
}

// saltAsLongAsHash is what RFC 7518 section 3.5 asks of PS256 and its kin.
func saltAsLongAsHash() *rsa.PSSOptions {
	return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}
}
