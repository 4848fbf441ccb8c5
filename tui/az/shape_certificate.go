package az

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
)

// certificateLine is a certificate in a list. The service names no subject there, and the tool prints an empty one.
func certificateLine(i *objects.Item) object {
	return shape(certificateBase(i)).with(object{"subject": ""})
}

func certificateBase(i *objects.Item) object {
	o := object{"attributes": attributes(i), "id": id(i), "name": i.Name, "tags": tags(i.Tags), "x509Thumbprint": nil, "x509ThumbprintHex": nil}
	if print := thumbprint(i); print != nil {
		o["x509Thumbprint"] = base64.StdEncoding.EncodeToString(print)
		o["x509ThumbprintHex"] = strings.ToUpper(hex.EncodeToString(print))
	}
	return o
}

// thumbprint is the SHA-1 of an issued certificate, nil for one that is not issued.
func thumbprint(i *objects.Item) []byte {
	if i.Certificate == nil || len(i.Certificate.Leaf) == 0 {
		return nil
	}
	sum := sha1.Sum(i.Certificate.Leaf)
	return sum[:]
}

// certificateBundle is a certificate with its policy.
func certificateBundle(i *objects.Item) object {
	more := object{"cer": nil, "contentType": nil, "policy": nil, "kid": nil, "sid": nil}
	if c := i.Certificate; c != nil {
		if len(c.Leaf) > 0 {
			more["cer"] = base64.StdEncoding.EncodeToString(c.Leaf)
			more["kid"] = address(i.Vault, "keys", i.Name, i.Version)
			more["sid"] = address(i.Vault, "secrets", i.Name, i.Version)
		}
		more["policy"] = policyShape(&c.Policy, address(i.Vault, "certificates", i.Name, "policy"))
	}
	return shape(certificateBase(i)).with(more)
}

func deadCertificate(i *objects.Item) object { return shape(certificateBundle(i)).with(deletion(i)) }

func deadCertificateLine(i *objects.Item) object {
	return shape(certificateBase(i)).with(deletion(i))
}

// policyShape is a certificate's policy.
func policyShape(p *estate.CertificatePolicy, id string) object {
	actions := []any{}
	for _, a := range p.Actions {
		actions = append(actions, object{"action": object{"actionType": actionWord(a.EmailContacts)},
			"trigger": object{"daysBeforeExpiry": or(a.DaysBefore), "lifetimePercentage": or(a.Percentage)}})
	}
	return object{
		"attributes": object{"created": stamp(p.Created), "enabled": true, "expires": nil, "notBefore": nil, "recoveryLevel": nil, "updated": stamp(p.Updated)},
		"id":         id,
		"issuerParameters": object{"certificateTransparency": p.Transparency, "certificateType": or(p.CertificateType),
			"name": p.Issuer},
		"keyProperties": object{"curve": or(string(p.Key.Curve)), "exportable": !p.KeepKey, "keySize": or(p.Key.Bits),
			"keyType": string(p.Key.Kind), "reuseKey": p.ReuseKey},
		"lifetimeActions":  actions,
		"secretProperties": object{"contentType": or(p.ContentType)},
		"x509CertificateProperties": object{"ekus": listed(p.EKUs), "keyUsage": listed(p.KeyUsage), "subject": p.Subject,
			"subjectAlternativeNames": object{"dnsNames": listed(p.DNSNames), "emails": listed(p.Emails), "upns": listed(p.UPNs)},
			"validityInMonths":        or(p.Months)},
	}
}

// listed is a list, null where it is empty.
func listed(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

// actionWord names an action of a certificate policy.
func actionWord(emails bool) string {
	if emails {
		return "EmailContacts"
	}
	return "AutoRenew"
}

// operationShape is a certificate request.
func operationShape(p place, o *estate.Order) object {
	if o == nil {
		o = &estate.Order{}
	}
	var target any
	if o.Status == estate.Completed {
		target = address(p.vault, "certificates", p.name)
	}
	var csr any
	if len(o.CSR) > 0 {
		csr = base64.StdEncoding.EncodeToString(o.CSR)
	}
	return object{"cancellationRequested": o.CancelRequested, "csr": csr, "error": or(o.Error),
		"id":               address(p.vault, "certificates", p.name, "pending"),
		"issuerParameters": object{"certificateTransparency": nil, "certificateType": nil, "name": o.Issuer},
		"name":             p.name, "requestId": or(o.RequestID), "status": or(string(o.Status)), "statusDetails": or(o.Details), "target": target}
}

// issuerShape is a certificate authority. Its password never comes back.
func issuerShape(vault string, i *estate.Issuer) object {
	if i == nil {
		i = &estate.Issuer{}
	}
	admins := []any{}
	for _, a := range i.Admins {
		admins = append(admins, object{"email": or(a.Email), "firstName": or(a.FirstName), "lastName": or(a.LastName), "phone": or(a.Phone)})
	}
	return object{"attributes": object{"created": stamp(i.Created), "enabled": !i.Disabled, "updated": stamp(i.Updated)},
		"credentials":         object{"accountId": or(i.AccountID), "password": nil},
		"id":                  address(vault, "certificates", "issuers", i.Name),
		"organizationDetails": object{"adminDetails": admins, "id": or(i.OrgID), "zip": 0}, "provider": or(i.Provider)}
}

// contactsShape are the people who are told about a vault's certificates.
func contactsShape(vault string, contacts []estate.Contact) object {
	list := []any{}
	for _, c := range contacts {
		list = append(list, object{"emailAddress": or(c.Email), "name": or(c.Name), "phone": or(c.Phone)})
	}
	return object{"contactList": list, "id": address(vault, "certificates", "contacts")}
}
