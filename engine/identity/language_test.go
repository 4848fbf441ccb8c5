package identity_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// The little language of testdata/gate. A world begins with the tenant contoso, the group rg-shop and the vault kv-shop;
// each line of a define adds an entity to it, or replaces the one of that name:
//
//	tenant fabrikam domain=fabrikam.com
//	user ada groups=(developers) token=(2026-03-02T13:30:00Z, testers)
//	app api secret=(main, hunter2, 2026-01-01T00:00:00Z) federated=(pod, ISSUER, SUBJECT, AUDIENCE)
//	identity id-orders
//	host web kind=app_service system user=id-orders select=id-orders env=(tenant, app, secret)
//
// IDs tell what they are: 7e... is a tenant, 0b... an object ID, c1... a client ID. The last digits count the lines.

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const subscriptionID = "5b000000-0000-4000-8000-000000000000"

// world is an estate in the making, by kind and name so that a later line replaces an earlier one.
type world struct {
	tenants    []estate.Tenant
	principals []estate.Principal
	hosts      []estate.Host
	vaults     []estate.Vault
	lines      int
}

func newWorld() *world {
	w := &world{}
	w.lines = 1
	w.tenants = append(w.tenants, estate.Tenant{Name: "contoso", ID: w.id("7e"), Domain: "contoso.com"})
	w.vaults = append(w.vaults, estate.Vault{Name: "kv-shop", ResourceGroup: "rg-shop", Tenant: "contoso"})
	return w
}

// id is a readable GUID for the line at hand.
func (w *world) id(prefix string) string {
	return fmt.Sprintf("%s000000-0000-4000-8000-%012d", prefix, w.lines)
}

