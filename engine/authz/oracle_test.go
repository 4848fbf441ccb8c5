package authz

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// The oracle answers the same questions from the plain lists of an estate: it looks at every grant of everybody,
// compares patterns by regular expressions and walks scopes upwards one by one. It shares no code with the gate.

// oracle is what it says of one request.
type oracle struct {
	allowed bool
	inner   string
}

func ask(e *estate.Estate, rbac bool, op *operation.Operation, object string, c *estate.Caller) oracle {
	ids := []string{c.ObjectID}
	for _, g := range c.Groups {
		ids = append(ids, g.ObjectID)
	}
	if rbac {
		if askRBAC(e, op, object, ids) {
			return oracle{true, ""}
		}
		return oracle{false, "ForbiddenByRbac"}
	}
	return askPolicies(e, op, c, ids)
}

// above lists the object's scopes by cutting ids at their ends, and the management groups by looking parents up.
func above(e *estate.Estate, op *operation.Operation, object string) []string {
	scopes := []string{}
	id := "/subscriptions/s1/resourcegroups/rg-1/providers/microsoft.keyvault/vaults/kv-1"
	if !op.OnVault && object != "" {
		scopes = append(scopes, id+"/"+string(op.Collection)+"/"+object)
	}
	scopes = append(scopes, id, "/subscriptions/s1/resourcegroups/rg-1", "/subscriptions/s1")
	for name, i := "mg-1", 0; name != "" && i < 10; i++ {
		scopes = append(scopes, "/providers/microsoft.management/managementgroups/"+name)
		parent := ""
		for _, g := range e.ManagementGroups {
			if g.Name == name {
				parent = g.Parent
			}
		}
		name = parent
	}
	return scopes
}

func askRBAC(e *estate.Estate, op *operation.Operation, object string, ids []string) bool {
	scopes := above(e, op, object)
	read := "Microsoft.KeyVault/vaults/keys/read"
	public := slices.Contains([]string{"keys/encrypt", "keys/verify", "keys/wrap"}, op.ID)
	denied := func(action string) bool {
		return slices.ContainsFunc(e.DenyAssignments, func(d estate.DenyAssignment) bool {
			names := d.PrincipalID == estate.Everyone || slices.Contains(ids, d.PrincipalID)
			exempt := slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(d.ExcludedIDs, id) })
			at := slices.Index(scopes, strings.ToLower(string(d.Scope)))
			return !d.Absent && names && !exempt && at >= 0 && (at == 0 || !d.ExactScope) && gives(d.DataActions, d.NotDataActions, action)
		})
	}
	granted := func(action string) bool {
		return slices.ContainsFunc(e.RoleAssignments, func(a estate.RoleAssignment) bool {
			data, not, custom := definition(e, a.Role)
			impossible := custom && len(data) > 0 && strings.Contains(string(a.Scope), "managementGroups")
			ended := !a.Expires.IsZero() && !a.Expires.After(noon)
			return !a.Absent && !ended && !a.Since.After(noon) && !impossible && slices.Contains(ids, a.PrincipalID) &&
				slices.Contains(scopes, strings.ToLower(string(a.Scope))) && gives(data, not, action)
		})
	}
	if denied(op.DataAction) {
		return false
	}
	return granted(op.DataAction) || public && granted(read) && !denied(read)
}

func gives(patterns, not []string, action string) bool {
	covers := func(p string) bool { return naiveMatch(p, action) }
	return slices.ContainsFunc(patterns, covers) && !slices.ContainsFunc(not, covers)
}

func definition(e *estate.Estate, name string) (data, not []string, custom bool) {
	for _, r := range builtIn().list {
		if strings.EqualFold(r.Name, name) {
			return r.DataActions, r.NotDataActions, false
		}
	}
	for _, r := range e.RoleDefinitions {
		if r.Name == name {
			return r.DataActions, r.NotDataActions, true
		}
	}
	return nil, nil, false
}

func askPolicies(e *estate.Estate, op *operation.Operation, c *estate.Caller, ids []string) oracle {
	inner := "AccessDenied"
	for _, p := range e.AccessPolicies {
		if p.Absent || p.Vault != "kv-1" || !slices.Contains(ids, p.ObjectID) || p.Tenant == "fabrikam" {
			continue
		}
		inner = "ForbiddenByPolicy"
		has := map[operation.Collection][]string{"secrets": p.Secrets, "keys": p.Keys, "certificates": p.Certificates}[op.Collection]
		if p.ApplicationID != "" && (!c.OnBehalfOf || p.ApplicationID != c.AppID) {
			continue
		}
		for _, want := range op.Policies {
			if slices.Contains(has, want) || slices.Contains(has, "all") && want != "purge" {
				return oracle{true, ""}
			}
		}
	}
	return oracle{false, inner}
}

// Random worlds, small enough that things meet.

