package audit_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kvlab/engine/audit"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

var (
	noon    = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	vaultID = estate.SubscriptionScope("5b000000-0000-4000-8000-000000000000").ResourceGroup("rg-shop").Vault("kv-shop")
	ada     = &estate.Caller{ObjectID: "0b000000-0000-4000-8000-000000000001", AppID: "c1000000-0000-4000-8000-000000000001"}
)

// story is a trace of one request for a secret. Gates come in the order they decided in; the first that fails stops
// the request, and those after it only say what they would have done.
func story(stop *trace.Stop, gates ...trace.Gate) *trace.Trace {
	t := &trace.Trace{At: noon, Verdict: trace.Allowed, Response: trace.OK(200), Gates: gates,
		Request: trace.Request{ID: "read", Vault: "kv-shop", Object: "db-password", Operation: "secrets/get"}}
	for _, g := range gates {
		if g.Outcome == trace.GateFail {
			name := g.Gate
			t.StoppedAt, t.Verdict, t.Response = &name, stop.Verdict, stop.Response
		}
	}
	return t
}

func gate(name trace.GateName, o trace.GateOutcome) trace.Gate {
	return trace.Gate{Gate: name, Outcome: o}
}

func event(t testing.TB, tr *trace.Trace, model estate.Model, c *estate.Caller) audit.Event {
	t.Helper()
	op, ok := operation.Find(tr.Request.Operation)
	if !ok {
		t.Fatal(tr.Request.Operation)
	}
	return audit.Of(tr, op, vaultID, model, c, "203.0.113.7")
}

