package certify

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Imported is a certificate that was made elsewhere, with its key.
type Imported struct {
	Pair   *keypair.Pair
	Chain  [][]byte // DER, the certificate of the key first
	Policy estate.CertificatePolicy
}

const (
	// maxImport is more than a key with a chain takes, in bytes.
	maxImport        = 128 * 1024
	certificateBlock = "CERTIFICATE"
)

// Import reads a PKCS#12 file, in base64 or not, or PEM text with a private key and certificates in any order. Errors:
// ErrForm, ErrPassword, ErrNoKey, ErrNoCertificate, ErrKeyMismatch, ErrCurve, *ExpiredError, and keypair's about keys
// that the service does not take.
func Import(material []byte, password string, at time.Time) (*Imported, error) {
	if len(material) > maxImport {
		return nil, ErrForm
	}
	pair, certs, contentType, err := unpack(material, password)
	if err != nil {
		return nil, err
	}
	if !Signable(pair.Public().Spec()) {
		return nil, ErrCurve
	}
	if certs, err = order(pair.Public(), certs); err != nil {
		return nil, err
	}
	if end := certs[0].NotAfter; !at.Before(end) {
		return nil, &ExpiredError{At: end}
	}
	policy := derive(certs[0])
	policy.Key, policy.ContentType = pair.Public().Spec(), contentType
	return &Imported{Pair: pair, Chain: raw(certs), Policy: policy}, nil
}

func unpack(material []byte, password string) (*keypair.Pair, []*x509.Certificate, string, error) {
	if bytes.Contains(material, []byte("-----BEGIN ")) {
		pair, certs, err := unpackPEM(material, password)
		return pair, certs, estate.PEM, err
	}
	if plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(material))); err == nil {
		material = plain
	}
	pair, certs, err := unpackPFX(material, password)
	return pair, certs, estate.PKCS12, err
}

func unpackPEM(text []byte, password string) (*keypair.Pair, []*x509.Certificate, error) {
	pair, err := keypair.FromPEM(text, password)
	switch {
	case err != nil && !bytes.Contains(text, []byte("PRIVATE KEY-----")):
		return nil, nil, ErrNoKey
	case errors.Is(err, keypair.ErrPassword):
		return nil, nil, ErrPassword
	case err != nil:
		return nil, nil, err
	case !Signable(pair.Public().Spec()):
		return nil, nil, ErrCurve
	}
	var chain [][]byte
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == certificateBlock {
			chain = append(chain, block.Bytes)
		}
	}
	certs, err := parseChain(chain)
	return pair, certs, err
}

// derive is the policy that a foreign certificate gets. Its issuer is not known, so nobody renews it: the contacts are
// told, at the usual time.
//
// Source: Azure/azure-sdk-for-js sdk/keyvault/keyvault-certificates recordings, "can import a certificate".
func derive(c *x509.Certificate) estate.CertificatePolicy {
	return estate.CertificatePolicy{
		Issuer: estate.UnknownIssuer, Subject: subjectOf(c), Months: monthsOf(c.NotBefore, c.NotAfter),
		DNSNames: c.DNSNames, Emails: c.EmailAddresses, UPNs: principalNames(c.Extensions),
		EKUs: extendedUses(c.Extensions), KeyUsage: keyUsageWords(c.KeyUsage),
		Actions: []estate.CertificateAction{{EmailContacts: true, Percentage: defaultRenew}},
	}
}

// subjectOf keeps the order of the parts, which pkix.Name does not.
func subjectOf(c *x509.Certificate) string {
	var name pkix.RDNSequence
	if _, err := asn1.Unmarshal(c.RawSubject, &name); err != nil {
		return c.Subject.String()
	}
	return name.String()
}

// monthsOf is a lifetime in months, a month that has begun included: the service makes 13 of a year and ten minutes.
func monthsOf(from, until time.Time) int {
	months := 12*(until.Year()-from.Year()) + int(until.Month()-from.Month())
	if addMonths(from, months).Before(until) {
		months++
	}
	return max(1, months)
}
