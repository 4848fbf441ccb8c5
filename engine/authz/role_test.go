package authz

import (
	"slices"
	"strings"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

// TestEveryOperationUnderEveryBuiltInRole compares the whole table with the definitions read plainly: some pattern of
// dataActions, none of notDataActions, and a key's public half for who may read it.
func TestEveryOperationUnderEveryBuiltInRole(t *testing.T) {
	for _, name := range RoleNames() {
		r := builtIn().byName[name]
		has := func(action string) bool {
			covers := func(p string) bool { return naiveMatch(p, action) }
			return slices.ContainsFunc(r.DataActions, covers) && !slices.ContainsFunc(r.NotDataActions, covers)
		}
		for _, op := range operation.All() {
			if op.DataAction == "" {
				continue
			}
			public := op.ID == "keys/encrypt" || op.ID == "keys/wrap" || op.ID == "keys/verify"
			want := has(op.DataAction) || public && has("Microsoft.KeyVault/vaults/keys/read")
			f, byRead := r.covers(needs[op.ID], op.Collection)
			if (f == 0) != want {
				t.Errorf("%s, %s: faults %b, the definition says %v", name, op.ID, f, want)
			}
			if byRead && (has(op.DataAction) || !public) {
				t.Errorf("%s, %s: granted by reading the key", name, op.ID)
			}
		}
	}
}

// What the roles open, in the words of their names.
func TestWhatTheRolesAreFor(t *testing.T) {
	for _, c := range []struct {
		role, operation string
		want            faults
	}{
		{"Key Vault Secrets User", "secrets/get", 0},
		{"Key Vault Secrets User", "secrets/list", 0},
		{"Key Vault Secrets User", "secrets/set", notCovered},
		{"Key Vault Secrets User", "keys/get", otherCollection},
		{"Key Vault Secrets Officer", "secrets/purge", 0},
		{"Key Vault Reader", "secrets/get", notCovered},
		{"Key Vault Reader", "secrets/list", 0},
		{"Key Vault Reader", "certificates/get", 0},
		{"Key Vault Certificate User", "secrets/get", 0},
		{"Key Vault Crypto Service Encryption User", "keys/unwrap", 0},
		{"Key Vault Crypto Service Encryption User", "keys/decrypt", notCovered},
		{"Key Vault Crypto User", "secrets/get", otherCollection},
		{"Key Vault Administrator", "certificates/set-issuer", 0},
		{"Key Vault Contributor", "secrets/get", controlOnly},
		{"Key Vault Purge Operator", "secrets/purge", controlOnly},
		{"Key Vault Data Access Administrator", "secrets/get", controlOnly},
		{"Owner", "secrets/get", controlOnly},
		{"Contributor", "keys/get", controlOnly},
		{"Reader", "keys/get", controlOnly},
	} {
		op, _ := operation.Find(c.operation)
		r := builtIn().byName[c.role]
		if r == nil {
			t.Fatalf("no role %s", c.role)
		}
		if got, _ := r.covers(needs[op.ID], op.Collection); got != c.want {
			t.Errorf("%s, %s: faults %b, want %b", c.role, c.operation, got, c.want)
		}
	}
}

func TestCustomRoles(t *testing.T) {
	const data = "Microsoft.KeyVault/vaults/"
	for _, c := range []struct {
		what      string
		role      role
		operation string
		want      faults
	}{
		{"a pattern in any letter case", role{DataActions: []string{"MICROSOFT.KeyVault/Vaults/SECRETS/*"}}, "secrets/get", 0},
		{"taken out by the same role", role{DataActions: []string{"*"}, NotDataActions: []string{data + "secrets/getSecret/*"}}, "secrets/get", excluded},
		{"reading the key is left, so its public half is open", role{DataActions: []string{"*"}, NotDataActions: []string{"*/encrypt/action"}}, "keys/encrypt", 0},
		{"data actions of another service", role{DataActions: []string{"Microsoft.Storage/*"}}, "secrets/get", notCovered},
		{"nothing at all", role{}, "secrets/get", notCovered},
		{"actions named like data actions", role{Actions: []string{data + "secrets/getSecret/action"}}, "secrets/get", controlOnly},
		{"everything of it taken out", role{DataActions: []string{data + "keys/*"}, NotDataActions: []string{"*"}}, "secrets/get", notCovered},
		{"keys only", role{DataActions: []string{data + "keys/*"}}, "secrets/get", otherCollection},
		{"issuers are certificates' affairs", role{DataActions: []string{data + "certificatecas/read"}}, "certificates/get", notCovered},
	} {
		c.role.custom = true
		op, _ := operation.Find(c.operation)
		if got, _ := c.role.covers(needs[op.ID], op.Collection); got != c.want {
			t.Errorf("%s: faults %b, want %b", c.what, got, c.want)
		}
	}
}

func TestBuiltInRolesAreComplete(t *testing.T) {
	ids := map[string]string{}
	for _, r := range builtIn().list {
		if len(r.ID) != 36 || ids[r.ID] != "" {
			t.Errorf("%s: id %q, also of %q", r.Name, r.ID, ids[r.ID])
		}
		ids[r.ID] = r.Name
		if len(r.Actions)+len(r.DataActions) == 0 {
			t.Errorf("%s does nothing", r.Name)
		}
		if r.collections != r.reach() {
			t.Errorf("%s: collections %b", r.Name, r.collections)
		}
	}
	if len(ids) < 18 {
		t.Errorf("%d roles", len(ids))
	}
}

func TestScopeChain(t *testing.T) {
	l := lab{callers: map[string]*estate.Caller{}}
	for _, line := range []string{"mg a parent=b", "mg b parent=c", "mg c parent=b", "sub sub-shop mg=a", "rg rg-shop sub=sub-shop", "sub sub-top",
		"rg rg-top sub=sub-top", "vault kv-shop rg=rg-shop", "vault kv-top rg=rg-top", "vault kv-lost rg=nowhere"} {
		if err := l.add(line); err != nil {
			t.Fatal(err)
		}
	}
	v := l.open(t)
	vault := estate.SubscriptionScope("sub-shop").ResourceGroup("rg-shop").Vault("kv-shop")
	below := []estate.Scope{vault, "/subscriptions/sub-shop/resourceGroups/rg-shop", "/subscriptions/sub-shop",
		estate.ManagementGroupScope("a"), estate.ManagementGroupScope("b"), estate.ManagementGroupScope("c")}
	for _, c := range []struct {
		what, vault, collection, object string
		want                            []estate.Scope
	}{
		{"without an object it begins with the vault, and a loop of management groups ends", "kv-shop", "", "", below},
		{"with one, the object comes first", "kv-shop", "secrets", "db", append([]estate.Scope{vault.Object("secrets", "db")}, below...)},
		{"a subscription outside management groups is the top", "kv-top", "", "", []estate.Scope{
			estate.SubscriptionScope("sub-top").ResourceGroup("rg-top").Vault("kv-top"), "/subscriptions/sub-top/resourceGroups/rg-top", "/subscriptions/sub-top"}},
		{"a vault in no known resource group has none", "kv-lost", "", "", nil},
	} {
		var found *estate.Vault
		for i := range l.estate.Vaults {
			if l.estate.Vaults[i].Name == c.vault {
				found = &l.estate.Vaults[i]
			}
		}
		if got := ScopeChain(v, found, c.collection, c.object); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", c.what, got, c.want)
		}
	}
}

// A role assignment lives in the lab under the name of its role, so names must be found as people write them.
func TestRolesAreFoundInAnyLetterCase(t *testing.T) {
	l := lab{}
	l.estate.RoleDefinitions = []estate.RoleDefinition{{Name: "Our Reader", DataActions: []string{"*/read"}}, {Name: "owner", DataActions: []string{"*"}}}
	v := l.open(t)
	for name, custom := range map[string]bool{"key vault SECRETS user": false, "OUR reader": true, "owner": false, "Owner": false} {
		r := findRole(v, name)
		if r == nil || r.custom != custom || !strings.EqualFold(r.Name, name) {
			t.Errorf("%s: found %+v", name, r)
		}
	}
	if r := findRole(v, "Key Vault Secrets"); r != nil {
		t.Errorf("found %s", r.Name)
	}
}
