package certify

import (
	"crypto/sha1"
	"time"

	"kvlab/engine/estate"
)

// Thumbprint names a certificate: the SHA-1 hash of its DER, x5t on the wire.
func Thumbprint(der []byte) []byte {
	sum := sha1.Sum(der)
	return sum[:]
}

// RenewAt is when the policy has a certificate of that lifetime renewed; false when it does not.
func RenewAt(p *estate.CertificatePolicy, notBefore, notAfter time.Time) (time.Time, bool) {
	for _, a := range p.Actions {
		if !a.EmailContacts {
			return Due(a, notBefore, notAfter), true
		}
	}
	return time.Time{}, false
}

// Due is when an action on a certificate of that lifetime happens. A trigger further ahead of the end than the
// certificate is old at its start is due at once.
func Due(a estate.CertificateAction, notBefore, notAfter time.Time) time.Time {
	due := notAfter.AddDate(0, 0, -a.DaysBefore)
	if a.Percentage != 0 {
		due = notBefore.Add(notAfter.Sub(notBefore) / 100 * time.Duration(a.Percentage))
	}
	if due.Before(notBefore) {
		return notBefore
	}
	return due
}
