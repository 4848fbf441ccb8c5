package consumer

import (
	"crypto/x509"
	"encoding/hex"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Statuses of a certificate binding. The words are kvlab's.
const (
	Serving   = "Serving"
	Stale     = "Stale"     // it serves what it got earlier, for it gets nothing now
	NoKey     = "NoKey"     // what it read holds no private key
	NotServed = "NotServed" // it never got a certificate
)

// bind lets a gateway fetch its certificate. It reads the secret of the certificate's name: that is where the private
// key is. When the read fails it goes on serving what it has.
//
// Source: MicrosoftDocs/azure-docs articles/application-gateway/key-vault-certs.md.
func bind(c *estate.Consumer, now *estate.Condition, ask Ask) error {
	t, content, err := ask(request(c, "secrets/get", c.Vault, c.Object, c.Version, nil))
	if err != nil {
		return err
	}
	if t.Verdict != trace.Allowed || content.Item == nil || content.Item.Secret == nil {
		notServed(now, "cannot read its certificate. "+why(t))
		return nil
	}
	if content.Item.Version == now.Version && now.Thumbprint != "" {
		good(now, Serving, followed(c.Version), now.Version)
		return nil
	}
	leaf, err := leafOf(*content.Item.Secret)
	if err != nil {
		notServed(now, "cannot use what it read: "+err.Error())
		if now.Thumbprint == "" {
			now.Status = NoKey
		}
		return nil
	}
	now.Thumbprint, now.Expires = hex.EncodeToString(certify.Thumbprint(leaf.Raw)), leaf.NotAfter
	good(now, Serving, followed(c.Version), content.Item.Version)
	return nil
}

// leafOf is the certificate in a secret that holds it with its private key. One that has expired is served all the
// same: nobody but its visitors minds.
func leafOf(value string) (*x509.Certificate, error) {
	imported, err := certify.Import([]byte(value), "", time.Time{})
	if err != nil {
		return nil, err
	}
	return certify.Parse(imported.Chain[0])
}

func notServed(now *estate.Condition, detail string) {
	status := NotServed
	if now.Thumbprint != "" {
		status, detail = Stale, "serves what it got at "+trace.Stamp(now.GoodAt)+"; it "+detail
	}
	bad(now, status, detail)
}
