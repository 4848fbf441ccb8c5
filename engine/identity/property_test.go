package identity_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// marked stands in every secret value that a random world holds. No answer may repeat it.
const marked = "s3cr3t-m4rk"

// names is small, so that things meet: one name may be a host, a principal and a tenant.
var names = []string{"a", "b", "c", "h", "dotted.name", "7e000000-0000-4000-8000-00000000000a", "", "Ünï\u202e\x1b[31m"}

var (
	name    = rapid.SampledFrom(names)
	some    = rapid.SliceOfN(name, 0, 4)
	moments = rapid.SampledFrom([]time.Time{{}, noon.Add(-time.Hour), noon, noon.Add(time.Hour)})
	urls    = rapid.SampledFrom([]string{"", "https://i/", "https://i", "HTTPS://I/", "https://vault.azure.net", marked[:3]})
)

func drawPrincipal(t *rapid.T) estate.Principal {
	id := func(kind string) string { return estate.GUID(kind, name.Draw(t, kind)) }
	return estate.Principal{
		Name: name.Draw(t, "name"), Tenant: name.Draw(t, "tenant"), ObjectID: id("object"),
		Kind: rapid.SampledFrom([]estate.PrincipalKind{estate.User, estate.Group, estate.ServicePrincipal,
			estate.SystemIdentity, estate.UserIdentity}).Draw(t, "kind"),
		AppID: id("client"), UserName: name.Draw(t, "login"), FormerObjectIDs: some.Draw(t, "former"),
		ResourceID: rapid.SampledFrom([]string{"", "/resourceGroups/", "/subscriptions/s/resourceGroups/rg/x"}).Draw(t, "resource"),
		Groups:     some.Draw(t, "groups"), Certificates: some.Draw(t, "certificates"),
		ClientSecrets: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) estate.ClientSecret {
			return estate.ClientSecret{Name: name.Draw(t, "secret"), Value: marked, Expires: moments.Draw(t, "expires")}
		}), 0, 2).Draw(t, "secrets"),
		Federated: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) estate.FederatedCredential {
			return estate.FederatedCredential{Name: name.Draw(t, "federated"), Issuer: urls.Draw(t, "iss"), Subject: urls.Draw(t, "sub"),
				Audience: urls.Draw(t, "aud"), Absent: rapid.Bool().Draw(t, "absent")}
		}), 0, 3).Draw(t, "federated"),
		Absent: rapid.Bool().Draw(t, "absent"),
	}
}

func drawHost(t *rapid.T) *estate.Host {
	h := &estate.Host{
		Name: name.Draw(t, "host"), Kind: rapid.SampledFrom(estate.HostKinds).Draw(t, "host kind"),
		ResourceGroup: name.Draw(t, "group"), Service: name.Draw(t, "service"), Arc: rapid.Bool().Draw(t, "arc"),
		SystemAssigned: rapid.Bool().Draw(t, "system"), UserAssigned: some.Draw(t, "user-assigned"), Select: name.Draw(t, "select"),
		Credential: rapid.SampledFrom([]string{"", "", "default", "EnvironmentCredential", "WorkloadIdentityCredential",
			"ManagedIdentityCredential", "AzureCLICredential", "AzureDeveloperCLICredential", "AzurePowerShellCredential", "Else"}).Draw(t, "credential"),
		TokenCredentials: rapid.SampledFrom([]string{"", "", "dev", "prod", "EnvironmentCredential", "else"}).Draw(t, "token credentials"),
		Audience:         urls.Draw(t, "audience"), TokenExpires: moments.Draw(t, "token expires"), OnBehalfOf: name.Draw(t, "behalf"),
		SignedIn: rapid.MapOfN(rapid.SampledFrom([]string{"az", "azd", "powershell", "x"}), name, 0, 3).Draw(t, "signed in"),
	}
	if rapid.Bool().Draw(t, "has environment") {
		h.Environment = &estate.Environment{Tenant: name.Draw(t, "env tenant"), App: name.Draw(t, "env app"),
			Secret: rapid.SampledFrom([]string{"", marked, marked + "2"}).Draw(t, "env secret"), Certificate: name.Draw(t, "env certificate"),
			UserName: name.Draw(t, "env user"), Password: rapid.SampledFrom([]string{"", marked}).Draw(t, "env password")}
	}
	if rapid.Bool().Draw(t, "has workload") {
		h.Workload = &estate.Workload{Tenant: name.Draw(t, "w tenant"), Client: name.Draw(t, "w client"), Issuer: urls.Draw(t, "w iss"),
			Subject: urls.Draw(t, "w sub"), Audience: urls.Draw(t, "w aud"), Expires: moments.Draw(t, "w exp"), NoFile: rapid.Bool().Draw(t, "nofile")}
	}
	return h
}

func drawEstate(t *rapid.T) *estate.Estate {
	e := &estate.Estate{Subscriptions: []estate.Subscription{{Name: "a", ID: subscriptionID}},
		ResourceGroups: []estate.ResourceGroup{{Name: "a", Subscription: "a"}, {Name: "b", Subscription: "gone"}}}
	for range rapid.IntRange(0, 2).Draw(t, "tenants") {
		n := name.Draw(t, "tenant")
		e.Tenants = append(e.Tenants, estate.Tenant{Name: n, ID: estate.GUID("tenant", n), Domain: name.Draw(t, "domain")})
	}
	e.Principals = rapid.SliceOfN(rapid.Custom(drawPrincipal), 0, 6).Draw(t, "principals")
	return e
}

// inMemory is open for a draw: the store goes with it.
func inMemory(t *rapid.T, e *estate.Estate) (*store.View, func()) {
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	return v, func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		s.Close()
	}
}

