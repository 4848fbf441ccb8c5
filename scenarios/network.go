package scenarios

import (
	"net/netip"
	"strings"

	"kvlab/engine/estate"
)

func (f *file) readNetworks() {
	e := f.scenario.Estate
	tables := f.names.of("vnet").tables
	for _, t := range tables {
		n := estate.VirtualNetwork{Name: t.text("name"), ResourceGroup: t.refOrOnly("resource_group", "resource_group"),
			DNSServer: t.ref("dns_server", "dns_server")}
		for _, s := range t.words("address_space") {
			if p, ok := t.prefix("address_space", s); ok {
				n.AddressSpace = append(n.AddressSpace, p)
			}
		}
		if !t.has("address_space") {
			t.missing("address_space", `the ranges of the network, such as ["10.10.0.0/16"]`)
		}
		for _, s := range t.tables("subnet", "name") {
			n.Subnets = append(n.Subnets, s.readSubnet(&n))
		}
		for _, p := range t.tables("peering", "network") {
			n.Peerings = append(n.Peerings, p.readPeering(&n))
		}
		e.VirtualNetworks = append(e.VirtualNetworks, n)
	}
}

func (t *table) readSubnet(n *estate.VirtualNetwork) estate.Subnet {
	s := estate.Subnet{Name: t.need("name", "hosts and endpoints are in it by name"),
		ServiceEndpoint: t.flag("service_endpoint", false), Block443: t.flag("block_443", false)}
	if s.Name != "" && !isPlainName(s.Name) {
		t.bad("name", quote(s.Name)+" is not possible: no quotes, slashes or control characters, 128 characters at most")
	}
	if n.Subnet(s.Name) != nil && s.Name != "" {
		t.bad("name", "there is "+quote(s.Name)+" already")
	}
	text := t.need("prefix", "the subnet's range, such as 10.10.1.0/24")
	if text == "" {
		return s
	}
	prefix, ok := t.prefix("prefix", text)
	if !ok {
		return s
	}
	s.Prefix = prefix
	if len(n.AddressSpace) > 0 && !inside(prefix, n.AddressSpace) {
		t.bad("prefix", quote(text)+" is not inside the network's address space, "+rangesIn(n.AddressSpace))
	}
	for _, other := range n.Subnets {
		if other.Prefix.IsValid() && other.Prefix.Overlaps(prefix) {
			t.bad("prefix", quote(text)+" overlaps with "+other.Name+", which is "+other.Prefix.String())
		}
	}
	return s
}

func inside(p netip.Prefix, ranges []netip.Prefix) bool {
	for _, r := range ranges {
		if r.Contains(p.Addr()) && r.Bits() <= p.Bits() {
			return true
		}
	}
	return false
}

func rangesIn(ranges []netip.Prefix) string {
	words := make([]string, len(ranges))
	for i, r := range ranges {
		words[i] = r.String()
	}
	return strings.Join(words, ", ")
}

// readPeering reads one side of a peering. One alone carries nothing, and that may be the lesson.
func (t *table) readPeering(n *estate.VirtualNetwork) estate.Peering {
	p := estate.Peering{Network: t.needRef("network", "vnet"), GatewayTransit: t.flag("gateway_transit", false), Absent: t.absent()}
	if p.Network == n.Name && p.Network != "" {
		t.bad("network", "a network has no peering with itself")
	}
	for _, other := range n.Peerings {
		if p.Network != "" && other.Network == p.Network {
			t.bad("network", "there is a peering with "+quote(p.Network)+" already")
		}
	}
	return p
}

// needRef is ref for a key that has to be there.
func (t *table) needRef(key, kind string) string {
	if t.need(key, "it names a "+spoken(kind)) == "" {
		return ""
	}
	return t.ref(key, kind)
}

func (f *file) readEndpoints() {
	e := f.scenario.Estate
	for _, t := range f.names.of("private_endpoint").tables {
		subnet := ""
		if t.need("subnet", "the endpoint's address is in it") != "" {
			subnet = t.subnet("subnet")
		}
		e.PrivateEndpoints = append(e.PrivateEndpoints, estate.PrivateEndpoint{
			Name: t.text("name"), Vault: t.needRef("vault", "vault"),
			ResourceGroup: t.refOrOnly("resource_group", "resource_group"),
			Subnet:        subnet,
			Address:       t.inSubnet("address", subnet),
			Connection: estate.Connection(t.choice("connection", string(estate.Approved), []string{string(estate.Approved),
				string(estate.Pending), string(estate.Rejected), string(estate.Disconnected)})),
			Provisioning: t.choice("provisioning", "", []string{"Succeeded", "Creating", "Updating", "Deleting", "Failed", "Disconnected"}),
			Absent:       t.absent(),
		})
	}
}
