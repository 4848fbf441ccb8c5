package network

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
)

// noon is the moment of all tests that say no other.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// world is an estate being laid out by lines such as
//
//	vault kv-shop public=disabled deny ip=(203.0.113.0/24)
//	vnet vnet-app dns=dns-hub
//	subnet vnet-app/apps prefix=10.1.1.0/24 service-endpoint
//	peering vnet-app vnet-hub gateway-transit absent
//	zone privatelink.vaultcore.azure.net
//	link privatelink.vaultcore.azure.net vnet-app fallback absent
//	record privatelink.vaultcore.azure.net kv-shop 10.1.2.4 ttl=60s was=10.1.2.9 changed=2026-03-02T11:59:30Z
//	endpoint pe-shop subnet=vnet-app/ends address=10.1.2.4 connection=pending
//	server dns-hub network=vnet-hub ip=10.0.0.4 forward=azure
//	conditional dns-hub vault.azure.net azure
//	host web kind=app_service subnet=vnet-app/apps private=10.1.1.5
//	hosts web kv-shop.vault.azure.net 10.1.2.4
type world struct {
	estate estate.Estate
	store  *store.Store
}

// words are the parts of a line after its kind: names in order, then key=value or bare flags.
type words struct {
	t    testing.TB
	line string
	list []datadriven.CmdArg
}

func (w words) name(i int) string {
	if i >= len(w.list) || len(w.list[i].Vals) > 0 {
		w.t.Fatalf("%s: name %d is missing", w.line, i)
	}
	return w.list[i].Key
}

func (w words) values(key string) []string {
	for _, a := range w.list {
		if a.Key == key {
			return a.Vals
		}
	}
	return nil
}

func (w words) text(key string) string { return strings.Join(w.values(key), ",") }

func (w words) or(key, otherwise string) string {
	if s := w.text(key); s != "" {
		return s
	}
	return otherwise
}

func (w words) flag(key string) bool {
	for _, a := range w.list {
		if a.Key == key && len(a.Vals) == 0 {
			return true
		}
	}
	return false
}

func (w words) address(s string) netip.Addr {
	if s == "" {
		return netip.Addr{}
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		w.t.Fatalf("%s: %v", w.line, err)
	}
	return a
}

func (w words) ranges(key string) []netip.Prefix {
	var list []netip.Prefix
	for _, s := range w.values(key) {
		p, err := facts.ParsePrefix(s)
		if err != nil {
			w.t.Fatalf("%s: %v", w.line, err)
		}
		list = append(list, p)
	}
	return list
}

func (w words) moment(key string) time.Time {
	if w.text(key) == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, w.text(key))
	if err != nil {
		w.t.Fatalf("%s: %v", w.line, err)
	}
	return at
}

// define reads lines into the estate.
func (w *world) define(t testing.TB, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		kind, list, err := datadriven.ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		if kind != "" {
			w.add(t, kind, words{t, strings.TrimSpace(line), list})
		}
	}
}

func (w *world) add(t testing.TB, kind string, x words) {
	e := &w.estate
	switch kind {
	case "vault":
		e.Vaults = append(e.Vaults, vaultLine(x))
	case "vnet":
		e.VirtualNetworks = append(e.VirtualNetworks, estate.VirtualNetwork{Name: x.name(0), ResourceGroup: "rg-net", DNSServer: x.text("dns")})
	case "subnet":
		name, inside, _ := strings.Cut(x.name(0), "/")
		n := last(e.VirtualNetworks, func(n *estate.VirtualNetwork) bool { return n.Name == name })
		n.Subnets = append(n.Subnets, estate.Subnet{Name: inside, Prefix: x.ranges("prefix")[0], ServiceEndpoint: x.flag("service-endpoint"), Block443: x.flag("block-443")})
	case "peering":
		n := last(e.VirtualNetworks, func(n *estate.VirtualNetwork) bool { return n.Name == x.name(0) })
		n.Peerings = append(n.Peerings, estate.Peering{Network: x.name(1), GatewayTransit: x.flag("gateway-transit"), Absent: x.flag("absent")})
	case "zone":
		e.DNSZones = append(e.DNSZones, estate.DNSZone{Name: x.name(0), Zone: x.or("zone", x.name(0)), ResourceGroup: "rg-net", Absent: x.flag("absent")})
	case "link":
		z := last(e.DNSZones, func(z *estate.DNSZone) bool { return z.Name == x.name(0) })
		z.Links = append(z.Links, estate.ZoneLink{Network: x.name(1), Fallback: x.flag("fallback"), Absent: x.flag("absent")})
	case "record":
		z := last(e.DNSZones, func(z *estate.DNSZone) bool { return z.Name == x.name(0) })
		z.Records = append(z.Records, recordLine(x))
	case "endpoint":
		e.PrivateEndpoints = append(e.PrivateEndpoints, endpointLine(x))
	case "server":
		e.DNSServers = append(e.DNSServers, estate.DNSServer{Name: x.name(0), IP: x.address(x.text("ip")), Network: x.text("network"), Forward: estate.Forwarding(x.text("forward"))})
	case "conditional":
		s := last(e.DNSServers, func(s *estate.DNSServer) bool { return s.Name == x.name(0) })
		s.Conditional = append(s.Conditional, estate.ConditionalForwarder{Suffix: x.name(1), To: x.name(2), Absent: x.flag("absent")})
	case "host":
		e.Hosts = append(e.Hosts, hostLine(x))
	case "hosts":
		h := last(e.Hosts, func(h *estate.Host) bool { return h.Name == x.name(0) })
		if h.HostsFile == nil {
			h.HostsFile = map[string]string{}
		}
		h.HostsFile[x.name(1)] = x.name(2)
	default:
		t.Fatalf("no kind %q", kind)
	}
}