var (
	someIDs    = []string{"id-ann", "id-devs", "id-ops", "id-bob", "appid-ann", estate.Everyone}
	someScopes = []estate.Scope{
		"/providers/Microsoft.Management/managementGroups/mg-0", "/providers/Microsoft.Management/managementGroups/MG-1",
		"/providers/Microsoft.Management/managementGroups/mg-x", "/subscriptions/s1", "/subscriptions/s2", "/subscriptions/S1/resourceGroups/rg-1",
		"/subscriptions/s1/resourceGroups/rg-2", "/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1",
		"/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-2",
		"/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1/secrets/db",
		"/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1/secrets/web",
		"/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1/keys/db",
		"/subscriptions/s1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1/Certificates/DB"}
	somePatterns = []string{"*", "Microsoft.KeyVault/vaults/secrets/*", "*/read", "microsoft.keyvault/VAULTS/keys/read", "*/action", "*purge*",
		"Microsoft.KeyVault/vaults/keys/encrypt/action", "Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.Storage/*"}
)

func patterns(t *rapid.T, label string) []string {
	return rapid.SliceOfN(rapid.SampledFrom(somePatterns), 0, 2).Draw(t, label)
}

func drawAssignment(t *rapid.T, i int, roles []string) estate.RoleAssignment {
	a := estate.RoleAssignment{Name: fmt.Sprint("ra-", i), ID: fmt.Sprint("ra-", i), PrincipalID: rapid.SampledFrom(someIDs).Draw(t, "principal"),
		Role: rapid.SampledFrom(roles).Draw(t, "role"), Scope: rapid.SampledFrom(someScopes).Draw(t, "scope"), Absent: rapid.IntRange(0, 9).Draw(t, "absent") == 0}
	if rapid.Bool().Draw(t, "new") {
		a.Since = noon.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "minutes")) * time.Minute)
	}
	if rapid.Bool().Draw(t, "ends") {
		a.Expires = noon.Add(time.Duration(rapid.IntRange(-1, 2).Draw(t, "hours")) * time.Hour)
	}
	return a
}

func drawDenial(t *rapid.T, i int) estate.DenyAssignment {
	return estate.DenyAssignment{Name: fmt.Sprint("da-", i), ID: fmt.Sprint("da-", i), PrincipalID: rapid.SampledFrom(someIDs).Draw(t, "principal"),
		ExcludedIDs: rapid.SliceOfN(rapid.SampledFrom(someIDs), 0, 1).Draw(t, "excluded"), Scope: rapid.SampledFrom(someScopes).Draw(t, "scope"),
		DataActions: patterns(t, "data"), NotDataActions: patterns(t, "not"), Actions: patterns(t, "actions"),
		ExactScope: rapid.Bool().Draw(t, "exact"), Absent: rapid.IntRange(0, 9).Draw(t, "absent") == 0}
}

func drawPolicy(t *rapid.T, i int) estate.AccessPolicy {
	permissions := func(c operation.Collection) []string {
		return rapid.SliceOfN(rapid.SampledFrom(operation.Permissions[c]), 0, 3).Draw(t, string(c))
	}
	return estate.AccessPolicy{Name: fmt.Sprint("ap-", i), Vault: rapid.SampledFrom([]string{"kv-1", "kv-2"}).Draw(t, "vault"),
		ObjectID: rapid.SampledFrom(someIDs).Draw(t, "principal"), Tenant: rapid.SampledFrom([]string{"", "contoso", "fabrikam"}).Draw(t, "tenant"),
		ApplicationID: rapid.SampledFrom([]string{"", "", "appid-ann", "appid-x"}).Draw(t, "application"), Secrets: permissions("secrets"),
		Keys: permissions("keys"), Certificates: permissions("certificates"), Absent: rapid.IntRange(0, 9).Draw(t, "absent") == 0}
}

func drawWorld(t *rapid.T) *estate.Estate {
	e := &estate.Estate{
		Tenants:          []estate.Tenant{{Name: "contoso", ID: "tid-contoso"}, {Name: "fabrikam", ID: "tid-fabrikam"}},
		ManagementGroups: []estate.ManagementGroup{{Name: "mg-0"}, {Name: "mg-1", Parent: "mg-0"}, {Name: "mg-x"}},
		Subscriptions:    []estate.Subscription{{Name: "one", ID: "s1", ManagementGroup: "mg-1"}, {Name: "two", ID: "s2"}},
		ResourceGroups:   []estate.ResourceGroup{{Name: "rg-1", Subscription: "one"}, {Name: "rg-2", Subscription: "one"}},
		Vaults:           []estate.Vault{{Name: "kv-1", ResourceGroup: "rg-1", Tenant: "contoso", Location: "westeurope"}},
		RoleDefinitions: []estate.RoleDefinition{
			{Name: "custom", DataActions: patterns(t, "data"), NotDataActions: patterns(t, "not"), Actions: patterns(t, "actions")},
			{Name: "Owner", DataActions: []string{"*"}}},
	}
	roles := append(RoleNames(), "custom", "custom", "custom", "no such role")
	for i := range rapid.IntRange(0, 6).Draw(t, "assignments") {
		e.RoleAssignments = append(e.RoleAssignments, drawAssignment(t, i, roles))
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "denials") {
		e.DenyAssignments = append(e.DenyAssignments, drawDenial(t, i))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "policies") {
		e.AccessPolicies = append(e.AccessPolicies, drawPolicy(t, i))
	}
	return e
}

