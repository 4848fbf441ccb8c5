package keypair

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kind is the service's kty: the family of a key, and whether it is kept in hardware. The mathematics is the same
// either way, so the pairs of this package do not know which of the two they are.
type Kind string

const (
	RSA    Kind = "RSA"
	RSAHSM Kind = "RSA-HSM"
	EC     Kind = "EC"
	ECHSM  Kind = "EC-HSM"
)

// Kinds are what a vault makes. The symmetric oct-HSM is left out: Managed HSM and a preview have it.
func Kinds() []Kind { return []Kind{RSA, RSAHSM, EC, ECHSM} }

const hardware = "-HSM"

// HSM reports whether a key of this kind is kept in hardware, which takes a premium vault.
func (k Kind) HSM() bool { return strings.HasSuffix(string(k), hardware) }

// Bare is the family alone: RSA for RSA-HSM.
func (k Kind) Bare() Kind { return Kind(strings.TrimSuffix(string(k), hardware)) }

// Curve is an elliptic curve by its name on the wire, crv.
type Curve string

const (
	P256  Curve = "P-256"
	P384  Curve = "P-384"
	P521  Curve = "P-521"
	P256K Curve = "P-256K" // secp256k1, the curve of Bitcoin
)

// Curves are the ones a vault offers.
func Curves() []Curve { return []Curve{P256, P256K, P384, P521} }

// bits is the size of the curve's field, 0 for an unknown curve.
func (c Curve) bits() int {
	switch c {
	case P256, P256K:
		return 256
	case P384:
		return 384
	case P521:
		return 521
	}
	return 0
}

// width is how many bytes hold one coordinate.
func (c Curve) width() int { return (c.bits() + 7) / 8 }

// Sizes are the RSA moduli a vault offers, in bits.
func Sizes() []int { return []int{2048, 3072, 4096} }

// Spec says what kind of key is wanted, or what one is.
type Spec struct {
	Kind  Kind
	Bits  int   // of an RSA modulus: 2048, 3072, 4096; 0 means 2048
	Curve Curve // of an EC key; empty means P-256
}

// Complete fills in the defaults and refuses what the service does not make, with a *SpecError.
//
// An EC key may come with its size all the same, as certificate policies write it; the size must then be its curve's,
// and is dropped. Source: MicrosoftDocs/azure-security-docs articles/key-vault/keys/about-keys.md.
func (s Spec) Complete() (Spec, error) {
	switch s.Kind {
	case RSA, RSAHSM:
		return s.completeRSA()
	case EC, ECHSM:
		return s.completeEC()
	}
	return Spec{}, refuse("kty", s.Kind, Kinds())
}

func (s Spec) completeRSA() (Spec, error) {
	if s.Bits == 0 {
		s.Bits = Sizes()[0]
	}
	if !slices.Contains(Sizes(), s.Bits) {
		return Spec{}, refuse("key_size", s.Bits, Sizes())
	}
	if s.Curve != "" {
		return Spec{}, refuse[Curve]("crv", s.Curve, nil)
	}
	return s, nil
}

func (s Spec) completeEC() (Spec, error) {
	if s.Curve == "" {
		s.Curve = P256
	}
	bits := s.Curve.bits()
	switch {
	case bits == 0:
		return Spec{}, refuse("crv", s.Curve, Curves())
	case s.Bits != 0 && s.Bits != bits:
		return Spec{}, refuse("key_size", s.Bits, []int{bits})
	}
	s.Bits = 0
	return s, nil
}

// String is the spec in words: "RSA 2048", "EC-HSM P-384".
func (s Spec) String() string {
	if s.Curve != "" {
		return string(s.Kind) + " " + string(s.Curve)
	}
	return string(s.Kind) + " " + strconv.Itoa(s.Bits)
}

// SpecError is a key that the service does not make.
type SpecError struct {
	Field   string   // as on the wire: kty, key_size, crv
	Value   string   // what was asked for
	Choices []string // what there is; none where the kind of key has no such field
}

func refuse[T any](field string, value T, choices []T) *SpecError {
	e := &SpecError{Field: field, Value: fmt.Sprint(value)}
	for _, c := range choices {
		e.Choices = append(e.Choices, fmt.Sprint(c))
	}
	return e
}

func (e *SpecError) Error() string {
	if len(e.Choices) == 0 {
		return fmt.Sprintf("%s %q does not go with this kind of key", e.Field, e.Value)
	}
	if len(e.Choices) == 1 {
		return fmt.Sprintf("%s %q is not %s", e.Field, e.Value, e.Choices[0])
	}
	return fmt.Sprintf("%s %q is not one of %s", e.Field, e.Value, strings.Join(e.Choices, ", "))
}
