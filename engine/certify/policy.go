package certify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Limits of a policy. Sources: MicrosoftDocs/azure-security-docs articles/key-vault/certificates (subject),
// about-certificates.md (ranges of the triggers). The longest validity is unverified.
const (
	MaxSubject   = 200 // characters
	MaxMonths    = 1200
	daysPerMonth = 27
	maxNames     = 100 // of each sort; kvlab's own bound
	maxName      = 255 // bytes of a name
)

// Object identifiers of the extended key usages that a policy has by default.
const (
	ServerAuth = "1.3.6.1.5.5.7.3.1"
	ClientAuth = "1.3.6.1.5.5.7.3.2"
)

const (
	defaultMonths = 12
	defaultRenew  = 80 // % of the lifetime
)

// Complete fills in what a policy leaves out. Recorded answers of the service show all of it (Azure/azure-sdk-for-js
// sdk/keyvault/keyvault-certificates recordings) but two: no issuer means Unknown, and keys in hardware are never
// exportable (MicrosoftDocs/azure-security-docs articles/key-vault/certificates/create-certificate-scenarios.md,
// about-certificates.md).
func Complete(p estate.CertificatePolicy) estate.CertificatePolicy {
	if p.Issuer == "" {
		p.Issuer = estate.UnknownIssuer
	}
	if p.Key.Kind == "" {
		p.Key.Kind = keypair.RSA
	}
	if full, err := p.Key.Complete(); err == nil {
		p.Key = full
	}
	p.KeepKey = p.KeepKey || p.Key.Kind.HSM()
	if p.ContentType == "" {
		p.ContentType = estate.PKCS12
	}
	if p.EKUs == nil {
		p.EKUs = []string{ServerAuth, ClientAuth}
	}
	if p.KeyUsage == nil {
		p.KeyUsage = []string{"digitalSignature", "keyEncipherment"}
	}
	if p.Months == 0 {
		p.Months = defaultMonths
	}
	if p.Actions == nil {
		p.Actions = []estate.CertificateAction{{Percentage: defaultRenew, EmailContacts: strings.EqualFold(p.Issuer, estate.UnknownIssuer)}}
	}
	return p
}

// DefaultPolicy is what "az keyvault certificate get-default-policy" prints.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules/keyvault/custom.py.
func DefaultPolicy() estate.CertificatePolicy {
	return estate.CertificatePolicy{
		Issuer: estate.SelfIssuer, Key: keypair.Spec{Kind: keypair.RSA, Bits: 2048}, ReuseKey: true, ContentType: estate.PKCS12,
		Subject: "CN=CLIGetDefaultPolicy", Months: defaultMonths,
		KeyUsage: []string{"cRLSign", "dataEncipherment", "digitalSignature", "keyEncipherment", "keyAgreement", "keyCertSign"},
		Actions:  []estate.CertificateAction{{DaysBefore: 90}},
	}
}

// Signable reports whether certificates for such a key are simulated.
func Signable(s keypair.Spec) bool { return s.Curve != keypair.P256K }

// Check says what the service refuses in a complete policy, with a *PolicyError.
func Check(p *estate.CertificatePolicy) error {
	for _, check := range []func(*estate.CertificatePolicy) *PolicyError{
		checkKey, checkSubject, checkNames, checkUses, checkMonths, checkActions,
	} {
		if err := check(p); err != nil {
			return err
		}
	}
	return nil
}

func checkKey(p *estate.CertificatePolicy) *PolicyError {
	if _, err := p.Key.Complete(); err != nil {
		return &PolicyError{"key_props", p.Key.String(), "is refused: " + err.Error()}
	}
	if p.ContentType != estate.PKCS12 && p.ContentType != estate.PEM {
		return &PolicyError{"secret_props.contentType", p.ContentType, "is neither " + estate.PKCS12 + " nor " + estate.PEM}
	}
	return nil
}

