package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// staffed is the small world with people in it: ada through a nested group, ben by his old object ID alone, eve with
// nothing at all.
func staffed() *engine.Estate {
	e := world()
	id := func(name string) string { return estate.GUID("person", name) }
	e.Principals = append(e.Principals,
		estate.Principal{Name: "grp-ops", Kind: estate.Group, Tenant: "contoso", ObjectID: id("ops")},
		estate.Principal{Name: "grp-oncall", Kind: estate.Group, Tenant: "contoso", ObjectID: id("oncall"), Groups: []string{"grp-ops"}},
		estate.Principal{Name: "ada", Kind: estate.User, Tenant: "contoso", ObjectID: id("ada"), UserName: "ada@contoso.example", Groups: []string{"grp-oncall"}},
		estate.Principal{Name: "ben", Kind: estate.User, Tenant: "contoso", ObjectID: id("ben"), UserName: "ben@contoso.example", FormerObjectIDs: []string{id("old-ben")}},
		estate.Principal{Name: "eve", Kind: estate.User, Tenant: "contoso", ObjectID: id("eve"), UserName: "eve@contoso.example"},
	)
	assign := func(name, who, role string, scope estate.Scope) {
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: name, ID: estate.GUID(name), PrincipalID: who, Role: role, Scope: scope})
	}
	assign("ops-write", id("ops"), "Key Vault Secrets Officer", group)
	assign("old-ben-reads", id("old-ben"), "Key Vault Secrets User", group.Vault("kv-shop"))
	assign("eve-elsewhere", id("eve"), "Key Vault Administrator", group.Vault("kv-other"))
	return e
}

// cells is a table as text, a line for each principal: + may, - may not, o may not and has a grant that is ignored.
func cells(a *engine.Access) string {
	var b strings.Builder
	for _, row := range a.Rows {
		fmt.Fprint(&b, row.Principal.Name)
		for i := range row.Findings {
			f := &row.Findings[i]
			switch {
			case f.Unknown:
				fmt.Fprint(&b, " ?")
			case f.Stop == nil:
				fmt.Fprint(&b, " +")
			case slices.ContainsFunc(f.Steps, func(s trace.Step) bool { return s.Outcome == trace.Ignored }):
				fmt.Fprint(&b, " o")
			default:
				fmt.Fprint(&b, " -")
			}
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func ask(t *testing.T, lab *engine.Lab, q engine.AccessQuestion) *engine.Access {
	t.Helper()
	a, err := lab.Access(q, "secrets/get", "secrets/set", "secrets/list", "vaults/delete")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAccessListsWhomAGrantNamesAndNobodyElse(t *testing.T) {
	lab := open(t, staffed())
	for _, test := range []struct {
		name string
		q    engine.AccessQuestion
		want string
	}{
		{"the whole vault", engine.AccessQuestion{Vault: "kv-shop"},
			"ada + + + -\nben - - - -\ngrp-oncall + + + -\ngrp-ops + + + -\napp-job o o o -\napp-web + - + -\n"},
		{"one secret", engine.AccessQuestion{Vault: "kv-shop", Collection: estate.Secrets, Object: "db"},
			"ada + + + -\nben - - - -\ngrp-oncall + + + -\ngrp-ops + + + -\napp-job o o o -\napp-web + - + -\n"},
		{"a page", engine.AccessQuestion{Vault: "kv-shop", From: 2, Limit: 2}, "grp-oncall + + + -\ngrp-ops + + + -\n"},
		{"beyond the last page", engine.AccessQuestion{Vault: "kv-shop", From: 60, Limit: 2}, ""},
		{"no such vault", engine.AccessQuestion{Vault: "kv-none"}, ""},
	} {
		a := ask(t, lab, test.q)
		if got := cells(a); got != test.want {
			t.Errorf("%s:\n%swanted\n%s", test.name, got, test.want)
		}
		if a.Seq != lab.Seq() || a.Question != test.q {
			t.Errorf("%s: the answer is to %+v at %d", test.name, a.Question, a.Seq)
		}
	}
	apply(t, lab, "vault.kv-shop.rbac", "false")
	if got := cells(ask(t, lab, engine.AccessQuestion{Vault: "kv-shop"})); !strings.Contains(got, "app-job + - - -\napp-web o o o -\n") {
		t.Errorf("under access policies:\n%s", got)
	}
	if _, err := lab.Access(engine.AccessQuestion{Vault: "kv-shop"}, "secrets/gte"); err == nil || !strings.Contains(err.Error(), "secrets/get") {
		t.Errorf("an operation that does not exist: %v", err)
	}
}

// A grant at one object of the vault concerns its holder, though it is too small for the vault as a whole.
func TestAccessListsHoldersOfASingleObject(t *testing.T) {
	e := world()
	e.RoleAssignments[0].Scope = group.Vault("KV-Shop").Object("secrets", "db")
	lab := open(t, e)
	if got := cells(ask(t, lab, engine.AccessQuestion{Vault: "kv-shop"})); !strings.Contains(got, "app-web - - - -") {
		t.Errorf("the whole vault:\n%s", got)
	}
	if got := cells(ask(t, lab, engine.AccessQuestion{Vault: "kv-shop", Collection: estate.Secrets, Object: "db"})); !strings.Contains(got, "app-web + - - -") {
		t.Errorf("the object:\n%s", got)
	}
}

// The table and a trace are one evaluator: whatever is switched, a cell says what the gate says of the same request.
func TestACellSaysWhatTheGateSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lab := open(t, staffed())
		for _, s := range switches {
			if rapid.Bool().Draw(rt, s.ID) {
				apply(t, lab, s.Path, s.Off)
			}
		}
		op := rapid.SampledFrom([]string{"secrets/get", "secrets/set", "secrets/list", "keys/decrypt", "vaults/delete"}).Draw(rt, "operation")
		a, err := lab.Access(engine.AccessQuestion{Vault: "kv-shop", Collection: estate.Secrets, Object: "db"}, op)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range []*engine.Request{{Host: "app-web"}, {Host: "app-job"}, {User: "ada"}, {User: "ben"}, {User: "eve"}} {
			r.ID, r.Operation, r.Vault, r.Object = "asked", op, "kv-shop", "db"
			gates := evaluate(t, lab, r).Gates
			gate := gates[slices.IndexFunc(gates, func(g trace.Gate) bool { return g.Gate == trace.Authorization })]
			may := gate.Outcome == trace.GatePass || gate.Outcome == trace.GateWouldPass
			at := slices.IndexFunc(a.Rows, func(row engine.AccessRow) bool { return row.Principal.Name == r.Caller() })
			if at < 0 && may || at >= 0 && may != (a.Rows[at].Findings[0].Stop == nil) {
				rt.Fatalf("%s %s: the gate says %s, the table\n%s", r.Caller(), op, gate.Outcome, cells(a))
			}
		}
	})
}
