package keypair

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
)

// The standard library does not know secp256k1, neither its arithmetic nor its name in DER. The forms written here
// are the usual ones all the same, as OpenSSL writes them: PKCS#8 around an ECPrivateKey (RFC 5915) for the private
// half, SubjectPublicKeyInfo (RFC 5480) with an uncompressed point for the public one.

type secpPublic struct{ *secp256k1.PublicKey }

// secpPrivate keeps the public half, which takes as long to compute as a signature.
type secpPrivate struct {
	*secp256k1.PrivateKey
	half *secp256k1.PublicKey
}

func generateSecp256k1() (privateKey, error) {
	key, err := secp256k1.GeneratePrivateKey()
	if err != nil {
		return nil, err
	}
	return secpPrivate{key, key.PubKey()}, nil
}

func adoptSecp256k1(key *secp256k1.PrivateKey) (privateKey, error) {
	if key == nil || key.Key.IsZero() {
		return nil, ErrForm
	}
	return secpPrivate{key, key.PubKey()}, nil
}

// secpNumber makes the private key of a number between 1 and the curve's order.
func secpNumber(number []byte) (secpPrivate, error) {
	var k secp256k1.ModNScalar
	if len(number) != P256K.width() || k.SetByteSlice(number) || k.IsZero() {
		return secpPrivate{}, ErrForm
	}
	key := secp256k1.NewPrivateKey(&k)
	return secpPrivate{key, key.PubKey()}, nil
}

func (k secpPrivate) public() publicKey { return secpPublic{k.half} }
func (k secpPrivate) bare() any         { return k.PrivateKey }
func (k secpPrivate) sound() bool       { return true } // there is one number alone

// sign draws no randomness: RFC 6979 derives what it needs from key and digest. Its s is the lower of the two.
func (k secpPrivate) sign(_ scheme, digest []byte) ([]byte, error) {
	signature := ecdsa.Sign(k.PrivateKey, digest)
	r, s := signature.R(), signature.S()
	first, second := r.Bytes(), s.Bytes()
	return append(first[:], second[:]...), nil
}

func (k secpPublic) spec() Spec { return Spec{Kind: EC, Curve: P256K} }
func (k secpPublic) bare() any  { return k.PublicKey }
func (k secpPublic) jwk() JWK   { return pointJWK(P256K, k.SerializeUncompressed()) }

// verify takes the higher s too, as JWS does: the lower one is a rule of Bitcoin.
func (k secpPublic) verify(_ scheme, digest, signature []byte) bool {
	width := P256K.width()
	if len(signature) != 2*width {
		return false
	}
	var r, s secp256k1.ModNScalar
	if r.SetByteSlice(signature[:width]) || s.SetByteSlice(signature[width:]) {
		return false
	}
	return ecdsa.NewSignature(&r, &s).Verify(digest, k.PublicKey)
}

// pkcs8 is PrivateKeyInfo of RFC 5208; asn1 skips the attributes that may follow.
type pkcs8 struct {
	Version   int
	Algorithm pkix.AlgorithmIdentifier
	Key       []byte
}

// sec1 is ECPrivateKey of RFC 5915.
type sec1 struct {
	Version int
	Key     []byte
	Curve   asn1.ObjectIdentifier `asn1:"optional,explicit,tag:0"`
	Public  asn1.BitString        `asn1:"optional,explicit,tag:1"`
}

// spki is SubjectPublicKeyInfo of RFC 5280.
type spki struct {
	Algorithm pkix.AlgorithmIdentifier
	Key       asn1.BitString
}

// Object identifiers: id-ecPublicKey of RFC 5480, and secp256k1 of SEC 2.
func ecPublicKeyOID() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1} }
func secp256k1OID() asn1.ObjectIdentifier   { return asn1.ObjectIdentifier{1, 3, 132, 0, 10} }

func secpAlgorithm() pkix.AlgorithmIdentifier {
	return pkix.AlgorithmIdentifier{Algorithm: ecPublicKeyOID(), Parameters: asn1.RawValue{FullBytes: der(secp256k1OID())}}
}

func isSecp(a pkix.AlgorithmIdentifier) bool {
	return a.Algorithm.Equal(ecPublicKeyOID()) && bytes.Equal(a.Parameters.FullBytes, der(secp256k1OID()))
}

func der(v any) []byte {
	raw, err := asn1.Marshal(v)
	if err != nil {
		panic("keypair: a key of P-256K has a DER form: " + err.Error())
	}
	return raw
}

func (k secpPrivate) seal() []byte {
	public := k.half.SerializeUncompressed()
	inner := sec1{Version: 1, Key: k.Serialize(), Public: asn1.BitString{Bytes: public, BitLength: 8 * len(public)}}
	return der(pkcs8{Algorithm: secpAlgorithm(), Key: der(inner)})
}

func (k secpPublic) marshal() []byte {
	point := k.SerializeUncompressed()
	return der(spki{Algorithm: secpAlgorithm(), Key: asn1.BitString{Bytes: point, BitLength: 8 * len(point)}})
}

// exactly reads DER with nothing behind it.
func exactly(raw []byte, into any) bool {
	rest, err := asn1.Unmarshal(raw, into)
	return err == nil && len(rest) == 0
}

func parseSecpPKCS8(raw []byte) (any, error) {
	var outer pkcs8
	if !exactly(raw, &outer) || !isSecp(outer.Algorithm) {
		return nil, ErrForm
	}
	var inner sec1
	if !exactly(outer.Key, &inner) {
		return nil, ErrForm
	}
	if inner.Curve == nil {
		inner.Curve = secp256k1OID() // the outside has named it
	}
	return inner.key()
}

func parseSecpSEC1(raw []byte) (any, error) {
	var alone sec1
	if !exactly(raw, &alone) {
		return nil, ErrForm
	}
	return alone.key()
}

func (s *sec1) key() (*secp256k1.PrivateKey, error) {
	if s.Version != 1 || !s.Curve.Equal(secp256k1OID()) {
		return nil, ErrForm
	}
	key, err := secpNumber(s.Key)
	if err != nil {
		return nil, err
	}
	if p := s.Public.Bytes; len(p) > 0 && !key.owns(p) {
		return nil, ErrMismatch
	}
	return key.PrivateKey, nil
}

// owns reports whether a point, compressed or not, is the key's public half.
func (k secpPrivate) owns(point []byte) bool {
	public, err := secp256k1.ParsePubKey(point)
	return err == nil && public.IsEqual(k.half)
}

func parseSecp(raw []byte) (publicKey, error) {
	var info spki
	if !exactly(raw, &info) || !isSecp(info.Algorithm) {
		return nil, ErrForm
	}
	key, err := secp256k1.ParsePubKey(info.Key.Bytes)
	if err != nil {
		return nil, ErrForm
	}
	return secpPublic{key}, nil
}
