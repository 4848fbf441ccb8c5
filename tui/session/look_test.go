package session

import (
	"net/netip"
	"testing"

	"kvlab/engine/audit"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

func TestAnEventPassesWhenItHasAllWordsAndNoneOfTheOthers(t *testing.T) {
	l := NewLogReader(&estate.Estate{Principals: []estate.Principal{{Name: "app-web", ObjectID: "o-2", FormerObjectIDs: []string{"o-1"}}}})
	e := audit.Event{OperationName: "SecretGet", Status: 403, Signature: "Forbidden", ObjectID: "o-1", CallerAddress: "10.0.0.4",
		RequestURI: "https://kv.vault.azure.net/secrets/db", Request: "read"}
	for filter, want := range map[string]bool{
		"": true, "403": true, "4xx": true, "5xx": false, "secretget DB": true, "app-web": true, "-403": false, "db -key": true, "key": false, "-": true,
	} {
		if l.Passes(&e, filter) != want {
			t.Errorf("%q: %v", filter, !want)
		}
	}
	for id, want := range map[string]string{"o-1": "app-web", "o-2": "app-web", "o-3": "o-3", "": "nobody known"} {
		if got := l.Caller(&audit.Event{ObjectID: id, Request: "read"}); got != want {
			t.Errorf("%q is %q", id, got)
		}
	}
}

func TestARuleCoversTheClientThatTheVaultSees(t *testing.T) {
	vault := &estate.Vault{IPRules: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("198.51.100.7/32")},
		SubnetRules: []string{"net/a", "net/b"}}
	host := &estate.Host{Subnet: "net/A"}
	seen := trace.Step{ID: "network.source", Evidence: []trace.Evidence{{Label: "service endpoint", Value: "on"}}}
	asked := trace.Step{ID: "network.firewall", Evidence: []trace.Evidence{{Label: "client address", Value: "203.0.113.20"}}}
	for name, test := range map[string]struct {
		steps []trace.Step
		host  *estate.Host
		want  [4]bool
	}{
		"with a service endpoint":    {[]trace.Step{seen, asked}, host, [4]bool{true, false, true, false}},
		"without one":                {[]trace.Step{asked}, host, [4]bool{true, false, false, false}},
		"from the internet":          {[]trace.Step{seen, asked}, nil, [4]bool{true, false, false, false}},
		"where no address was asked": {nil, nil, [4]bool{}},
	} {
		for i, r := range FirewallRules(test.steps, test.host, vault) {
			if r.Covers != test.want[i] {
				t.Errorf("%s: %s covers %v", name, r.Rule, r.Covers)
			}
		}
	}
}

func TestGrantsComeInTheOrderInWhichTheyMatter(t *testing.T) {
	steps := []trace.Step{{ID: "authorization.policy", Outcome: trace.Ignored}, {ID: "authorization.assignment", Outcome: trace.Info},
		{ID: "authorization.model", Outcome: trace.Info}, {ID: "authorization.assignment", Outcome: trace.Pass}}
	got := ""
	for _, s := range GrantOrder(steps) {
		got += string(s.Outcome) + " "
	}
	if got != "pass info ignored " {
		t.Errorf("they come as %s", got)
	}
	for want, f := range map[May]*trace.Finding{Granted: {Steps: steps}, Idle: {Steps: steps, Stop: &trace.Stop{}}, Refused: {Steps: steps[1:], Stop: &trace.Stop{}},
		Undecided: {Unknown: true, Stop: &trace.Stop{}}} {
		if MayOf(f) != want {
			t.Errorf("%v comes to %d, want %d", f, MayOf(f), want)
		}
	}
}

// What was typed in another shell is there to recall, once, and in the next sitting.
func TestATextThatRanElsewhereCanBeRecalled(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	c := NewConsole(s, "")
	for _, text := range []string{"az keyvault list", "az keyvault list", " secret"} {
		if _, err := c.Note(text)(); err != nil {
			t.Fatal(err)
		}
	}
	next := NewConsole(s, "")
	if _, err := next.Recall()(); err != nil {
		t.Fatal(err)
	}
	if text, _ := next.Typed(1); text != "az keyvault list" {
		t.Errorf("typed last: %q", text)
	}
	if text, more := next.Typed(2); more || c.Running() {
		t.Errorf("before that: %q, or something runs", text)
	}
}
