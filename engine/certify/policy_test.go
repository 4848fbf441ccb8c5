package certify_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

func TestWhatAPolicyLeavesOutIsFilledIn(t *testing.T) {
	got := certify.Complete(estate.CertificatePolicy{Issuer: "Self", Subject: "cn=MyCert"})
	want := estate.CertificatePolicy{Issuer: "Self", Subject: "cn=MyCert", Key: keypair.Spec{Kind: keypair.RSA, Bits: 2048},
		ContentType: "application/x-pkcs12", EKUs: []string{"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"},
		KeyUsage: []string{"digitalSignature", "keyEncipherment"}, Months: 12, Actions: []estate.CertificateAction{{Percentage: 80}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if again := certify.Complete(got); !reflect.DeepEqual(again, got) {
		t.Errorf("a complete policy changed: %+v", again)
	}
}

// Nobody renews what an unknown authority signed, so its contacts are told.
func TestWithoutAnIssuerSomebodyOutsideSigns(t *testing.T) {
	got := certify.Complete(estate.CertificatePolicy{Subject: "CN=a"})
	if got.Issuer != estate.UnknownIssuer || !got.Actions[0].EmailContacts {
		t.Errorf("%+v", got)
	}
}

func TestKeysInHardwareAreNeverExportable(t *testing.T) {
	if !certify.Complete(estate.CertificatePolicy{Key: keypair.Spec{Kind: keypair.RSAHSM}}).KeepKey {
		t.Error("an RSA-HSM key is exportable")
	}
}

func TestEmptyListsAreNotFilledIn(t *testing.T) {
	got := certify.Complete(estate.CertificatePolicy{EKUs: []string{}, KeyUsage: []string{}, Actions: []estate.CertificateAction{}})
	if len(got.EKUs)+len(got.KeyUsage)+len(got.Actions) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTheToolsDefaultPolicyIsAccepted(t *testing.T) {
	p := certify.Complete(certify.DefaultPolicy())
	if err := certify.Check(&p); err != nil {
		t.Error(err)
	}
	_, chain := selfSigned(t, p, noon)
	if c := parse(t, chain[0]); c.IsCA || c.Subject.CommonName != "CLIGetDefaultPolicy" {
		t.Errorf("%+v", c.Subject)
	}
}

func TestWhatIsRefusedInAPolicy(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*estate.CertificatePolicy)
		part   string // of the complaint; empty where there is none
	}{
		"nothing":                           {func(*estate.CertificatePolicy) {}, ""},
		"a subject of 200 characters":       {func(p *estate.CertificatePolicy) { p.Subject = "CN=" + strings.Repeat("é", 197) }, ""},
		"a subject of 201 characters":       {func(p *estate.CertificatePolicy) { p.Subject = "CN=" + strings.Repeat("x", 198) }, "x509_props.subject"},
		"a subject that is no name":         {func(p *estate.CertificatePolicy) { p.Subject = "shop.example" }, "x509_props.subject"},
		"a comma without quotation marks":   {func(p *estate.CertificatePolicy) { p.Subject = "O=Contoso, Ltd." }, "x509_props.subject"},
		"no subject, but a name":            {func(p *estate.CertificatePolicy) { p.Subject = "" }, ""},
		"no subject and no name":            {func(p *estate.CertificatePolicy) { p.Subject, p.DNSNames = "", nil }, "x509_props.subject"},
		"a subject of spaces":               {func(p *estate.CertificatePolicy) { p.Subject, p.DNSNames = "  ", nil }, "x509_props.subject"},
		"a key of 1024 bits":                {func(p *estate.CertificatePolicy) { p.Key = keypair.Spec{Kind: "RSA", Bits: 1024} }, "key_props"},
		"an unknown kind of key":            {func(p *estate.CertificatePolicy) { p.Key.Kind = "oct" }, "key_props"},
		"the curve of Bitcoin":              {func(p *estate.CertificatePolicy) { p.Key.Curve = keypair.P256K }, ""},
		"PEM":                               {func(p *estate.CertificatePolicy) { p.ContentType = estate.PEM }, ""},
		"an unknown content type":           {func(p *estate.CertificatePolicy) { p.ContentType = "text/plain" }, "secret_props.contentType"},
		"a DNS name with a space":           {func(p *estate.CertificatePolicy) { p.DNSNames = []string{"a.example", "b c"} }, "x509_props.sans.dns_names"},
		"a DNS name with an empty label":    {func(p *estate.CertificatePolicy) { p.DNSNames = []string{"a..example"} }, "x509_props.sans.dns_names"},
		"a star in the middle":              {func(p *estate.CertificatePolicy) { p.DNSNames = []string{"a.*.example"} }, "x509_props.sans.dns_names"},
		"101 names":                         {func(p *estate.CertificatePolicy) { p.DNSNames = strings.Split(strings.Repeat("a ", 100)+"a", " ") }, "x509_props.sans.dns_names"},
		"a mail address":                    {func(p *estate.CertificatePolicy) { p.Emails = []string{"ada@shop.example"} }, ""},
		"a mail address without a host":     {func(p *estate.CertificatePolicy) { p.Emails = []string{"ada@"} }, "x509_props.sans.emails"},
		"a user principal name of 256":      {func(p *estate.CertificatePolicy) { p.UPNs = []string{strings.Repeat("x", 256)} }, "x509_props.sans.upns"},
		"an extended key usage in words":    {func(p *estate.CertificatePolicy) { p.EKUs = []string{"serverAuth"} }, "x509_props.ekus"},
		"the largest object identifier":     {func(p *estate.CertificatePolicy) { p.EKUs = []string{"2.1073741823"} }, ""},
		"one that crypto/x509 cannot read":  {func(p *estate.CertificatePolicy) { p.EKUs = []string{"2.1073741824"} }, "x509_props.ekus"},
		"an unknown key usage":              {func(p *estate.CertificatePolicy) { p.KeyUsage = []string{"DigitalSignature"} }, "x509_props.key_usage"},
		"no months":                         {func(p *estate.CertificatePolicy) { p.Months = -1 }, "x509_props.validity_months"},
		"1201 months":                       {func(p *estate.CertificatePolicy) { p.Months = 1201 }, "x509_props.validity_months"},
		"both triggers":                     {actions(estate.CertificateAction{Percentage: 80, DaysBefore: 30}), "lifetime_actions.trigger"},
		"no trigger":                        {actions(estate.CertificateAction{EmailContacts: true}), "lifetime_actions.trigger"},
		"99 per cent":                       {actions(estate.CertificateAction{Percentage: 99}), ""},
		"100 per cent":                      {actions(estate.CertificateAction{Percentage: 100}), "lifetime_actions.trigger.lifetime_percentage"},
		"27 days for each month":            {actions(estate.CertificateAction{DaysBefore: 324}), ""},
		"a day more":                        {actions(estate.CertificateAction{DaysBefore: 325}), "lifetime_actions.trigger.days_before_expiry"},
		"the second action counts, too":     {actions(estate.CertificateAction{DaysBefore: 1}, estate.CertificateAction{Percentage: -1}), "lifetime_actions.trigger.lifetime_percentage"},
		"a control character in a UPN":      {func(p *estate.CertificatePolicy) { p.UPNs = []string{"a\x1bb"} }, "x509_props.sans.upns"},
		"a mail address in another charset": {func(p *estate.CertificatePolicy) { p.Emails = []string{"ü@shop.example"} }, "x509_props.sans.emails"},
	} {
		t.Run(name, func(t *testing.T) {
			p := shop()
			c.change(&p)
			var refused *certify.PolicyError
			if err := certify.Check(&p); errors.As(err, &refused) != (c.part != "") || refused != nil && refused.Part != c.part {
				t.Errorf("%v", err)
			}
		})
	}
}

func actions(all ...estate.CertificateAction) func(*estate.CertificatePolicy) {
	return func(p *estate.CertificatePolicy) { p.Actions = all }
}
