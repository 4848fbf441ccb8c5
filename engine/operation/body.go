package operation

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Body is what a request carries besides the object's name: one of the types of this file.
type Body interface{ body() }

// Settings are the attributes a new version is to have.
type Settings struct {
	Tags      map[string]string
	Disabled  bool
	NotBefore time.Time // zero: none
	Expires   time.Time // zero: none
}

// SecretBody is what secrets/set stores.
type SecretBody struct {
	Value       string
	ContentType string
	Settings
}

// UpdateBody changes attributes of one version (secrets/update, keys/update, certificates/update). Nil leaves an
// attribute as it is; a pointer to a zero time takes it away.
type UpdateBody struct {
	Enabled     *bool
	NotBefore   *time.Time
	Expires     *time.Time
	Tags        map[string]string
	ContentType *string  // secrets
	Operations  []string // keys
}

// CreateKeyBody is for keys/create. Without operations the key gets all that suit its kind.
type CreateKeyBody struct {
	Spec       keypair.Spec
	Operations []string
	Exportable bool
	Settings
}

// ImportKeyBody is for keys/import: a private key as JSON Web Key.
type ImportKeyBody struct {
	JWK        []byte
	Operations []string // nil: those of the JWK
	HSM        bool
	Settings
}

// CryptoBody is for encrypt, decrypt, wrap, unwrap, sign and verify.
type CryptoBody struct {
	Algorithm keypair.Algorithm
	// Value is the plaintext, the ciphertext or the digest; for verify it is the signature, over Digest.
	Value  []byte
	Digest []byte
	// Input names a request of this lab whose last result stands in for an empty Value: unwrap what it wrapped.
	Input string
}

// RotationBody is for keys/set-rotation-policy.
type RotationBody struct{ Policy estate.RotationPolicy }

// CreateCertificateBody is for certificates/create.
type CreateCertificateBody struct {
	Policy estate.CertificatePolicy
	Settings
}

// ImportCertificateBody is for certificates/import: PKCS#12 or PEM text, with its private key.
type ImportCertificateBody struct {
	Material []byte
	Password string
	// Policy is what the renewal follows; nil takes it from the certificate.
	Policy *estate.CertificatePolicy
	Settings
}

// MergeBody is for certificates/merge: the signed certificate and its chain, leaf first, each DER.
type MergeBody struct {
	Chain [][]byte
	Settings
}

// PolicyBody is for certificates/update-policy. Parts that are nil stay as they are.
type PolicyBody struct {
	Issuer  *PolicyIssuer
	Key     *PolicyKey
	Secret  *PolicySecret
	X509    *PolicyX509
	Actions []estate.CertificateAction
}

// Apply is a policy with the parts that are there replaced.
func (b *PolicyBody) Apply(p estate.CertificatePolicy) estate.CertificatePolicy {
	if b.Issuer != nil {
		p.Issuer, p.CertificateType, p.Transparency = b.Issuer.Name, b.Issuer.CertificateType, b.Issuer.Transparency
	}
	if b.Key != nil {
		p.Key, p.KeepKey, p.ReuseKey = b.Key.Spec, b.Key.KeepKey, b.Key.ReuseKey
	}
	if b.Secret != nil {
		p.ContentType = b.Secret.ContentType
	}
	if x := b.X509; x != nil {
		p.Subject, p.DNSNames, p.Emails, p.UPNs = x.Subject, x.DNSNames, x.Emails, x.UPNs
		p.EKUs, p.KeyUsage, p.Months = x.EKUs, x.KeyUsage, x.Months
	}
	if b.Actions != nil {
		p.Actions = b.Actions
	}
	return p
}

// PolicyIssuer is the policy's part issuer.
type PolicyIssuer struct {
	Name            string
	CertificateType string
	Transparency    *bool
}

// PolicyKey is the policy's part key_props.
type PolicyKey struct {
	Spec     keypair.Spec
	KeepKey  bool
	ReuseKey bool
}

// PolicySecret is the policy's part secret_props.
type PolicySecret struct{ ContentType string }

// PolicyX509 is the policy's part x509_props.
type PolicyX509 struct {
	Subject                string
	DNSNames, Emails, UPNs []string
	EKUs, KeyUsage         []string
	Months                 int
}

// RestoreBody is a sealed backup, as the backup operations give it out.
type RestoreBody struct{ Blob []byte }

// IssuerBody is for certificates/set-issuer and update-issuer; on an update, empty fields stay as they are.
type IssuerBody struct{ Issuer estate.Issuer }

// ContactsBody is for certificates/set-contacts.
type ContactsBody struct{ Contacts []estate.Contact }

// PageBody asks for one page of a list.
type PageBody struct {
	Max  int    // 1 to 25; 0 means 25
	Skip string // where the page before ended: Content.Next of its answer
	// Pending lists certificates that are not issued yet, too.
	Pending bool
}

func (*SecretBody) body()            {}
func (*UpdateBody) body()            {}
func (*CreateKeyBody) body()         {}
func (*ImportKeyBody) body()         {}
func (*CryptoBody) body()            {}
func (*RotationBody) body()          {}
func (*CreateCertificateBody) body() {}
func (*ImportCertificateBody) body() {}
func (*MergeBody) body()             {}
func (*PolicyBody) body()            {}
func (*RestoreBody) body()           {}
func (*IssuerBody) body()            {}
func (*ContactsBody) body()          {}
func (*PageBody) body()              {}
