package engine_test

import (
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/consumer"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

const (
	storageID = "55555555-5555-4555-8555-555555555555"
	gatewayID = "66666666-6666-4666-8666-666666666666"
	adminID   = "77777777-7777-4777-8777-777777777777"
)

// consumers is the small world with something that uses the vault in each of the three ways, and an administrator.
func consumers() *engine.Estate {
	e := world()
	e.Principals = append(e.Principals,
		estate.Principal{Name: "st-shop", Kind: estate.SystemIdentity, Tenant: "contoso", ObjectID: storageID, AppID: estate.GUID("st", "app")},
		estate.Principal{Name: "id-gateway", Kind: estate.UserIdentity, Tenant: "contoso", ObjectID: gatewayID, AppID: estate.GUID("gw", "app"), ResourceID: "/id-gateway"},
		estate.Principal{Name: "ada", Kind: estate.User, Tenant: "contoso", ObjectID: adminID, UserName: "ada@contoso.example"})
	e.Hosts = append(e.Hosts,
		estate.Host{Name: "st-shop", Kind: estate.PlatformService, Service: "Azure Storage", ResourceGroup: "rg-shop", SystemAssigned: true},
		estate.Host{Name: "agw-shop", Kind: estate.ApplicationGateway, ResourceGroup: "rg-shop", UserAssigned: []string{"id-gateway"}, Subnet: "vnet-app/snet-web", PrivateIP: "10.1.0.9"},
		estate.Host{Name: "jump", Kind: estate.VirtualMachine, ResourceGroup: "rg-shop", Subnet: "vnet-app/snet-web", PrivateIP: "10.1.0.10"})
	grant := func(name, id, role string) {
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: name, ID: estate.GUID(name), PrincipalID: id, Role: role, Scope: group.Vault("kv-shop")})
	}
	grant("storage-wraps", storageID, "Key Vault Crypto Service Encryption User")
	grant("gateway-reads", gatewayID, "Key Vault Secrets User")
	grant("ada-administers", adminID, "Key Vault Administrator")
	version := e.Objects[0].Current
	e.Consumers = []estate.Consumer{
		{Name: "app/current", Kind: estate.Reference, Host: "app-web", Setting: "DB", Text: "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db)"},
		{Name: "app/pinned", Kind: estate.Reference, Host: "app-web", Setting: "DB_OLD", Text: "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db/" + version + ")"},
		{Name: "storage", Kind: estate.Encryption, Host: "st-shop", Vault: "kv-shop", Object: "cmk"},
		{Name: "gateway", Kind: estate.Binding, Host: "agw-shop", Vault: "kv-shop", Object: "tls"},
	}
	return e
}

// as is a request of the administrator at the jump host.
func as(op, object string, body operation.Body) *engine.Request {
	return &engine.Request{ID: op, Host: "jump", User: "ada", Operation: op, Vault: "kv-shop", Object: object, Body: body}
}

func do(t testing.TB, lab *engine.Lab, r *engine.Request) *engine.Result {
	t.Helper()
	result, err := lab.Do(r)
	if err != nil || result.Trace.Verdict != trace.Allowed {
		t.Fatalf("%s %s: %s, %v", r.Operation, r.Object, trace.Summary(result.Trace), err)
	}
	return result
}

func look(t testing.TB, lab *engine.Lab, name string) estate.Condition {
	t.Helper()
	use, err := lab.Refresh(name)
	if err != nil {
		t.Fatal(err)
	}
	if use.Consumer.Now.Status == "" {
		t.Errorf("%s has no status", name)
	}
	return use.Consumer.Now
}

func check(t testing.TB, c estate.Condition, status, value string) {
	t.Helper()
	if c.Status != status || string(c.Value) != value {
		t.Errorf("%s with %q, want %s with %q (%s)", c.Status, string(c.Value), status, value, c.Detail)
	}
}

// The rotation the guide tells: a new version, a while in which both are there, then the old one is switched off.
func TestAReferenceMovesAndAPinnedOneStays(t *testing.T) {
	lab := open(t, consumers())
	check(t, look(t, lab, "app/current"), consumer.Resolved, marked)
	do(t, lab, as("secrets/set", "db", &operation.SecretBody{Value: "new"}))
	check(t, look(t, lab, "app/current"), consumer.Resolved, "new")
	pinned := look(t, lab, "app/pinned")
	check(t, pinned, consumer.Resolved, marked)
	no := false
	retire := as("secrets/update", "db", &operation.UpdateBody{Enabled: &no})
	retire.Version = pinned.Version
	do(t, lab, retire)
	check(t, look(t, lab, "app/current"), consumer.Resolved, "new")
	check(t, look(t, lab, "app/pinned"), consumer.OtherReasons, "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db/"+pinned.Version+")")
}

