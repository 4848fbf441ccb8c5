package az

import (
	"encoding/base64"
	"net/url"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

// responseBody is what the service answers, as JSON; nil for no body.
func responseBody(op *operation.Operation, vault string, r *route, c *objects.Content) any {
	switch {
	case c.Items != nil:
		return wireList(op, vault, r, c)
	case c.Crypto != nil && op.Verb == "verify":
		return object{"value": c.Crypto.Valid}
	case c.Crypto != nil:
		return object{"kid": address(vault, "keys", r.object, c.Crypto.Version), "value": bytesWire(c.Crypto.Value)}
	case c.Blob != nil:
		return object{"value": bytesWire(c.Blob)}
	case c.Rotation != nil:
		return rotationWire(address(vault, "keys", r.object, "rotationpolicy"), c.Rotation)
	case c.Item != nil:
		return wireItem(c.Item, op.ID)
	case c.Pending != nil:
		return wireOrder(vault, r.object, c.Pending)
	case c.Policy != nil:
		return wirePolicy(address(vault, "certificates", r.object, "policy"), c.Policy)
	}
	return wireAuthority(vault, c)
}

// wireAuthority is what a vault knows of authorities and of people.
func wireAuthority(vault string, c *objects.Content) any {
	switch {
	case c.Issuer != nil:
		return wireIssuer(vault, c.Issuer)
	case c.Issuers != nil:
		lines := []any{}
		for _, i := range c.Issuers {
			lines = append(lines, object{"id": address(vault, "certificates", "issuers", i.Name), "provider": i.Provider})
		}
		return object{"value": lines, "nextLink": nil}
	case c.Contacts != nil:
		w := contactsWire{ID: address(vault, "certificates", "contacts")}
		for _, x := range c.Contacts {
			w.Contacts = append(w.Contacts, contactWire(x))
		}
		return w
	}
	return nil
}

// seconds is a time on the wire, 0 for none.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// wireList is one page. The address of the next one is to be used as it is.
func wireList(op *operation.Operation, vault string, r *route, c *objects.Content) object {
	lines := []any{}
	for i := range c.Items {
		lines = append(lines, wireLine(&c.Items[i]))
	}
	var next any
	if c.Next != "" {
		next = address(vault) + op.Path(r.object, "") + "?api-version=7.4&$skiptoken=" + url.QueryEscape(c.Next)
	}
	return object{"value": lines, "nextLink": next}
}

func wireAttributes(i *objects.Item) object {
	a := object{"enabled": !i.Disabled, "created": seconds(i.Created), "updated": seconds(i.Updated), "recoveryLevel": string(i.Level), "recoverableDays": i.RecoverableDays}
	for name, at := range map[string]time.Time{"nbf": i.NotBefore, "exp": i.Expires} {
		if !at.IsZero() {
			a[name] = seconds(at)
		}
	}
	if i.Key != nil {
		a["exportable"] = i.Key.Exportable
	}
	return a
}

// wireLine is an item in a list.
func wireLine(i *objects.Item) object {
	o := object{"attributes": wireAttributes(i)}
	if i.Collection == estate.Keys {
		o["kid"] = id(i)
	} else {
		o["id"] = id(i)
	}
	if len(i.Tags) > 0 {
		o["tags"] = i.Tags
	}
	if i.Managed {
		o["managed"] = true
	}
	if i.ContentType != "" {
		o["contentType"] = i.ContentType
	}
	if print := thumbprint(i); print != nil {
		o["x5t"] = bytesWire(print)
	}
	if i.Deleted != nil {
		o["recoveryId"] = address(i.Vault, "deleted"+string(i.Collection), i.Name)
		o["deletedDate"], o["scheduledPurgeDate"] = seconds(i.Deleted.At), seconds(i.Deleted.PurgeAt)
	}
	return o
}

// wireItem is one object with what it holds.
func wireItem(i *objects.Item, operation string) object {
	o := wireLine(i)
	switch i.Collection {
	case estate.Secrets:
		if i.Secret != nil {
			o["value"] = *i.Secret
		}
		if i.Managed {
			o["kid"] = address(i.Vault, "keys", i.Name, i.Version)
		}
	case estate.Keys:
		delete(o, "kid")
		jwk := jwkOf(i.Key)
		key := object{"kid": id(i), "kty": string(jwk.Kind)}
		for name, s := range map[string]string{"n": jwk.N, "e": jwk.E, "crv": string(jwk.Curve), "x": jwk.X, "y": jwk.Y} {
			if s != "" {
				key[name] = s
			}
		}
		if i.Key != nil {
			key["key_ops"] = i.Key.Operations
		}
		o["key"] = key
	case estate.Certificates:
		wireCertificate(o, i)
	}
	return o
}

func wireCertificate(o object, i *objects.Item) {
	c := i.Certificate
	if c == nil {
		return
	}
	if len(c.Leaf) > 0 {
		o["cer"] = base64.StdEncoding.EncodeToString(c.Leaf)
		o["kid"], o["sid"] = address(i.Vault, "keys", i.Name, i.Version), address(i.Vault, "secrets", i.Name, i.Version)
	}
	o["policy"] = wirePolicy(address(i.Vault, "certificates", i.Name, "policy"), &c.Policy)
	if c.Pending != nil {
		o["pending"] = object{"id": address(i.Vault, "certificates", i.Name, "pending")}
	}
}

func wireOrder(vault, name string, p *estate.Order) object {
	o := object{"id": address(vault, "certificates", name, "pending"), "issuer": object{"name": p.Issuer},
		"csr": base64.StdEncoding.EncodeToString(p.CSR), "cancellation_requested": p.CancelRequested, "status": string(p.Status),
		"status_details": p.Details, "request_id": p.RequestID}
	if p.Error != "" {
		o["error"] = object{"message": p.Error}
	}
	if p.Status == estate.Completed {
		o["target"] = address(vault, "certificates", name)
	}
	return o
}
