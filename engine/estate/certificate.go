package estate

import (
	"time"

	"kvlab/engine/keypair"
)

// Certificate is one issued certificate.
type Certificate struct {
	Chain [][]byte // DER, the leaf first
}

// Names of issuers that need no registration. They are compared without regard to letter case.
const (
	SelfIssuer    = "Self"    // signs with its own key, at once
	UnknownIssuer = "Unknown" // somebody outside: sign the request, then merge
)

// CertificatePolicy says how a certificate is issued and renewed.
//
// Source: Azure/azure-sdk-for-go sdk/security/keyvault/azcertificates models.go.
type CertificatePolicy struct {
	Issuer          string
	CertificateType string // cty
	Transparency    *bool  // cert_transparency

	Key keypair.Spec
	// KeepKey says that the private key is not exportable: the secret of the same name then holds the certificate alone.
	KeepKey     bool
	ReuseKey    bool
	ContentType string // PKCS12 or PEM

	Subject  string // X.500, "CN=shop.example"
	DNSNames []string
	Emails   []string
	UPNs     []string
	EKUs     []string // object identifiers
	KeyUsage []string // digitalSignature, keyEncipherment, ...
	Months   int

	Actions []CertificateAction
	Created time.Time
	Updated time.Time
}

// Content types of the secret that goes with a certificate.
const (
	PKCS12 = "application/x-pkcs12"
	PEM    = "application/x-pem-file"
)

// CertificateAction is what happens towards the end of a certificate's life; exactly one of Percentage and DaysBefore is set.
type CertificateAction struct {
	EmailContacts bool // tell the contacts only; otherwise renew
	Percentage    int  // of the lifetime, 1 to 99
	DaysBefore    int  // days before the certificate expires
}

// Issuance is a certificate's policy and the request that is under way, nil for none.
type Issuance struct {
	Policy  CertificatePolicy
	Pending *Order
}

// OrderStatus is how far a certificate request has come.
type OrderStatus string

const (
	InProgress OrderStatus = "inProgress"
	Completed  OrderStatus = "completed"
	Cancelled  OrderStatus = "cancelled"
	FailedCA   OrderStatus = "failed"
)

// Order is a certificate request: the key pair is made, the signature is missing.
type Order struct {
	RequestID string
	Issuer    string
	CSR       []byte // DER of PKCS#10
	Private   Private
	Status    OrderStatus
	Details   string
	Error     string
	// CancelRequested says that somebody asked to stop; an order placed with an authority may be carried out all the same.
	CancelRequested bool
	Started         time.Time
	// ReadyAt is when an integrated authority answers; zero when nothing will come by itself.
	ReadyAt time.Time
	Renewal bool
	// Wanted are the attributes the new version is to have.
	Wanted Attributes
}

// Issuer is a certificate authority registered with a vault.
type Issuer struct {
	Vault     string
	Name      string
	Provider  string // DigiCert, GlobalSign
	AccountID string
	Password  Private
	OrgID     string
	Admins    []IssuerAdmin
	Disabled  bool
	Created   time.Time
	Updated   time.Time
	// Delay is how long the simulated authority takes; Rejects is its reason for refusing every order, empty for none.
	Delay   time.Duration
	Rejects string
	// Authority signs for the issuer; it is made with the first order, nil before.
	Authority *Authority
}

// usualDelay is how long a simulated authority takes that says nothing else.
const usualDelay = 10 * time.Minute

// AnswersAfter is how long the simulated authority takes to answer an order.
func (i *Issuer) AnswersAfter() time.Duration {
	if i.Delay > 0 {
		return i.Delay
	}
	return usualDelay
}

// Authority is a simulated certificate authority: what it signs with.
type Authority struct {
	Chain   [][]byte // DER: the certificate of its key, and the root's
	Private Private
}

// IssuerAdmin is a person the authority may ask.
type IssuerAdmin struct {
	FirstName, LastName, Email, Phone string
}

// Contacts are who is told about a vault's certificates.
type Contacts struct {
	Vault string
	List  []Contact
}

// Contact is one of them.
type Contact struct {
	Email, Name, Phone string
}
