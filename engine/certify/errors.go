package certify

import (
	"errors"
	"time"
)

// What may be wrong with certificates that come from outside. None of these errors repeats what it read.
var (
	// ErrForm: the bytes are no certificate, no PKCS#12 file and no PEM text that is read here.
	ErrForm = errors.New("not a certificate in a known form")
	// ErrPassword: the password is missing or does not open the file.
	ErrPassword = errors.New("the password does not open the private key")
	// ErrNoKey: there is no private key in what is imported.
	ErrNoKey = errors.New("there is no private key")
	// ErrNoCertificate: there is no certificate at all.
	ErrNoCertificate = errors.New("there is no certificate")
	// ErrKeyMismatch: no certificate is for the key that is there.
	ErrKeyMismatch = errors.New("no certificate is for this key")
	// ErrCurve: crypto/x509 knows no P-256K.
	ErrCurve = errors.New("certificates with keys of P-256K are not simulated")
)

// ExpiredError is a certificate that ended before it came.
type ExpiredError struct{ At time.Time }

func (e *ExpiredError) Error() string {
	return "the certificate expired at " + e.At.UTC().Format(time.RFC3339)
}

// PolicyError is a part of a policy that the service refuses.
type PolicyError struct {
	Part  string // as on the wire: x509_props.subject
	Value string
	Why   string // "is no X.500 name"
}

func (e *PolicyError) Error() string { return e.Part + " " + e.Why }
