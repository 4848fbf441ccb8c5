package keypair

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"math/big"
)

// nist is the curve in the standard library, nil for P-256K.
func (c Curve) nist() elliptic.Curve {
	switch c {
	case P256:
		return elliptic.P256()
	case P384:
		return elliptic.P384()
	case P521:
		return elliptic.P521()
	}
	return nil
}

type nistPublic struct {
	*ecdsa.PublicKey
	curve Curve
}

type nistPrivate struct {
	*ecdsa.PrivateKey
	curve Curve
}

func generateNIST(c Curve) (privateKey, error) {
	key, err := ecdsa.GenerateKey(c.nist(), rand.Reader)
	return nistPrivate{key, c}, err
}

func adoptNIST(key *ecdsa.PrivateKey) (privateKey, error) {
	if key == nil || key.D == nil {
		return nil, ErrForm
	}
	public, err := adoptNISTPublic(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	return nistPrivate{key, public.spec().Curve}, nil
}

// sound makes the key anew from its private number, so that a public point that is not its own comes to light.
func (k nistPrivate) sound() bool {
	number, err := k.PrivateKey.Bytes()
	if err != nil {
		return false
	}
	own, err := ecdsa.ParseRawPrivateKey(k.Curve, number)
	return err == nil && own.PublicKey.Equal(&k.PrivateKey.PublicKey)
}

func (k nistPrivate) public() publicKey { return nistPublic{&k.PrivateKey.PublicKey, k.curve} }
func (k nistPrivate) bare() any         { return k.PrivateKey }

func (k nistPrivate) seal() []byte {
	der, err := x509.MarshalPKCS8PrivateKey(k.PrivateKey)
	if err != nil {
		panic("keypair: a valid key of a NIST curve has a PKCS#8 form: " + err.Error())
	}
	return der
}

func (k nistPrivate) sign(_ scheme, digest []byte) ([]byte, error) {
	r, s, err := ecdsa.Sign(rand.Reader, k.PrivateKey, digest)
	if err != nil {
		return nil, ErrMismatch
	}
	signature := make([]byte, 2*k.curve.width())
	r.FillBytes(signature[:k.curve.width()])
	s.FillBytes(signature[k.curve.width():])
	return signature, nil
}

// adoptNISTPublic refuses other curves, and points that are not on theirs.
func adoptNISTPublic(key *ecdsa.PublicKey) (publicKey, error) {
	if key.Curve == nil || key.X == nil || key.Y == nil {
		return nil, ErrForm
	}
	c := Curve(key.Curve.Params().Name)
	if c.nist() == nil {
		return nil, refuse("crv", c, Curves())
	}
	if _, err := key.Bytes(); err != nil {
		return nil, ErrForm
	}
	return nistPublic{key, c}, nil
}

func (k nistPublic) spec() Spec { return Spec{Kind: EC, Curve: k.curve} }
func (k nistPublic) bare() any  { return k.PublicKey }

func (k nistPublic) marshal() []byte {
	der, err := x509.MarshalPKIXPublicKey(k.PublicKey)
	if err != nil {
		panic("keypair: a valid key of a NIST curve has a PKIX form: " + err.Error())
	}
	return der
}

func (k nistPublic) jwk() JWK {
	point, err := k.PublicKey.Bytes()
	if err != nil {
		panic("keypair: a valid key of a NIST curve is a point: " + err.Error())
	}
	return pointJWK(k.curve, point)
}

func (k nistPublic) verify(_ scheme, digest, signature []byte) bool {
	width := k.curve.width()
	if len(signature) != 2*width {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:width]), new(big.Int).SetBytes(signature[width:])
	return ecdsa.Verify(k.PublicKey, digest, r, s)
}
