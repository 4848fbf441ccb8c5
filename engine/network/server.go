package network

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// askServer puts a question to a DNS server that somebody runs. It passes the question on by its conditional
// forwarders, the longest suffix first, or else by its general setting.
func (e *evaluation) askServer(from asker, s *estate.DNSServer, a alias) answer {
	if !e.serverReachable(from, s) {
		e.resolverFailed(trace.Step{Title: "DNS server " + s.Name, Evidence: []trace.Evidence{e.toldBy(from, "resolver", serverAddress(s))},
			Detail: "The DNS server " + s.Name + " sits in " + s.Network + ", and there is no way from here to that network."}, trace.NoRoute)
		return unanswered(from, trace.NoRoute)
	}
	if slices.Contains(e.visits, visit{s, a}) {
		e.resolverFailed(trace.Step{Title: "DNS server " + s.Name, Evidence: []trace.Evidence{e.toldBy(from, "resolver", serverAddress(s))},
			Detail: "The question is back at " + s.Name + ": the servers forward it to one another in a circle, and none of them ever answers."}, trace.NoForwarder)
		return answer{ending: serverFailed, reason: trace.NoForwarder}
	}
	e.visits = append(e.visits, visit{s, a})
	return e.forward(from, s, a)
}

func (e *evaluation) forward(from asker, s *estate.DNSServer, a alias) answer {
	if c := conditionalFor(s, e.text(a)); c != nil {
		e.conditionalStep(from, s, c, a)
		return e.ask(asker{s, conditionalPath(s, c, "to")}, e.resolverNamed(c.To, s.Network), a)
	}
	switch s.Forward {
	case estate.ForwardAzure:
		e.serverStep(from, s, "It forwards to Azure DNS.", nil)
		return e.askAzure(asker{s, serverPath(s, "forward")}, s.Network, a)
	case estate.ForwardPublic, "":
		e.serverStep(from, s, e.publicForward(s), e.astray(s))
		return e.chase("", from, s, a)
	}
	e.resolverFailed(trace.Step{Title: "DNS server " + s.Name, Evidence: e.serverEvidence(from, s),
		Detail: s.Name + " holds no zone for " + e.text(a) + " and forwards to nobody, so it cannot answer."}, trace.NoForwarder)
	return answer{ending: serverFailed, reason: trace.NoForwarder}
}

// astray is the reason a server that resolves in public leads away from private zones, if the vault has any use for
// them.
func (e *evaluation) astray(s *estate.DNSServer) *trace.Reason {
	if e.approved() == nil || conditionalFor(s, e.text(privatelinkName)) != nil {
		return nil
	}
	return trace.Because(trace.NoForwarder)
}

func (e *evaluation) publicForward(s *estate.DNSServer) string {
	text := "It resolves from the public root, where no private zone is to be seen."
	for i := range s.Conditional {
		if c := &s.Conditional[i]; c.Absent && (under(e.fqdn, c.Suffix) || under(privatelinkZone, c.Suffix)) {
			return text + " The conditional forwarder for " + c.Suffix + " that would have led into Azure is not there."
		}
	}
	return text
}

func (e *evaluation) serverStep(from asker, s *estate.DNSServer, does string, r *trace.Reason) {
	e.add(trace.Step{ID: "network.resolver", Outcome: trace.Info, Title: "DNS server " + s.Name,
		Detail: e.nameOf(from) + " asks the DNS server " + s.Name + whereabouts(s) + ". " + does, Evidence: e.serverEvidence(from, s),
		Command: e.resolverCommand(from), Reason: r})
}

func (e *evaluation) conditionalStep(from asker, s *estate.DNSServer, c *estate.ConditionalForwarder, a alias) {
	step := trace.Step{ID: "network.resolver", Outcome: trace.Info, Title: "Conditional forwarder of " + s.Name,
		Detail:   e.nameOf(from) + " asks the DNS server " + s.Name + whereabouts(s) + ". Its conditional forwarder for " + c.Suffix + " sends the question on to " + c.To + ".",
		Evidence: append(e.serverEvidence(from, s), trace.Evidence{Label: "forwarder for " + c.Suffix, Value: c.To, Source: conditionalPath(s, c, "to")}),
		Command:  e.resolverCommand(from)}
	if a != ownName {
		step.Detail = s.Name + " follows the alias to " + e.text(a) + ". Its conditional forwarder for " + c.Suffix + " sends that question on to " + c.To + "."
	}
	e.add(step)
}

func (e *evaluation) nameOf(from asker) string {
	if from.server != nil {
		return from.server.Name
	}
	return e.host.Name
}

func whereabouts(s *estate.DNSServer) string {
	if s.Network == "" {
		return " on-premises"
	}
	return " in " + s.Network
}

func (e *evaluation) serverEvidence(from asker, s *estate.DNSServer) []trace.Evidence {
	return append(e.evidence(3), e.toldBy(from, "resolver", serverAddress(s)),
		trace.Evidence{Label: "forwards to", Value: string(s.Forward), Source: serverPath(s, "forward")})
}

func (e *evaluation) resolverCommand(from asker) string {
	if from.server != nil || e.place.network == nil || e.host.DNSServer != "" {
		return ""
	}
	return dnsServersOf(e.place.network)
}

// conditionalFor is the forwarder with the longest suffix that covers name.
func conditionalFor(s *estate.DNSServer, name string) *estate.ConditionalForwarder {
	var best *estate.ConditionalForwarder
	for i := range s.Conditional {
		c := &s.Conditional[i]
		if !c.Absent && under(name, c.Suffix) && (best == nil || labels(c.Suffix) > labels(best.Suffix)) {
			best = c
		}
	}
	return best
}

// labels measures a suffix of one given name: of two such, the longer is the more specific.
func labels(suffix string) int { return len(strings.Trim(suffix, ".")) }

// serverReachable: a server in a virtual network wants a route there. How an on-premises server reaches a network is
// told by the gateway of a host that stands beside it; where no host does, the lab does not say, and it does.
func (e *evaluation) serverReachable(from asker, s *estate.DNSServer) bool {
	switch {
	case s.Network == "":
		return true
	case from.server == nil:
		return e.routeTo(s.Network) != noRoute
	case from.server.Network != "":
		return e.routeBetween(from.server.Network, s.Network) != noRoute
	case e.host.Gateway != "":
		return e.routeThroughGateway(s.Network) != noRoute
	}
	return true
}
