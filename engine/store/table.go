package store

import (
	"bytes"

	"github.com/cockroachdb/pebble/v2"

	"kvlab/engine/estate"
)

// Table gives a kind of entity its place in the store.
//
//	vault := store.Vaults.Get(view, "kv-shop")
//
// Values that come out are shared: read them, never change them.
type Table[T any] struct {
	name  string
	alias string // the table of names, for entities that are stored under something else
	key   func(*T) []string
	named func(*T) string
}

func table[T any](name string, key func(*T) []string) Table[T] {
	return Table[T]{name: "e:" + name, key: key}
}

// aka adds a look-up by name to a table whose keys serve something else. An empty name gets none.
func (t Table[T]) aka(named func(*T) string) Table[T] {
	t.alias, t.named = t.name+"@", named
	return t
}

// The tables. Grants are stored under the id they name, so that a decision seeks its caller's grants and never
// sees anybody else's.
var (
	Labs             = table("lab", func(*estate.Lab) []string { return nil })
	Tenants          = table("tenant", func(x *estate.Tenant) []string { return []string{x.Name} })
	ManagementGroups = table("management_group", func(x *estate.ManagementGroup) []string { return []string{x.Name} })
	Subscriptions    = table("subscription", func(x *estate.Subscription) []string { return []string{x.Name} })
	ResourceGroups   = table("resource_group", func(x *estate.ResourceGroup) []string { return []string{x.Name} })
	// Principals are found by name with Get and by current object ID with Named.
	Principals = table("principal", func(x *estate.Principal) []string { return []string{x.Name} }).
			aka(func(x *estate.Principal) string { return x.ObjectID })
	Hosts  = table("host", func(x *estate.Host) []string { return []string{x.Name} })
	Vaults = table("vault", func(x *estate.Vault) []string { return []string{x.Name} })
	// AccessPolicies: vault, object ID, name.
	AccessPolicies = table("access_policy", func(x *estate.AccessPolicy) []string {
		return []string{x.Vault, x.ObjectID, x.Name}
	}).aka(func(x *estate.AccessPolicy) string { return x.Name })
	RoleDefinitions = table("role_definition", func(x *estate.RoleDefinition) []string { return []string{x.Name} })
	// RoleAssignments: principal id, scope, assignment id.
	RoleAssignments = table("role_assignment", func(x *estate.RoleAssignment) []string {
		return []string{x.PrincipalID, string(x.Scope), x.ID}
	}).aka(func(x *estate.RoleAssignment) string { return x.Name })
	// DenyAssignments: principal id, scope, assignment id.
	DenyAssignments = table("deny_assignment", func(x *estate.DenyAssignment) []string {
		return []string{x.PrincipalID, string(x.Scope), x.ID}
	}).aka(func(x *estate.DenyAssignment) string { return x.Name })
	VirtualNetworks = table("vnet", func(x *estate.VirtualNetwork) []string { return []string{x.Name} })
	DNSServers      = table("dns_server", func(x *estate.DNSServer) []string { return []string{x.Name} })
	DNSZones        = table("dns_zone", func(x *estate.DNSZone) []string { return []string{x.Name} })
	// PrivateEndpoints: vault, name.
	PrivateEndpoints = table("private_endpoint", func(x *estate.PrivateEndpoint) []string {
		return []string{x.Vault, x.Name}
	}).aka(func(x *estate.PrivateEndpoint) string { return x.Name })
	// Objects: vault, collection, name.
	Objects = table("object", func(x *estate.Object) []string {
		return []string{x.Vault, string(x.Collection), x.Name}
	})
	// Versions: vault, collection, name, version.
	Versions = table("version", func(x *estate.Version) []string {
		return []string{x.Vault, string(x.Collection), x.Name, x.ID}
	})
	// Issuers: vault, name.
	Issuers = table("issuer", func(x *estate.Issuer) []string { return []string{x.Vault, x.Name} })
	// Contacts: vault.
	Contacts  = table("contacts", func(x *estate.Contacts) []string { return []string{x.Vault} })
	Consumers = table("consumer", func(x *estate.Consumer) []string { return []string{x.Name} })
	// Results: request id.
	Results = table("result", func(x *estate.Result) []string { return []string{x.Request} })
)

