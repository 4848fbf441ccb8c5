package windows

import (
	"strings"

	"kvlab/engine/estate"
)

// addServers adds the DNS servers that somebody runs.
func (p *planner) addServers() {
	for i := range p.estate.DNSServers {
		s := &p.estate.DNSServers[i]
		c := card{name: s.Name, facts: []string{forwardWords(s)}}
		c.broken = s.Forward == estate.ForwardNone && len(s.Conditional) == 0
		p.addResolver(p.columns[resolverColumn].end, thing{"dns_server", s.Name, ""}, c)
	}
}

func forwardWords(s *estate.DNSServer) string {
	where := "on-premises"
	if s.Network != "" {
		where = "in " + s.Network
	}
	switch s.Forward {
	case estate.ForwardAzure:
		return where + ", asks Azure"
	case estate.ForwardNone:
		return where + ", asks nobody"
	}
	return where + ", asks the public"
}

// publicZone is the thing that answers for vaults whom no private zone leads elsewhere.
func publicZone() thing { return thing{kind: "public"} }

// addZones adds the private zones with their links and records, and below them the public names.
func (p *planner) addZones() {
	for i := range p.estate.DNSZones {
		z := &p.estate.DNSZones[i]
		title := z.Zone
		if z.Absent {
			title = "gone: " + z.Zone
		}
		p.enclose(zoneColumn, title, func() { p.addZone(z) })
	}
	p.enclose(zoneColumn, "public names", func() {
		p.add(publicZone(), card{column: zoneColumn, name: "vault.azure.net", facts: []string{"whoever asks"}, opens: "network"})
		for i := range p.estate.Vaults {
			v := &p.estate.Vaults[i]
			c := card{column: zoneColumn, name: v.Name, facts: []string{"no address"}, opens: "network"}
			if v.PublicIP.IsValid() {
				c.facts[0] = v.PublicIP.String()
			}
			if v.Absent {
				c.facts[0], c.broken = "no such vault", true
			}
			p.add(thing{"public", v.Name, ""}, c)
		}
	})
}

func (p *planner) addZone(z *estate.DNSZone) {
	for i := range z.Links {
		l := &z.Links[i]
		c := card{column: zoneColumn, name: "for " + l.Network, facts: []string{"linked"}, opens: "network"}
		switch {
		case z.Absent:
			c.facts[0], c.broken = "no zone", true
		case l.Absent:
			c.facts[0], c.broken = "not linked", true
		case l.Fallback:
			c.facts[0] = "linked, falls back"
		}
		p.add(thing{"dns_zone", z.Name, "link/" + l.Network}, c)
	}
	for i := range z.Records {
		r := &z.Records[i]
		c := card{column: zoneColumn, name: "A " + r.Name, opens: "network"}
		fact := ""
		fact, c.broken = p.recordWords(z, r)
		c.facts = []string{fact}
		p.add(thing{"dns_zone", z.Name, "record/" + r.Name}, c)
	}
}

// recordWords compares a record with where the endpoint of its vault really is.
func (p *planner) recordWords(z *estate.DNSZone, r *estate.Record) (fact string, broken bool) {
	x := p.endpoint(r.Name)
	switch {
	case z.Absent:
		return "no zone", true
	case r.Absent:
		return "no record", true
	case z.Zone != privateZone:
		return r.Address.String(), false
	case x == nil || x.Absent:
		return r.Address.String() + ", no endpoint", true
	case x.Address != r.Address:
		return r.Address.String() + ", wrong address", true
	}
	return r.Address.String(), false
}

// sight is what a resolver sees: the private zones linked to a network, and public names.
type sight struct {
	network string
	public  bool
	server  string // empty where it is no server of the estate
}

// mostHops is how often a question for a name is passed on before nobody believes in an answer.
const mostHops = 8

// sightOf is what a server sees that is asked for a vault's private name.
func (p *planner) sightOf(name string) sight {
	for range mostHops {
		s := find(p.estate.DNSServers, func(s *estate.DNSServer) bool { return s.Name == name })
		if s == nil {
			break
		}
		to := string(s.Forward)
		for i := range s.Conditional {
			if c := &s.Conditional[i]; !c.Absent && strings.HasSuffix(privateZone, strings.Trim(c.Suffix, ".")) {
				to = c.To
			}
		}
		switch estate.Forwarding(to) {
		case estate.ForwardAzure:
			return sight{network: s.Network, public: true}
		case estate.ForwardPublic, "":
			return sight{public: true}
		}
		name = to
	}
	return sight{}
}