func TestAnAllowedReadIsLoggedAsTheServiceDoes(t *testing.T) {
	tr := story(nil, gate(trace.Identity, trace.GatePass), gate(trace.Authorization, trace.GatePass), gate(trace.Network, trace.GatePass), gate(trace.Object, trace.GatePass))
	want := audit.Event{
		Time: noon, Request: "read", OperationName: "SecretGet",
		ResourceID:    "/SUBSCRIPTIONS/5B000000-0000-4000-8000-000000000000/RESOURCEGROUPS/RG-SHOP/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV-SHOP",
		RequestURI:    "https://kv-shop.vault.azure.net/secrets/db-password",
		Status:        200,
		Signature:     "OK",
		CallerAddress: "203.0.113.7",
		ObjectID:      ada.ObjectID, AppID: ada.AppID,
		RBACAuthorized: true,
	}
	if got := event(t, tr, estate.RBAC, ada); got != want {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	want.RBACAuthorized, want.PolicyMatched = false, true
	if got := event(t, tr, estate.AccessPolicies, ada); got != want {
		t.Errorf("under access policies\n got %+v\nwant %+v", got, want)
	}
}

// Which authorization flag is set depends on the model in force and on whether that gate was asked at all.
func TestTheAuthorizationFlagTellsWhatTheGateSaid(t *testing.T) {
	forbidden := trace.Deny(403, "Forbidden", "ForbiddenByFirewall", "no")
	id, pass, fail := gate(trace.Identity, trace.GatePass), trace.GatePass, trace.GateFail
	for name, c := range map[string]struct {
		trace *trace.Trace
		want  bool
	}{
		"refused by authorization":       {story(forbidden, id, gate(trace.Authorization, fail), gate(trace.Network, trace.GateWouldPass)), false},
		"refused by the network, before": {story(forbidden, id, gate(trace.Network, fail), gate(trace.Authorization, trace.GateWouldPass)), false},
		"refused by the network, after":  {story(forbidden, id, gate(trace.Authorization, pass), gate(trace.Network, fail)), true},
		"refused by the object":          {story(forbidden, id, gate(trace.Authorization, pass), gate(trace.Network, pass), gate(trace.Object, fail)), true},
		"refused by the token's checks":  {story(forbidden, gate(trace.Identity, fail), gate(trace.Authorization, trace.GateWouldPass)), false},
		"no gates at all":                {story(nil), false},
	} {
		t.Run(name, func(t *testing.T) {
			rbac, policies := event(t, c.trace, estate.RBAC, ada), event(t, c.trace, estate.AccessPolicies, ada)
			if rbac.RBACAuthorized != c.want || rbac.PolicyMatched || policies.PolicyMatched != c.want || policies.RBACAuthorized {
				t.Errorf("rbac %+v\npolicies %+v", rbac, policies)
			}
		})
	}
}

func TestARefusalIsLoggedWithItsMessage(t *testing.T) {
	for status, phrase := range map[int]string{
		400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests", 500: "",
	} {
		e := event(t, story(trace.Deny(status, "Code", "", "first\r\nsecond\r\n"), gate(trace.Identity, trace.GateFail)), estate.RBAC, nil)
		if e.Status != status || e.Signature != phrase {
			t.Errorf("%d: logged as %d %s", status, e.Status, e.Signature)
		}
		if e.Description != "first\nsecond\n" {
			t.Errorf("lines end in \\n in the log: %q", e.Description)
		}
		if e.ObjectID != "" || e.AppID != "" {
			t.Errorf("an unknown caller has ids: %+v", e)
		}
	}
	if e := event(t, &trace.Trace{Response: trace.OK(202), Request: trace.Request{Operation: "certificates/create"}}, estate.RBAC, nil); e.Signature != "OK" {
		t.Errorf("202 is logged as %q", e.Signature)
	}
}

// A request that never arrived leaves nothing behind.
func TestOnlyWhatTheServiceAnsweredIsSeen(t *testing.T) {
	for name, c := range map[string]struct {
		trace *trace.Trace
		want  bool
	}{
		"allowed": {story(nil), true},
		"denied":  {story(trace.Deny(403, "Forbidden", "", "no"), gate(trace.Network, trace.GateFail)), true},
		"failed":  {story(trace.Fault("i/o timeout"), gate(trace.Network, trace.GateFail)), false},
	} {
		if got := audit.Seen(c.trace); got != c.want {
			t.Errorf("%s: seen is %t", name, got)
		}
	}
}

func TestTheURINamesWhatWasAskedFor(t *testing.T) {
	for _, c := range []struct{ operation, object, version, want string }{
		{"secrets/get", "db-password", "", "/secrets/db-password"},
		{"secrets/get", "db-password", "0123", "/secrets/db-password/0123"},
		{"secrets/set", "db-password", "", "/secrets/db-password"},
		{"secrets/list", "", "", "/secrets"},
		{"secrets/list", "ignored", "ignored", "/secrets"},
		{"secrets/list-versions", "db-password", "", "/secrets/db-password/versions"},
		{"secrets/purge", "db-password", "", "/deletedsecrets/db-password"},
		{"keys/sign", "k", "0123", "/keys/k/0123/sign"},
		{"certificates/merge", "c", "", "/certificates/c/pending/merge"},
	} {
		tr := &trace.Trace{Request: trace.Request{Operation: c.operation, Vault: "kv-shop", Object: c.object, Version: c.version}}
		if got := event(t, tr, estate.RBAC, nil).RequestURI; got != "https://kv-shop.vault.azure.net"+c.want {
			t.Errorf("%s: %s", c.operation, got)
		}
	}
}

// What the service does by itself has no caller, no address and no request of the lab.
func TestTheServicesOwnDoingsAreLoggedWithoutACaller(t *testing.T) {
	want := audit.Event{Time: noon, OperationName: "KeyRotateIfDue", ResourceID: strings.ToUpper(string(vaultID)),
		RequestURI: "https://kv-shop.vault.azure.net/keys/kek", Status: 200, Signature: "OK"}
	if got := audit.ByService(noon, "KeyRotateIfDue", vaultID, "kv-shop.vault.azure.net", "keys", "kek"); got != want {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

// The log is for reading by many. An event is made of the trace and the caller's claims, and neither holds a value.
func TestAnEventHoldsNoValue(t *testing.T) {
	const marked = "s3cr3t-m4rk"
	caller := &estate.Caller{ObjectID: "o", AppID: "a", Principal: &estate.Principal{Name: "api",
		ClientSecrets: []estate.ClientSecret{{Name: "main", Value: marked}}}}
	raw, err := json.Marshal(event(t, story(nil), estate.RBAC, caller))
	if err != nil || strings.Contains(string(raw), marked) {
		t.Errorf("%s %v", raw, err)
	}
}
