package scenarios

import (
	"net/netip"
	"strconv"
	"time"

	"kvlab/engine/estate"
)

// Time to live of a private record, in seconds. Source: MicrosoftDocs/azure-security-docs
// key-vault/general/private-link-service.md.
const (
	minTTL     = 10
	maxTTL     = 600
	defaultTTL = 10
)

func (f *file) readDNS() {
	e := f.scenario.Estate
	for _, t := range f.names.of("dns_server").tables {
		e.DNSServers = append(e.DNSServers, t.readServer())
	}
	for _, t := range f.names.of("dns_zone").tables {
		e.DNSZones = append(e.DNSZones, t.readZone())
	}
}

func (t *table) readServer() estate.DNSServer {
	s := estate.DNSServer{Name: t.text("name"), Network: t.ref("network", "vnet")}
	otherwise := estate.ForwardPublic
	if s.Network != "" {
		otherwise = estate.ForwardAzure
	}
	s.Forward = estate.Forwarding(t.choice("forward", string(otherwise),
		[]string{string(estate.ForwardAzure), string(estate.ForwardPublic), string(estate.ForwardNone)}))
	s.IP = t.serverIP(s.Network)
	for _, c := range t.tables("conditional", "suffix") {
		forwarder := estate.ConditionalForwarder{Suffix: c.need("suffix", "names below it are sent elsewhere"),
			To: c.need("to", `a DNS server's name, "azure" or "public"`), Absent: c.absent()}
		if forwarder.Suffix != "" && !isDomain(forwarder.Suffix) {
			c.bad("suffix", quote(forwarder.Suffix)+" is no domain name")
		}
		if to := forwarder.To; to != "" && to != "azure" && to != "public" {
			c.knows("to", "dns_server", to)
		}
		s.Conditional = append(s.Conditional, forwarder)
		c.unique("suffix", len(s.Conditional)-1, func(i int) string { return s.Conditional[i].Suffix })
	}
	return s
}

// serverIP reads the address of a DNS server or derives one: in the first subnet of its network, or on-premises.
func (t *table) serverIP(network string) netip.Addr {
	for _, n := range t.file.scenario.Estate.VirtualNetworks {
		if n.Name != network {
			continue
		}
		a := t.address("ip")
		if a.IsValid() && !inside(netip.PrefixFrom(a, a.BitLen()), n.AddressSpace) {
			t.bad("ip", quote(a.String())+" is not inside the address space of "+n.Name+", "+rangesIn(n.AddressSpace))
		}
		if !t.has("ip") && len(n.Subnets) > 0 && n.Subnets[0].Prefix.IsValid() {
			return t.file.addresses.next(network, n.Subnets[0].Prefix, reservedInSubnet)
		}
		return a
	}
	if !t.has("ip") {
		return t.file.addresses.next("", onPremisesRange, reservedInSubnet)
	}
	return t.address("ip")
}

func (t *table) readZone() estate.DNSZone {
	z := estate.DNSZone{Name: t.text("name"), Zone: t.text("zone"), ResourceGroup: t.refOrOnly("resource_group", "resource_group"),
		Absent: t.absent()}
	if z.Zone == "" {
		z.Zone = z.Name
	}
	if z.Name == "" {
		z.Name = z.Zone
	}
	if z.Zone != "" && !isDomain(z.Zone) {
		t.bad("zone", quote(z.Zone)+" is no domain name")
	}
	for _, l := range t.tables("link", "network") {
		z.Links = append(z.Links, estate.ZoneLink{Network: l.needRef("network", "vnet"), Fallback: l.flag("fallback", false), Absent: l.absent()})
		l.unique("network", len(z.Links)-1, func(i int) string { return z.Links[i].Network })
		l.linkedOnce(&z)
	}
	for _, r := range t.tables("record", "name") {
		z.Records = append(z.Records, r.readRecord())
		r.unique("name", len(z.Records)-1, func(i int) string { return z.Records[i].Name })
	}
	return z
}

// linkedOnce reports a second zone of the same DNS name at one network: Azure refuses that link.
func (t *table) linkedOnce(z *estate.DNSZone) {
	network := z.Links[len(z.Links)-1].Network
	for _, other := range t.file.scenario.Estate.DNSZones {
		for _, l := range other.Links {
			if network != "" && l.Network == network && other.Zone == z.Zone {
				t.bad("network", quote(network)+" is linked to the zone "+quote(other.Name)+" of the same DNS name already")
			}
		}
	}
}

func (t *table) readRecord() estate.Record {
	r := estate.Record{Name: t.need("name", "it is the vault's bare name"), TTL: t.ttl(), Was: t.address("was"),
		ChangedAt: t.moment("changed_at"), Absent: t.absent()}
	if r.Name != "" && !isDomain(r.Name) {
		t.bad("name", quote(r.Name)+" is no host name")
	}
	if t.need("address", "the answer to the name, such as 10.10.2.4") != "" {
		r.Address = t.address("address")
	}
	if t.has("was") != t.has("changed_at") {
		t.bad("was", "was and changed_at go together: the address before, and when it changed")
	}
	return r
}

// ttl reads a time to live: a number of seconds, or a duration such as "5m".
func (t *table) ttl() time.Duration {
	v, ok := t.value("ttl")
	if !ok {
		return defaultTTL * time.Second
	}
	d := time.Duration(-1)
	switch v := v.(type) {
	case int64:
		if v >= 0 && v <= maxTTL {
			d = time.Duration(v) * time.Second
		}
	case string:
		if parsed, err := time.ParseDuration(v); err == nil {
			d = parsed
		}
	}
	if d < minTTL*time.Second || d > maxTTL*time.Second || d%time.Second != 0 {
		t.bad("ttl", "must be whole seconds from "+strconv.Itoa(minTTL)+" to "+strconv.Itoa(maxTTL)+`, as in 300 or "5m"`)
		return defaultTTL * time.Second
	}
	return d
}