func (w *world) estate() *estate.Estate {
	return &estate.Estate{
		Tenants:        w.tenants,
		Subscriptions:  []estate.Subscription{{Name: "sub-shop", ID: subscriptionID, Tenant: "contoso"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg-shop", Subscription: "sub-shop"}},
		Principals:     w.principals,
		Hosts:          w.hosts,
		Vaults:         w.vaults,
	}
}

// open loads the world into a store of its own and returns a view of it.
func open(t testing.TB, e *estate.Estate) *store.View {
	t.Helper()
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

// define reads one line.
func (w *world) define(t testing.TB, line string) {
	t.Helper()
	kind, words, err := datadriven.ParseLine(line)
	if err != nil || len(words) == 0 {
		t.Fatalf("define %q: %v", line, err)
	}
	w.lines++
	name, words := words[0].Key, words[1:]
	switch kind {
	case "tenant":
		w.tenants = put(w.tenants, w.tenant(t, name, words), func(x *estate.Tenant) string { return x.Name })
	case "vault":
		v := estate.Vault{Name: name, ResourceGroup: "rg-shop", Tenant: "contoso"}
		each(t, words, map[string]func(string, []string){"tenant": text(&v.Tenant)})
		w.vaults = put(w.vaults, v, func(x *estate.Vault) string { return x.Name })
	case "host":
		w.addHost(t, name, words)
	default:
		w.addPrincipal(t, kind, name, words)
	}
}

func put[T any](list []T, value T, name func(*T) string) []T {
	for i := range list {
		if name(&list[i]) == name(&value) {
			list[i] = value
			return list
		}
	}
	return append(list, value)
}

func (w *world) tenant(t testing.TB, name string, words []datadriven.CmdArg) estate.Tenant {
	x := estate.Tenant{Name: name, ID: w.id("7e")}
	each(t, words, map[string]func(string, []string){"domain": text(&x.Domain), "id": text(&x.ID)})
	return x
}

var principalKinds = map[string]estate.PrincipalKind{
	"user": estate.User, "group": estate.Group, "app": estate.ServicePrincipal,
	"identity": estate.UserIdentity, "system": estate.SystemIdentity,
}

func (w *world) addPrincipal(t testing.TB, kind, name string, words []datadriven.CmdArg) {
	t.Helper()
	known, ok := principalKinds[kind]
	if !ok {
		t.Fatalf("define: no kind %q", kind)
	}
	p := estate.Principal{Name: name, Kind: known, Tenant: "contoso", ObjectID: w.id("0b")}
	switch known {
	case estate.User:
		p.UserName = name + "@contoso.com"
	case estate.ServicePrincipal, estate.UserIdentity, estate.SystemIdentity:
		p.AppID = w.id("c1")
	}
	if known == estate.UserIdentity {
		p.ResourceID = "/subscriptions/" + subscriptionID +
			"/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name
	}
	each(t, words, map[string]func(string, []string){
		"tenant": text(&p.Tenant), "client": text(&p.AppID), "object": text(&p.ObjectID), "login": text(&p.UserName),
		"groups": list(&p.Groups), "certificates": list(&p.Certificates), "former": list(&p.FormerObjectIDs),
		"absent": flag(&p.Absent),
		"token": func(_ string, v []string) {
			p.Token = &estate.Token{Ends: moment(t, v[0]), Groups: v[1:]}
		},
		"secret": func(_ string, v []string) {
			s := estate.ClientSecret{Name: v[0], Value: v[1]}
			if len(v) > 2 {
				s.Expires = moment(t, v[2])
			}
			p.ClientSecrets = append(p.ClientSecrets, s)
		},
		"federated": func(_ string, v []string) {
			p.Federated = append(p.Federated, estate.FederatedCredential{Name: v[0], Issuer: v[1], Subject: v[2], Audience: v[3],
				Absent: len(v) > 4 && v[4] == "absent"})
		},
	})
	w.principals = put(w.principals, p, func(x *estate.Principal) string { return x.Name })
}

// outsideAzure are the kinds of host that have no resource group.
var outsideAzure = map[estate.HostKind]bool{estate.Laptop: true, estate.CIAgent: true, estate.OnPremises: true}

func (w *world) addHost(t testing.TB, name string, words []datadriven.CmdArg) {
	t.Helper()
	h := estate.Host{Name: name}
	each(t, words, map[string]func(string, []string){
		"kind":   func(_ string, v []string) { h.Kind = estate.HostKind(v[0]) },
		"system": flag(&h.SystemAssigned), "user": list(&h.UserAssigned), "select": text(&h.Select),
		"service": text(&h.Service), "arc": flag(&h.Arc), "group": text(&h.ResourceGroup),
		"credential": text(&h.Credential), "token_credentials": text(&h.TokenCredentials),
		"audience": text(&h.Audience), "behalf": text(&h.OnBehalfOf),
		"token_expires": func(_ string, v []string) { h.TokenExpires = moment(t, v[0]) },
		"env":           func(_ string, v []string) { h.Environment = environment(t, v) },
		"workload":      func(_ string, v []string) { h.Workload = workload(t, v) },
		"signed_in": func(_ string, v []string) {
			if h.SignedIn == nil {
				h.SignedIn = map[string]string{}
			}
			tool, person, _ := strings.Cut(v[0], ":")
			h.SignedIn[tool] = person
		},
	})
	if h.ResourceGroup == "" && (!outsideAzure[h.Kind] || h.Arc) {
		h.ResourceGroup = "rg-shop"
	}
	if h.SystemAssigned {
		w.addPrincipal(t, "system", name, nil)
	}
	w.hosts = put(w.hosts, h, func(x *estate.Host) string { return x.Name })
}

// environment reads env=(tenant:contoso, app:api, secret:hunter2).
func environment(t testing.TB, words []string) *estate.Environment {
	var e estate.Environment
	pairs(t, words, map[string]func(string, []string){
		"tenant": text(&e.Tenant), "app": text(&e.App), "secret": text(&e.Secret),
		"certificate": text(&e.Certificate), "user": text(&e.UserName), "password": text(&e.Password),
	})
	return &e
}

// workload reads workload=(tenant:contoso, client:id-orders, iss:..., sub:..., aud:..., expires:..., nofile).
func workload(t testing.TB, words []string) *estate.Workload {
	var x estate.Workload
	pairs(t, words, map[string]func(string, []string){
		"tenant": text(&x.Tenant), "client": text(&x.Client), "iss": text(&x.Issuer), "sub": text(&x.Subject),
		"aud": text(&x.Audience), "nofile": flag(&x.NoFile),
		"expires": func(_ string, v []string) { x.Expires = moment(t, v[0]) },
	})
	return &x
}

func pairs(t testing.TB, words []string, set map[string]func(string, []string)) {
	t.Helper()
	for _, word := range words {
		key, value, _ := strings.Cut(word, ":")
		each(t, []datadriven.CmdArg{{Key: key, Vals: []string{value}}}, set)
	}
}

func each(t testing.TB, words []datadriven.CmdArg, set map[string]func(string, []string)) {
	t.Helper()
	for _, word := range words {
		f, ok := set[word.Key]
		if !ok {
			t.Fatalf("define: no word %q", word.Key)
		}
		f(word.Key, word.Vals)
	}
}

func text(p *string) func(string, []string) {
	return func(_ string, v []string) { *p = strings.Join(v, ", ") }
}

func list(p *[]string) func(string, []string) {
	return func(_ string, v []string) { *p = v }
}

func flag(p *bool) func(string, []string) {
	return func(string, []string) { *p = true }
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	x, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
