package objects

import (
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Content is what an allowed request hands to its caller; which parts are filled depends on the operation.
type Content struct {
	Item  *Item
	Items []Item
	// Next is where the next page of a list begins, empty on the last one.
	Next string
	// Crypto is the result of a cryptographic operation.
	Crypto   *Crypto
	Rotation *estate.RotationPolicy
	Policy   *estate.CertificatePolicy
	Pending  *estate.Order
	Issuer   *estate.Issuer
	Issuers  []estate.Issuer
	Contacts []estate.Contact
	// Blob is a sealed backup.
	Blob []byte
	// Vaults are copies of the vaults that an operation of the control plane shows.
	Vaults []estate.Vault
}

// Item is an object, or one version of it, as its caller sees it. It has no room for private key material.
type Item struct {
	Vault      string
	Collection estate.Collection
	Name       string
	Version    string // empty in a list of objects
	estate.Attributes
	Managed bool
	Level   RecoveryLevel
	// RecoverableDays is the vault's retention.
	RecoverableDays int
	Deleted         *estate.Deletion
	ContentType     string
	Secret          *string // the value, where it was asked for
	Key             *PublicKey
	Certificate     *IssuedCertificate
}

// PublicKey is the public half of a key.
type PublicKey struct {
	Spec       keypair.Spec
	Operations []string
	Exportable bool
	Public     []byte // keypair.Public.Marshal
}

// IssuedCertificate is a certificate without its private key; Leaf is nil when it was never issued.
type IssuedCertificate struct {
	Leaf    []byte // DER
	Policy  estate.CertificatePolicy
	Pending *estate.Order
}

// Crypto is the result of an operation with a key.
type Crypto struct {
	Version   string // of the key that was used
	Algorithm keypair.Algorithm
	Value     []byte
	// Valid is the answer of verify.
	Valid bool
}

// item is a version as its caller sees it, without the value of a secret.
func (j *judgement) item(o *estate.Object, x *estate.Version) *Item {
	i := &Item{Vault: j.vault.Name, Collection: o.Collection, Name: o.Name, Managed: o.Managed,
		Level: Recovery(j.vault), RecoverableDays: j.vault.Retention(), Deleted: o.Deleted}
	if x != nil {
		i.Version, i.Attributes = x.ID, x.Attributes
		i.holds(x)
	}
	if o.Issuance != nil {
		if i.Certificate == nil {
			i.Certificate, i.Disabled = &IssuedCertificate{}, true
		}
		i.Certificate.Policy, i.Certificate.Pending = o.Issuance.Policy, hushed(o.Issuance.Pending)
	}
	return i
}

func (i *Item) holds(x *estate.Version) {
	switch {
	case x.Secret != nil:
		i.ContentType = x.Secret.ContentType
	case x.Key != nil:
		i.Key = &PublicKey{x.Key.Spec, x.Key.Operations, x.Key.Exportable, x.Key.Public}
	case x.Certificate != nil && len(x.Certificate.Chain) > 0:
		i.Certificate = &IssuedCertificate{Leaf: x.Certificate.Chain[0]}
	}
}

// hushed is a certificate request without its private key.
func hushed(p *estate.Order) *estate.Order {
	if p == nil {
		return nil
	}
	shown := *p
	shown.Private = nil
	return &shown
}

// withValue is an item that shows the secret's value.
func (j *judgement) withValue(o *estate.Object, x *estate.Version) *Item {
	i := j.item(o, x)
	if x.Secret != nil {
		i.Secret = &x.Secret.Value
	}
	return i
}

// RecoveryLevel says what can become of an object after it is deleted.
//
// Source: Azure/azure-sdk-for-go sdk/security/keyvault/azsecrets models.go.
type RecoveryLevel string

// Recovery is the level all of a vault's objects have.
func Recovery(v *estate.Vault) RecoveryLevel {
	level := "Recoverable"
	if v.Retention() < fullRetention {
		level = "CustomizedRecoverable"
	}
	if !v.PurgeProtection {
		level += "+Purgeable"
	}
	return RecoveryLevel(level)
}

// fullRetention is the longest a vault keeps what is deleted, in days, and the default.
const fullRetention = 90
