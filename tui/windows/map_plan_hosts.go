package windows

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
)

// directory is the thing that hands out tokens.
func directory() thing { return thing{kind: "directory"} }

// addPeople adds everybody a grant can name who is not a host of its own.
func (p *planner) addPeople() {
	p.columns[zoneColumn].end = directoryRow
	p.add(directory(), card{column: zoneColumn, name: "Entra ID", facts: []string{"hands out tokens"}, opens: "access"})
	p.columns[zoneColumn].end = firstRow
	for _, kind := range [...]struct {
		kind  estate.PrincipalKind
		title string
	}{{estate.User, "people"}, {estate.Group, "groups"}, {estate.ServicePrincipal, "apps"}, {estate.UserIdentity, "identities"}} {
		var list []*estate.Principal
		for i := range p.estate.Principals {
			if x := &p.estate.Principals[i]; x.Kind == kind.kind {
				list = append(list, x)
			}
		}
		if len(list) > 0 {
			p.enclose(peopleColumn, kind.title, func() {
				for _, x := range list {
					p.addPrincipal(x)
				}
			})
		}
	}
}

// kindPath is what state paths call the kinds of principals.
var kindPath = map[estate.PrincipalKind]string{estate.User: "user", estate.Group: "group", estate.ServicePrincipal: "app", estate.UserIdentity: "identity"}

func (p *planner) addPrincipal(x *estate.Principal) {
	c := card{column: peopleColumn, name: x.Name, facts: []string{kindWord(x.Kind)}, opens: "access"}
	switch {
	case x.Absent:
		c.facts[0], c.broken = "not there", true
	case len(x.Groups) > 0:
		c.facts[0] = "in " + strings.Join(x.Groups, ", ")
	}
	p.add(thing{kindPath[x.Kind], x.Name, ""}, c)
}

// seats are the hosts by where they sit.
type seats map[seat][]*estate.Host

// seat is a subnet of a network, behind its gateway, or one of the places that are in no network.
type seat struct{ network, subnet string }

const (
	gatewaySeat  = "\x00gateway"
	internetSeat = "\x00internet"
	platformSeat = "\x00platform"
)

func (p *planner) seats() seats {
	all := seats{}
	for i := range p.estate.Hosts {
		h := &p.estate.Hosts[i]
		network, subnet, _ := strings.Cut(h.Subnet, "/")
		at := seat{network, subnet}
		switch {
		case h.Subnet != "":
		case h.Gateway != "":
			at = seat{h.Gateway, gatewaySeat}
		case h.Kind == estate.PlatformService:
			at = seat{subnet: platformSeat}
		default:
			at = seat{subnet: internetSeat}
		}
		all[at] = append(all[at], h)
	}
	return all
}

// addNetworks adds the virtual networks with all that sits in them, and beside each the resolver it gives its hosts.
func (p *planner) addNetworks() {
	all := p.seats()
	for i := range p.estate.VirtualNetworks {
		n := &p.estate.VirtualNetworks[i]
		top := p.columns[hostColumn].end
		p.enclose(hostColumn, networkTitle(n), func() { p.addNetwork(n, all) })
		p.addResolver(top, thing{"vnet", n.Name, ""}, azureCard(n))
		if len(all[seat{n.Name, gatewaySeat}]) > 0 {
			p.addResolver(top, thing{"vnet", n.Name, "gateway"}, card{name: "public DNS", facts: []string{"behind the gateway"}})
		}
		p.columns[hostColumn].end = max(p.columns[hostColumn].end, p.columns[resolverColumn].end)
	}
	p.addOutside("Microsoft's own services", all[seat{subnet: platformSeat}], "platform")
	p.addOutside("on the internet", p.strangers(all), "internet")
}

// strangers are the hosts on the internet, and those whose network is not in the estate.
func (p *planner) strangers(all seats) []*estate.Host {
	list := all[seat{subnet: internetSeat}]
	for i := range p.estate.Hosts {
		h := &p.estate.Hosts[i]
		if (h.Subnet != "" || h.Gateway != "") && networkOf(p.estate, h) == nil {
			list = append(list, h)
		}
	}
	return list
}

func networkTitle(n *estate.VirtualNetwork) string {
	if len(n.AddressSpace) > 0 {
		return n.Name + " " + n.AddressSpace[0].String()
	}
	return n.Name
}

func (p *planner) addNetwork(n *estate.VirtualNetwork, all seats) {
	known := map[string]bool{gatewaySeat: true}
	for i := range n.Subnets {
		s := &n.Subnets[i]
		known[s.Name] = true
		p.say(hostColumn, subnetWords(s), s.Block443)
		for _, x := range p.ends[n.Name+"/"+s.Name] {
			p.say(hostColumn, "  "+x.Address.String()+" "+x.Name, false)
		}
		p.addHosts(all[seat{n.Name, s.Name}])
	}
	for i := range p.estate.Hosts { // of subnets that the network does not have
		if network, subnet, _ := strings.Cut(p.estate.Hosts[i].Subnet, "/"); network == n.Name && !known[subnet] {
			known[subnet] = true
			p.say(hostColumn, "no subnet "+subnet, true)
			p.addHosts(all[seat{n.Name, subnet}])
		}
	}
	if list := all[seat{n.Name, gatewaySeat}]; len(list) > 0 {
		p.say(hostColumn, "behind the gateway", false)
		p.addHosts(list)
	}
	for i := range n.Peerings {
		p.say(hostColumn, peeringWords(&n.Peerings[i]), n.Peerings[i].Absent)
	}
}

func subnetWords(s *estate.Subnet) string {
	switch {
	case s.Block443:
		return s.Name + ", 443 blocked"
	case s.ServiceEndpoint:
		return s.Name + ", service endpoint"
	}
	return s.Name + " " + s.Prefix.String()
}

func peeringWords(x *estate.Peering) string {
	if x.Absent {
		return "not peered with " + x.Network
	}
	return "peered with " + x.Network
}

func (p *planner) addHosts(list []*estate.Host) {
	for _, h := range list {
		p.add(thing{"host", h.Name, ""}, hostCard(h))
	}
}

func hostCard(h *estate.Host) card {
	fact := strings.ReplaceAll(string(h.Kind), "_", " ") + ", " + hostIdentity(h)
	return card{column: hostColumn, name: h.Name, facts: []string{fact}, opens: "network"}
}

// hostIdentity is what a host calls as when nobody is signed in at it.
func hostIdentity(h *estate.Host) string { return identityOf(&engine.Request{}, h) }

// addOutside adds hosts that are in no network, if there are any, and the resolver that the internet gives them.
func (p *planner) addOutside(title string, list []*estate.Host, name string) {
	if len(list) == 0 {
		return
	}
	top := p.columns[hostColumn].end
	p.enclose(hostColumn, title, func() { p.addHosts(list) })
	p.addResolver(top, thing{"outside", name, ""}, card{name: "public DNS", facts: []string{"sees no private zone"}})
	p.columns[hostColumn].end = max(p.columns[hostColumn].end, p.columns[resolverColumn].end)
}

// addResolver puts a resolver beside the frame of those it answers.
func (p *planner) addResolver(top int, t thing, c card) {
	c.column, c.opens = resolverColumn, "network"
	p.columns[resolverColumn].end = max(p.columns[resolverColumn].end, top+1)
	p.add(t, c)
	p.columns[resolverColumn].end++
}

func azureCard(n *estate.VirtualNetwork) card {
	c := card{name: "Azure DNS", facts: []string{"of " + n.Name}}
	if n.DNSServer != "" {
		c.facts[0], c.closed = "not asked", true
	}
	return c
}
