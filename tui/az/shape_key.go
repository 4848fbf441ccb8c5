package az

import (
	"encoding/base64"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
)

func keyAttributes(i *objects.Item) object {
	a := object{"exportable": nil, "hsmPlatform": nil, "recoverableDays": i.RecoverableDays}
	if i.Key != nil {
		a["exportable"] = i.Key.Exportable
	}
	return shape(attributes(i)).with(a)
}

// keyLine is a key in a list.
func keyLine(i *objects.Item) object {
	return object{"attributes": keyAttributes(i), "kid": id(i), "managed": or(i.Managed), "name": i.Name, "releasePolicy": nil, "tags": tags(i.Tags)}
}

// keyBundle is a key with its public part.
func keyBundle(i *objects.Item) object {
	return object{"attributes": keyAttributes(i), "key": webKey(i), "managed": or(i.Managed), "releasePolicy": nil, "tags": tags(i.Tags)}
}

// webKey is the public part. The model has members for the private one, and they are null.
func webKey(i *objects.Item) object {
	o := object{"kid": id(i), "keyOps": nil}
	for _, private := range []string{"d", "dp", "dq", "k", "p", "q", "qi", "t"} {
		o[private] = nil
	}
	jwk := jwkOf(i.Key)
	o["kty"], o["crv"] = or(string(jwk.Kind)), or(string(jwk.Curve))
	for name, number := range map[string]string{"n": jwk.N, "e": jwk.E, "x": jwk.X, "y": jwk.Y} {
		o[name] = standard(number)
	}
	if i.Key != nil {
		o["keyOps"] = i.Key.Operations
	}
	return o
}

// jwkOf is a key for the wire; its kind says where the key is kept.
func jwkOf(k *objects.PublicKey) keypair.JWK {
	if k == nil {
		return keypair.JWK{}
	}
	public, err := keypair.ParsePublic(k.Public)
	if err != nil {
		return keypair.JWK{Kind: k.Spec.Kind, Curve: k.Spec.Curve}
	}
	jwk := public.JWK()
	jwk.Kind = k.Spec.Kind
	return jwk
}

// standard is a number of the wire, base64url without padding, as the tool prints it: padded base64.
func standard(number string) any {
	raw, err := base64.RawURLEncoding.DecodeString(number)
	if err != nil || len(raw) == 0 {
		return nil
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func deadKey(i *objects.Item) object     { return shape(keyBundle(i)).with(deletion(i)) }
func deadKeyLine(i *objects.Item) object { return shape(keyLine(i)).with(deletion(i)) }

// rotationPolicy is a key's rotation policy.
func rotationPolicy(p place, r *estate.RotationPolicy) object {
	if r == nil {
		r = &estate.RotationPolicy{}
	}
	actions := []any{}
	for _, a := range r.Actions {
		actions = append(actions, object{"action": rotationWord(a.Notify),
			"timeAfterCreate": or(string(a.AfterCreate)), "timeBeforeExpiry": or(string(a.BeforeExpiry))})
	}
	return object{"createdOn": stamp(r.Created), "expiresIn": or(string(r.Expiry)), "id": address(p.vault, "keys", p.name, "rotationpolicy"),
		"lifetimeActions": actions, "updatedOn": stamp(r.Updated)}
}

// rotationWord names an action of a rotation policy.
func rotationWord(notify bool) string {
	if notify {
		return "Notify"
	}
	return "Rotate"
}
