package network

import (
	"net/netip"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// chase follows the chain of aliases from a until an address, or until there is no such name. At every name the
// private zones linked to network answer before public DNS does; an empty network has none. A server s that resolves
// by itself looks at its conditional forwarders again for each new name; from is who asked it.
func (e *evaluation) chase(network string, from asker, s *estate.DNSServer, a alias) answer {
	for {
		if network != "" {
			if found, ok := e.privateAnswer(network, a); ok {
				return found
			}
		}
		next, ok := e.next(a)
		if !ok {
			return e.publicEnd(a)
		}
		if a == ownName {
			e.aliasStep(next)
		}
		a = next
		if s != nil && conditionalFor(s, e.text(a)) != nil {
			return e.forward(from, s, a)
		}
		if a == privatelinkName && network == "" {
			e.add(trace.Step{ID: "network.dns.zone", Outcome: trace.Info, Title: "Private DNS zone",
				Detail: "Public DNS sees no private zone, so the privatelink name is an alias of the region's public endpoint and nothing else."})
		}
	}
}

// publicEnd is public DNS at the end of the chain.
func (e *evaluation) publicEnd(a alias) answer {
	if e.vault == nil {
		return answer{ending: noSuchName, last: a, reason: trace.NameNotFound}
	}
	return answer{addr: frontAddress(e.vault), last: a}
}

// privateAnswer is what the private zones linked to network say about a name. Azure DNS answers for the longest zone
// that covers it, and for no other; false means that public DNS has to say.
func (e *evaluation) privateAnswer(network string, a alias) (answer, bool) {
	name := e.text(a)
	zone, link := e.zoneFor(network, name)
	if zone == nil {
		if a == privatelinkName {
			e.notVisible(network)
		}
		return answer{}, false
	}
	e.zoneStep(zone, link)
	relative := relativeTo(name, zone.Zone)
	record := recordOf(zone, relative)
	if record != nil {
		if addr := addressAt(record, e.at); addr.IsValid() {
			e.recordStep(zone, record, addr)
			return answer{addr: addr, record: record}, true
		}
	}
	e.recordMissing(zone, link, record, relative)
	if link.Fallback {
		return answer{}, false
	}
	return answer{ending: noSuchName, last: a, reason: trace.NameNotFound}, true
}

// zoneFor is the longest zone that covers name among those linked to network.
func (e *evaluation) zoneFor(network, name string) (*estate.DNSZone, *estate.ZoneLink) {
	var best *estate.DNSZone
	var through *estate.ZoneLink
	for _, z := range store.DNSZones.List(e.view) {
		if z.Absent || z.Zone == "" || !under(name, z.Zone) || best != nil && labels(z.Zone) <= labels(best.Zone) {
			continue
		}
		if link := linkTo(z, network); link != nil && !link.Absent {
			best, through = z, link
		}
	}
	return best, through
}

// linkTo is the zone's link to network, a present one before an absent one.
func linkTo(z *estate.DNSZone, network string) *estate.ZoneLink {
	var found *estate.ZoneLink
	for i := range z.Links {
		if l := &z.Links[i]; strings.EqualFold(l.Network, network) && (found == nil || found.Absent) {
			found = l
		}
	}
	return found
}

// relativeTo is a name as a zone's records write it; the zone itself is "@".
func relativeTo(name, zone string) string {
	zone = strings.Trim(zone, ".")
	if len(name) == len(zone) {
		return "@"
	}
	return name[:len(name)-len(zone)-1]
}

// recordOf is the record of that relative name, a present one before an absent one.
func recordOf(z *estate.DNSZone, name string) *estate.Record {
	var found *estate.Record
	for i := range z.Records {
		if r := &z.Records[i]; strings.EqualFold(r.Name, name) && (found == nil || found.Absent) {
			found = r
		}
	}
	return found
}

func (e *evaluation) zoneStep(z *estate.DNSZone, l *estate.ZoneLink) {
	s := trace.Step{ID: "network.dns.zone", Outcome: trace.Pass, Title: "Private DNS zone", Command: linkList(z)}
	s.Evidence = append(e.evidence(2),
		trace.Evidence{Label: "zone", Value: z.Zone, Source: zonePath(z, "zone")},
		trace.Evidence{Label: "link to " + l.Network, Value: "present", Source: linkPath(z, l, "present")})
	s.Detail = "The private zone " + z.Zone + " is linked to " + l.Network + ", so Azure DNS answers from it for that network."
	if !strings.EqualFold(strings.Trim(z.Zone, "."), privatelinkZone) {
		s.Outcome = trace.Info
		s.Detail += " It covers public names of the service, and every vault name without a record in it stops resolving there."
	}
	e.add(s)
}

// notVisible says why no private zone answered for the privatelink name, and which zones came close.
func (e *evaluation) notVisible(network string) {
	s := trace.Step{ID: "network.dns.zone", Outcome: trace.Info, Title: "Private DNS zone", Reason: trace.Because(trace.ZoneMissing),
		Detail: "There is no private zone named " + privatelinkZone + ", so the privatelink name resolves as it does in public.", Command: zoneList("")}
	name := e.text(privatelinkName)
	for _, z := range store.DNSZones.List(e.view) {
		switch {
		case strings.EqualFold(strings.Trim(z.Zone, "."), privatelinkZone):
			e.unlinked(&s, z, network)
		case !z.Absent && recordOf(z, relativeTo(name, privatelinkZone)) != nil:
			s.Evidence = append(s.Evidence, trace.Evidence{Label: "wrong zone name", Value: z.Zone, Source: zonePath(z, "zone")})
			s.Detail += " The zone " + z.Zone + " holds a record for this vault, but that is not the zone the privatelink name lies in: it must be named exactly " + privatelinkZone + "."
		case !z.Absent && strings.HasPrefix(strings.ToLower(z.Zone), "privatelink.vault"):
			s.Evidence = append(s.Evidence, trace.Evidence{Label: "wrong zone name", Value: z.Zone, Source: zonePath(z, "zone")})
			s.Detail += " There is a zone " + z.Zone + ", but the zone must be named exactly " + privatelinkZone + "."
		}
	}
	e.add(s)
}

// unlinked adds a zone of the right name that does not serve network.
func (e *evaluation) unlinked(s *trace.Step, z *estate.DNSZone, network string) {
	if z.Absent {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "zone " + z.Zone, Value: "absent", Source: zonePath(z, "present")})
		return
	}
	if *s.Reason != trace.ZoneNotLinked {
		s.Reason, s.Command = trace.Because(trace.ZoneNotLinked), linkList(z)
		s.Detail = "The private zone " + z.Zone + " exists but is not linked to " + network + ", the network Azure DNS answers for here. It is not seen, and the privatelink name resolves as it does in public. A link to another network does not help, peered or not."
	}
	s.Evidence = append(s.Evidence, trace.Evidence{Label: "zone", Value: z.Zone, Source: zonePath(z, "zone")})
	if l := linkTo(z, network); l != nil {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "link to " + network, Value: "absent", Source: linkPath(z, l, "present")})
	} else {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "link to " + network, Value: "none"})
	}
	for i := range z.Links {
		if l := &z.Links[i]; !l.Absent && !strings.EqualFold(l.Network, network) {
			s.Evidence = append(s.Evidence, trace.Evidence{Label: "link to " + l.Network, Value: "present", Source: linkPath(z, l, "present")})
		}
	}
}