// Whatever the world looks like: no panic, the same answer twice, no caller without a stop, no stop without a failed
// step, and not a letter of a secret.
func TestTheGateKeepsItsPromisesInAnyWorld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, done := inMemory(t, drawEstate(t))
		defer done()
		for range 4 {
			h := drawHost(t)
			r := &operation.Request{Host: h.Name, User: rapid.SampledFrom([]string{"", "", "a", "b", "nobody"}).Draw(t, "user")}
			var vault *estate.Vault
			if rapid.Bool().Draw(t, "has vault") {
				vault = &estate.Vault{Name: "kv", Tenant: name.Draw(t, "vault tenant")}
			}
			f, c := identity.Evaluate(v, noon, r, h, vault)
			checkPromises(t, f, c)
			if c != nil && c.Principal.Absent && f.Stop == nil && h.TokenExpires.IsZero() {
				t.Fatalf("%s is gone and gets a new token", c.Principal.Name)
			}
			again, caller := identity.Evaluate(v, noon, r, h, vault)
			if !reflect.DeepEqual(f, again) || !reflect.DeepEqual(c, caller) {
				t.Fatal("the same question has two answers")
			}
		}
	})
}

func checkPromises(t *rapid.T, f trace.Finding, c *estate.Caller) {
	if c == nil && f.Stop == nil {
		t.Fatal("nobody calls, and the gate lets them through")
	}
	if c != nil && c.Principal == nil {
		t.Fatalf("the caller is nobody: %+v", c)
	}
	if failed := slices.ContainsFunc(f.Steps, func(s trace.Step) bool { return s.Outcome == trace.Fail }); failed != (f.Stop != nil) {
		t.Fatalf("a failed step: %t, a stop: %+v", failed, f.Stop)
	}
	raw, err := json.Marshal(struct {
		F trace.Finding
		S []trace.Step
	}{f, f.Steps})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), marked) {
		t.Fatalf("a secret shows: %s", raw)
	}
	for _, s := range f.Steps {
		if !strings.HasPrefix(s.ID, "identity.") || s.Title == "" || s.Detail == "" {
			t.Fatalf("a step that says nothing: %+v", s)
		}
		if s.Outcome == trace.Fail && s.Reason == nil {
			t.Fatalf("a failed step without a reason: %+v", s)
		}
	}
}

// reachable is the transitive closure by matrix (Warshall's algorithm), where the gate walks.
func reachable(groups []estate.Principal, start []string) map[string]bool {
	at := map[string]int{}
	for i := range groups {
		at[groups[i].Name] = i
	}
	reach := make([][]bool, len(groups))
	for i := range groups {
		reach[i] = make([]bool, len(groups))
		for _, up := range groups[i].Groups {
			if j, ok := at[up]; ok && !groups[i].Absent && !groups[j].Absent {
				reach[i][j] = true
			}
		}
	}
	for k := range groups {
		for i := range groups {
			for j := range groups {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	found := map[string]bool{}
	for _, name := range start {
		if i, ok := at[name]; ok && !groups[i].Absent {
			found[name] = true
			for j := range groups {
				if reach[i][j] {
					found[groups[j].Name] = true
				}
			}
		}
	}
	return found
}

func TestGroupsAreTheTransitiveClosure(t *testing.T) {
	group := rapid.Map(rapid.IntRange(0, 7), func(i int) string { return fmt.Sprintf("g%d", i) })
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		e := w.estate()
		for i := range 7 { // g7 is a name of nothing
			e.Principals = append(e.Principals, estate.Principal{Name: fmt.Sprintf("g%d", i), Kind: estate.Group,
				Groups: rapid.SliceOfN(group, 0, 3).Draw(t, "up"), Absent: rapid.IntRange(0, 6).Draw(t, "absent") == 0})
		}
		groups := slices.Clone(e.Principals)
		start := rapid.SliceOfN(group, 0, 3).Draw(t, "groups")
		e.Principals = append(e.Principals, estate.Principal{Name: "ada", Kind: estate.User, Groups: start})
		v, done := inMemory(t, e)
		defer done()
		_, c := identity.Evaluate(v, noon, &operation.Request{User: "ada"}, &estate.Host{Name: "h"}, nil)
		want := reachable(groups, start)
		for _, g := range c.Groups {
			if !want[g.Name] {
				t.Fatalf("%s is not reachable, or there twice", g.Name)
			}
			delete(want, g.Name)
		}
		if len(want) > 0 {
			t.Fatalf("not found: %v", want)
		}
	})
}

// A federated credential matches exactly the assertion that has its three parts, letter by letter.
func TestFederationComparesLetterByLetter(t *testing.T) {
	part := rapid.StringMatching(`[aA/ ]{0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		f := estate.FederatedCredential{Name: "f", Issuer: part.Draw(t, "iss"), Subject: part.Draw(t, "sub"), Audience: part.Draw(t, "aud")}
		w := &estate.Workload{Tenant: "contoso", Client: "i", Issuer: part.Draw(t, "w iss"), Subject: part.Draw(t, "w sub"), Audience: part.Draw(t, "w aud")}
		e := newWorld().estate()
		e.Principals = []estate.Principal{{Name: "i", Kind: estate.UserIdentity, Federated: []estate.FederatedCredential{f}}}
		v, done := inMemory(t, e)
		defer done()
		h := &estate.Host{Name: "h", Kind: estate.CIAgent, Workload: w, Credential: "WorkloadIdentityCredential"}
		got, _ := identity.Evaluate(v, noon, &operation.Request{Host: "h"}, h, nil)
		same := f.Issuer+"|"+f.Subject+"|"+f.Audience == w.Issuer+"|"+w.Subject+"|"+w.Audience
		if (got.Stop == nil) != same {
			t.Fatalf("%+v against %+v: %+v", w, f, got.Stop)
		}
	})
}
