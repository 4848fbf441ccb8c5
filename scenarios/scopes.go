package scenarios

import (
	"strings"

	"kvlab/engine/estate"
)

// defaultTenant is the directory of a lab that names none.
const defaultTenant = "contoso"

// readScopes reads tenants, management groups, subscriptions and resource groups.
func (f *file) readScopes() {
	e := f.scenario.Estate
	f.readTenants()
	groups := f.names.of("management_group").tables
	for _, t := range groups {
		e.ManagementGroups = append(e.ManagementGroups, estate.ManagementGroup{Name: t.text("name"), Parent: t.ref("parent", "management_group")})
	}
	f.checkParents(groups)
	for _, t := range f.names.of("subscription").tables {
		name := t.text("name")
		e.Subscriptions = append(e.Subscriptions, estate.Subscription{Name: name, ID: t.guid("id", "subscription", name),
			Tenant: t.refOrOnly("tenant", "tenant"), ManagementGroup: t.ref("management_group", "management_group")})
	}
	for _, t := range f.names.of("resource_group").tables {
		location := t.text("location")
		if location == "" {
			location = defaultLocation
		}
		e.ResourceGroups = append(e.ResourceGroups, estate.ResourceGroup{Name: t.text("name"),
			Subscription: t.refOrOnly("subscription", "subscription"), Location: location})
	}
}

const defaultLocation = "westeurope"

func (f *file) readTenants() {
	e := f.scenario.Estate
	r := f.names.of("tenant")
	for _, t := range r.tables {
		name := t.text("name")
		e.Tenants = append(e.Tenants, estate.Tenant{Name: name, ID: t.guid("id", "tenant", name), Domain: t.domain("domain", name)})
	}
	if len(r.tables) == 0 {
		r.list = append(r.list, defaultTenant)
		r.owners[defaultTenant] = owner{name: defaultTenant}
		e.Tenants = append(e.Tenants, estate.Tenant{Name: defaultTenant, ID: estate.GUID(f.scenario.ID, "tenant", defaultTenant),
			Domain: defaultTenant + ".onmicrosoft.com"})
	}
}

func (t *table) domain(key, name string) string {
	s := t.text(key)
	switch {
	case s != "" && !isDomain(s):
		t.bad(key, quote(s)+" is no domain name")
	case s == "" && isDomain(name):
		return name + ".onmicrosoft.com"
	}
	return s
}

// checkParents reports management groups that are above themselves.
func (f *file) checkParents(tables []*table) {
	parents := map[string]string{}
	for _, g := range f.scenario.Estate.ManagementGroups {
		parents[g.Name] = g.Parent
	}
	for i, g := range f.scenario.Estate.ManagementGroups {
		up := g.Parent
		for range parents {
			if up == g.Name {
				tables[i].bad("parent", "puts the group above itself")
				break
			}
			up = parents[up]
		}
	}
}

// scopeForms is how a scope is written.
const scopeForms = "write vault:NAME, vault:NAME/secrets/OBJECT, resource_group:NAME, subscription:NAME, management_group:NAME or a resource id"

// scope reads where a grant is made.
func (t *table) scope(key string) estate.Scope {
	s := t.text(key)
	kind, name, ok := strings.Cut(s, ":")
	switch {
	case s == "":
		if !t.has(key) {
			t.missing(key, scopeForms)
		} else {
			t.bad(key, "is empty: "+scopeForms)
		}
		return ""
	case strings.HasPrefix(s, "/subscriptions/"), strings.HasPrefix(s, string(estate.ManagementGroupScope(""))):
		return estate.Scope(strings.TrimSuffix(s, "/"))
	case ok:
		return t.scopeOf(key, kind, name)
	}
	t.bad(key, quote(s)+" is no scope: "+scopeForms)
	return ""
}

func (t *table) scopeOf(key, kind, name string) estate.Scope {
	object := ""
	if kind == "vault" {
		name, object, _ = strings.Cut(name, "/")
	}
	switch kind {
	case "vault", "resource_group", "subscription", "management_group":
		if !t.knows(key, kind, name) {
			return ""
		}
	default:
		t.bad(key, quote(kind)+" is no kind of scope"+t.file.hint(kind, []string{"vault", "resource_group", "subscription", "management_group"}))
		return ""
	}
	scope := t.file.scopeNamed(kind, name)
	if object == "" {
		return scope
	}
	collection, object, _ := strings.Cut(object, "/")
	if !isCollection(collection) || !isObjectName(object) {
		t.bad(key, "the object is written secrets/NAME, keys/NAME or certificates/NAME")
		return ""
	}
	return scope.Object(collection, object)
}

// scopeNamed is the resource id of something of the estate; the name is known to be one.
func (f *file) scopeNamed(kind, name string) estate.Scope {
	e := f.scenario.Estate
	switch kind {
	case "management_group":
		return estate.ManagementGroupScope(name)
	case "subscription":
		for _, s := range e.Subscriptions {
			if s.Name == name {
				return estate.SubscriptionScope(s.ID)
			}
		}
	case "resource_group":
		for _, g := range e.ResourceGroups {
			if g.Name == name {
				return f.scopeNamed("subscription", g.Subscription).ResourceGroup(name)
			}
		}
	case "vault":
		for i := range e.Vaults {
			if v := &e.Vaults[i]; v.Name == name {
				return f.scopeNamed("resource_group", v.ResourceGroup).Vault(name)
			}
		}
	}
	return ""
}