func last[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	panic("a line refers to something that no line before it defines")
}

func vaultLine(x words) estate.Vault {
	v := estate.Vault{Name: x.name(0), ResourceGroup: "rg-shop", Location: x.or("location", "eastus"),
		Public: estate.PublicAccess(x.or("public", "enabled")), DenyOther: x.flag("deny"), NoBypass: x.flag("no-bypass"),
		IPRules: x.ranges("ip"), SubnetRules: x.values("subnets"), PublicIP: x.address(x.text("address")), Absent: x.flag("absent")}
	if x.flag("deleted") {
		v.Deleted = &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)}
	}
	if p := x.text("perimeter"); p != "" {
		v.Perimeter = &estate.Perimeter{Name: p, Enforced: x.flag("enforced"), Inbound: x.ranges("inbound")}
	}
	return v
}

func recordLine(x words) estate.Record {
	r := estate.Record{Name: x.name(1), Absent: x.flag("absent"), Was: x.address(x.text("was")), WasAbsent: x.flag("was-absent"), ChangedAt: x.moment("changed")}
	if len(x.list) > 2 && len(x.list[2].Vals) == 0 && x.name(2) != "absent" {
		r.Address = x.address(x.name(2))
	}
	if ttl := x.text("ttl"); ttl != "" {
		r.TTL, _ = time.ParseDuration(ttl)
	}
	return r
}

func endpointLine(x words) estate.PrivateEndpoint {
	return estate.PrivateEndpoint{Name: x.name(0), Vault: x.or("vault", "kv-shop"), ResourceGroup: "rg-net", Subnet: x.text("subnet"),
		Address: x.address(x.text("address")), Connection: estate.Connection(x.or("connection", "approved")),
		Provisioning: x.text("provisioning"), Absent: x.flag("absent")}
}

func hostLine(x words) estate.Host {
	return estate.Host{Name: x.name(0), Kind: estate.HostKind(x.or("kind", "vm")), ResourceGroup: "rg-shop", Service: x.text("service"),
		Subnet: x.text("subnet"), Gateway: x.text("gateway"), DNSServer: x.text("dns"), PublicIP: x.text("public"), PrivateIP: x.text("private")}
}

// view opens the world as it stands.
func (w *world) view(t testing.TB) *store.View {
	t.Helper()
	if w.store == nil {
		s, err := store.Open("", store.Options{InMemory: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Load(&w.estate); err != nil {
			t.Fatal(err)
		}
		w.store = s
	}
	return w.store.View()
}

func (w *world) close(t testing.TB) {
	if w.store == nil {
		return
	}
	if err := w.store.Close(); err != nil {
		t.Error(err)
	}
	w.store = nil
}

// set writes facts by their state paths, "path=value" each.
func (w *world) set(t testing.TB, changes ...string) {
	t.Helper()
	if err := w.view(t).Close(); err != nil {
		t.Fatal(err)
	}
	err := w.store.Update("set", noon, func(tx *store.Tx) error {
		for _, c := range changes {
			path, value, _ := strings.Cut(c, "=")
			p, err := facts.ParsePath(path)
			if err != nil {
				return err
			}
			if err := facts.Set(tx, p, value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// evaluate runs the gate. service makes the caller one of Microsoft's services; "nobody" leaves it unknown.
func (w *world) evaluate(t testing.TB, host, vault, service string, at time.Time) Result {
	t.Helper()
	v := w.view(t)
	h := store.Hosts.Get(v, host)
	if h == nil {
		t.Fatalf("no host %s", host)
	}
	found := store.Vaults.Get(v, vault)
	if found != nil && found.Absent {
		found = nil
	}
	r := Evaluate(v, at, h, vault, found, callerAs(service))
	checkSources(t, v, r)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

// manage runs the gate for the control plane.
func (w *world) manage(t testing.TB, host, vault string) Result {
	t.Helper()
	v := w.view(t)
	r := EvaluateManagement(v, store.Hosts.Get(v, host), store.Vaults.Get(v, vault))
	checkSources(t, v, r)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

func callerAs(service string) *estate.Caller {
	if service == "nobody" {
		return nil
	}
	return &estate.Caller{AppID: "11111111-1111-1111-1111-111111111111", ObjectID: "22222222-2222-2222-2222-222222222222",
		TenantID: "33333333-3333-3333-3333-333333333333", Service: service}
}

// checkSources: every source that evidence names is a state path of the lab.
func checkSources(t testing.TB, v *store.View, r Result) {
	t.Helper()
	for _, s := range r.Steps {
		for _, e := range s.Evidence {
			if e.Source == "" {
				continue
			}
			p, err := facts.ParsePath(e.Source)
			if err == nil {
				_, err = facts.Get(v, p)
			}
			if err != nil {
				t.Errorf("%s: evidence %q: %v", s.ID, e.Label, err)
			}
		}
	}
}
