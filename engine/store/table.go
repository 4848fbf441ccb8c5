package store

import (
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
	// Secrets: vault, name.
	Secrets = table("secret", func(x *estate.Secret) []string { return []string{x.Vault, x.Name} })
	// SecretVersions: vault, name, version.
	SecretVersions = table("secret_version", func(x *estate.SecretVersion) []string {
		return []string{x.Vault, x.Name, x.Version}
	})
)

// Get returns the entity stored under the whole key, nil if there is none.
func (t Table[T]) Get(v *View, key ...string) *T {
	var buf [keySize]byte
	k := appendKey(buf[:0], t.name, key)
	if known, ok := v.recall(k); ok {
		if value, ok := known.(*T); ok {
			return value
		}
	}
	value := t.read(v, k)
	v.remember(k, value)
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
	var buf [keySize]byte
	k := appendKey(buf[:0], t.alias, []string{name})
	raw, closer, err := v.reader.Get(k)
	if err != nil {
		if err != pebble.ErrNotFound {
			v.fail(err)
		}
		return nil
	}
	defer closer.Close()
	return t.read(v, raw)
}

// List returns the entities whose keys start with the given parts, in key order. The slice is shared, too.
func (t Table[T]) List(v *View, prefix ...string) []*T {
	var buf [keySize]byte
	k := appendKey(buf[:0], t.name, prefix)
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
// delete it first.
func (t Table[T]) Put(tx *Tx, value *T) {
	raw, err := encoding.Marshal(value)
	if err != nil {
		tx.View.fail(err)
		return
	}
	parts := t.key(value)
	if t.named != nil {
		if old := t.Get(&tx.View, parts...); old != nil {
			t.setAlias(tx, old, nil)
		}
	}
	key := appendKey(nil, t.name, parts)
	tx.set(key, raw)
	tx.View.replace(key, value)
	t.setAlias(tx, value, key)
}

// Delete removes an entity; removing one that is not there is no error.
func (t Table[T]) Delete(tx *Tx, value *T) {
	key := appendKey(nil, t.name, t.key(value))
	tx.delete(key)
	tx.View.replace(key, (*T)(nil))
	t.setAlias(tx, value, nil)
}

// setAlias points value's name at key; a nil key takes the name away.
func (t Table[T]) setAlias(tx *Tx, value *T, key []byte) {
	if t.named == nil || t.named(value) == "" {
		return
	}
	alias := appendKey(nil, t.alias, []string{t.named(value)})
	if key == nil {
		tx.delete(alias)
	} else {
		tx.set(alias, key)
	}
	tx.View.forget(alias)
}