// While a reference is not resolved the program sees its text, and the status names the gate that is shut.
func TestStatusesOfAReference(t *testing.T) {
	for status, change := range map[string]engine.Change{
		consumer.AccessToKeyVaultDenied: {Path: "role_assignment.web-reads.present", Value: "false"},
		consumer.VaultNotFound:          {Path: "vault.kv-shop.present", Value: "false"},
		consumer.MSINotEnabled:          {Path: "host.app-web.system_identity", Value: "false"},
		consumer.OtherReasons:           {Path: "vault.kv-shop.secret.db.enabled", Value: "false"},
		consumer.FetchTimedOut:          {Path: "dns_zone.private.record.kv-shop.address", Value: "10.1.1.99"},
	} {
		lab := open(t, consumers())
		apply(t, lab, change.Path, change.Value)
		check(t, look(t, lab, "app/current"), status, "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db)")
	}
	e := consumers()
	for i, text := range []string{"@Microsoft.KeyVault(SecretName=db)", "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=nothing)",
		"@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db;SecretVersion=" + strings.Repeat("0", 32) + ")"} {
		e.Consumers = append(e.Consumers, estate.Consumer{Name: text, Kind: estate.Reference, Host: "app-web", Text: text})
		lab := open(t, e)
		check(t, look(t, lab, text), []string{consumer.InvalidSyntax, consumer.SecretNotFound, consumer.SecretVersionNotFound}[i], text)
	}
}

// A reference uses the system-assigned identity unless it names another, whatever the program itself is set up to use.
func TestWhoseIdentityAReferenceUses(t *testing.T) {
	e := consumers()
	app := &e.Hosts[0]
	app.SystemAssigned, app.UserAssigned, app.Select = false, []string{"id-gateway"}, "id-gateway"
	lab := open(t, e)
	check(t, look(t, lab, "app/current"), consumer.MSINotEnabled, e.Consumers[0].Text)
	e.Consumers[0].Identity = "id-gateway"
	lab = open(t, e)
	check(t, look(t, lab, "app/current"), consumer.Resolved, marked)
}

