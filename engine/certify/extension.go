package certify

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine/estate"
)

// The extensions are written here and not by crypto/x509, which knows neither user principal names nor every
// extended key usage.

func keyUsageID() asn1.ObjectIdentifier    { return asn1.ObjectIdentifier{2, 5, 29, 15} }
func altNamesID() asn1.ObjectIdentifier    { return asn1.ObjectIdentifier{2, 5, 29, 17} }
func constraintsID() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 5, 29, 19} }
func extendedUseID() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 5, 29, 37} }

// principalNameID is a user principal name as an otherName of a certificate.
//
// Source: Microsoft, szOID_NT_PRINCIPAL_NAME.
func principalNameID() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 20, 2, 3}
}

// Kinds of GeneralName, RFC 5280 section 4.2.1.6.
const (
	otherName = 0
	emailName = 1
	dnsName   = 2
)

// keyUsages are the policy's words for the bits of RFC 5280 section 4.2.1.3.
func keyUsages() map[string]x509.KeyUsage {
	return map[string]x509.KeyUsage{
		"digitalSignature": x509.KeyUsageDigitalSignature, "nonRepudiation": x509.KeyUsageContentCommitment,
		"keyEncipherment": x509.KeyUsageKeyEncipherment, "dataEncipherment": x509.KeyUsageDataEncipherment,
		"keyAgreement": x509.KeyUsageKeyAgreement, "keyCertSign": x509.KeyUsageCertSign, "cRLSign": x509.KeyUsageCRLSign,
		"encipherOnly": x509.KeyUsageEncipherOnly, "decipherOnly": x509.KeyUsageDecipherOnly,
	}
}

// extensions are what a policy asks for; an empty list leaves its extension out.
func extensions(p *estate.CertificatePolicy) ([]pkix.Extension, error) {
	var all []pkix.Extension
	for _, add := range []func(*estate.CertificatePolicy) (*pkix.Extension, error){keyUsage, extendedUse, altNames} {
		e, err := add(p)
		if err != nil {
			return nil, err
		}
		if e != nil {
			all = append(all, *e)
		}
	}
	return all, nil
}

func keyUsage(p *estate.CertificatePolicy) (*pkix.Extension, error) {
	var bits x509.KeyUsage
	for _, word := range p.KeyUsage {
		bits |= keyUsages()[word]
	}
	if bits == 0 {
		return nil, nil
	}
	// The first bit of a BIT STRING is the highest of its first byte; trailing zeros are cut off.
	s := asn1.BitString{Bytes: make([]byte, 2)}
	for i := range 9 {
		if bits>>i&1 == 1 {
			s.Bytes[i/8] |= 0x80 >> (i % 8)
			s.BitLength = i + 1
		}
	}
	s.Bytes = s.Bytes[:(s.BitLength+7)/8]
	return extension(keyUsageID(), true, s)
}

func extendedUse(p *estate.CertificatePolicy) (*pkix.Extension, error) {
	if len(p.EKUs) == 0 {
		return nil, nil
	}
	var uses []asn1.ObjectIdentifier
	for _, use := range p.EKUs {
		id, err := parseOID(use)
		if err != nil {
			return nil, &PolicyError{"x509_props.ekus", use, "is no object identifier"}
		}
		uses = append(uses, id)
	}
	return extension(extendedUseID(), false, uses)
}

// altNames is critical where the subject is empty: RFC 5280 section 4.1.2.6.
func altNames(p *estate.CertificatePolicy) (*pkix.Extension, error) {
	var names []asn1.RawValue
	for _, s := range p.DNSNames {
		names = append(names, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: dnsName, Bytes: []byte(s)})
	}
	for _, s := range p.Emails {
		names = append(names, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: emailName, Bytes: []byte(s)})
	}
	for _, s := range p.UPNs {
		raw, err := asn1.MarshalWithParams(principalName{ID: principalNameID(), Name: s}, "tag:0")
		if err != nil {
			return nil, &PolicyError{"x509_props.sans.upns", s, "is no user principal name"}
		}
		names = append(names, asn1.RawValue{FullBytes: raw})
	}
	if len(names) == 0 {
		return nil, nil
	}
	return extension(altNamesID(), strings.TrimSpace(p.Subject) == "", names)
}

type principalName struct {
	ID   asn1.ObjectIdentifier
	Name string `asn1:"explicit,tag:0,utf8"`
}

func extension(id asn1.ObjectIdentifier, critical bool, value any) (*pkix.Extension, error) {
	raw, err := asn1.Marshal(value)
	if err != nil {
		return nil, err
	}
	return &pkix.Extension{Id: id, Critical: critical, Value: raw}, nil
}

// parseOID reads a dotted object identifier. Its numbers have at most 30 bits: crypto/x509 does not read a certificate
// with larger ones.
func parseOID(s string) (asn1.ObjectIdentifier, error) {
	if _, err := x509.ParseOID(s); err != nil {
		return nil, err
	}
	var id asn1.ObjectIdentifier
	for _, number := range strings.Split(s, ".") {
		n, err := strconv.ParseInt(number, 10, 31)
		if err != nil {
			return nil, err
		}
		id = append(id, int(n))
	}
	return id, nil
}

// keyUsageWords is the way back from the bits, in the order of the bits.
func keyUsageWords(bits x509.KeyUsage) []string {
	words := []string{}
	all := keyUsages()
	for word, bit := range all {
		if bits&bit != 0 {
			words = append(words, word)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return int(all[a] - all[b]) })
	return words
}

// extendedUses are the object identifiers in an extension's order.
func extendedUses(all []pkix.Extension) []string {
	uses := []string{}
	var ids []asn1.ObjectIdentifier
	if !find(all, extendedUseID(), &ids) {
		return uses
	}
	for _, id := range ids {
		uses = append(uses, id.String())
	}
	return uses
}

// principalNames are the user principal names among the alternative names; crypto/x509 reads the others.
func principalNames(all []pkix.Extension) []string {
	var found []string
	var raw []asn1.RawValue
	if !find(all, altNamesID(), &raw) {
		return nil
	}
	for _, r := range raw {
		var n principalName
		if r.Class != asn1.ClassContextSpecific || r.Tag != otherName {
			continue
		}
		if _, err := asn1.UnmarshalWithParams(r.FullBytes, &n, "tag:0"); err == nil && n.ID.Equal(principalNameID()) {
			found = append(found, n.Name)
		}
	}
	return found
}

// find decodes the extension with that id.
func find(all []pkix.Extension, id asn1.ObjectIdentifier, into any) bool {
	i := slices.IndexFunc(all, func(e pkix.Extension) bool { return e.Id.Equal(id) })
	if i < 0 {
		return false
	}
	rest, err := asn1.Unmarshal(all[i].Value, into)
	return err == nil && len(rest) == 0
}
