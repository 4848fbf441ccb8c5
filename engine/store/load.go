package store

import (
	"fmt"

	"github.com/cockroachdb/pebble/v2"

	"kvlab/engine/estate"
)

// Load puts an estate into an empty store. It is the lab's beginning: there is no undoing it, and Reset comes back
// to it.
func (s *Store) Load(e *estate.Estate) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	loaded, err := read(s.db, appendKey(nil, Labs.name, nil))
	if err != nil {
		return fmt.Errorf("load: %w", damaged(err))
	}
	if loaded != nil {
		return ErrLoaded
	}
	b := &bulk{batch: s.db.NewBatchWithSize(entitySize * len(e.RoleAssignments))}
	defer s.drop(b.batch)
	loadAll(b, Labs, []estate.Lab{e.Lab})
	loadAll(b, Tenants, e.Tenants)
	loadAll(b, ManagementGroups, e.ManagementGroups)
	loadAll(b, Subscriptions, e.Subscriptions)
	loadAll(b, ResourceGroups, e.ResourceGroups)
	loadAll(b, Principals, e.Principals)
	loadAll(b, Hosts, e.Hosts)
	loadAll(b, Vaults, e.Vaults)
	loadAll(b, AccessPolicies, e.AccessPolicies)
	loadAll(b, RoleDefinitions, e.RoleDefinitions)
	loadAll(b, RoleAssignments, e.RoleAssignments)
	loadAll(b, DenyAssignments, e.DenyAssignments)
	loadAll(b, VirtualNetworks, e.VirtualNetworks)
	loadAll(b, DNSServers, e.DNSServers)
	loadAll(b, DNSZones, e.DNSZones)
	loadAll(b, PrivateEndpoints, e.PrivateEndpoints)
	loadAll(b, Objects, e.Objects)
	loadAll(b, Versions, e.Versions)
	loadAll(b, Issuers, e.Issuers)
	loadAll(b, Contacts, e.Contacts)
	loadAll(b, Consumers, e.Consumers)
	loadAll(b, Results, e.Results)
	if b.err != nil {
		return fmt.Errorf("load: %w", b.err)
	}
	if err := s.commit(b.batch); err != nil {
		return err
	}
	s.seq++
	s.cache = newCache()
	return nil
}

// entitySize is about what a role assignment and its name take in a batch. They are the only entities that come in
// hundreds of thousands, and growing a batch copies it each time.
const entitySize = 640

// bulk writes entities without journal and overlay, for there is nothing to go back to.
type bulk struct {
	batch *pebble.Batch
	key   []byte
	err   error
}

func loadAll[T any](b *bulk, t Table[T], values []T) {
	for i := range values {
		raw, err := encoding.Marshal(&values[i])
		if err != nil {
			b.err = err
			return
		}
		b.key = appendKey(b.key[:0], t.name, t.key(&values[i]))
		b.set(b.key, raw)
		if t.named != nil {
			if name := t.named(&values[i]); name != "" {
				b.set(appendKey(nil, t.alias, []string{name}), b.key)
			}
		}
	}
}

func (b *bulk) set(key, value []byte) {
	if b.err == nil {
		b.err = b.batch.Set(key, value, nil)
	}
}

// Estate reads everything back into one value.
func (v *View) Estate() *estate.Estate {
	e := &estate.Estate{
		Tenants:          all(v, Tenants),
		ManagementGroups: all(v, ManagementGroups),
		Subscriptions:    all(v, Subscriptions),
		ResourceGroups:   all(v, ResourceGroups),
		Principals:       all(v, Principals),
		Hosts:            all(v, Hosts),
		Vaults:           all(v, Vaults),
		AccessPolicies:   all(v, AccessPolicies),
		RoleDefinitions:  all(v, RoleDefinitions),
		RoleAssignments:  all(v, RoleAssignments),
		DenyAssignments:  all(v, DenyAssignments),
		VirtualNetworks:  all(v, VirtualNetworks),
		DNSServers:       all(v, DNSServers),
		DNSZones:         all(v, DNSZones),
		PrivateEndpoints: all(v, PrivateEndpoints),
		Objects:          all(v, Objects),
		Versions:         all(v, Versions),
		Issuers:          all(v, Issuers),
		Contacts:         all(v, Contacts),
		Consumers:        all(v, Consumers),
		Results:          all(v, Results),
	}
	if lab := Labs.Get(v); lab != nil {
		e.Lab = *lab
	}
	return e
}

func all[T any](v *View, t Table[T]) []T {
	list := t.List(v)
	values := make([]T, len(list))
	for i, p := range list {
		values[i] = *p
	}
	return values
}
