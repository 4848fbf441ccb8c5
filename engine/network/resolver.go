package network

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// azureDNS is the address at which every virtual network finds Azure DNS, and nothing outside one does.
const azureDNS = "168.63.129.16"

// publicDNS stands for whatever resolver an internet connection comes with.
const publicDNS = "192.0.2.53"

// resolver is somebody to ask for a name: a server of the estate, Azure DNS or public DNS.
type resolver struct {
	kind   resolverKind
	server *estate.DNSServer
	// network is the virtual network Azure DNS is asked from; it answers as for that network. Empty outside.
	network string
	unknown string // the name of a server that does not exist
}

type resolverKind int

const (
	public resolverKind = iota
	azure
	custom
	missing
)

func (r resolver) address() string {
	switch r.kind {
	case azure:
		return azureDNS
	case custom:
		return serverAddress(r.server)
	case missing:
		return r.unknown
	}
	return publicDNS
}

func serverAddress(s *estate.DNSServer) string {
	if !s.IP.IsValid() {
		return s.Name
	}
	return s.IP.String()
}

// firstResolver is the one the host asks: its own choice, else its network's, else what the internet offers. A
// gateway carries packets but brings no resolver along.
func (e *evaluation) firstResolver() resolver {
	n := e.place.network
	switch {
	case e.host.DNSServer != "":
		return e.resolverNamed(e.host.DNSServer, e.networkName())
	case n == nil:
		return resolver{kind: public}
	case n.DNSServer != "":
		return e.resolverNamed(n.DNSServer, n.Name)
	default:
		return resolver{kind: azure, network: n.Name}
	}
}

func (e *evaluation) networkName() string {
	if e.place.network == nil {
		return ""
	}
	return e.place.network.Name
}

// resolverNamed reads a name in the place of a resolver: a server of the estate, "azure" or "public". from is the
// network of whoever asks.
func (e *evaluation) resolverNamed(name, from string) resolver {
	if s := store.DNSServers.Get(e.view, name); s != nil {
		return resolver{kind: custom, server: s}
	}
	switch estate.Forwarding(name) {
	case estate.ForwardAzure:
		return resolver{kind: azure, network: from}
	case estate.ForwardPublic:
		return resolver{kind: public}
	}
	return resolver{kind: missing, unknown: name}
}

// visit is one question put to one server. The second time it is put, the servers go round in circles.
type visit struct {
	server *estate.DNSServer
	asked  alias
}

// asker is who puts a question: the host, or a server that passes it on.
type asker struct {
	server *estate.DNSServer // nil for the host
	// setting is the state path of the server's setting that chose whom to ask.
	setting string
}

// ask puts a question to a resolver and follows it wherever it is passed on.
func (e *evaluation) ask(from asker, r resolver, a alias) answer {
	switch r.kind {
	case azure:
		return e.askAzure(from, r.network, a)
	case custom:
		return e.askServer(from, r.server, a)
	case missing:
		e.resolverFailed(trace.Step{Detail: "Names are to be asked of " + r.unknown + ", and there is no DNS server of that name.",
			Evidence: []trace.Evidence{e.toldBy(from, "resolver", r.unknown)}}, trace.NoForwarder)
		return unanswered(from, trace.NoForwarder)
	}
	e.publicStep(from)
	return e.chase("", from, nil, a)
}

// unanswered: a host that gets no answer waits in vain; a server that gets none tells its client so.
func unanswered(from asker, r trace.Reason) answer {
	if from.server == nil {
		return answer{ending: silence, reason: r}
	}
	return answer{ending: serverFailed, reason: r}
}

// askAzure asks Azure DNS, which is there inside virtual networks only.
func (e *evaluation) askAzure(from asker, network string, a alias) answer {
	n := store.VirtualNetworks.Get(e.view, network)
	if network == "" || n == nil {
		e.resolverFailed(trace.Step{Detail: e.azureUnreachable(from), Evidence: []trace.Evidence{e.toldBy(from, "resolver", azureDNS)}}, trace.NoForwarder)
		return unanswered(from, trace.NoForwarder)
	}
	s := trace.Step{ID: "network.resolver", Outcome: trace.Info, Title: "Azure DNS", Command: dnsServersOf(n)}
	if from.server == nil {
		s.Detail = e.host.Name + " asks Azure DNS, the resolver of " + n.Name + ". It answers from the private zones linked to " + n.Name + " and, for all other names, from public DNS."
	} else {
		s.Detail = "Azure DNS answers " + from.server.Name + " as for " + n.Name + ", the network that server sits in: the zones linked there count, not those of the network the host is in."
	}
	s.Evidence = append(e.evidence(2), e.toldBy(from, "resolver", azureDNS))
	if from.server == nil {
		s.Evidence = append(s.Evidence, e.hostFact("network", n.Name, "subnet"))
	} else {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "network", Value: n.Name})
	}
	e.add(s)
	return e.chase(n.Name, from, nil, a)
}

func (e *evaluation) azureUnreachable(from asker) string {
	return e.nameOf(from) + " asks " + azureDNS + " from outside Azure. That address is there inside virtual networks only, so no answer comes: forward to a DNS server or resolver in a virtual network."
}

// publicStep says that public DNS is asked.
func (e *evaluation) publicStep(from asker) {
	s := trace.Step{ID: "network.resolver", Outcome: trace.Info, Title: "Public DNS",
		Evidence: []trace.Evidence{e.toldBy(from, "resolver", "public DNS")}}
	switch {
	case from.server != nil:
		s.Detail = from.server.Name + " passes the question on to public DNS, which sees no private zone."
	case e.host.Gateway != "":
		s.Detail = e.host.Name + " asks the resolver it has always asked. The gateway to " + e.host.Gateway + " carries packets but no names: without a forwarder into the network, private zones stay out of sight."
		if e.approved() != nil {
			s.Reason = trace.Because(trace.NoForwarder)
		}
	default:
		s.Detail = e.host.Name + " is in no virtual network and asks a public resolver, which sees no private zone."
	}
	e.add(s)
}

// toldBy is evidence of a resolver, with the setting that chose it.
func (e *evaluation) toldBy(from asker, label, value string) trace.Evidence {
	switch {
	case from.server != nil:
		return trace.Evidence{Label: label, Value: value, Source: from.setting}
	case e.host.DNSServer != "" || e.place.network == nil:
		return e.hostFact(label, value, "dns_server")
	default:
		return trace.Evidence{Label: label, Value: value, Source: networkPath(e.place.network, "dns_server")}
	}
}

// resolverFailed adds a hop that leads nowhere.
func (e *evaluation) resolverFailed(s trace.Step, r trace.Reason) {
	s.ID, s.Outcome, s.Reason = "network.resolver", trace.Fail, trace.Because(r)
	if s.Title == "" {
		s.Title = "Resolver"
	}
	e.add(s)
}

// under reports whether name is suffix or below it.
func under(name, suffix string) bool {
	suffix = strings.Trim(suffix, ".")
	cut := len(name) - len(suffix)
	switch {
	case suffix == "":
		return true
	case cut < 0 || !strings.EqualFold(name[cut:], suffix):
		return false
	}
	return cut == 0 || name[cut-1] == '.'
}
