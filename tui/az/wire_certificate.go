package az

import (
	"encoding/base64"
	"fmt"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

// certificateBody reads the body of an operation on certificates.
func certificateBody(verb string, raw []byte) (operation.Body, error) {
	switch verb {
	case "create":
		return into(raw, (*createCertificateWire).body)
	case "import":
		return into(raw, (*importCertificateWire).body)
	case "merge":
		return into(raw, (*mergeWire).body)
	case "update-policy":
		return into(raw, (*policyWire).body)
	case "set-issuer", "update-issuer":
		return into(raw, (*issuerWire).body)
	case "set-contacts":
		return into(raw, (*contactsWire).body)
	}
	return nil, nil
}

// policyWire is a certificate policy on the wire; parts that are absent are nil.
type policyWire struct {
	ID      string             `json:"id,omitempty"`
	Key     *policyKeyWire     `json:"key_props,omitempty"`
	Secret  *policySecretWire  `json:"secret_props,omitempty"`
	X509    *policyX509Wire    `json:"x509_props,omitempty"`
	Actions []policyActionWire `json:"lifetime_actions,omitempty"`
	Issuer  *policyIssuerWire  `json:"issuer,omitempty"`
}

type policyKeyWire struct {
	Exportable *bool         `json:"exportable,omitempty"`
	Kind       keypair.Kind  `json:"kty,omitempty"`
	Size       int           `json:"key_size,omitempty"`
	Curve      keypair.Curve `json:"crv,omitempty"`
	ReuseKey   bool          `json:"reuse_key"`
}

type policySecretWire struct {
	ContentType string `json:"contentType"`
}

type policyX509Wire struct {
	Subject  string    `json:"subject"`
	Names    namesWire `json:"sans"`
	EKUs     []string  `json:"ekus,omitempty"`
	KeyUsage []string  `json:"key_usage,omitempty"`
	Months   int       `json:"validity_months,omitempty"`
}

type namesWire struct {
	DNSNames []string `json:"dns_names,omitempty"`
	Emails   []string `json:"emails,omitempty"`
	UPNs     []string `json:"upns,omitempty"`
}

type policyActionWire struct {
	Trigger struct {
		Percentage int `json:"lifetime_percentage,omitempty"`
		DaysBefore int `json:"days_before_expiry,omitempty"`
	} `json:"trigger"`
	Action struct {
		Type string `json:"action_type"`
	} `json:"action"`
}

type policyIssuerWire struct {
	Name            string `json:"name"`
	CertificateType string `json:"cty,omitempty"`
	Transparency    *bool  `json:"cert_transparency,omitempty"`
}

func (w *policyWire) parts() *operation.PolicyBody {
	b := &operation.PolicyBody{}
	if w.Issuer != nil {
		b.Issuer = &operation.PolicyIssuer{Name: w.Issuer.Name, CertificateType: w.Issuer.CertificateType, Transparency: w.Issuer.Transparency}
	}
	if k := w.Key; k != nil {
		b.Key = &operation.PolicyKey{Spec: keypair.Spec{Kind: k.Kind, Bits: k.Size, Curve: k.Curve},
			KeepKey: k.Exportable != nil && !*k.Exportable, ReuseKey: k.ReuseKey}
	}
	if w.Secret != nil {
		b.Secret = &operation.PolicySecret{ContentType: w.Secret.ContentType}
	}
	if x := w.X509; x != nil {
		b.X509 = &operation.PolicyX509{Subject: x.Subject, DNSNames: x.Names.DNSNames, Emails: x.Names.Emails, UPNs: x.Names.UPNs,
			EKUs: x.EKUs, KeyUsage: x.KeyUsage, Months: x.Months}
	}
	for _, a := range w.Actions {
		b.Actions = append(b.Actions, estate.CertificateAction{EmailContacts: strings.EqualFold(a.Action.Type, "EmailContacts"),
			Percentage: a.Trigger.Percentage, DaysBefore: a.Trigger.DaysBefore})
	}
	return b
}

func (w *policyWire) body() (operation.Body, error) { return w.parts(), nil }

// wirePolicy is the way back.
func wirePolicy(id string, p *estate.CertificatePolicy) *policyWire {
	exportable := !p.KeepKey
	w := &policyWire{ID: id, Key: &policyKeyWire{&exportable, p.Key.Kind, p.Key.Bits, p.Key.Curve, p.ReuseKey},
		Secret: &policySecretWire{p.ContentType},
		X509:   &policyX509Wire{p.Subject, namesWire{p.DNSNames, p.Emails, p.UPNs}, p.EKUs, p.KeyUsage, p.Months},
		Issuer: &policyIssuerWire{p.Issuer, p.CertificateType, p.Transparency}}
	for _, a := range p.Actions {
		var out policyActionWire
		out.Trigger.Percentage, out.Trigger.DaysBefore, out.Action.Type = a.Percentage, a.DaysBefore, actionWord(a.EmailContacts)
		w.Actions = append(w.Actions, out)
	}
	return w
}

type createCertificateWire struct {
	Policy     policyWire        `json:"policy"`
	Tags       map[string]string `json:"tags"`
	Attributes attributesWire    `json:"attributes"`
}

func (w *createCertificateWire) body() (operation.Body, error) {
	return &operation.CreateCertificateBody{Policy: w.Policy.parts().Apply(estate.CertificatePolicy{}), Settings: w.Attributes.settings(w.Tags)}, nil
}

type importCertificateWire struct {
	Value      string            `json:"value"`
	Password   string            `json:"pwd"`
	Policy     *policyWire       `json:"policy"`
	Tags       map[string]string `json:"tags"`
	Attributes attributesWire    `json:"attributes"`
}

// body takes PEM as it is; PKCS#12 comes in base64.
func (w *importCertificateWire) body() (operation.Body, error) {
	b := &operation.ImportCertificateBody{Material: []byte(w.Value), Password: w.Password, Settings: w.Attributes.settings(w.Tags)}
	if raw, err := base64.StdEncoding.DecodeString(w.Value); err == nil {
		b.Material = raw
	}
	if w.Policy != nil {
		whole := w.Policy.parts().Apply(estate.CertificatePolicy{})
		b.Policy = &whole
	}
	return b, nil
}

type mergeWire struct {
	Chain      []string          `json:"x5c"`
	Tags       map[string]string `json:"tags"`
	Attributes attributesWire    `json:"attributes"`
}

func (w *mergeWire) body() (operation.Body, error) {
	b := &operation.MergeBody{Settings: w.Attributes.settings(w.Tags)}
	for i, s := range w.Chain {
		der, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return nil, fmt.Errorf("x5c[%d] is not base64", i)
		}
		b.Chain = append(b.Chain, der)
	}
	return b, nil
}

