package facts

import (
	"fmt"
	"slices"
	"strconv"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// collections are the words of a state path for the three collections.
var collections = map[string]estate.Collection{"secret": estate.Secrets, "key": estate.Keys, "certificate": estate.Certificates}

// findObject is vault.V.secret.S.FACT, and the same for keys and certificates: the facts of the current version, and
// which version that is.
func findObject(v *store.View, p Path) (fact, error) {
	c := collections[p[2]]
	if len(p) < 5 {
		return fact{}, fmt.Errorf("state path %s: write vault.VAULT.%s.NAME.FACT", p, p[2])
	}
	vault := store.Vaults.Get(v, p[1])
	if vault == nil {
		return fact{}, &UnknownError{p, 1, namesOf(store.Vaults.List(v), func(x *estate.Vault) string { return x.Name })}
	}
	found := store.Objects.Get(v, p[1], string(c), p[3])
	if found == nil {
		return fact{}, &UnknownError{p, 3, namesOf(store.Objects.List(v, p[1], string(c)), func(x *estate.Object) string { return x.Name })}
	}
	o := copyOf(v, found)
	s, err := pick(p, 4, o.slots(v, vault))
	if err == nil && o.version.ID == "" && slices.Contains(ofVersion, p[4]) {
		return fact{}, fmt.Errorf("state path %s: the %s has no version %q", p, p[2], found.Current)
	}
	if err == nil && found.Managed {
		s = s.fixed("the " + p[2] + " belongs to the certificate of the same name: change that")
	}
	return fact{s, o.put}, err
}

// ofVersion are the facts of an object that only a version has.
var ofVersion = []string{"enabled", "not_before", "expires", "operations"}

// object is a copy of an object with its current version, which is empty when there is none. A certificate has the key
// and the secret with it that mirror its state.
type object struct {
	estate.Object
	version estate.Version
	family  []*object
}

func copyOf(v *store.View, found *estate.Object) *object {
	o := &object{Object: *found}
	if x := store.Versions.Get(v, o.Vault, string(o.Collection), o.Name, o.Current); x != nil {
		o.version = *x
	}
	if o.Collection != estate.Certificates {
		return o
	}
	for _, c := range []estate.Collection{estate.Keys, estate.Secrets} {
		if part := store.Objects.Get(v, o.Vault, string(c), o.Name); part != nil && part.Managed {
			o.family = append(o.family, copyOf(v, part))
		}
	}
	return o
}

// put writes what was changed. The key and the secret of a certificate follow it.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/about-certificates.md.
func (o *object) put(tx *store.Tx) {
	store.Objects.Put(tx, &o.Object)
	if o.version.ID != "" {
		store.Versions.Put(tx, &o.version)
	}
	for _, part := range o.family {
		part.Current, part.Deleted, part.version.Disabled = o.Current, o.Deleted, o.version.Disabled
		part.put(tx)
	}
}

func (o *object) slots(v *store.View, vault *estate.Vault) map[string]slot {
	x := &o.version
	slots := map[string]slot{
		"enabled":    inverse(&x.Disabled),
		"not_before": moment(&x.NotBefore),
		"expires":    moment(&x.Expires),
		"version":    oneOf(&o.Current, versionsOf(v, &o.Object)...),
		"deleted":    o.deleted(v, vault),
	}
	switch {
	case o.Collection == estate.Certificates:
		const signed = "it is signed into the certificate: another time takes another certificate"
		slots["not_before"], slots["expires"] = slots["not_before"].fixed(signed), slots["expires"].fixed(signed)
		slots["pending"] = o.pending()
	case x.Key != nil:
		slots["operations"] = operations(x)
	}
	return slots
}

// deleted is whether the object is soft-deleted. Deleting it now keeps it for the vault's retention.
func (o *object) deleted(v *store.View, vault *estate.Vault) slot {
	return choice(onOff,
		func() string { return strconv.FormatBool(o.Deleted != nil) },
		func(value string) {
			switch {
			case value == "false":
				o.Deleted = nil
			case o.Deleted == nil:
				at := clock(v)
				o.Deleted = &estate.Deletion{At: at, PurgeAt: at.AddDate(0, 0, vault.Retention())}
			}
		})
}

// pending is whether a request for the certificate is under way.
func (o *object) pending() slot {
	under := o.Issuance != nil && o.Issuance.Pending != nil && o.Issuance.Pending.Status == estate.InProgress
	return flag(&under).fixed("it says whether a request is under way: create, merge and cancel change that")
}

// operations are what a key may be used for. They are written into a copy of the key.
func operations(x *estate.Version) slot {
	key := *x.Key
	x.Key = &key
	return list(&key.Operations)
}

// versionsOf are the ids an object's current version can be set to; what it is now is one of them in any case.
func versionsOf(v *store.View, o *estate.Object) []string {
	ids := namesOf(store.Versions.List(v, o.Vault, string(o.Collection), o.Name), func(x *estate.Version) string { return x.ID })
	if !slices.Contains(ids, o.Current) {
		ids = append(ids, o.Current)
	}
	return ids
}
