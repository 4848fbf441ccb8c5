package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"kvlab/engine/estate"
)

// oracle says what becomes of a connection, straight from an estate's plain values: slowly, without steps, and
// without a line shared with the gate.
type oracle struct {
	estate *estate.Estate
	host   *estate.Host
	vault  string
	at     time.Time
	seen   []string
}

// Outcomes of the oracle's look-up that are no addresses.
const (
	nxdomain = "NXDOMAIN"
	noAnswer = "no answer"
)

// resolve is the whole look-up: an address, nxdomain or noAnswer.
func (o *oracle) resolve() string {
	q := o.vault + ".vault.azure.net"
	for name, text := range o.host.HostsFile {
		if strings.EqualFold(name, q) {
			if a, err := netip.ParseAddr(text); err == nil {
				return a.String()
			}
		}
	}
	home := o.home()
	switch {
	case o.host.DNSServer != "":
		return o.askNamed(o.host.DNSServer, q, home, o.hostReaches)
	case home == "":
		return o.public(q)
	}
	if own := o.network(home).DNSServer; own != "" {
		return o.askNamed(own, q, home, o.hostReaches)
	}
	return o.azure(home, q)
}

func (o *oracle) home() string {
	name, _, _ := strings.Cut(o.host.Subnet, "/")
	if o.network(name) == nil {
		return ""
	}
	return name
}

func (o *oracle) network(name string) *estate.VirtualNetwork {
	i := slices.IndexFunc(o.estate.VirtualNetworks, func(n estate.VirtualNetwork) bool { return n.Name == name })
	if i < 0 {
		return nil
	}
	return &o.estate.VirtualNetworks[i]
}

// askNamed asks "azure", "public" or a server by its name.
func (o *oracle) askNamed(name, q, from string, reaches func(string) bool) string {
	i := slices.IndexFunc(o.estate.DNSServers, func(s estate.DNSServer) bool { return s.Name == name })
	switch {
	case i >= 0:
		s := o.estate.DNSServers[i]
		if s.Network != "" && !reaches(s.Network) {
			return noAnswer
		}
		return o.server(s, q)
	case name == "azure":
		return o.azure(from, q)
	case name == "public":
		return o.public(q)
	}
	return noAnswer
}

func (o *oracle) server(s estate.DNSServer, q string) string {
	if mark := s.Name + " " + q; slices.Contains(o.seen, mark) {
		return noAnswer
	} else {
		o.seen = append(o.seen, mark)
	}
	return o.serverAnswers(s, q)
}

func (o *oracle) serverAnswers(s estate.DNSServer, q string) string {
	for suffix := q; suffix != ""; _, suffix, _ = strings.Cut(suffix, ".") {
		for _, c := range s.Conditional {
			if !c.Absent && c.Suffix == suffix {
				return o.askNamed(c.To, q, s.Network, func(to string) bool { return o.serverReaches(s, to) })
			}
		}
	}
	switch s.Forward {
	case estate.ForwardAzure:
		return o.azure(s.Network, q)
	case estate.ForwardPublic:
		next, isName := o.publicSays(q)
		if isName {
			return o.serverAnswers(s, next)
		}
		return next
	}
	return noAnswer
}

func (o *oracle) hostReaches(to string) bool {
	home := o.home()
	return home != "" && (home == to || o.joined(home, to)) || o.gatewayReaches(to)
}

func (o *oracle) gatewayReaches(to string) bool {
	g := o.host.Gateway
	if o.network(g) == nil {
		return false
	}
	if g == to {
		return true
	}
	return o.joined(g, to) && slices.ContainsFunc(o.network(g).Peerings, func(p estate.Peering) bool { return p.Network == to && p.GatewayTransit })
}

func (o *oracle) serverReaches(s estate.DNSServer, to string) bool {
	switch {
	case s.Network != "":
		return s.Network == to || o.joined(s.Network, to)
	case o.host.Gateway != "":
		return o.gatewayReaches(to)
	}
	return true
}

func (o *oracle) joined(a, b string) bool {
	side := func(from, to string) bool {
		n := o.network(from)
		return n != nil && slices.ContainsFunc(n.Peerings, func(p estate.Peering) bool { return p.Network == to && !p.Absent })
	}
	return side(a, b) && side(b, a)
}

// public walks the public chain to its end.
func (o *oracle) public(q string) string {
	for {
		next, isName := o.publicSays(q)
		if !isName {
			return next
		}
		q = next
	}
}

// publicSays is public DNS about one name: another name, an address, or nxdomain.
func (o *oracle) publicSays(q string) (answer string, isName bool) {
	v := o.findVault()
	if v == nil {
		return nxdomain, false
	}
	approved := slices.ContainsFunc(o.estate.PrivateEndpoints, func(x estate.PrivateEndpoint) bool {
		return x.Vault == v.Name && x.Connection == estate.Approved && !x.Absent
	})
	switch {
	case q == o.vault+".vault.azure.net" && approved:
		return o.vault + ".privatelink.vaultcore.azure.net", true
	case q == o.vault+".vault.azure.net", q == o.vault+".privatelink.vaultcore.azure.net":
		return "data-prod-eus.vaultcore.azure.net", true
	case q == "data-prod-eus.vaultcore.azure.net":
		return "data-prod-eus-region.vaultcore.azure.net", true
	}
	return o.front(v), false
}

