package authz

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func managing() (list []operation.Operation) {
	for _, op := range operation.All() {
		if op.Plane == operation.Control {
			list = append(list, op)
		}
	}
	return list
}

// Every built-in role at the subscription, against every operation on vaults: the definition read plainly decides.
func TestEveryRoleManagesWhatItsActionsSay(t *testing.T) {
	for _, name := range RoleNames() {
		l := lab{callers: map[string]*estate.Caller{}}
		for _, line := range []string{"sub sub-shop", "rg rg-shop sub=sub-shop", "vault kv-shop rg=rg-shop", "caller ann",
			"assign a to=ann role=(" + name + ") at=sub:sub-shop"} {
			if err := l.add(line); err != nil {
				t.Fatal(err)
			}
		}
		v := l.open(t)
		r := builtIn().byName[name]
		for _, op := range managing() {
			vault := store.Vaults.Get(v, "kv-shop")
			if lists(&op) {
				vault = nil
			}
			f := Evaluate(v, profile.Guide, noon, &op, vault, "", l.callers["ann"])
			if want := gives(r.Actions, r.NotActions, op.Action); (f.Stop == nil) != want || f.Unknown {
				t.Errorf("%s, %s: %s, the definition says %v", name, op.ID, ending(f), want)
			}
		}
	}
}

// What the roles are known for. Owner of everything reads no secret; a contributor to vaults purges none.
func TestWhoManagesVaults(t *testing.T) {
	for _, c := range []struct {
		role, operation string
		want            bool
	}{
		{"Owner", "vaults/delete", true},
		{"Owner", "vaults/purge", true},
		{"Owner", "secrets/get", false},
		{"Contributor", "vaults/purge", true},
		{"Key Vault Contributor", "vaults/delete", true},
		{"Key Vault Contributor", "vaults/recover", true},
		{"Key Vault Contributor", "vaults/purge", false},
		{"Key Vault Purge Operator", "vaults/purge", true},
		{"Key Vault Purge Operator", "vaults/delete", false},
		{"Key Vault Administrator", "secrets/get", true},
		{"Key Vault Administrator", "vaults/delete", false},
		{"Key Vault Administrator", "vaults/list-deleted", true},
		{"Key Vault Secrets User", "vaults/get", false},
		{"Reader", "vaults/get", true},
		{"Reader", "vaults/delete", false},
	} {
		op, _ := operation.Find(c.operation)
		if f, _ := builtIn().byName[c.role].covers(needs[op.ID], op.Collection); (f == 0) != c.want {
			t.Errorf("%s, %s: faults %b, want %v", c.role, c.operation, f, c.want)
		}
	}
}

// askManaging answers from the plain lists, like the oracle for what is in a vault. The world has one vault, kv-1.
func askManaging(e *estate.Estate, op *operation.Operation, c *estate.Caller, subscription string) bool {
	ids := []string{c.ObjectID}
	for _, g := range c.Groups {
		ids = append(ids, g.ObjectID)
	}
	scopes := above(e, op, "")
	switch {
	case op.ID == "vaults/list" || op.ID == "vaults/list-deleted":
		scopes = scopes[2:]
		if subscription == "s2" { // it has no management group
			scopes = []string{"/subscriptions/s2"}
		}
	case op.ID == "vaults/get-deleted" || op.ID == "vaults/purge":
		scopes[1] = "/subscriptions/s1/providers/microsoft.keyvault/locations/westeurope/deletedvaults/kv-1"
		scopes = scopes[1:]
	}
	counts := func(s estate.Scope, exact bool) bool {
		at := slices.Index(scopes, strings.ToLower(string(s)))
		return at == 0 || at > 0 && !exact
	}
	if slices.ContainsFunc(e.DenyAssignments, func(d estate.DenyAssignment) bool {
		exempt := slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(d.ExcludedIDs, id) })
		return !d.Absent && (d.PrincipalID == estate.Everyone || slices.Contains(ids, d.PrincipalID)) && !exempt &&
			counts(d.Scope, d.ExactScope) && gives(d.Actions, d.NotActions, op.Action)
	}) {
		return false
	}
	return slices.ContainsFunc(e.RoleAssignments, func(a estate.RoleAssignment) bool {
		actions, not, impossible := actionsOf(e, a)
		ended := !a.Expires.IsZero() && !a.Expires.After(noon)
		inside := op.ID == "vaults/list" && strings.HasPrefix(strings.ToLower(string(a.Scope))+"/", "/subscriptions/"+subscription+"/") &&
			len(strings.Split(string(a.Scope), "/")) <= 9
		return !a.Absent && !a.Since.After(noon) && !ended && !impossible && slices.Contains(ids, a.PrincipalID) && (counts(a.Scope, false) || inside) && gives(actions, not, op.Action)
	})
}

func actionsOf(e *estate.Estate, a estate.RoleAssignment) (actions, not []string, impossible bool) {
	for _, r := range builtIn().list {
		if strings.EqualFold(r.Name, a.Role) {
			return r.Actions, r.NotActions, false
		}
	}
	for _, r := range e.RoleDefinitions {
		if r.Name == a.Role {
			return r.Actions, r.NotActions, len(r.DataActions) > 0 && strings.Contains(string(a.Scope), "managementGroups")
		}
	}
	return nil, nil, false
}

