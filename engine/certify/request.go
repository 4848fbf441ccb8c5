package certify

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Request writes a certificate request (PKCS#10, DER) for a policy that Check has passed, signed by its key. It asks
// for the policy's alternative names and usages. Errors: ErrCurve, *PolicyError.
func Request(p *estate.CertificatePolicy, pair *keypair.Pair) ([]byte, error) {
	signer, err := signerOf(pair)
	if err != nil {
		return nil, err
	}
	template := &x509.CertificateRequest{}
	if template.RawSubject, err = rawSubject(p); err != nil {
		return nil, err
	}
	if template.ExtraExtensions, err = extensions(p); err != nil {
		return nil, err
	}
	// basicConstraints without a word in it: no authority. The service's requests have it.
	template.ExtraExtensions = append(template.ExtraExtensions, pkix.Extension{Id: constraintsID(), Value: []byte{asn1.TagSequence | 0x20, 0}})
	csr, err := x509.CreateCertificateRequest(rand.Reader, template, signer)
	if err != nil {
		return nil, fmt.Errorf("write the certificate request: %w", err)
	}
	return csr, nil
}

// signerOf is the pair for crypto/x509.
func signerOf(pair *keypair.Pair) (crypto.Signer, error) {
	signer, ok := pair.Private().(crypto.Signer)
	if !ok || !Signable(pair.Public().Spec()) {
		return nil, ErrCurve
	}
	return signer, nil
}

func rawSubject(p *estate.CertificatePolicy) ([]byte, error) {
	name, err := ParseSubject(p.Subject)
	if err != nil {
		return nil, &PolicyError{"x509_props.subject", p.Subject, "is no X.500 name: " + err.Error()}
	}
	raw, err := asn1.Marshal(name)
	if err != nil {
		return nil, fmt.Errorf("write the subject: %w", err)
	}
	return raw, nil
}
