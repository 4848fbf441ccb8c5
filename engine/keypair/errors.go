package keypair

import (
	"errors"
	"fmt"
)

// No error of this package wraps one of a library that has seen private numbers: nobody promises what those say.
var (
	// ErrCiphertext: what is to be decrypted was not encrypted for this key, or not in this way, or was changed.
	ErrCiphertext = errors.New("the ciphertext does not decrypt with this key and algorithm")
	// ErrMismatch: the numbers of a private key contradict each other, or its public part.
	ErrMismatch = errors.New("the parts of the key do not belong together")
	// ErrForm: the bytes hold no key, one in a form that is not read here, or numbers that are none of a key.
	ErrForm = errors.New("not a valid key in a known form")
	// ErrPassword: a PEM block is encrypted, and the password is missing or wrong.
	ErrPassword = errors.New("the private key is encrypted, and the password does not open it")
	// ErrEncrypted: a PEM block is encrypted in the way of PKCS#8, which the standard library does not read.
	ErrEncrypted = errors.New("the private key is an encrypted PKCS#8 block, which kvlab does not read: decrypt it first, for example with openssl pkey")
)

// UnsuitableError is an algorithm that cannot be used with a key in this way.
type UnsuitableError struct {
	Algorithm Algorithm
	Use       Use
	Key       Spec
}

func (e *UnsuitableError) Error() string {
	return fmt.Sprintf("algorithm %q does not %s with a key of kind %s", string(e.Algorithm), e.Use, e.Key)
}

// DigestError is a digest that is not as long as the algorithm's hash.
type DigestError struct {
	Algorithm Algorithm
	Got, Want int // bytes
}

func (e *DigestError) Error() string {
	return fmt.Sprintf("%s takes a digest of %d bytes, not %d", e.Algorithm, e.Want, e.Got)
}

// TooLongError is an input that does not fit into the key's modulus together with the padding.
type TooLongError struct {
	Algorithm Algorithm
	Got, Max  int // bytes
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("%s takes at most %d bytes with this key, not %d", e.Algorithm, e.Max, e.Got)
}

// FieldError is a member of a JSON Web Key that cannot be read. It never repeats the value.
type FieldError struct {
	Field string // as on the wire: n, key_ops
	Why   string // "is missing"
}

func (e *FieldError) Error() string { return e.Field + " " + e.Why }
