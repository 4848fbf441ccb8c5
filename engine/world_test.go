package engine_test

import (
	"net/netip"
	"strconv"
	"testing"
	"time"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// The small world of these tests: a web app in vnet-app reads a secret of kv-shop through a private endpoint. The
// vault is under RBAC, closed to the public, and everything works.

const (
	tenantID = "11111111-1111-4111-8111-111111111111"
	subID    = "22222222-2222-4222-8222-222222222222"
	webID    = "33333333-3333-4333-8333-333333333333"
	jobID    = "44444444-4444-4444-8444-444444444444"
)

var (
	morning = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	group   = estate.SubscriptionScope(subID).ResourceGroup("rg-shop")
)

func world() *engine.Estate {
	version := estate.VersionID("kv-shop", "db")
	return &engine.Estate{
		Lab:           estate.Lab{Scenario: "world", Profile: "guide", Clock: morning},
		Tenants:       []estate.Tenant{{Name: "contoso", ID: tenantID, Domain: "contoso.example"}},
		Subscriptions: []estate.Subscription{{Name: "sub-shop", ID: subID, Tenant: "contoso"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg-shop", Subscription: "sub-shop",
			Location: "westeurope"}},
		Principals: []estate.Principal{
			{Name: "app-web", Kind: estate.SystemIdentity, Tenant: "contoso", ObjectID: webID, AppID: estate.GUID("web", "app")},
			{Name: "app-job", Kind: estate.SystemIdentity, Tenant: "contoso", ObjectID: jobID, AppID: estate.GUID("job", "app")},
		},
		Hosts: []estate.Host{
			{Name: "app-web", Kind: estate.AppService, ResourceGroup: "rg-shop", SystemAssigned: true, Subnet: "vnet-app/snet-web", PublicIP: "203.0.113.20", PrivateIP: "10.1.0.4"},
			{Name: "app-job", Kind: estate.Function, ResourceGroup: "rg-shop", SystemAssigned: true, Subnet: "vnet-app/snet-web", PublicIP: "203.0.113.21", PrivateIP: "10.1.0.5"},
		},
		Vaults: []estate.Vault{{Name: "kv-shop", ResourceGroup: "rg-shop", Location: "westeurope", Tenant: "contoso", SKU: estate.Standard,
			Model: estate.RBAC, RetentionDays: 90, Public: estate.PublicDisabled, PublicIP: netip.MustParseAddr("198.51.100.7")}},
		RoleAssignments: []estate.RoleAssignment{{Name: "web-reads", ID: estate.GUID("web-reads"), PrincipalID: webID,
			Role: "Key Vault Secrets User", Scope: group.Vault("kv-shop")}},
		AccessPolicies: []estate.AccessPolicy{{Name: "job-policy", Vault: "kv-shop", ObjectID: jobID, Secrets: []string{"get"}}},
		VirtualNetworks: []estate.VirtualNetwork{{Name: "vnet-app", ResourceGroup: "rg-shop", AddressSpace: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")},
			Subnets: []estate.Subnet{{Name: "snet-web", Prefix: netip.MustParsePrefix("10.1.0.0/24")}, {Name: "snet-pe", Prefix: netip.MustParsePrefix("10.1.1.0/24")}}}},
		DNSZones: []estate.DNSZone{{Name: "private", Zone: "privatelink.vaultcore.azure.net", ResourceGroup: "rg-shop",
			Links:   []estate.ZoneLink{{Network: "vnet-app"}},
			Records: []estate.Record{{Name: "kv-shop", Address: netip.MustParseAddr("10.1.1.5"), TTL: 10 * time.Second}}}},
		PrivateEndpoints: []estate.PrivateEndpoint{{Name: "pe-shop", Vault: "kv-shop", ResourceGroup: "rg-shop", Subnet: "vnet-app/snet-pe",
			Address: netip.MustParseAddr("10.1.1.5"), Connection: estate.Approved}},
		Objects: []estate.Object{{Vault: "kv-shop", Collection: estate.Secrets, Name: "db", Current: version}},
		Versions: []estate.Version{{Vault: "kv-shop", Collection: estate.Secrets, Name: "db", ID: version, Secret: &estate.Secret{Value: marked},
			Attributes: estate.Attributes{Created: morning, Updated: morning}}},
	}
}

// marked is a secret's value that is looked for where it must not be.
const marked = "s3cr3t-m4rk"

// crowd adds n role assignments of other people, ten each, over all scopes of the world.
func crowd(e *engine.Estate, n int) {
	scopes := []estate.Scope{estate.SubscriptionScope(subID), group, group.Vault("kv-shop"), group.Vault("kv-other"),
		group.Vault("kv-shop").Object("secrets", "db")}
	for i := range n {
		id := strconv.Itoa(i)
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: "crowd-" + id, ID: estate.GUID("crowd", id),
			PrincipalID: estate.GUID("somebody", strconv.Itoa(i/10)), Role: "Key Vault Secrets Officer", Scope: scopes[i%len(scopes)]})
	}
}

var (
	webRead = &engine.Request{ID: "web-read", Host: "app-web", Operation: "secrets/get", Vault: "kv-shop", Object: "db"}
	jobRead = &engine.Request{ID: "job-read", Host: "app-job", Operation: "secrets/get", Vault: "kv-shop", Object: "db"}
)

func open(t testing.TB, e *engine.Estate) *engine.Lab {
	t.Helper()
	lab, err := engine.Open("", engine.Options{InMemory: true, Bulk: len(e.RoleAssignments) > 10_000})
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

func evaluate(t testing.TB, lab *engine.Lab, r *engine.Request) *trace.Trace {
	t.Helper()
	tr, err := lab.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func apply(t testing.TB, lab *engine.Lab, path, value string) {
	t.Helper()
	if err := lab.Apply(path+" = "+value, engine.Change{Path: path, Value: value}); err != nil {
		t.Fatal(err)
	}
}

// switches are what the tests flip.
var switches = []engine.Switch{
	{ID: "rbac", Path: "vault.kv-shop.rbac", On: "true", Off: "false"},
	{ID: "role", Path: "role_assignment.web-reads.present", On: "true", Off: "false"},
	{ID: "public", Path: "vault.kv-shop.public_access", On: "enabled", Off: "disabled"},
	{ID: "endpoint", Path: "private_endpoint.pe-shop.connection", On: "approved", Off: "pending"},
	{ID: "link", Path: "dns_zone.private.link.vnet-app.present", On: "true", Off: "false"},
	{ID: "record", Path: "dns_zone.private.record.kv-shop.present", On: "true", Off: "false"},
	{ID: "secret", Path: "vault.kv-shop.secret.db.enabled", On: "true", Off: "false"},
}
