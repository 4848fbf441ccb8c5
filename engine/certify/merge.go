package certify

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"slices"

	"kvlab/engine/keypair"
)

// Bounds of a chain, kvlab's own. A longer certificate is not looked at, for arithmetic with huge numbers is slow.
const (
	maxChain = 32
	maxDER   = 16 * 1024 // bytes of a certificate
)

// Merge puts a signed chain into order for the key of a request: its certificate first, then who signed it, and so
// on; what belongs to nobody comes last. The members may come in any order, each in DER, in base64 of it or as PEM text. Errors:
// ErrNoCertificate, ErrForm, ErrKeyMismatch.
func Merge(public keypair.Public, chain [][]byte) ([][]byte, error) {
	certs, err := parseChain(chain)
	if err != nil {
		return nil, err
	}
	certs, err = order(public, certs)
	if err != nil {
		return nil, err
	}
	return raw(certs), nil
}

func parseChain(chain [][]byte) ([]*x509.Certificate, error) {
	if len(chain) == 0 {
		return nil, ErrNoCertificate
	}
	if len(chain) > maxChain {
		return nil, ErrForm
	}
	var certs []*x509.Certificate
	for _, der := range chain {
		cert, err := Parse(unwrap(der))
		if err != nil {
			return nil, err
		}
		certs = append(certs, cert)
	}
	return certs, nil
}

// unwrap is the DER in a member of a chain: clients send it as it is, once more in base64, or as PEM text.
func unwrap(member []byte) []byte {
	if block, _ := pem.Decode(member); block != nil && block.Type == certificateBlock {
		return block.Bytes
	}
	if der, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(member))); err == nil {
		return der
	}
	return member
}

// Parse reads one certificate.
func Parse(der []byte) (*x509.Certificate, error) {
	if len(der) > maxDER {
		return nil, ErrForm
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, ErrForm
	}
	return c, nil
}

// order finds the certificate of a key, and after each certificate the one that signed it.
func order(public keypair.Public, certs []*x509.Certificate) ([]*x509.Certificate, error) {
	key := public.Marshal()
	next := slices.IndexFunc(certs, func(c *x509.Certificate) bool { return bytes.Equal(c.RawSubjectPublicKeyInfo, key) })
	if next < 0 {
		return nil, ErrKeyMismatch
	}
	left := slices.Clone(certs)
	var sorted []*x509.Certificate
	for next >= 0 {
		last := left[next]
		sorted, left = append(sorted, last), slices.Delete(left, next, next+1)
		next = slices.IndexFunc(left, func(c *x509.Certificate) bool { return signed(c, last) })
	}
	return append(sorted, left...), nil
}

// signed reports whether ca's key signed c.
func signed(ca, c *x509.Certificate) bool {
	return bytes.Equal(ca.RawSubject, c.RawIssuer) && c.CheckSignatureFrom(ca) == nil
}

func raw(certs []*x509.Certificate) [][]byte {
	var all [][]byte
	for _, c := range certs {
		all = append(all, c.Raw)
	}
	return all
}
