package authz

import (
	"fmt"
	"strconv"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// benchWorld is an estate of n role assignments, ten a principal: one of them grants secrets/get on the way down to
// kv-0, the others are at other vaults, for other collections, or for the control plane.
func benchWorld(n int) *estate.Estate {
	e := &estate.Estate{
		Lab:              estate.Lab{Scenario: "bench", Clock: noon},
		ManagementGroups: []estate.ManagementGroup{{Name: "mg-root"}, {Name: "mg-shop", Parent: "mg-root"}},
		Subscriptions:    []estate.Subscription{{Name: "shop", ID: estate.GUID("sub"), ManagementGroup: "mg-shop"}},
		ResourceGroups:   []estate.ResourceGroup{{Name: "rg-shop", Subscription: "shop"}},
		Vaults:           []estate.Vault{{Name: "kv-0", ResourceGroup: "rg-shop", Location: "westeurope", Model: estate.RBAC}},
		RoleAssignments:  make([]estate.RoleAssignment, 0, n),
	}
	rg := estate.SubscriptionScope(estate.GUID("sub")).ResourceGroup("rg-shop")
	roles := [10]string{"Key Vault Reader", "Key Vault Crypto User", "Reader", "Contributor", "Key Vault Secrets User",
		"Key Vault Certificates Officer", "Key Vault Secrets Officer", "Key Vault Crypto Officer", "Key Vault Contributor", "Key Vault Secrets User"}
	for i := range n {
		scope := rg.Vault("kv-" + strconv.Itoa(i%7%2))
		switch i % 10 {
		case 4:
			scope = rg
		case 6, 9:
			scope = rg.Vault("kv-1")
		}
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: "ra-" + strconv.Itoa(i), ID: estate.GUID("ra", strconv.Itoa(i)),
			PrincipalID: benchID(i / 10), Role: roles[i%10], Scope: scope})
	}
	return e
}

func benchID(i int) string { return estate.GUID("principal", strconv.Itoa(i)) }

// benchCaller is a managed identity: an object ID and a client ID.
func benchCaller(i int) *estate.Caller {
	p := &estate.Principal{Name: "app", Kind: estate.SystemIdentity, ObjectID: benchID(i), AppID: estate.GUID("client", strconv.Itoa(i))}
	return &estate.Caller{Principal: p, ObjectID: p.ObjectID, AppID: p.AppID, TenantID: estate.GUID("tenant")}
}

func benchView(b testing.TB, e *estate.Estate) *store.View {
	b.Helper()
	s, err := store.Open("", store.Options{InMemory: true, Bulk: len(e.RoleAssignments) > 10_000})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Load(e); err != nil {
		b.Fatal(err)
	}
	v := s.View()
	b.Cleanup(func() {
		v.Close()
		s.Close()
	})
	return v
}

// BenchmarkDecision: the floor is one map look-up for each scope; "decide" gives a verdict for every assignment of
// the principal; "explain" is the whole gate with its steps.
func BenchmarkDecision(b *testing.B) {
	for _, n := range []int{10, 1000, 100_000, 1_000_000} {
		if n > 100_000 && testing.Short() {
			continue
		}
		e := benchWorld(n)
		v := benchView(b, e)
		floor := benchFloor(e)
		vault := store.Vaults.Get(v, "kv-0")
		caller := benchCaller(n / 20)
		for _, c := range []struct {
			name, op string
			allowed  bool
		}{{"allowed", "secrets/get", true}, {"denied", "secrets/purge", false}} {
			op, _ := operation.Find(c.op)
			b.Run(fmt.Sprintf("floor/N=%d/%s", n, c.name), func(b *testing.B) {
				chain := ScopeChain(v, vault, "secrets", "db")
				for b.Loop() {
					if floor.allows(caller.ObjectID, chain, op.DataAction) != c.allowed {
						b.Fatal("wrong")
					}
				}
			})
			b.Run(fmt.Sprintf("decide/N=%d/%s", n, c.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if allowed, verdicts := decide(v, op, vault, "db", caller); allowed != c.allowed || verdicts != 10 {
						b.Fatal("wrong")
					}
				}
			})
			b.Run(fmt.Sprintf("explain/N=%d/%s", n, c.name), func(b *testing.B) {
				b.ReportAllocs()
				var f trace.Finding
				for b.Loop() {
					f = Evaluate(v, profile.Guide, noon, op, vault, "db", caller)
				}
				if (f.Stop == nil) != c.allowed {
					b.Fatal("wrong")
				}
			})
		}
	}
}

// decide is the decision without its telling.
func decide(v *store.View, op *operation.Operation, vault *estate.Vault, object string, caller *estate.Caller) (allowed bool, verdicts int) {
	var q question
	q.ask(v, noon, op, vault, object, caller)
	r := q.rule()
	return r.allowed(), len(r.grants)
}

// mapFloor holds what a principal may do at a scope, worked out beforehand.
type mapFloor map[[2]string]map[string]bool

func benchFloor(e *estate.Estate) mapFloor {
	f := mapFloor{}
	actions := map[string]map[string]bool{}
	for _, name := range RoleNames() {
		actions[name] = map[string]bool{}
		for _, op := range operation.All() {
			if r := builtIn().byName[name]; op.DataAction != "" && r.grants(needs[op.ID].action) {
				actions[name][op.DataAction] = true
			}
		}
	}
	for _, a := range e.RoleAssignments {
		f[[2]string{a.PrincipalID, string(a.Scope)}] = actions[a.Role]
	}
	return f
}

func (f mapFloor) allows(id string, chain []estate.Scope, action string) bool {
	for _, s := range chain {
		if f[[2]string{id, string(s)}][action] {
			return true
		}
	}
	return false
}
