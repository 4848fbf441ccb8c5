package scenarios

import (
	"errors"
	"strings"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
)

// policy reads how a certificate is issued and renewed. What it leaves out is as the service has it, but for the
// issuer: a lab that names none means a certificate that signs itself.
func (t *table) policy() estate.CertificatePolicy {
	issuer := t.text("issuer")
	if issuer == "" {
		issuer = estate.SelfIssuer
	}
	p := certify.Complete(estate.CertificatePolicy{
		Issuer:      issuer,
		Key:         t.spec(),
		KeepKey:     !t.flag("exportable", true),
		ReuseKey:    t.flag("reuse_key", false),
		ContentType: t.choice("content_type", estate.PKCS12, []string{estate.PKCS12, estate.PEM}),
		Subject:     t.need("subject", "whom the certificate is for, such as CN=shop.example"),
		DNSNames:    t.distinct("dns_names"),
		Months:      t.number("months", 1, certify.MaxMonths, 0),
		Actions:     t.lifetimeActions(),
	})
	var refused *certify.PolicyError
	if err := certify.Check(&p); errors.As(err, &refused) && refused.Value != "" {
		t.bad(policyKey(refused.Part), quote(refused.Value)+" "+refused.Why)
	}
	return p
}

// policyKey is the key of a file for a part of a policy as the wire calls it.
func policyKey(part string) string {
	switch {
	case strings.HasPrefix(part, "x509_props.subject"):
		return "subject"
	case strings.HasPrefix(part, "x509_props.sans"):
		return "dns_names"
	case strings.HasPrefix(part, "lifetime_actions"):
		return "renew_days_before"
	}
	return "type"
}

// maxDaysBefore is more than any certificate's life has; the policy's own rule is stricter.
const maxDaysBefore = 27 * certify.MaxMonths

// lifetimeActions reads what happens towards the end of a certificate's life, nil for what the service does by itself.
func (t *table) lifetimeActions() []estate.CertificateAction {
	var actions []estate.CertificateAction
	for _, x := range []struct {
		word   string
		notify bool
	}{{"renew", false}, {"notify", true}} {
		days, percent := x.word+"_days_before", x.word+"_at_percentage"
		a := estate.CertificateAction{EmailContacts: x.notify, DaysBefore: t.number(days, 1, maxDaysBefore, 0),
			Percentage: t.number(percent, 1, 99, 0)}
		switch {
		case t.has(days) && t.has(percent):
			t.bad(percent, "says the same as "+days+": give one of them")
		case a.DaysBefore != 0 || a.Percentage != 0:
			actions = append(actions, a)
		}
	}
	return actions
}
