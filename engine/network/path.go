package network

import (
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// hostFact is evidence read from the host. A person at no host of the estate has no state path.
func (e *evaluation) hostFact(label, value, fact string) trace.Evidence {
	known := store.Hosts.Get(e.view, e.host.Name)
	if known == nil || known.Name != e.host.Name {
		return trace.Evidence{Label: label, Value: value}
	}
	return trace.Evidence{Label: label, Value: value, Source: "host." + facts.Quoted(e.host.Name) + "." + fact}
}

func vaultPath(x *estate.Vault, fact string) string {
	return "vault." + facts.Quoted(x.Name) + "." + fact
}

func endpointPath(x *estate.PrivateEndpoint, fact string) string {
	return "private_endpoint." + facts.Quoted(x.Name) + "." + fact
}

func zonePath(z *estate.DNSZone, fact string) string {
	return "dns_zone." + facts.Quoted(z.Name) + "." + fact
}

func linkPath(z *estate.DNSZone, l *estate.ZoneLink, fact string) string {
	return "dns_zone." + facts.Quoted(z.Name) + ".link." + facts.Quoted(l.Network) + "." + fact
}

func recordPath(z *estate.DNSZone, r *estate.Record, fact string) string {
	return "dns_zone." + facts.Quoted(z.Name) + ".record." + facts.Quoted(r.Name) + "." + fact
}

func serverPath(s *estate.DNSServer, fact string) string {
	return "dns_server." + facts.Quoted(s.Name) + "." + fact
}

func conditionalPath(s *estate.DNSServer, c *estate.ConditionalForwarder, fact string) string {
	return "dns_server." + facts.Quoted(s.Name) + ".conditional." + facts.Quoted(c.Suffix) + "." + fact
}

func networkPath(n *estate.VirtualNetwork, fact string) string {
	return "vnet." + facts.Quoted(n.Name) + "." + fact
}

func subnetPath(n *estate.VirtualNetwork, s *estate.Subnet, fact string) string {
	return "vnet." + facts.Quoted(n.Name) + ".subnet." + facts.Quoted(s.Name) + "." + fact
}

func peeringPath(n *estate.VirtualNetwork, p *estate.Peering, fact string) string {
	return "vnet." + facts.Quoted(n.Name) + ".peering." + facts.Quoted(p.Network) + "." + fact
}

func presence(absent bool) string {
	if absent {
		return "absent"
	}
	return "present"
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
