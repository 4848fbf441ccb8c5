package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// names that random estates are made of: few, so that they meet.
var (
	networkNames = []string{"vnet-a", "vnet-b", "vnet-c"}
	serverNames  = []string{"dns-a", "dns-b", "dns-c"}
	zoneNames    = []string{"privatelink.vaultcore.azure.net", "privatelink.vaultcore.azure.net", "vaultcore.azure.net", "vault.azure.net",
		"azure.net", "kv-shop.vault.azure.net", "privatelink.vault.azure.net"}
	recordNames = []string{"kv-shop", "kv-shop", "kv-shop.privatelink", "kv-other", "data-prod-eus", "@"}
	targets     = append([]string{"azure", "public", "nobody"}, serverNames...)
	suffixes    = []string{"vault.azure.net", "vaultcore.azure.net", "privatelink.vaultcore.azure.net", "azure.net", "example.org"}
	addresses   = []netip.Addr{netip.MustParseAddr("10.1.0.4"), netip.MustParseAddr("10.2.0.4"), netip.MustParseAddr("10.3.0.4"),
		netip.MustParseAddr("192.0.2.10"), netip.MustParseAddr("198.51.100.77")}
)

// TestGateAgreesWithOracle compares names, endings and clients on random estates.
func TestGateAgreesWithOracle(t *testing.T) {
	ends := map[string]int{}
	for range 5 {
		rapid.Check(t, func(t *rapid.T) { ends[agree(t)]++ })
	}
	for _, end := range []string{"passes", "no name", "no connection", "ForbiddenByConnection", "ForbiddenByFirewall"} {
		if ends[end] == 0 {
			t.Errorf("no random estate ended in %q: the comparison proves less than it should (%v)", end, ends)
		}
	}
}

// agree compares one estate and returns how its request ends.
func agree(t *rapid.T) string {
	e := drawEstate(t)
	host := e.Hosts[0]
	vault := rapid.SampledFrom([]string{"kv-shop", "kv-shop", "kv-shop", "kv-shop", "kv-other", "kv-nowhere"}).Draw(t, "vault asked")
	r := evaluateIn(t, e, &host, vault)
	o := &oracle{estate: e, host: &host, vault: vault, at: noon}
	if got, want := resolvedTo(r), o.resolve(); got != want {
		t.Fatalf("resolves to %s, the oracle says %s\n%s", got, want, told(r, ""))
	}
	o.seen = nil
	want := o.ends()
	if got := endOf(r); got != want {
		t.Fatalf("%s, the oracle says %s\n%s", got, want, told(r, ""))
	}
	return want
}

// TestFindingsAreWellFormed holds what every reader of a trace relies on.
func TestFindingsAreWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEstate(t)
		checkForm(t, evaluateIn(t, e, &e.Hosts[0], "kv-shop"))
	})
}

// FuzzResolve lays out estates of names that nobody would choose.
func FuzzResolve(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		e := drawEstate(t)
		odd := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", ".", "..", "@", "/", "vnet-a/", "azure", "KV-SHOP", "kv-shop."}))
		e.Hosts[0].Subnet, e.Hosts[0].DNSServer, e.Hosts[0].PublicIP = odd.Draw(t, "subnet"), odd.Draw(t, "server"), odd.Draw(t, "address")
		e.DNSZones[0].Zone, e.DNSZones[1].Records = odd.Draw(t, "zone"), []estate.Record{{Name: odd.Draw(t, "record")}}
		e.DNSServers[0].Conditional = []estate.ConditionalForwarder{{Suffix: odd.Draw(t, "suffix"), To: odd.Draw(t, "to")}}
		e.PrivateEndpoints[0].Subnet = odd.Draw(t, "endpoint subnet")
		checkForm(t, evaluateIn(t, e, &e.Hosts[0], odd.Draw(t, "vault")))
	}))
}

var stepIDs = []string{"network.hosts_file", "network.resolver", "network.dns.alias", "network.dns.zone", "network.dns.record", "network.dns.answer",
	"network.endpoint", "network.connect", "network.source", "network.perimeter", "network.trusted_service", "network.public_access", "network.firewall"}

func checkForm(t *rapid.T, r Result) {
	failed := false
	for _, s := range r.Steps {
		failed = failed || s.Outcome == trace.Fail
		switch {
		case !slices.Contains(stepIDs, s.ID):
			t.Errorf("unknown step %s", s.ID)
		case s.Title == "" || s.Detail == "":
			t.Errorf("%s says nothing", s.ID)
		case s.Outcome == trace.Fail && s.Reason == nil:
			t.Errorf("%s fails without a reason", s.ID)
		}
	}
	if failed != (r.Stop != nil) {
		t.Errorf("a step failed: %v, the gate stopped: %v\n%s", failed, r.Stop != nil, told(r, ""))
	}
	if r.NoAnswer != (r.Stop != nil && r.Stop.Verdict == trace.Failed) || r.NoAnswer && r.Stop.Response.ClientError == nil {
		t.Errorf("no answer: %v, but the stop is %+v", r.NoAnswer, r.Stop)
	}
	if !r.NoAnswer && (r.Path.Via == Nothing || !r.Path.Address.IsValid()) {
		t.Errorf("an answer came by way of %+v", r.Path)
	}
	if r.Gate != trace.Network || r.Unknown {
		t.Errorf("gate %s, unknown %v", r.Gate, r.Unknown)
	}
}

func evaluateIn(t *rapid.T, e *estate.Estate, host *estate.Host, vault string) Result {
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
	found := store.Vaults.Get(v, vault)
	if found != nil && found.Absent {
		found = nil
	}
	r := Evaluate(v, noon, host, vault, found, callerAs(""))
	if v.Err() != nil {
		t.Fatal(v.Err())
	}
	return r
}

