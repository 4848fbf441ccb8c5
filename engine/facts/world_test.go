package facts_test

import (
	"net/netip"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// world has one entity of each kind that paths reach, with something in each of its lists.
func world() *estate.Estate {
	return &estate.Estate{
		Lab: estate.Lab{Scenario: "test", Profile: "guide", Clock: noon},
		Principals: []estate.Principal{
			{Name: "ada", Kind: estate.User, ObjectID: "0b-ada", Groups: []string{"developers"}},
			{Name: "developers", Kind: estate.Group, ObjectID: "0b-developers"},
			{Name: "api", Kind: estate.ServicePrincipal, ObjectID: "0b-api", AppID: "c1-api",
				ClientSecrets: []estate.ClientSecret{{Name: "main", Value: "hunter2", Expires: noon.AddDate(0, 6, 0)}},
				Federated:     []estate.FederatedCredential{{Name: "pod", Issuer: "https://issuer", Subject: "sub", Audience: "aud"}}},
			{Name: "id-orders", Kind: estate.UserIdentity, ObjectID: "0b-orders"},
		},
		Hosts: []estate.Host{{Name: "web", Kind: estate.AppService, SystemAssigned: true, UserAssigned: []string{"id-bills", "id-orders"},
			Environment: &estate.Environment{Tenant: "contoso", App: "api", Secret: "hunter2"},
			Workload:    &estate.Workload{Client: "api", Issuer: "https://issuer", Subject: "sub", Audience: "aud"}}},
		Vaults: []estate.Vault{{Name: "kv-shop", Model: estate.RBAC, Public: estate.PublicEnabled, DenyOther: true,
			IPRules: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}, SubnetRules: []string{"vnet-app/apps"}},
			{Name: "kv-safe", PurgeProtection: true, RetentionDays: 7}},
		AccessPolicies:  []estate.AccessPolicy{{Name: "web-reads", Vault: "kv-shop", ObjectID: "0b-web", Secrets: []string{"get", "list"}}},
		RoleAssignments: []estate.RoleAssignment{{Name: "web-reader", ID: "1", PrincipalID: "0b-web", Role: "Key Vault Secrets User", Scope: "/subscriptions/5b/resourceGroups/rg-shop"}},
		DenyAssignments: []estate.DenyAssignment{{Name: "freeze", ID: "2", PrincipalID: estate.Everyone}},
		VirtualNetworks: []estate.VirtualNetwork{{Name: "vnet-app", DNSServer: "resolver",
			Subnets: []estate.Subnet{{Name: "apps"}}, Peerings: []estate.Peering{{Network: "vnet-hub"}}}},
		DNSServers: []estate.DNSServer{{Name: "resolver", Forward: estate.ForwardPublic,
			Conditional: []estate.ConditionalForwarder{{Suffix: "vault.azure.net", To: "azure"}}}},
		DNSZones: []estate.DNSZone{{Name: "private", Zone: "privatelink.vaultcore.azure.net",
			Links:   []estate.ZoneLink{{Network: "vnet-app"}},
			Records: []estate.Record{{Name: "kv-shop", Address: netip.MustParseAddr("10.0.1.4")}}},
			{Name: "corp.example", Zone: "corp.example"}},
		PrivateEndpoints: []estate.PrivateEndpoint{{Name: "pe-shop", Vault: "kv-shop", Connection: estate.Pending}},
		Objects: []estate.Object{{Vault: "kv-shop", Collection: estate.Secrets, Name: "db", Current: "v2"}, {Vault: "kv-shop", Collection: estate.Secrets, Name: "lost", Current: "v9"},
			{Vault: "kv-shop", Collection: estate.Keys, Name: "cmk", Current: "k2"},
			{Vault: "kv-shop", Collection: estate.Certificates, Name: "tls", Current: "c1", Issuance: &estate.Issuance{}},
			{Vault: "kv-shop", Collection: estate.Keys, Name: "tls", Current: "c1", Managed: true},
			{Vault: "kv-shop", Collection: estate.Secrets, Name: "tls", Current: "c1", Managed: true},
			{Vault: "kv-shop", Collection: estate.Certificates, Name: "waiting",
				Issuance: &estate.Issuance{Pending: &estate.Order{Status: estate.InProgress}}}},
		Versions: []estate.Version{
			{Vault: "kv-shop", Collection: estate.Secrets, Name: "db", ID: "v1", Secret: &estate.Secret{Value: "one"}},
			{Vault: "kv-shop", Collection: estate.Secrets, Name: "db", ID: "v2", Secret: &estate.Secret{Value: "two"},
				Attributes: estate.Attributes{Created: noon, Expires: noon.AddDate(1, 0, 0)}},
			{Vault: "kv-shop", Collection: estate.Keys, Name: "cmk", ID: "k1", Key: &estate.Key{Operations: []string{"sign"}}},
			{Vault: "kv-shop", Collection: estate.Keys, Name: "cmk", ID: "k2", Key: &estate.Key{Operations: []string{"sign", "verify"}}},
			{Vault: "kv-shop", Collection: estate.Certificates, Name: "tls", ID: "c1", Certificate: &estate.Certificate{},
				Attributes: estate.Attributes{NotBefore: noon, Expires: noon.AddDate(1, 0, 0)}},
			{Vault: "kv-shop", Collection: estate.Keys, Name: "tls", ID: "c1", Key: &estate.Key{}},
			{Vault: "kv-shop", Collection: estate.Secrets, Name: "tls", ID: "c1", Secret: &estate.Secret{}},
		},
		Consumers: []estate.Consumer{{Name: "shop-setting", Kind: estate.Reference, Host: "web", Text: "@Microsoft.KeyVault(...)",
			Now: estate.Condition{Status: "Resolved", Version: "v2"}}},
	}
}

func open(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(world()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
