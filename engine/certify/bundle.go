package certify

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"fmt"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Bundle is what the secret of a certificate's name holds: PKCS#12 in base64, or PEM text, as the policy says. Unless
// the policy keeps the key, the private key is in it.
//
// A PKCS#12 file has the empty password, AES-256 and PBKDF2 with SHA-256: "openssl pkcs12 -passin pass:" opens it
// from version 1.1, Windows from Server 2019. What the service puts into the secret of a key that it keeps is
// unverified: here it is the chain in the same form.
func Bundle(p *estate.CertificatePolicy, pair *keypair.Pair, chain [][]byte) (value string, err error) {
	if p.ContentType == estate.PEM {
		return bundlePEM(p, pair, chain)
	}
	certs, err := parseChain(chain)
	if err != nil {
		return "", err
	}
	var file []byte
	if p.KeepKey {
		file, err = pkcs12.Modern2023.EncodeTrustStore(certs, "")
	} else {
		file, err = pkcs12.Modern2023.Encode(pair.Private(), certs[0], certs[1:], "")
	}
	if err != nil {
		return "", fmt.Errorf("write PKCS#12: %w", err)
	}
	return base64.StdEncoding.EncodeToString(file), nil
}

func bundlePEM(p *estate.CertificatePolicy, pair *keypair.Pair, chain [][]byte) (string, error) {
	var b bytes.Buffer
	if !p.KeepKey {
		if err := pem.Encode(&b, &pem.Block{Type: "PRIVATE KEY", Bytes: pair.Seal()}); err != nil {
			return "", err
		}
	}
	for _, der := range chain {
		if err := pem.Encode(&b, &pem.Block{Type: certificateBlock, Bytes: der}); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}
