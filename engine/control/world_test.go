package control_test

import (
	"net/netip"
	"testing"
	"time"

	"kvlab/engine"
	"kvlab/engine/estate"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const subscription = "5b000000-0000-4000-8000-000000000000"

var group = estate.SubscriptionScope(subscription).ResourceGroup("rg-shop")

// world has two vaults with something of every kind in them: kv-shop, whose retention is the shortest there is, and
// kv-safe under purge protection. Everybody sits on the internet, and both vaults are closed to it.
//
//	root   Owner of the subscription          olga   Owner of the resource group
//	kim    Key Vault Contributor of it all    pat    Purge Operator of the subscription
//	sam    reads secrets of kv-shop, by a role at the vault and one at a secret
//	vera   Reader of kv-shop
//	eve    has all permissions of kv-safe's access policies
func world() *engine.Estate {
	e := &engine.Estate{
		Lab:            estate.Lab{Scenario: "vaults", Profile: "guide", Clock: noon},
		Tenants:        []estate.Tenant{{Name: "contoso", ID: "7e000000-0000-4000-8000-000000000001"}},
		Subscriptions:  []estate.Subscription{{Name: "sub-shop", ID: subscription, Tenant: "contoso"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg-shop", Subscription: "sub-shop", Location: "westeurope"}},
		Vaults: []estate.Vault{
			{Name: "kv-shop", ResourceGroup: "rg-shop", Location: "westeurope", Tenant: "contoso", Model: estate.RBAC, RetentionDays: 7,
				Public: estate.PublicDisabled, DenyOther: true, IPRules: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}},
			{Name: "kv-safe", ResourceGroup: "rg-shop", Location: "westeurope", Tenant: "contoso", Model: estate.AccessPolicies,
				PurgeProtection: true, Public: estate.PublicDisabled}},
		VirtualNetworks: []estate.VirtualNetwork{{Name: "vnet", Subnets: []estate.Subnet{{Name: "ends", Prefix: netip.MustParsePrefix("10.1.1.0/24")}}}},
		Hosts: []estate.Host{{Name: "laptop", Kind: estate.Laptop, PublicIP: "203.0.113.10"},
			{Name: "cell", Kind: estate.VirtualMachine, ResourceGroup: "rg-shop", Subnet: "vnet/ends"}},
	}
	for name, grant := range map[string][2]string{"root": {"Owner", string(estate.SubscriptionScope(subscription))}, "olga": {"Owner", string(group)},
		"kim":  {"Key Vault Contributor", string(estate.SubscriptionScope(subscription))},
		"pat":  {"Key Vault Purge Operator", string(estate.SubscriptionScope(subscription))},
		"vera": {"Reader", string(group.Vault("kv-shop"))},
		"sam":  {"Key Vault Secrets User", string(group.Vault("kv-shop"))}, "eve": {}} {
		e.Principals = append(e.Principals, estate.Principal{Name: name, Kind: estate.User, Tenant: "contoso", ObjectID: "0b-" + name, UserName: name + "@contoso.example"})
		if grant[0] != "" {
			e.RoleAssignments = append(e.RoleAssignments, assignment(name, grant[0], estate.Scope(grant[1])))
		}
	}
	one := assignment("sam", "Reader", group.Vault("KV-Shop").Object("secrets", "db"))
	one.Name, one.ID = "sam-one", "sam-one"
	e.RoleAssignments = append(e.RoleAssignments, one)
	e.AccessPolicies = []estate.AccessPolicy{{Name: "eve-all", Vault: "kv-safe", ObjectID: "0b-eve", Secrets: []string{"all"}},
		{Name: "sam-idle", Vault: "kv-shop", ObjectID: "0b-sam", Secrets: []string{"get"}}}
	for _, v := range []string{"kv-shop", "kv-safe"} {
		fill(e, v)
	}
	return e
}

func assignment(who, role string, at estate.Scope) estate.RoleAssignment {
	return estate.RoleAssignment{Name: who, ID: who, PrincipalID: "0b-" + who, Role: role, Scope: at}
}

// fill puts something of every kind into a vault.
func fill(e *engine.Estate, vault string) {
	for _, c := range []estate.Collection{estate.Secrets, estate.Keys} {
		e.Objects = append(e.Objects, estate.Object{Vault: vault, Collection: c, Name: "db", Current: "v2"})
		for _, id := range []string{"v1", "v2"} {
			x := estate.Version{Vault: vault, Collection: c, Name: "db", ID: id, Attributes: estate.Attributes{Created: noon}}
			if c == estate.Secrets {
				x.Secret = &estate.Secret{Value: "value"}
			}
			e.Versions = append(e.Versions, x)
		}
	}
	e.Issuers = append(e.Issuers, estate.Issuer{Vault: vault, Name: "digicert"})
	e.Contacts = append(e.Contacts, estate.Contacts{Vault: vault, List: []estate.Contact{{Email: "ops@contoso.example"}}})
	e.PrivateEndpoints = append(e.PrivateEndpoints, estate.PrivateEndpoint{Name: "pe-" + vault, Vault: vault, Subnet: "vnet/ends",
		Address: netip.MustParseAddr("10.1.1." + map[string]string{"kv-shop": "4", "kv-safe": "5"}[vault]), Connection: estate.Approved})
}

func open(t testing.TB, e *engine.Estate) *engine.Lab {
	t.Helper()
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := lab.Load(e); err != nil {
		t.Fatal(err)
	}
	return lab
}

// ask is a request of a person who sits at no host of the estate.
func ask(who, operation, vault, object string) *engine.Request {
	return &engine.Request{ID: who + "-asks", User: who, Operation: operation, Vault: vault, Object: object}
}

func do(t testing.TB, lab *engine.Lab, r *engine.Request) *engine.Result {
	t.Helper()
	result, err := lab.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