// recordStep shows the record that answers.
func (e *evaluation) recordStep(z *estate.DNSZone, r *estate.Record, addr netip.Addr) {
	s := trace.Step{ID: "network.dns.record", Outcome: trace.Pass, Title: "A record", Command: recordShow(z, r.Name)}
	s.Evidence = append(e.evidence(3), recordEvidence(z, r))
	cached := r.Absent || addr != r.Address
	if cached {
		s.Detail = outdated(r) + ": resolvers keep answering " + addr.String() + " until its time to live of " + r.TTL.String() + " has passed."
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "cached", Value: addr.String()}, trace.Evidence{Label: "TTL", Value: r.TTL.String()})
	} else {
		s.Detail = "The record " + r.Name + " in the zone says " + addr.String() + "."
	}
	switch {
	case e.vault == nil || e.leadsToVault(addr):
	case cached:
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.RecordStale)
	default:
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.RecordStale)
		s.Detail += " No private endpoint of the vault has that address: the record was left behind, or never right."
	}
	e.add(s)
}

// recordEvidence is what the zone itself says of a record.
func recordEvidence(z *estate.DNSZone, r *estate.Record) trace.Evidence {
	if r.Absent {
		return trace.Evidence{Label: "A " + r.Name, Value: "absent", Source: recordPath(z, r, "present")}
	}
	return trace.Evidence{Label: "A " + r.Name, Value: addressText(r.Address), Source: recordPath(z, r, "address")}
}

// outdated says how a record differs from what is still answered.
func outdated(r *estate.Record) string {
	if r.Absent {
		return "The record " + r.Name + " was taken away at " + trace.Stamp(r.ChangedAt) + ", and that has not got round"
	}
	return "The record " + r.Name + " says " + addressText(r.Address) + " now, but it was changed at " + trace.Stamp(r.ChangedAt)
}

// recordMissing shows that a zone which answers for a name does not hold it, or did not when resolvers last asked.
func (e *evaluation) recordMissing(z *estate.DNSZone, l *estate.ZoneLink, r *estate.Record, name string) {
	s := trace.Step{ID: "network.dns.record", Outcome: trace.Fail, Title: "A record", Command: recordShow(z, name), Reason: trace.Because(trace.RecordMissing)}
	evidence, holds := trace.Evidence{Label: "A " + name, Value: "absent"}, "The zone "+z.Zone+" holds no record "+name+"."
	if r != nil {
		evidence = recordEvidence(z, r)
		if !r.Absent && r.Cached(e.at) {
			holds = "The record " + name + " is in the zone since " + trace.Stamp(r.ChangedAt) + ", but resolvers that asked before remember that there was none, until its time to live of " + r.TTL.String() + " has passed."
		}
	}
	s.Evidence = []trace.Evidence{evidence, {Label: "fallback to internet", Value: onOff(l.Fallback), Source: linkPath(z, l, "fallback")}}
	s.Detail = holds + " Azure DNS answers alone for a zone that is linked, so the name is expected not to exist from here, although it does in public; the documentation is silent on this case."
	if l.Fallback {
		s.Outcome = trace.Info
		s.Detail = holds + " Its link falls back to the internet for such names, so public DNS answers."
	}
	e.add(s)
}