// draws is short for drawing from small sets.
type draws struct{ t *rapid.T }

func (d draws) one(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(d.t, label)
}
func (d draws) some(label string) bool           { return rapid.Bool().Draw(d.t, label) }
func (d draws) rarely(label string) bool         { return rapid.IntRange(0, 3).Draw(d.t, label) == 0 }
func (d draws) address(label string) netip.Addr  { return rapid.SampledFrom(addresses).Draw(d.t, label) }
func (d draws) count(label string, most int) int { return rapid.IntRange(0, most).Draw(d.t, label) }

func drawEstate(t *rapid.T) *estate.Estate {
	d := draws{t}
	e := &estate.Estate{Vaults: []estate.Vault{drawVault(d, "kv-shop"), drawVault(d, "kv-other")}}
	for _, name := range networkNames {
		e.VirtualNetworks = append(e.VirtualNetworks, drawNetwork(d, name))
	}
	for _, name := range serverNames {
		e.DNSServers = append(e.DNSServers, drawServer(d, name))
	}
	for i := range 4 {
		e.DNSZones = append(e.DNSZones, drawZone(d, fmt.Sprintf("zone-%d", i)))
	}
	for i := range 3 {
		e.PrivateEndpoints = append(e.PrivateEndpoints, estate.PrivateEndpoint{Name: fmt.Sprintf("pe-%d", i),
			Vault: d.one("endpoint of", "kv-shop", "kv-shop", "kv-other"), Subnet: networkNames[i] + "/ends", Address: addresses[i],
			Connection: estate.Connection(d.one("connection", "approved", "approved", "pending")), Provisioning: d.one("provisioning", "", "", "Updating"), Absent: d.rarely("endpoint absent")})
	}
	e.Hosts = []estate.Host{drawHost(d)}
	return e
}

func drawVault(d draws, name string) estate.Vault {
	v := estate.Vault{Name: name, Location: "eastus", Public: estate.PublicAccess(d.one("public", "enabled", "disabled")), DenyOther: d.some("deny"), Absent: d.rarely("no vault") && d.rarely("really none")}
	if d.some("address listed") {
		v.IPRules = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("10.0.0.0/8")}
	}
	if d.some("subnet listed") {
		v.SubnetRules = []string{"vnet-a/apps"}
	}
	return v
}

func drawNetwork(d draws, name string) estate.VirtualNetwork {
	n := estate.VirtualNetwork{Name: name, Subnets: []estate.Subnet{{Name: "ends"},
		{Name: "apps", Prefix: netip.MustParsePrefix("10.9.0.0/24"), ServiceEndpoint: d.rarely("service endpoint"), Block443: d.rarely("blocked")}}}
	if d.rarely("own resolver") {
		n.DNSServer = d.one("resolver", targets...)
	}
	for _, other := range networkNames {
		if other != name {
			n.Peerings = append(n.Peerings, estate.Peering{Network: other, GatewayTransit: d.some("transit"), Absent: d.rarely("peering absent")})
		}
	}
	return n
}

func drawServer(d draws, name string) estate.DNSServer {
	s := estate.DNSServer{Name: name, Network: d.one("server in", "", "vnet-a", "vnet-b"), Forward: estate.Forwarding(d.one("forward", "public", "azure", "none"))}
	for i, suffix := range rapid.Permutation(suffixes).Draw(d.t, "suffixes") {
		if i < 2 {
			s.Conditional = append(s.Conditional, estate.ConditionalForwarder{Suffix: suffix, To: d.one("to", targets...), Absent: d.rarely("forwarder absent")})
		}
	}
	return s
}

func drawZone(d draws, name string) estate.DNSZone {
	z := estate.DNSZone{Name: name, Zone: d.one("zone", zoneNames...), Absent: d.some("zone absent")}
	for _, n := range networkNames {
		if d.some("linked") {
			z.Links = append(z.Links, estate.ZoneLink{Network: n, Fallback: d.rarely("fallback"), Absent: d.rarely("link absent")})
		}
	}
	used := map[string]bool{}
	for range d.count("records", 4) {
		r := estate.Record{Name: d.one("record", recordNames...), Address: d.address("address"), Absent: d.rarely("record absent")}
		if d.rarely("changed") {
			r.TTL, r.ChangedAt = time.Minute, noon.Add(-time.Duration(d.count("seconds ago", 120))*time.Second)
			if r.WasAbsent = d.some("new"); !r.WasAbsent {
				r.Was = d.address("was")
			}
		}
		if !used[r.Name] {
			used[r.Name] = true
			z.Records = append(z.Records, r)
		}
	}
	return z
}

func drawHost(d draws) estate.Host {
	h := estate.Host{Name: "host", Kind: estate.VirtualMachine, PrivateIP: "10.9.0.7", PublicIP: d.one("way out", "203.0.113.5", "198.51.100.5", "")}
	switch d.one("place", "network", "network", "office", "internet") {
	case "network":
		h.Subnet = d.one("subnet", "vnet-a/apps", "vnet-b/apps", "vnet-c/ends")
	case "office":
		h.Gateway = d.one("gateway", "vnet-a", "vnet-b", "vnet-gone")
	}
	if d.rarely("custom resolver") {
		h.DNSServer = d.one("its resolver", targets...)
	}
	if d.rarely("hosts file") {
		h.HostsFile = map[string]string{d.one("line for", "kv-shop.vault.azure.net", "KV-SHOP.vault.azure.net", strings.Repeat("x", 4)): d.address("line").String()}
	}
	return h
}