// drawManagers adds roles and deny assignments that are about vaults.
func drawManagers(t *rapid.T, e *estate.Estate) {
	some := []string{"*", "Microsoft.KeyVault/*", "microsoft.keyvault/VAULTS/*", "Microsoft.KeyVault/vaults/read", "*/read", "*/delete",
		"*/purge/action", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/deletedVaults/read", "Microsoft.KeyVault/locations/*"}
	draw := func(label string) []string { return rapid.SliceOfN(rapid.SampledFrom(some), 0, 2).Draw(t, label) }
	e.RoleDefinitions = append(e.RoleDefinitions, estate.RoleDefinition{Name: "manager", Actions: draw("actions"), NotActions: draw("not actions")})
	for i := range rapid.IntRange(0, 4).Draw(t, "managers") {
		e.RoleAssignments = append(e.RoleAssignments, drawAssignment(t, 200+i, []string{"manager", "Owner", "Reader", "Key Vault Contributor"}))
	}
	for i := range e.DenyAssignments {
		e.DenyAssignments[i].Actions, e.DenyAssignments[i].NotActions = draw("deny"), draw("but not")
	}
}

func TestManagingAgreesWithTheOracle(t *testing.T) {
	allowed := 0
	rapid.Check(t, func(t *rapid.T) {
		e, c := drawWorld(t), drawCaller(t)
		drawManagers(t, e)
		inMemory(t, e, func(v *store.View) {
			for _, op := range managing() {
				vault := store.Vaults.Get(v, "kv-1")
				want := askManaging(e, &op, c, "s1")
				if lists(&op) {
					vault, want = nil, want || askManaging(e, &op, c, "s2")
				}
				f := Evaluate(v, profile.Guide, noon, &op, vault, "", c)
				if (f.Stop == nil) != want || f.Stop != nil && *f.Stop.Response.Code != "AuthorizationFailed" {
					t.Fatalf("%s: %s, want %v\n%s", op.ID, ending(f), want, verdicts(f))
				}
				if want {
					allowed++
				}
				consistent(t, f)
			}
		})
	})
	if allowed == 0 {
		t.Error("nothing was ever allowed")
	}
}

// Neither the vault's model nor an access policy has a say in managing the vault.
func TestTheModelDoesNotManage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, c := drawWorld(t), drawCaller(t)
		drawManagers(t, e)
		inMemory(t, e, func(v *store.View) {
			for _, op := range managing() {
				var stops []string
				for _, m := range []estate.Model{estate.RBAC, estate.AccessPolicies, estate.Unset} {
					vault := *store.Vaults.Get(v, "kv-1")
					vault.Model = m
					for _, p := range []profile.Profile{profile.Guide, profile.Service} {
						stops = append(stops, message(Evaluate(v, p, noon, &op, &vault, "", c)))
					}
				}
				if len(slices.Compact(stops)) != 1 {
					t.Fatalf("%s: %q", op.ID, stops)
				}
			}
		})
	})
}

// A list shows a vault exactly to those who may read it.
func TestAListShowsWhatItsCallerMayRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, c := drawWorld(t), drawCaller(t)
		drawManagers(t, e)
		inMemory(t, e, func(v *store.View) {
			get, _ := operation.Find("vaults/get")
			vault := store.Vaults.Get(v, "kv-1")
			if got, want := MayRead(v, noon, vault, c), askManaging(e, get, c, "s1"); got != want {
				t.Fatalf("shown %v, want %v", got, want)
			}
		})
	})
}

// A person is named by their sign-in name, a program by its application's ID.
func TestResourceManagersRefusal(t *testing.T) {
	l := lab{callers: map[string]*estate.Caller{}}
	for _, line := range []string{"sub sub-shop", "rg rg-shop sub=sub-shop", "vault kv-shop rg=rg-shop"} {
		if err := l.add(line); err != nil {
			t.Fatal(err)
		}
	}
	v := l.open(t)
	op, _ := operation.Find("vaults/delete")
	for client, c := range map[string]*estate.Caller{
		"ada@contoso.example": {ObjectID: "oid-ada", AppID: "the-cli", Principal: &estate.Principal{Kind: estate.User, UserName: "ada@contoso.example"}},
		"appid-api":           {ObjectID: "oid-api", AppID: "appid-api", Principal: &estate.Principal{Kind: estate.ServicePrincipal}},
	} {
		want := "The client '" + client + "' with object id '" + c.ObjectID + "' does not have authorization to perform action 'Microsoft.KeyVault/vaults/delete'" +
			" over scope '/subscriptions/sub-shop/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop' or the scope is invalid." +
			" If access was recently granted, please refresh your credentials."
		f := Evaluate(v, profile.Guide, noon, op, store.Vaults.Get(v, "kv-shop"), "", c)
		if r := f.Stop.Response; r.Status != 403 || *r.Code != "AuthorizationFailed" || r.InnerCode != nil || *r.Message != want {
			t.Errorf("%s\n got %s\nwant %s", ending(f), *r.Message, want)
		}
	}
}

func TestWithoutAVaultOrACallerNobodyCanTell(t *testing.T) {
	l := lab{}
	v := l.open(t)
	get, _ := operation.Find("vaults/get")
	list, _ := operation.Find("vaults/list")
	ann := &estate.Caller{ObjectID: "oid-ann"}
	for what, f := range map[string]trace.Finding{
		"no vault":                             Evaluate(v, profile.Guide, noon, get, nil, "", ann),
		"no caller":                            Evaluate(v, profile.Guide, noon, get, &estate.Vault{Name: "kv-shop"}, "", nil),
		"a list in a lab without subscription": Evaluate(v, profile.Guide, noon, list, nil, "", ann),
	} {
		if !f.Unknown || f.Stop != nil {
			t.Errorf("%s: %+v", what, f)
		}
	}
	if f := Evaluate(v, profile.Guide, noon, get, &estate.Vault{Name: "kv-lost", ResourceGroup: "nowhere"}, "", ann); f.Stop == nil {
		t.Error("a vault in no known resource group can be managed")
	}
}