func drawCaller(t *rapid.T) *estate.Caller {
	c := &estate.Caller{Principal: &estate.Principal{Name: "ann", ObjectID: "id-ann", AppID: "appid-ann"}, ObjectID: "id-ann", AppID: "appid-ann",
		TenantID: "tid-contoso", OnBehalfOf: rapid.Bool().Draw(t, "on behalf")}
	for _, g := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"devs", "ops"}), 0, 2, rapid.ID).Draw(t, "groups") {
		c.Groups = append(c.Groups, &estate.Principal{Name: g, Kind: estate.Group, ObjectID: "id-" + g})
	}
	return c
}

// drawOperation leaves out what vaults do not offer.
func drawOperation(t *rapid.T) *operation.Operation {
	all := operation.All()
	op := &all[rapid.IntRange(0, len(all)-1).Draw(t, "operation")]
	if op.DataAction == "" {
		op, _ = operation.Find("secrets/get")
	}
	return op
}

func inMemory(t *rapid.T, e *estate.Estate, look func(*store.View)) {
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	look(v)
	if v.Err() != nil {
		t.Fatal(v.Err())
	}
}

func evaluateIn(v *store.View, rbac bool, op *operation.Operation, object string, c *estate.Caller) trace.Finding {
	vault := *store.Vaults.Get(v, "kv-1")
	vault.Model = estate.AccessPolicies
	if rbac {
		vault.Model = estate.RBAC
	}
	return Evaluate(v, profile.Guide, noon, op, &vault, object, c)
}

func TestDecisionsAgreeWithTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, c := drawWorld(t), drawCaller(t)
		inMemory(t, e, func(v *store.View) {
			for range 12 {
				op, rbac := drawOperation(t), rapid.Bool().Draw(t, "rbac")
				object := rapid.SampledFrom([]string{"db", "web", "DB"}).Draw(t, "object")
				f := evaluateIn(v, rbac, op, object, c)
				want := ask(e, rbac, op, strings.ToLower(object), c)
				if (f.Stop == nil) != want.allowed || f.Stop != nil && *f.Stop.Response.InnerCode != want.inner {
					t.Fatalf("%s %s, rbac %v: %s, want %+v\n%s", op.ID, object, rbac, ending(f), want, verdicts(f))
				}
				consistent(t, f)
			}
		})
	})
}

// consistent holds for every finding: its steps tell what its stop says.
func consistent(t *rapid.T, f trace.Finding) {
	last := f.Steps[len(f.Steps)-1]
	if last.ID != "authorization.result" || (last.Outcome == trace.Pass) != (f.Stop == nil) {
		t.Fatalf("the last step is %s %s\n%s", last.Outcome, last.ID, verdicts(f))
	}
	for _, s := range f.Steps {
		grant := s.ID == "authorization.assignment" || s.ID == "authorization.policy"
		if grant && s.Outcome != trace.Pass && s.Reason == nil {
			t.Fatalf("a grant that did not count gives no reason: %s", s.Title)
		}
		if (s.Outcome == trace.Ignored) != (s.Reason != nil && *s.Reason == trace.IdleModel) {
			t.Fatalf("%s: %s", s.Title, s.Outcome)
		}
		if s.Detail == "" || s.Title == "" || strings.Contains(s.Detail, "  ") {
			t.Fatalf("%s %q: %q", s.ID, s.Title, s.Detail)
		}
	}
}

// Adding any grant to the idle model never changes what becomes of a request.
func TestTheIdleModelNeverDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, c := drawWorld(t), drawCaller(t)
		op, rbac := drawOperation(t), rapid.Bool().Draw(t, "rbac")
		var before, after trace.Finding
		inMemory(t, e, func(v *store.View) { before = evaluateIn(v, rbac, op, "db", c) })
		more := *e
		for i := range rapid.IntRange(1, 4).Draw(t, "more") {
			if rbac {
				more.AccessPolicies = append(slices.Clip(more.AccessPolicies), drawPolicy(t, 100+i))
			} else {
				more.RoleAssignments = append(slices.Clip(more.RoleAssignments), drawAssignment(t, 100+i, append(RoleNames(), "custom")))
				more.DenyAssignments = append(slices.Clip(more.DenyAssignments), drawDenial(t, 100+i))
			}
		}
		inMemory(t, &more, func(v *store.View) { after = evaluateIn(v, rbac, op, "db", c) })
		if message(before) != message(after) || before.Unknown != after.Unknown {
			t.Fatalf("before: %s\nafter: %s", message(before), message(after))
		}
	})
}