func checkSubject(p *estate.CertificatePolicy) *PolicyError {
	const part = "x509_props.subject"
	switch {
	case strings.TrimSpace(p.Subject) == "" && len(p.DNSNames)+len(p.Emails)+len(p.UPNs) == 0:
		return &PolicyError{part, "", "is missing, and there is no subject alternative name either"}
	case utf8.RuneCountInString(p.Subject) > MaxSubject:
		return &PolicyError{part, p.Subject, fmt.Sprintf("has more than %d characters", MaxSubject)}
	}
	if _, err := ParseSubject(p.Subject); err != nil {
		return &PolicyError{part, p.Subject, "is no X.500 name: " + err.Error()}
	}
	return nil
}

func checkNames(p *estate.CertificatePolicy) *PolicyError {
	for _, sort := range []struct {
		part, why string
		names     []string
		valid     func(string) bool
	}{
		{"dns_names", "is no DNS name", p.DNSNames, validDNS},
		{"emails", "is no mail address", p.Emails, validEmail},
		{"upns", "is no user principal name", p.UPNs, validUPN},
	} {
		part := "x509_props.sans." + sort.part
		if len(sort.names) > maxNames {
			return &PolicyError{part, strconv.Itoa(len(sort.names)), fmt.Sprintf("has more than %d names", maxNames)}
		}
		if i := slices.IndexFunc(sort.names, func(s string) bool { return len(s) > maxName || !sort.valid(s) }); i >= 0 {
			return &PolicyError{part, sort.names[i], sort.why}
		}
	}
	return nil
}

// validDNS takes host names and wildcards; the labels' own rules are left to the authority.
func validDNS(name string) bool {
	for _, label := range strings.Split(strings.TrimPrefix(name, "*."), ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
			return false
		}
	}
	return true
}

func validEmail(s string) bool {
	user, host, found := strings.Cut(s, "@")
	return found && user != "" && host != "" && visible(s) && !strings.ContainsFunc(s, func(r rune) bool { return r > '~' })
}

func validUPN(s string) bool { return s != "" && visible(s) }

// visible reports whether s is text without spaces and control characters.
func visible(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f })
}

func checkUses(p *estate.CertificatePolicy) *PolicyError {
	for _, use := range p.EKUs {
		if _, err := parseOID(use); err != nil {
			return &PolicyError{"x509_props.ekus", use, "is no object identifier"}
		}
	}
	for _, word := range p.KeyUsage {
		if _, known := keyUsages()[word]; !known {
			return &PolicyError{"x509_props.key_usage", word, "is no key usage"}
		}
	}
	return nil
}

func checkMonths(p *estate.CertificatePolicy) *PolicyError {
	if p.Months < 1 || p.Months > MaxMonths {
		return &PolicyError{"x509_props.validity_months", strconv.Itoa(p.Months), fmt.Sprintf("is not between 1 and %d", MaxMonths)}
	}
	return nil
}

func checkActions(p *estate.CertificatePolicy) *PolicyError {
	for _, a := range p.Actions {
		if err := checkTrigger(a, p.Months*daysPerMonth); err != nil {
			return err
		}
	}
	return nil
}

func checkTrigger(a estate.CertificateAction, mostDays int) *PolicyError {
	const part = "lifetime_actions.trigger"
	switch {
	case a.Percentage != 0 && a.DaysBefore != 0:
		return &PolicyError{part, "", "has both lifetime_percentage and days_before_expiry"}
	case a.Percentage == 0 && a.DaysBefore == 0:
		return &PolicyError{part, "", "has neither lifetime_percentage nor days_before_expiry"}
	case a.Percentage < 0 || a.Percentage > 99:
		return &PolicyError{part + ".lifetime_percentage", strconv.Itoa(a.Percentage), "is not between 1 and 99"}
	case a.DaysBefore < 0 || a.DaysBefore > mostDays:
		return &PolicyError{part + ".days_before_expiry", strconv.Itoa(a.DaysBefore), fmt.Sprintf("is not between 1 and %d, %d for each month of the validity", mostDays, daysPerMonth)}
	}
	return nil
}
