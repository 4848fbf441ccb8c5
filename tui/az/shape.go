package az

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
)

// The shapes are those of the tool's own transformers over the libraries' models: names in camel case, what is absent
// as null, times with their offset.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules/keyvault/_transformers.py.

// stamp is a time as the tool prints it, null for none.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05+00:00")
}

// attributes are the ones that all three kinds have.
func attributes(i *objects.Item) object {
	return object{"created": stamp(i.Created), "enabled": !i.Disabled, "expires": stamp(i.Expires), "notBefore": stamp(i.NotBefore),
		"recoveryLevel": string(i.Level), "updated": stamp(i.Updated)}
}

// with is an object with more in it.
func (o shape) with(more object) object {
	for key, value := range more {
		o[key] = value
	}
	return object(o)
}

// shape is an object under construction.
type shape object

// or is a value, null where it is the zero one.
func or[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// tags are null where there are none.
func tags(m map[string]string) any {
	if len(m) == 0 {
		return nil
	}
	return m
}

// id is the URL of what an item is: of its version, where it has one.
func id(i *objects.Item) string { return address(i.Vault, string(i.Collection), i.Name, i.Version) }

// deletion says until when something can be recovered.
func deletion(i *objects.Item) object {
	d := i.Deleted
	if d == nil {
		d = &estate.Deletion{}
	}
	return object{"deletedDate": stamp(d.At), "scheduledPurgeDate": stamp(d.PurgeAt),
		"recoveryId": address(i.Vault, "deleted"+string(i.Collection), i.Name)}
}