type issuerWire struct {
	ID          string `json:"id,omitempty"`
	Provider    string `json:"provider"`
	Credentials struct {
		AccountID string `json:"account_id,omitempty"`
		Password  string `json:"pwd,omitempty"`
	} `json:"credentials"`
	Org struct {
		ID     string      `json:"id,omitempty"`
		Admins []adminWire `json:"admin_details"`
	} `json:"org_details"`
	Attributes struct {
		Enabled *bool `json:"enabled,omitempty"`
		Created int64 `json:"created,omitempty"`
		Updated int64 `json:"updated,omitempty"`
	} `json:"attributes"`
}

type adminWire struct {
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
}

func (w *issuerWire) body() (operation.Body, error) {
	i := estate.Issuer{Provider: w.Provider, AccountID: w.Credentials.AccountID, Password: estate.Private(w.Credentials.Password), OrgID: w.Org.ID,
		Disabled: w.Attributes.Enabled != nil && !*w.Attributes.Enabled}
	for _, a := range w.Org.Admins {
		i.Admins = append(i.Admins, estate.IssuerAdmin(a))
	}
	return &operation.IssuerBody{Issuer: i}, nil
}

// wireIssuer is the way back, without the password.
func wireIssuer(vault string, i *estate.Issuer) *issuerWire {
	enabled := !i.Disabled
	w := &issuerWire{ID: address(vault, "certificates", "issuers", i.Name), Provider: i.Provider}
	w.Credentials.AccountID, w.Org.ID, w.Org.Admins = i.AccountID, i.OrgID, []adminWire{}
	for _, a := range i.Admins {
		w.Org.Admins = append(w.Org.Admins, adminWire(a))
	}
	w.Attributes.Enabled, w.Attributes.Created, w.Attributes.Updated = &enabled, seconds(i.Created), seconds(i.Updated)
	return w
}

type contactsWire struct {
	ID       string        `json:"id,omitempty"`
	Contacts []contactWire `json:"contacts"`
}

type contactWire struct {
	Email string `json:"email"`
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
}

func (w *contactsWire) body() (operation.Body, error) {
	b := &operation.ContactsBody{}
	for _, c := range w.Contacts {
		b.Contacts = append(b.Contacts, estate.Contact(c))
	}
	return b, nil
}
