package az

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

// policyJSON is a certificate policy as the tool takes it: parts that are absent are nil.
type policyJSON struct {
	Issuer *struct {
		Name            string
		CertificateType string
		Transparency    *bool `json:"certificateTransparency"`
	} `json:"issuerParameters"`
	Key *struct {
		Curve      keypair.Curve
		Exportable *bool
		KeySize    int
		KeyType    keypair.Kind
		ReuseKey   bool
	} `json:"keyProperties"`
	Secret *struct {
		ContentType string
	} `json:"secretProperties"`
	X509 *struct {
		Subject      string
		EKUs         []string
		KeyUsage     []string
		Months       int `json:"validityInMonths"`
		Alternatives struct {
			DNSNames []string `json:"dnsNames"`
			Emails   []string
			UPNs     []string
		} `json:"subjectAlternativeNames"`
	} `json:"x509CertificateProperties"`
	Actions []struct {
		Action  struct{ ActionType string }
		Trigger struct {
			DaysBeforeExpiry   int
			LifetimePercentage int
		}
	} `json:"lifetimeActions"`
}

// parsePolicy reads --policy. The tool takes names in camel case and with underscores alike.
func parsePolicy(s string) (*policyJSON, error) {
	var any any
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	if err := d.Decode(&any); err != nil {
		return nil, &usageError{text: "Failed to parse JSON: " + s + "\nError detail: " + err.Error()}
	}
	raw, err := json.Marshal(camel(any))
	if err != nil {
		return nil, err
	}
	var p policyJSON
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fail("the policy does not read: %s", unread(err))
	}
	return &p, nil
}

// camel writes the names of JSON objects in camel case.
func camel(v any) any {
	switch v := v.(type) {
	case object:
		o := object{}
		for name, value := range v {
			o[camelName(name)] = camel(value)
		}
		return o
	case []any:
		for i := range v {
			v[i] = camel(v[i])
		}
	}
	return v
}

func camelName(s string) string {
	var b strings.Builder
	up := false
	for _, r := range s {
		if r == '_' {
			up = true
			continue
		}
		if up {
			r = unicode.ToUpper(r)
		}
		up = false
		b.WriteRune(r)
	}
	return b.String()
}

// parts are what the policy says, for a change of the policy that is there.
func (p *policyJSON) parts() *operation.PolicyBody {
	b := &operation.PolicyBody{}
	if p.Issuer != nil {
		b.Issuer = &operation.PolicyIssuer{Name: p.Issuer.Name, CertificateType: p.Issuer.CertificateType, Transparency: p.Issuer.Transparency}
	}
	if p.Key != nil {
		b.Key = &operation.PolicyKey{Spec: keypair.Spec{Kind: p.Key.KeyType, Bits: p.Key.KeySize, Curve: p.Key.Curve},
			KeepKey: p.Key.Exportable != nil && !*p.Key.Exportable, ReuseKey: p.Key.ReuseKey}
	}
	if p.Secret != nil {
		b.Secret = &operation.PolicySecret{ContentType: p.Secret.ContentType}
	}
	if x := p.X509; x != nil {
		b.X509 = &operation.PolicyX509{Subject: x.Subject, DNSNames: x.Alternatives.DNSNames, Emails: x.Alternatives.Emails,
			UPNs: x.Alternatives.UPNs, EKUs: x.EKUs, KeyUsage: x.KeyUsage, Months: x.Months}
	}
	for _, a := range p.Actions {
		b.Actions = append(b.Actions, estate.CertificateAction{EmailContacts: strings.EqualFold(a.Action.ActionType, "EmailContacts"),
			Percentage: a.Trigger.LifetimePercentage, DaysBefore: a.Trigger.DaysBeforeExpiry})
	}
	return b
}

// whole is the policy of a certificate to be made.
func (p *policyJSON) whole() estate.CertificatePolicy {
	return p.parts().Apply(estate.CertificatePolicy{})
}

func (t *tool) defaultPolicy() *cobra.Command {
	var scaffold bool
	c := t.command("get-default-policy", "Get the default policy for self-signed certificates.", func() (any, error) {
		if scaffold {
			return scaffoldPolicy(), nil
		}
		return usualPolicy(), nil
	})
	c.Flags().BoolVar(&scaffold, "scaffold", false, "Create a fully formed policy structure with default values.")
	return c
}

// usualPolicy is what the tool itself answers, without asking anybody.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules/keyvault/custom.py.
func usualPolicy() object {
	p := certify.DefaultPolicy()
	return object{
		"issuerParameters": object{"certificateTransparency": nil, "name": p.Issuer},
		"keyProperties":    object{"curve": nil, "exportable": !p.KeepKey, "keySize": p.Key.Bits, "keyType": string(p.Key.Kind), "reuseKey": p.ReuseKey},
		"lifetimeActions":  []any{object{"action": object{"actionType": "AutoRenew"}, "trigger": object{"daysBeforeExpiry": p.Actions[0].DaysBefore}}},
		"secretProperties": object{"contentType": p.ContentType},
		"x509CertificateProperties": object{"keyUsage": p.KeyUsage, "subject": p.Subject,
			"validityInMonths": p.Months},
	}
}

// scaffoldPolicy has everything that a policy may say, with what it may say written into it.
func scaffoldPolicy() object {
	p := usualPolicy()
	p["issuerParameters"] = object{"certificateTransparency": nil, "certificateType": "(optional) DigiCert, GlobalSign or WoSign",
		"name": "Unknown, Self, or {IssuerName}"}
	p["keyProperties"] = object{"curve": nil, "exportable": true, "keySize": 2048, "keyType": "(optional) RSA or RSA-HSM (default RSA)", "reuseKey": true}
	p["lifetimeActions"] = []any{object{"action": object{"actionType": "AutoRenew"}, "trigger": object{"daysBeforeExpiry": 90, "lifetimePercentage": nil}}}
	p["secretProperties"] = object{"contentType": "application/x-pkcs12 or application/x-pem-file"}
	p["x509CertificateProperties"] = object{"ekus": []string{"1.3.6.1.5.5.7.3.1"}, "keyUsage": certify.DefaultPolicy().KeyUsage,
		"subject":                 "C=US, ST=WA, L=Redmond, O=Contoso, OU=Contoso HR, CN=www.contoso.com",
		"subjectAlternativeNames": object{"dnsNames": []string{"hr.contoso.com", "m.contoso.com"}, "emails": []string{"hello@contoso.com"}, "upns": []string{}},
		"validityInMonths":        24}
	return p
}