func (o *oracle) front(v *estate.Vault) string {
	if v.PublicIP.IsValid() {
		return v.PublicIP.String()
	}
	return "192.0.2.10"
}

func (o *oracle) findVault() *estate.Vault {
	for i := range o.estate.Vaults {
		if v := &o.estate.Vaults[i]; v.Name == o.vault && !v.Absent {
			return v
		}
	}
	return nil
}

// azure is Azure DNS for one network: at each name of the chain, the zone with the longest name decides.
func (o *oracle) azure(network, q string) string {
	if o.network(network) == nil {
		return noAnswer
	}
	for {
		if said := o.zones(network, q); said != "" {
			return said
		}
		next, isName := o.publicSays(q)
		if !isName {
			return next
		}
		q = next
	}
}

// zones is what the linked zones say about q; empty when they leave it to public DNS.
func (o *oracle) zones(network, q string) string {
	for suffix := q; suffix != ""; _, suffix, _ = strings.Cut(suffix, ".") {
		for _, z := range o.estate.DNSZones {
			if z.Absent || z.Zone != suffix {
				continue
			}
			for _, l := range z.Links {
				if l.Network == network && !l.Absent {
					return o.zone(z, l, q)
				}
			}
		}
	}
	return ""
}

func (o *oracle) zone(z estate.DNSZone, l estate.ZoneLink, q string) string {
	for _, r := range z.Records {
		if r.Name+"."+z.Zone != q && (r.Name != "@" || z.Zone != q) {
			continue
		}
		fresh := o.at.Sub(r.ChangedAt) < r.TTL
		if r.Was.IsValid() && fresh {
			return r.Was.String()
		}
		if !r.Absent && !(r.WasAbsent && fresh) {
			return r.Address.String()
		}
	}
	if l.Fallback {
		return ""
	}
	return nxdomain
}

// ends is how the whole request ends at this gate: "passes", "no name", "no connection", or a 403's inner code.
func (o *oracle) ends() string {
	resolved := o.resolve()
	addr, err := netip.ParseAddr(resolved)
	if err != nil {
		return "no name"
	}
	v := o.findVault()
	subnet := o.subnet()
	if v == nil || subnet != nil && subnet.Block443 {
		return "no connection"
	}
	mine := 0
	for _, x := range o.estate.PrivateEndpoints {
		if x.Vault != v.Name || x.Absent || x.Address != addr {
			continue
		}
		mine++
		// The lab draws no two endpoints of one address that differ in what matters here.
		if to, _, _ := strings.Cut(x.Subnet, "/"); o.hostReaches(to) && x.Connection == estate.Approved && x.Provisioning == "" {
			return "passes"
		}
	}
	if mine > 0 || resolved != o.front(v) {
		return "no connection"
	}
	if subnet != nil && subnet.ServiceEndpoint {
		return o.rules(v, o.host.PrivateIP, o.host.Subnet)
	}
	if o.host.PublicIP == "" {
		return "no connection"
	}
	return o.rules(v, o.host.PublicIP, "")
}

func (o *oracle) subnet() *estate.Subnet {
	if o.home() == "" {
		return nil
	}
	for i, s := range o.network(o.home()).Subnets {
		if o.host.Subnet == o.home()+"/"+s.Name {
			return &o.network(o.home()).Subnets[i]
		}
	}
	return nil
}

// rules are the vault's, for a caller that is no trusted service. subnet is empty unless the vault sees it.
func (o *oracle) rules(v *estate.Vault, client, subnet string) string {
	if v.Public == estate.PublicDisabled {
		return "ForbiddenByConnection"
	}
	listed := subnet != "" && slices.Contains(v.SubnetRules, subnet)
	for _, p := range v.IPRules {
		listed = listed || subnet == "" && p.Contains(netip.MustParseAddr(client))
	}
	if v.DenyOther && !listed {
		return "ForbiddenByFirewall"
	}
	return "passes"
}

// endOf is the same word for what the gate found.
func endOf(r Result) string {
	switch {
	case r.Stop == nil:
		return "passes"
	case r.Stop.Response.InnerCode != nil:
		return *r.Stop.Response.InnerCode
	case r.Path.Kind == None:
		return "no name"
	default:
		return "no connection"
	}
}

// resolvedTo is the evidence "address" of the answer step.
func resolvedTo(r Result) string {
	for _, s := range r.Steps {
		if s.ID != "network.dns.answer" {
			continue
		}
		for _, e := range s.Evidence {
			if e.Label == "address" {
				return e.Value
			}
		}
	}
	return fmt.Sprintf("no answer step in %d steps", len(r.Steps))
}