// Get returns the entity stored under the whole key, nil if there is none.
func (t Table[T]) Get(v *View, key ...string) *T {
	return t.at(v, v.key(t.name, key...))
}

func (t Table[T]) at(v *View, key []byte) *T {
	if known, ok := v.recall(key); ok {
		if value, ok := known.(*T); ok {
			return value
		}
	}
	value := t.read(v, key)
	v.remember(key, value)
	return value
}

func (t Table[T]) read(v *View, key []byte) *T {
	raw, closer, err := v.reader.Get(key)
	if err == pebble.ErrNotFound {
		return nil
	}
	if err != nil {
		v.fail(err)
		return nil
	}
	defer closer.Close()
	return t.decode(v, raw)
}

func (t Table[T]) decode(v *View, raw []byte) *T {
	value := new(T)
	if err := decoding.Unmarshal(raw, value); err != nil {
		v.fail(damaged(err))
		return nil
	}
	return value
}

// Named returns the entity with that name, in tables that are stored under something else; nil if there is none.
func (t Table[T]) Named(v *View, name string) *T {
	if name == "" {
		return nil
	}
	raw, closer, err := v.reader.Get(v.key(t.alias, name))
	if err != nil {
		if err != pebble.ErrNotFound {
			v.fail(err)
		}
		return nil
	}
	defer closer.Close()
	return t.at(v, raw)
}

// List returns the entities whose keys start with the given parts, in key order. The slice is shared, too.
func (t Table[T]) List(v *View, prefix ...string) []*T {
	k := v.key(t.name, prefix...)
	if known, ok := v.recall(k); ok {
		if list, ok := known.([]*T); ok {
			return list
		}
	}
	list := t.scan(v, k)
	v.remember(k, list)
	return list
}

func (t Table[T]) scan(v *View, prefix []byte) []*T {
	it, err := v.reader.NewIter(&pebble.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if err != nil {
		v.fail(err)
		return nil
	}
	var list []*T
	for it.First(); it.Valid(); it.Next() {
		value := t.decode(v, it.Value())
		if value == nil {
			break
		}
		list = append(list, value)
	}
	if err := it.Close(); err != nil {
		v.fail(err)
	}
	return list
}

// Put writes an entity. The transaction keeps value: do not change it afterwards. To move an entity to another key,
// delete the old one, too.
func (t Table[T]) Put(tx *Tx, value *T) {
	raw, err := encoding.Marshal(value)
	if err != nil {
		tx.View.fail(err)
		return
	}
	key := appendKey(nil, t.name, t.key(value))
	t.unname(tx, key)
	tx.set(key, raw)
	tx.View.replace(key, value)
	t.baptize(tx, key, value)
}

// Delete removes what is stored under value's key; removing what is not there is no error.
func (t Table[T]) Delete(tx *Tx, value *T) {
	key := appendKey(nil, t.name, t.key(value))
	t.unname(tx, key)
	tx.delete(key)
	tx.View.replace(key, (*T)(nil))
}

// baptize lets Named find value, which is stored under key.
func (t Table[T]) baptize(tx *Tx, key []byte, value *T) {
	if alias := t.aliasOf(value); alias != nil {
		tx.set(alias, key)
	}
}

// unname takes the name of what is stored under key away, unless the name has passed to another entity.
func (t Table[T]) unname(tx *Tx, key []byte) {
	if t.named == nil {
		return
	}
	old := t.at(&tx.View, key)
	if old == nil {
		return
	}
	alias := t.aliasOf(old)
	if alias == nil {
		return
	}
	holder, err := read(tx.batch, alias)
	if err != nil {
		tx.View.fail(err)
	} else if bytes.Equal(holder, key) {
		tx.delete(alias)
	}
}

// aliasOf is the key of value's name, nil if it has none.
func (t Table[T]) aliasOf(value *T) []byte {
	if t.named == nil || t.named(value) == "" {
		return nil
	}
	return appendKey(nil, t.alias, []string{t.named(value)})
}
