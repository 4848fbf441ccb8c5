package network

import (
	"maps"
	"net/netip"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// answer is what a look-up of the vault's name came to.
type answer struct {
	ending ending
	addr   netip.Addr
	// record is where a private address came from; nil for the hosts file and public DNS.
	record *estate.Record
	// last is the name in the public chain that the look-up ended at.
	last   alias
	reason trace.Reason // why there is no address
}

// ending is how a look-up ended.
type ending int

const (
	addressFound ending = iota
	noSuchName          // NXDOMAIN
	serverFailed        // a resolver answered that it could not find out
	silence             // no resolver answered
)

// lookUp finds the address of the vault's name as the host does: its hosts file first, then its resolver.
func (e *evaluation) lookUp() answer {
	if a, ok := e.hostsFile(); ok {
		return a
	}
	r := e.firstResolver()
	e.path.Resolver = r.address()
	return e.ask(asker{}, r, ownName)
}

// hostsFile is the host's own table of names, which wins over every resolver.
func (e *evaluation) hostsFile() (answer, bool) {
	line, ok := e.hostsLine()
	if !ok {
		return answer{}, false
	}
	s := trace.Step{ID: "network.hosts_file", Outcome: trace.Info, Title: "Hosts file",
		Evidence: []trace.Evidence{{Label: "hosts file", Value: line + " " + e.fqdn}}}
	addr, err := netip.ParseAddr(line)
	if err != nil {
		s.Detail = "The hosts file of " + e.host.Name + " has a line for the vault, but no address in it, so the line does not count."
		e.add(s)
		return answer{}, false
	}
	s.Detail = "The hosts file of " + e.host.Name + " has a line for the vault. No resolver is asked, and nothing that changes in DNS is noticed."
	e.add(s)
	return answer{addr: addr}, true
}

// hostsLine is the hosts file's entry for the vault. Names are compared without regard to letter case.
func (e *evaluation) hostsLine() (string, bool) {
	if len(e.host.HostsFile) == 0 {
		return "", false
	}
	if line, ok := e.host.HostsFile[e.fqdn]; ok {
		return line, true
	}
	for _, name := range slices.Sorted(maps.Keys(e.host.HostsFile)) {
		if strings.EqualFold(name, e.fqdn) {
			return e.host.HostsFile[name], true
		}
	}
	return "", false
}

// resolved shows what the name resolves to, and ends the request when that is nothing.
func (e *evaluation) resolved(a answer) bool {
	s := trace.Step{ID: "network.dns.answer", Outcome: trace.Pass, Title: "Answer", Evidence: e.evidence(4)}
	if a.ending != addressFound {
		e.unresolved(&s, a)
		e.add(s)
		return false
	}
	e.path.Address, e.path.Kind = a.addr, e.kindOf(a.addr)
	text := a.addr.String()
	if a.last >= regionName {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "CNAME", Value: e.text(regionName)}, trace.Evidence{Label: "CNAME", Value: e.text(frontDoor)})
	}
	s.Evidence = append(s.Evidence, trace.Evidence{Label: "address", Value: text}, trace.Evidence{Label: "kind", Value: string(e.path.Kind)})
	s.Detail = e.fqdn + " resolves to " + text + ", a " + string(e.path.Kind) + " address" + answerMeans(e.path.Kind)
	if e.path.Resolver != "" {
		s.Detail += " nslookup " + e.fqdn + " on the host shows the same."
	}
	e.add(s)
	return true
}

func answerMeans(k Kind) string {
	if k == Public {
		return ": the connection goes to the public endpoint, whatever private endpoints there are."
	}
	return "."
}

func (e *evaluation) unresolved(s *trace.Step, a answer) {
	value := "no answer"
	switch a.ending {
	case noSuchName:
		value = "NXDOMAIN"
		s.Detail = e.fqdn + " does not resolve: the resolver says that there is no such name."
		if e.vault == nil {
			s.Detail += " There is no vault of that name: a vault's public name comes and goes with the vault."
		}
	case serverFailed:
		s.Detail = e.fqdn + " does not resolve: the resolver answers that it could not find out."
	case silence:
		s.Detail = e.fqdn + " does not resolve: the resolver never answers."
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(a.reason)
	s.Evidence = append(s.Evidence, trace.Evidence{Label: "address", Value: value}, trace.Evidence{Label: "kind", Value: string(None)})
	e.fault(lookupError(e.fqdn, e.path.Resolver, a.ending))
}

// kindOf tells private addresses from public ones. Address spaces of virtual networks need not be private ranges,
// so the vault's own endpoints are asked first.
func (e *evaluation) kindOf(a netip.Addr) Kind {
	if e.endpointAt(e.endpoints, a) != nil || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() {
		return Private
	}
	return Public
}