// A change of an app's configuration makes its platform fetch at once, and undo takes both back.
func TestAChangeOfConfigurationFetchesAtOnce(t *testing.T) {
	lab := open(t, consumers())
	before, _ := lab.StateHash()
	apply(t, lab, "role_assignment.web-reads.present", "false")
	check(t, condition(t, lab, "app/current"), consumer.Resolved, marked)
	apply(t, lab, "host.app-web.audience", "https://vault.azure.net")
	check(t, condition(t, lab, "app/current"), consumer.AccessToKeyVaultDenied, "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db)")
	for range 2 {
		if _, err := lab.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	check(t, condition(t, lab, "app/current"), consumer.Resolved, marked)
	if after, _ := lab.StateHash(); after != before {
		t.Error("undo left something behind")
	}
}

func condition(t testing.TB, lab *engine.Lab, name string) estate.Condition {
	t.Helper()
	e, err := lab.Estate()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range e.Consumers {
		if c.Name == name {
			return c.Now
		}
	}
	t.Fatalf("no consumer %s", name)
	return estate.Condition{}
}

// What a customer-managed key does to its service, switch by switch.
func TestAServiceLosesItsDataWithItsKey(t *testing.T) {
	lab := open(t, consumers())
	if c := look(t, lab, "storage"); c.Status != consumer.NotEncrypted {
		t.Errorf("without a key: %s", c.Status)
	}
	do(t, lab, as("keys/create", "cmk", &operation.CreateKeyBody{Spec: keypair.Spec{Kind: "RSA", Bits: 2048}}))
	first := look(t, lab, "storage")
	if first.Status != consumer.Accessible || len(first.Wrapped) == 0 {
		t.Fatalf("%+v", first)
	}
	is := func(what, want string) estate.Condition {
		t.Helper()
		c := look(t, lab, "storage")
		if c.Status != want {
			t.Errorf("%s: %s (%s)", what, c.Status, c.Detail)
		}
		return c
	}
	apply(t, lab, "vault.kv-shop.key.cmk.enabled", "false")
	is("disabled", consumer.Inaccessible)
	apply(t, lab, "vault.kv-shop.key.cmk.enabled", "true")
	is("enabled", consumer.Accessible)
	apply(t, lab, "role_assignment.storage-wraps.present", "false")
	is("revoked", consumer.Inaccessible)
	apply(t, lab, "role_assignment.storage-wraps.present", "true")
	do(t, lab, as("keys/rotate", "cmk", nil))
	second := is("rotated", consumer.Accessible)
	if second.Version == first.Version || string(second.Wrapped) == string(first.Wrapped) {
		t.Error("the new version was not taken up")
	}
	do(t, lab, as("keys/delete", "cmk", nil))
	is("deleted", consumer.Inaccessible)
	do(t, lab, as("keys/recover", "cmk", nil))
	is("recovered", consumer.Accessible)
	apply(t, lab, "lab.profile", "service")
	apply(t, lab, "vault.kv-shop.key.cmk.expires", "2026-03-01T00:00:00Z")
	if c := is("expired, on the live service", consumer.Accessible); !strings.Contains(c.Detail, "cannot wrap anything new") {
		t.Errorf("expired: %s", c.Detail)
	}
	apply(t, lab, "lab.profile", "guide")
	is("expired, in the guide's model", consumer.Inaccessible)
}

// A gateway gets its certificate through the secret interface, follows a new version, and serves on when it is cut off.
func TestAGatewayServesItsCertificate(t *testing.T) {
	lab := open(t, consumers())
	if c := look(t, lab, "gateway"); c.Status != consumer.NotServed {
		t.Errorf("without a certificate: %s", c.Status)
	}
	policy := estate.CertificatePolicy{Issuer: "Self", Subject: "CN=shop.example", DNSNames: []string{"shop.example"}, Months: 12, Key: keypair.Spec{Kind: "EC", Curve: "P-256"}}
	do(t, lab, as("certificates/create", "tls", &operation.CreateCertificateBody{Policy: policy}))
	first := look(t, lab, "gateway")
	if first.Status != consumer.Serving || len(first.Thumbprint) != 40 || first.Expires.Before(morning) {
		t.Fatalf("%+v", first)
	}
	do(t, lab, as("certificates/create", "tls", &operation.CreateCertificateBody{Policy: policy}))
	second := look(t, lab, "gateway")
	if second.Status != consumer.Serving || second.Thumbprint == first.Thumbprint {
		t.Errorf("%+v", second)
	}
	apply(t, lab, "role_assignment.gateway-reads.present", "false")
	if c := look(t, lab, "gateway"); c.Status != consumer.Stale || c.Thumbprint != second.Thumbprint {
		t.Errorf("%+v", c)
	}
}

// Each access is an ordinary request: it has a trace, and the vault logs it.
func TestAConsumersAccessIsAnOrdinaryRequest(t *testing.T) {
	lab := open(t, consumers())
	before, err := lab.Events(1000)
	if err != nil {
		t.Fatal(err)
	}
	use, err := lab.Refresh("app/current")
	if err != nil {
		t.Fatal(err)
	}
	after, err := lab.Events(1000)
	if err != nil || len(after) != len(before)+1 || after[len(after)-1].OperationName != "SecretGet" || after[len(after)-1].ObjectID != webID {
		t.Errorf("events %+v, %v", after, err)
	}
	if len(use.Traces) != 1 || use.Traces[0].Request.Operation != "secrets/get" || use.Traces[0].Request.Host != "app-web" {
		t.Errorf("%+v", use.Traces)
	}
	if _, err := lab.Refresh("nobody"); err == nil {
		t.Error("refreshed nobody")
	}
}

// A lab can begin after its incident: what was encrypted before is there, and out of reach.
func TestAServiceWasSetUpBeforeItsKeyWasDisabled(t *testing.T) {
	e := consumers()
	pair, err := keypair.Generate(keypair.Spec{Kind: "RSA", Bits: 2048})
	if err != nil {
		t.Fatal(err)
	}
	id := estate.VersionID("cmk")
	e.Objects = append(e.Objects, estate.Object{Vault: "kv-shop", Collection: estate.Keys, Name: "cmk", Current: id})
	e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: "cmk", ID: id,
		Attributes: estate.Attributes{Disabled: true, Created: morning.AddDate(0, -1, 0)},
		Key: &estate.Key{Spec: keypair.Spec{Kind: "RSA", Bits: 2048}, Operations: []string{"wrapKey", "unwrapKey"},
			Public: pair.Public().Marshal(), Private: pair.Seal()}})
	lab := open(t, e)
	if c := condition(t, lab, "storage"); c.Status != consumer.Inaccessible || len(c.Wrapped) == 0 {
		t.Errorf("at the start: %s (%s)", c.Status, c.Detail)
	}
	apply(t, lab, "vault.kv-shop.key.cmk.enabled", "true")
	if c := look(t, lab, "storage"); c.Status != consumer.Accessible {
		t.Errorf("with the key enabled: %s (%s)", c.Status, c.Detail)
	}
}
