package authz

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// lab builds estates out of lines and evaluates requests in them. Ids are made of names, so that a golden can be
// read: the object ID of ann is oid-ann.
type lab struct {
	estate  estate.Estate
	callers map[string]*estate.Caller
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// scope reads "vault:kv-shop", "object:kv-shop/secrets/db", "rg:", "sub:", "mg:"; anything else is the id itself.
func (l *lab) scope(s string) estate.Scope {
	kind, name, _ := strings.Cut(s, ":")
	switch kind {
	case "mg":
		return estate.ManagementGroupScope(name)
	case "sub":
		return estate.SubscriptionScope(name)
	case "rg":
		return estate.SubscriptionScope("sub-shop").ResourceGroup(name)
	case "vault":
		return estate.SubscriptionScope("sub-shop").ResourceGroup("rg-shop").Vault(name)
	case "object":
		vault, rest, _ := strings.Cut(name, "/")
		collection, object, _ := strings.Cut(rest, "/")
		return l.scope("vault:"+vault).Object(collection, object)
	}
	return estate.Scope(s)
}

// id is the object ID of a name; "everyone" and ids themselves are taken as they are.
func id(name string) string {
	switch {
	case name == "everyone":
		return estate.Everyone
	case strings.Contains(name, "id-"):
		return name
	}
	return "oid-" + name
}

// add reads one line of an estate.
func (l *lab) add(line string) error {
	name, args, err := datadriven.ParseLine(line)
	if err != nil {
		return err
	}
	a := words{args: args}
	e := &l.estate
	switch name {
	case "tenant":
		e.Tenants = append(e.Tenants, estate.Tenant{Name: a.first(), ID: "tid-" + a.first()})
	case "mg":
		e.ManagementGroups = append(e.ManagementGroups, estate.ManagementGroup{Name: a.first(), Parent: a.one("parent")})
	case "sub":
		e.Subscriptions = append(e.Subscriptions, estate.Subscription{Name: a.first(), ID: a.first(), ManagementGroup: a.one("mg")})
	case "rg":
		e.ResourceGroups = append(e.ResourceGroups, estate.ResourceGroup{Name: a.first(), Subscription: a.one("sub")})
	case "vault":
		e.Vaults = append(e.Vaults, estate.Vault{Name: a.first(), ResourceGroup: a.one("rg"), Location: "westeurope",
			Tenant: a.one("tenant"), Model: estate.Model(a.one("model")), Deleted: a.deletion()})
	case "caller":
		l.addCaller(&a)
	case "role":
		e.RoleDefinitions = append(e.RoleDefinitions, estate.RoleDefinition{Name: a.one("name"), Actions: a.all("actions"),
			NotActions: a.all("not-actions"), DataActions: a.all("data"), NotDataActions: a.all("not-data")})
	case "assign":
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: a.first(), ID: a.first(), PrincipalID: id(a.one("to")),
			Role: a.one("role"), Scope: l.scope(a.one("at")), Since: a.moment("since"), Expires: a.moment("expires"), Absent: a.flag("absent")})
	case "deny":
		e.DenyAssignments = append(e.DenyAssignments, estate.DenyAssignment{Name: a.first(), ID: "id-" + a.first(), PrincipalID: id(a.one("to")),
			ExcludedIDs: a.all("but"), Scope: l.scope(a.one("at")), ExactScope: a.flag("exact"), Absent: a.flag("absent"),
			Actions: a.all("actions"), NotActions: a.all("not-actions"), DataActions: a.all("data"), NotDataActions: a.all("not-data")})
	case "policy":
		e.AccessPolicies = append(e.AccessPolicies, estate.AccessPolicy{Name: a.first(), Vault: a.one("vault"), ObjectID: id(a.one("to")),
			Tenant: a.one("tenant"), ApplicationID: a.one("application"), Secrets: a.all("secrets"), Keys: a.all("keys"),
			Certificates: a.all("certificates"), Absent: a.flag("absent")})
	default:
		return fmt.Errorf("unknown line %q", name)
	}
	return a.err
}

func (l *lab) addCaller(a *words) {
	name := a.first()
	p := &estate.Principal{Name: name, Kind: estate.ServicePrincipal, ObjectID: "oid-" + name, AppID: "appid-" + name,
		AppObjectID: "app-oid-" + name, FormerObjectIDs: a.all("former")}
	c := &estate.Caller{Principal: p, ObjectID: p.ObjectID, AppID: p.AppID, TenantID: "tid-contoso", OnBehalfOf: a.one("through") != ""}
	if tenant := a.one("tenant"); tenant != "" {
		c.TenantID = "tid-" + tenant
	}
	if c.OnBehalfOf {
		p.AppID, p.AppObjectID, c.AppID = "", "", a.one("through")
	}
	for _, g := range a.all("groups") {
		c.Groups = append(c.Groups, &estate.Principal{Name: g, Kind: estate.Group, ObjectID: "oid-" + g, FormerObjectIDs: a.all("former-" + g)})
	}
	l.callers[name] = c
}

func (l *lab) open(t testing.TB) *store.View {
	t.Helper()
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(&l.estate); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		s.Close()
	})
	return v
}

// check evaluates "caller operation [object] [vault=kv-shop] [profile=guide]".
func (l *lab) check(t testing.TB, v *store.View, args []datadriven.CmdArg) trace.Finding {
	t.Helper()
	a := words{args: args}
	caller := l.callers[a.at(0)]
	if caller == nil && a.at(0) != "nobody" {
		t.Fatalf("no caller %s", a.at(0))
	}
	op, ok := operation.Find(a.at(1))
	if !ok {
		t.Fatalf("no operation %s", a.at(1))
	}
	p, err := profile.Parse(a.one("profile"))
	if err != nil {
		t.Fatal(err)
	}
	name := a.one("vault")
	if name == "" {
		name = "kv-shop"
	}
	vault := store.Vaults.Get(v, name)
	if lists(op) {
		vault = nil
	}
	return Evaluate(v, p, noon, op, vault, a.at(2), caller)
}

// words reads the arguments of a line.
type words struct {
	args []datadriven.CmdArg
	err  error
}

func (w *words) at(i int) string {
	if i < len(w.args) && len(w.args[i].Vals) == 0 {
		return w.args[i].Key
	}
	return ""
}

func (w *words) first() string { return w.at(0) }

// all are the values of key=(a, b).
func (w *words) all(key string) []string {
	for _, a := range w.args {
		if a.Key == key {
			return a.Vals
		}
	}
	return nil
}

func (w *words) one(key string) string { return strings.Join(w.all(key), ",") }

func (w *words) flag(key string) bool {
	for _, a := range w.args {
		if a.Key == key {
			return true
		}
	}
	return false
}

func (w *words) moment(key string) time.Time {
	s := w.one(key)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		w.err = err
	}
	return t
}

// deletion is an hour ago for what is marked as deleted.
func (w *words) deletion() *estate.Deletion {
	if !w.flag("deleted") {
		return nil
	}
	return &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)}
}
