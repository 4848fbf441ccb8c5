package certify

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"kvlab/engine/keypair"
)

// maxIterations is how often a password may be hashed. Files have 2,048 to some 100,000; more keeps the machine busy.
const maxIterations = 1_000_000

// unpackPFX reads PKCS#12, the old encryption with SHA-1 included, with and without a password.
func unpackPFX(der []byte, password string) (*keypair.Pair, []*x509.Certificate, error) {
	if tooSlow(der, 0) {
		return nil, nil, ErrForm
	}
	private, leaf, others, err := pkcs12.DecodeChain(der, password)
	if err != nil {
		return nil, nil, pfxError(err)
	}
	pair, err := keypair.Of(private)
	if err != nil {
		return nil, nil, err
	}
	if len(others) >= maxChain {
		return nil, nil, ErrForm
	}
	return pair, append([]*x509.Certificate{leaf}, others...), nil
}

// pfxError maps the library's errors, two of which can only be told by their text.
func pfxError(err error) error {
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return ErrPassword
	case err.Error() == "pkcs12: private key missing":
		return ErrNoKey
	case err.Error() == "pkcs12: certificate missing":
		return ErrNoCertificate
	}
	return ErrForm
}

// maxDepth is deeper than PKCS#12 nests.
const maxDepth = 24

// tooSlow looks through DER, octet strings included, for a count of iterations, which always comes after a salt. The
// library has no bound of its own. Counts inside encrypted parts stay unseen.
func tooSlow(der []byte, depth int) bool {
	if depth > maxDepth {
		return true
	}
	afterSalt := false
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return false
		}
		isOctets := v.Class == asn1.ClassUniversal && v.Tag == asn1.TagOctetString
		if afterSalt && v.Class == asn1.ClassUniversal && v.Tag == asn1.TagInteger &&
			new(big.Int).SetBytes(v.Bytes).Cmp(big.NewInt(maxIterations)) > 0 {
			return true
		}
		if (v.IsCompound || isOctets) && tooSlow(v.Bytes, depth+1) {
			return true
		}
		afterSalt, der = isOctets, rest
	}
	return false
}
