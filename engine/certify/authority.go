package certify

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// authorityYears is how much longer than its first certificate an authority lasts.
const authorityYears = 10

// NewAuthority makes a simulated public authority: a root that has signed an intermediate, and the intermediate's
// key. It can sign until the given time and for some years more. The root's key is thrown away.
func NewAuthority(name string, at, until time.Time) (*estate.Authority, error) {
	root, rootCert, err := newCA(name+" Simulated Root", at, until.AddDate(2*authorityYears, 0, 0), nil, nil)
	if err != nil {
		return nil, err
	}
	inner, innerCert, err := newCA(name+" Simulated TLS CA", at, until.AddDate(authorityYears, 0, 0), root, rootCert)
	if err != nil {
		return nil, err
	}
	return &estate.Authority{Chain: [][]byte{innerCert.Raw, rootCert.Raw}, Private: inner.Seal()}, nil
}

// newCA makes a key with its certificate, signed by parent or, where that is nil, by itself.
func newCA(name string, at, until time.Time, parent *keypair.Pair, parentCert *x509.Certificate) (*keypair.Pair, *x509.Certificate, error) {
	pair, err := keypair.Generate(keypair.Spec{Kind: keypair.EC, Curve: keypair.P256})
	if err != nil {
		return nil, nil, err
	}
	at = at.UTC().Truncate(time.Second)
	ca := &x509.Certificate{Subject: pkix.Name{CommonName: name, Organization: []string{"kvlab, simulated"}},
		NotBefore: at.AddDate(0, 0, -1), NotAfter: until.UTC().Truncate(time.Second),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	if parent == nil {
		parent, parentCert = pair, ca
	}
	signer, err := signerOf(parent)
	if err != nil {
		return nil, nil, err
	}
	der, err := issue(ca, parentCert, pair.Public().Key(), signer)
	if err != nil {
		return nil, nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, nil, fmt.Errorf("read the authority's certificate: %w", err)
	}
	return pair, cert, nil
}

// Covers reports whether the authority can sign a certificate made at a time for so many months.
func Covers(a *estate.Authority, months int, at time.Time) bool {
	if a == nil || len(a.Chain) == 0 {
		return false
	}
	ca, err := x509.ParseCertificate(a.Chain[0])
	leaf := leafTemplate(months, at)
	return err == nil && !leaf.NotBefore.Before(ca.NotBefore) && !leaf.NotAfter.After(ca.NotAfter)
}

// Until is when a certificate that is made at a time for so many months ends.
func Until(months int, at time.Time) time.Time { return leafTemplate(months, at).NotAfter }

// Sign is the authority's answer to a certificate request: the certificate, the intermediate and the root. It grants
// what the request asks for. Errors: ErrForm where the request is none, or its signature is not its key's.
func Sign(a *estate.Authority, csr []byte, months int, at time.Time) (chain [][]byte, err error) {
	request, err := x509.ParseCertificateRequest(csr)
	if err != nil || request.CheckSignature() != nil {
		return nil, fmt.Errorf("the certificate request: %w", ErrForm)
	}
	ca, pair, err := openAuthority(a)
	if err != nil {
		return nil, err
	}
	signer, err := signerOf(pair)
	if err != nil {
		return nil, err
	}
	leaf := leafTemplate(months, at)
	leaf.RawSubject, leaf.ExtraExtensions = request.RawSubject, wanted(request)
	der, err := issue(leaf, ca, request.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	return append([][]byte{der}, a.Chain...), nil
}

func openAuthority(a *estate.Authority) (*x509.Certificate, *keypair.Pair, error) {
	if len(a.Chain) == 0 {
		return nil, nil, fmt.Errorf("the authority's certificate: %w", ErrForm)
	}
	ca, err := x509.ParseCertificate(a.Chain[0])
	if err != nil {
		return nil, nil, fmt.Errorf("the authority's certificate: %w", ErrForm)
	}
	pair, err := keypair.Open(a.Private)
	if err != nil {
		return nil, nil, fmt.Errorf("the authority's key: %w", err)
	}
	return ca, pair, nil
}

// wanted are the extensions of a request that an authority grants: names and usages, nothing else.
func wanted(request *x509.CertificateRequest) []pkix.Extension {
	var granted []pkix.Extension
	for _, e := range request.Extensions {
		for _, id := range []asn1.ObjectIdentifier{keyUsageID(), extendedUseID(), altNamesID()} {
			if e.Id.Equal(id) {
				granted = append(granted, e)
			}
		}
	}
	return granted
}
