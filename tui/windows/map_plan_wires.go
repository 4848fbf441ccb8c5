package windows

import (
	"maps"
	"slices"

	"kvlab/engine/estate"
)

// connect draws all lines between the cards of a plan.
func (p *planner) connect() {
	p.connectHosts()
	p.connectCallers()
	p.connectResolvers()
	p.connectZones()
	p.connectVaults()
}

// connectHosts leads from people and identities to the hosts they call from, and from there to whoever hands out tokens
// and answers for names.
func (p *planner) connectHosts() {
	for i := range p.estate.Hosts {
		h := &p.estate.Hosts[i]
		at := thing{"host", h.Name, ""}
		for _, tool := range slices.Sorted(maps.Keys(h.SignedIn)) {
			p.fork("who/"+h.SignedIn[tool], thing{"user", h.SignedIn[tool], ""}, at)
		}
		for _, identity := range h.UserAssigned {
			p.fork("id/"+identity, thing{"identity", identity, ""}, at)
		}
		if h.Environment != nil {
			p.fork("app/"+h.Environment.App, thing{"app", h.Environment.App, ""}, at)
		}
		p.join("tokens", at, directory()).closed = hostIdentity(h) == nobody
		asks := p.resolverOf(h)
		if n, known := p.at[asks]; known {
			p.asks[h.Name] = n
		}
		p.join("asks/"+asks.kind+"/"+asks.name, at, asks)
	}
}

// connectCallers leads from people to the hosts that the scenario's requests have them call from.
func (p *planner) connectCallers() {
	known := map[[2]string]bool{}
	for i := range p.estate.Hosts {
		h := &p.estate.Hosts[i]
		for _, user := range h.SignedIn {
			known[[2]string{user, h.Name}] = true
		}
	}
	for _, r := range p.requests {
		if pair := ([2]string{r.User, r.Host}); r.User != "" && !known[pair] {
			known[pair] = true
			p.fork("who/"+r.User, thing{"user", r.User, ""}, thing{"host", r.Host, ""})
		}
	}
}

// resolverOf is whom a host asks for names. A gateway carries packets but brings no resolver along.
func (p *planner) resolverOf(h *estate.Host) thing {
	n, name := networkOf(p.estate, h), h.DNSServer
	if name == "" && n != nil && h.Subnet != "" {
		name = n.DNSServer
	}
	server := thing{"dns_server", name, ""}
	if _, known := p.at[server]; known {
		return server
	}
	switch {
	case n != nil && h.Subnet != "":
		return thing{"vnet", n.Name, ""}
	case n != nil:
		return thing{"vnet", n.Name, "gateway"}
	case h.Subnet == "" && h.Gateway == "" && h.Kind == estate.PlatformService:
		return thing{"outside", "platform", ""}
	}
	return thing{"outside", "internet", ""}
}

// connectResolvers leads from each resolver to what it sees.
func (p *planner) connectResolvers() {
	for i := range p.estate.VirtualNetworks {
		n := &p.estate.VirtualNetworks[i]
		p.show(thing{"vnet", n.Name, ""}, sight{network: n.Name, public: true})
		p.show(thing{"vnet", n.Name, "gateway"}, sight{public: true})
	}
	for i := range p.estate.DNSServers {
		name := p.estate.DNSServers[i].Name
		p.show(thing{"dns_server", name, ""}, p.sightOf(name))
	}
	p.show(thing{"outside", "platform", ""}, sight{public: true})
	p.show(thing{"outside", "internet", ""}, sight{public: true})
}

func (p *planner) show(resolver thing, s sight) {
	for i := range p.estate.DNSZones {
		z := &p.estate.DNSZones[i]
		for k := range z.Links {
			if l := &z.Links[k]; l.Network == s.network && s.network != "" {
				w := p.fork("sees/"+resolver.kind+"/"+resolver.name, resolver, thing{"dns_zone", z.Name, "link/" + l.Network})
				w.broken = l.Absent || z.Absent
			}
		}
	}
	if s.public {
		p.join("public", resolver, publicZone())
	}
}

// connectZones leads from names to doors.
func (p *planner) connectZones() {
	for i := range p.estate.DNSZones {
		z := &p.estate.DNSZones[i]
		for k := range z.Records {
			r := &z.Records[k]
			x := p.endpoint(r.Name)
			if z.Zone != privateZone || x == nil {
				continue
			}
			w := p.join("record/"+z.Name+"/"+r.Name, thing{"dns_zone", z.Name, "record/" + r.Name}, thing{"private_endpoint", x.Name, ""})
			w.broken = r.Absent || z.Absent || x.Absent || x.Address != r.Address
		}
	}
	for i := range p.estate.Vaults {
		name := p.estate.Vaults[i].Name
		w := p.fork("public/"+name, thing{"public", name, ""}, thing{"vault", name, "public"})
		w.closed = p.estate.Vaults[i].Public == estate.PublicDisabled
	}
}

// connectVaults leads through doors and grants into the vaults, and from there to what uses them.
func (p *planner) connectVaults() {
	for i := range p.estate.Vaults {
		v := &p.estate.Vaults[i]
		at, grants := thing{"vault", v.Name, ""}, thing{"vault", v.Name, "grants"}
		p.join("vault/"+v.Name, thing{"vault", v.Name, "public"}, at).closed = v.Public == estate.PublicDisabled
		p.join("vault/"+v.Name, grants, at)
		p.fork("granted", directory(), grants)
	}
	for i := range p.estate.PrivateEndpoints {
		x := &p.estate.PrivateEndpoints[i]
		p.join("vault/"+x.Vault, thing{"private_endpoint", x.Name, ""}, thing{"vault", x.Vault, ""}).broken = !x.Effective()
	}
	for i := range p.estate.Consumers {
		x := &p.estate.Consumers[i]
		vault := usedVault(x)
		w := p.fork("used/"+vault, thing{"vault", vault, ""}, thing{"consumer", x.Name, ""})
		w.broken, w.closed = failing(x.Now.Status), x.Now.Status == ""
	}
}
