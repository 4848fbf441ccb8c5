package objects

import (
	"strconv"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Listed is one row of a list: attributes only, never a value.
type Listed struct {
	Name        string
	Version     string // empty in a list of secrets
	ContentType string
	Enabled     bool
	NotBefore   time.Time
	Expires     time.Time
}

// Content is what an allowed request hands to its caller.
type Content struct {
	Secret *estate.SecretVersion // get, set
	List   []Listed              // list, list-versions
}

// Carry does what an allowed request asks for: it reads or changes objects within tx.
func Carry(tx *store.Tx, at time.Time, r *operation.Request, vault *estate.Vault) Content {
	v := &tx.View
	switch r.Operation {
	case "secrets/get":
		return Content{Secret: readVersion(v, vault, r)}
	case "secrets/set":
		return Content{Secret: addVersion(tx, at, r, vault)}
	case "secrets/list":
		return Content{List: listed(v, vault)}
	case "secrets/list-versions":
		return Content{List: listedVersions(v, vault, r)}
	}
	return Content{}
}

func readVersion(v *store.View, vault *estate.Vault, r *operation.Request) *estate.SecretVersion {
	id := r.Version
	if secret := store.Secrets.Get(v, vault.Name, r.Object); secret != nil && id == "" {
		id = secret.Current
	}
	return store.SecretVersions.Get(v, vault.Name, r.Object, id)
}

func addVersion(tx *store.Tx, at time.Time, r *operation.Request, vault *estate.Vault) *estate.SecretVersion {
	secret := &estate.Secret{Vault: vault.Name, Name: r.Object}
	if found := store.Secrets.Get(&tx.View, vault.Name, r.Object); found != nil {
		*secret = *found
	}
	body := r.Secret
	if body == nil {
		body = &operation.SecretBody{}
	}
	count := len(store.SecretVersions.List(&tx.View, vault.Name, r.Object))
	secret.Current = estate.VersionID(vault.Name, secret.Name, strconv.Itoa(count+1), trace.Stamp(at))
	version := &estate.SecretVersion{
		Vault: vault.Name, Name: secret.Name, Version: secret.Current,
		Value: body.Value, ContentType: body.ContentType, Tags: body.Tags, Disabled: body.Disabled,
		NotBefore: body.NotBefore, Expires: body.Expires, Created: at, Updated: at,
	}
	store.Secrets.Put(tx, secret)
	store.SecretVersions.Put(tx, version)
	return version
}

func listed(v *store.View, vault *estate.Vault) []Listed {
	rows := []Listed{}
	for _, secret := range store.Secrets.List(v, vault.Name) {
		if secret.Deleted != nil {
			continue
		}
		if current := store.SecretVersions.Get(v, vault.Name, secret.Name, secret.Current); current != nil {
			row := listedAs(current)
			row.Version = ""
			rows = append(rows, row)
		}
	}
	return rows
}

func listedVersions(v *store.View, vault *estate.Vault, r *operation.Request) []Listed {
	rows := []Listed{}
	for _, version := range store.SecretVersions.List(v, vault.Name, r.Object) {
		rows = append(rows, listedAs(version))
	}
	return rows
}

func listedAs(x *estate.SecretVersion) Listed {
	return Listed{Name: x.Name, Version: x.Version, ContentType: x.ContentType, Enabled: !x.Disabled, NotBefore: x.NotBefore, Expires: x.Expires}
}
