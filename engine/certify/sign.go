package certify

import (
	"crypto"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// backdated is how long before its making a certificate begins, so that it holds where clocks are a little slow.
// Recorded answers of the service have nbf ten minutes before created, and exp the months of the policy after created:
// Azure/azure-sdk-for-js sdk/keyvault/keyvault-certificates recordings.
const backdated = 10 * time.Minute

// SelfSign makes a certificate that its own key signs, for a policy that Check has passed. Errors: ErrCurve,
// *PolicyError.
func SelfSign(p *estate.CertificatePolicy, pair *keypair.Pair, at time.Time) (chain [][]byte, err error) {
	signer, err := signerOf(pair)
	if err != nil {
		return nil, err
	}
	leaf := leafTemplate(p.Months, at)
	if leaf.RawSubject, err = rawSubject(p); err != nil {
		return nil, err
	}
	if leaf.ExtraExtensions, err = extensions(p); err != nil {
		return nil, err
	}
	der, err := issue(leaf, leaf, signer.Public(), signer)
	return [][]byte{der}, err
}

// leafTemplate is a certificate that is no authority.
func leafTemplate(months int, at time.Time) *x509.Certificate {
	at = at.UTC().Truncate(time.Second)
	return &x509.Certificate{NotBefore: at.Add(-backdated), NotAfter: addMonths(at, months), BasicConstraintsValid: true}
}

// issue signs a certificate. crypto/x509 draws its serial number.
func issue(leaf, parent *x509.Certificate, public any, signer crypto.Signer) ([]byte, error) {
	var err error
	if leaf.SubjectKeyId, err = keyID(public); err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, parent, public, signer)
	if err != nil {
		return nil, fmt.Errorf("sign the certificate: %w", err)
	}
	return der, nil
}

// keyID is the usual name of a key in certificates: RFC 5280 section 4.2.1.2, method 1.
func keyID(public any) ([]byte, error) {
	raw, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("write the public key: %w", err)
	}
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(raw, &info); err != nil {
		return nil, fmt.Errorf("read the public key: %w", err)
	}
	id := sha1.Sum(info.Key.Bytes)
	return id[:], nil
}

// addMonths keeps the day, or takes the last one of a shorter month: January 31 and a month is February 28.
func addMonths(t time.Time, months int) time.Time {
	later := t.AddDate(0, months, 0)
	if later.Day() != t.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return later
}
