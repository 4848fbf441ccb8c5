package keypair

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"slices"

	"github.com/go-jose/go-jose/v4"
)

// JWK is a public key as the service shows it (RFC 7517). Numbers are base64url without padding; coordinates are as
// wide as the curve.
type JWK struct {
	Kind  Kind   `json:"kty"`
	N     string `json:"n,omitempty"`
	E     string `json:"e,omitempty"`
	Curve Curve  `json:"crv,omitempty"`
	X     string `json:"x,omitempty"`
	Y     string `json:"y,omitempty"`
}

// JWK is the key for the wire. Its kind is RSA or EC: whoever keeps the key in hardware sets it to RSA-HSM or EC-HSM.
func (p Public) JWK() JWK {
	if p.key == nil {
		return JWK{}
	}
	return p.key.jwk()
}

// pointJWK takes an uncompressed point: 04, x, y.
func pointJWK(c Curve, point []byte) JWK {
	return JWK{Kind: EC, Curve: c, X: encode(point[1 : 1+c.width()]), Y: encode(point[1+c.width():])}
}

// privateJWK is the key of an import.
type privateJWK struct {
	JWK
	D          string   `json:"d,omitempty"`
	P          string   `json:"p,omitempty"`
	Q          string   `json:"q,omitempty"`
	DP         string   `json:"dp,omitempty"`
	DQ         string   `json:"dq,omitempty"`
	QI         string   `json:"qi,omitempty"`
	Operations []string `json:"key_ops,omitempty"`
	// Wrapped is a key that only the service's hardware can open ("bring your own key").
	Wrapped string `json:"key_hsm,omitempty"`
}

// maxText is the longest JSON Web Key or PEM text that is read, in bytes; a certificate chain may be around the key.
const maxText = 64 * 1024

// FromJWK reads a private JSON Web Key, as keys/import sends it, and returns its kind and its key_ops with it. Errors:
// *FieldError, *SpecError, ErrMismatch, ErrForm.
func FromJWK(raw []byte) (*Pair, Spec, []string, error) {
	var k privateJWK
	if err := k.parse(raw); err != nil {
		return nil, Spec{}, nil, err
	}
	pair, err := k.pair()
	if err != nil {
		return nil, Spec{}, nil, err
	}
	spec := pair.Public().Spec()
	spec.Kind = k.Kind
	return pair, spec, k.Operations, nil
}

func (k *privateJWK) parse(raw []byte) error {
	if len(raw) > maxText {
		return ErrForm
	}
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, k); errors.As(err, &wrong) && wrong.Field != "" {
		return &FieldError{wrong.Field, "is of the wrong type"}
	} else if err != nil {
		return ErrForm
	}
	return nil
}

func (k *privateJWK) pair() (*Pair, error) {
	switch {
	case !slices.Contains(Kinds(), k.Kind):
		return nil, refuse("kty", k.Kind, Kinds())
	case k.Wrapped != "":
		return nil, &FieldError{"key_hsm", "holds a key that only the service's hardware can open"}
	case k.Kind.Bare() == RSA:
		return k.rsa()
	case k.Curve.bits() == 0:
		return nil, refuse("crv", k.Curve, Curves())
	case k.Curve == P256K:
		return k.secp256k1()
	default:
		return k.nist()
	}
}

// rsa checks the sizes before the arithmetic, which is slow with huge numbers.
func (k *privateJWK) rsa() (*Pair, error) {
	n, err := number("n", k.N)
	if err != nil {
		return nil, err
	}
	bits := new(big.Int).SetBytes(n).BitLen()
	if !slices.Contains(Sizes(), bits) {
		return nil, refuse("key_size", bits, Sizes())
	}
	e, err := number("e", k.E)
	if err != nil {
		return nil, err
	}
	if e := new(big.Int).SetBytes(e); !e.IsInt64() || !validExponent(int(e.Int64())) {
		return nil, &FieldError{"e", "is not an odd number between 3 and 2147483647"}
	}
	for _, f := range []struct{ name, value string }{{"d", k.D}, {"p", k.P}, {"q", k.Q}} {
		if raw, err := number(f.name, f.value); err != nil {
			return nil, err
		} else if len(raw) > len(n) {
			return nil, &FieldError{f.name, "is longer than n"}
		}
	}
	return k.read(ErrMismatch)
}

// nist widens the numbers first: some clients cut leading zeros off.
func (k *privateJWK) nist() (*Pair, error) {
	for _, f := range k.coordinates() {
		wide, err := widen(f.name, *f.value, k.Curve)
		if err != nil {
			return nil, err
		}
		*f.value = encode(wide)
	}
	return k.read(&FieldError{"x, y", "are not a point on " + string(k.Curve)})
}

type member struct {
	name  string
	value *string
}

func (k *privateJWK) coordinates() []member { return []member{{"x", &k.X}, {"y", &k.Y}, {"d", &k.D}} }

// read lets go-jose have the numbers, and nothing else of what was sent. refused is what it means when it objects.
func (k *privateJWK) read(refused error) (*Pair, error) {
	numbers := *k
	numbers.Kind, numbers.Operations = k.Kind.Bare(), nil
	raw, err := json.Marshal(numbers)
	if err != nil {
		return nil, ErrForm
	}
	var read jose.JSONWebKey
	if read.UnmarshalJSON(raw) != nil {
		return nil, refused
	}
	return Of(read.Key)
}

func (k *privateJWK) secp256k1() (*Pair, error) {
	point := []byte{4}
	var private []byte
	for _, f := range k.coordinates() {
		wide, err := widen(f.name, *f.value, P256K)
		if err != nil {
			return nil, err
		}
		if f.name == "d" {
			private = wide
		} else {
			point = append(point, wide...)
		}
	}
	key, err := secpNumber(private)
	if err != nil || !key.owns(point) {
		return nil, ErrMismatch
	}
	return &Pair{key}, nil
}

// number decodes a member that must be there.
func number(field, value string) ([]byte, error) {
	if value == "" {
		return nil, &FieldError{field, "is missing"}
	}
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return nil, &FieldError{field, "is not base64url without padding"}
	}
	return raw, nil
}

// widen decodes a number of a curve and puts the leading zeros back.
func widen(field, value string, c Curve) ([]byte, error) {
	raw, err := number(field, value)
	if err != nil {
		return nil, err
	}
	if len(raw) > c.width() {
		return nil, &FieldError{field, "is too long for " + string(c)}
	}
	return append(make([]byte, c.width()-len(raw)), raw...), nil
}
