package az

import "kvlab/engine/objects"

// secretLine is a secret in a list.
func secretLine(i *objects.Item) object {
	a := shape(attributes(i)).with(object{"recoverableDays": i.RecoverableDays})
	return object{"attributes": a, "contentType": or(i.ContentType), "id": id(i), "managed": or(i.Managed), "name": i.Name, "tags": tags(i.Tags)}
}

// secretBundle is a secret with its value, null where the service gave none.
func secretBundle(i *objects.Item) object {
	var kid any
	if i.Managed {
		kid = address(i.Vault, "keys", i.Name, i.Version)
	}
	return shape(secretLine(i)).with(object{"kid": kid, "value": i.Secret})
}

func deadSecret(i *objects.Item) object     { return shape(secretBundle(i)).with(deletion(i)) }
func deadSecretLine(i *objects.Item) object { return shape(secretLine(i)).with(deletion(i)) }
