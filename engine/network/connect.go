package network

import (
	"net/netip"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// connect opens the connection to the address the name resolved to. False means that it ends here.
func (e *evaluation) connect(a answer) bool {
	own := e.endpointAt(e.endpoints, a.addr)
	switch {
	case own != nil:
		return e.connectPrivate(own)
	case e.vault != nil && a.addr == frontAddress(e.vault):
		e.passedBy()
		return e.connectPublic(a.addr)
	}
	e.connectElsewhere(a)
	return false
}

// connectPrivate goes to one of the vault's own endpoints.
func (e *evaluation) connectPrivate(x *estate.PrivateEndpoint) bool {
	e.path.Endpoint = x.Name
	e.endpointStep(x)
	network := networkOf(x.Subnet)
	r := e.routeTo(network)
	switch {
	case e.place.blocks443():
		e.blocked(x.Address)
	case r == noRoute:
		e.noConnection(trace.NoRoute, x.Address, "Nothing carries packets from "+e.whereabouts()+" to "+network+", where the endpoint is. The name resolves, the packets do not arrive, and the client waits until it gives up.",
			e.routeEvidence(nil, network), e.routeCommand())
	case !x.Effective():
		e.noConnection(trace.EndpointNotApproved, x.Address, "Nothing answers at "+x.Address.String()+": the endpoint is there, but "+whyIdle(x), nil, e.endpointConnections())
	default:
		e.path.Via = PrivateEndpoint
		s := e.connected(x.Address, PrivateEndpoint)
		s.Detail = "The connection to " + x.Address.String() + " goes " + routeWords[r] + " to the private endpoint, and through it to the vault."
		s.Evidence = e.routeEvidence(s.Evidence, network)
		s.Command = endpointShow(x)
		e.add(s)
		return true
	}
	return false
}

// connectPublic goes to the public endpoint of the vault's region.
func (e *evaluation) connectPublic(a netip.Addr) bool {
	switch {
	case e.place.blocks443():
		e.blocked(a)
		return false
	case !e.place.serviceEndpoint() && !e.publicAddress().IsValid():
		e.noInternet(a)
		return false
	}
	e.path.Via = PublicEndpoint
	s := e.connected(a, PublicEndpoint)
	s.Detail = "The connection goes out to the public endpoint of the vault's region. Every vault there shares it: what keeps strangers out are the vault's own rules."
	if e.place.serviceEndpoint() {
		s.Detail = "The subnet's service endpoint takes the connection over Azure's own network to the public endpoint of the vault's region."
	}
	e.add(s)
	return true
}

// connectElsewhere goes to an address that is none of the vault's.
func (e *evaluation) connectElsewhere(a answer) {
	other, x := e.stranger(a.addr)
	text := a.addr.String()
	switch {
	case e.place.blocks443():
		e.blocked(a.addr)
	case other != "":
		e.wrongTarget(a.addr, other, x)
	case e.path.Kind == Public && !e.publicAddress().IsValid():
		e.noInternet(a.addr)
	case a.record != nil:
		e.noConnection(trace.RecordStale, a.addr, "Nothing is at "+text+": no private endpoint has the address that the record gave. The client waits until it gives up.", nil, "")
	default:
		e.noConnection(trace.NoRoute, a.addr, "Nothing answers at "+text+". The client waits until it gives up.", nil, "")
	}
}

// wrongTarget: what the other vault answers is unverified, so the request ends without an answer here.
func (e *evaluation) wrongTarget(a netip.Addr, other string, x *estate.PrivateEndpoint) {
	what := "the public endpoint that serves " + other
	var evidence []trace.Evidence
	if x != nil {
		what = x.Name + ", a private endpoint of " + other
		evidence = []trace.Evidence{{Label: x.Name, Value: addressText(x.Address), Source: endpointPath(x, "address")}}
	}
	s := e.connected(a, Nothing)
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.WrongTarget)
	s.Detail = "At " + a.String() + " is " + what + ". TLS would raise no alarm, for all vaults share one wildcard certificate. What such a request gets is unverified; a 403 or a 404 of the wrong vault is expected."
	s.Evidence = append(s.Evidence, evidence...)
	e.add(s)
	e.fault("kvlab: " + a.String() + " belongs to " + other + ", and how that answers for " + e.fqdn + " is unverified")
}

func (e *evaluation) noInternet(a netip.Addr) {
	e.noConnection(trace.NoInternet, a, e.host.Name+" has no way out to the internet: no public address, and no service endpoint on its subnet. The public endpoint is out of its reach.",
		[]trace.Evidence{e.hostFact("public address", orNone(e.host.PublicIP), "public_ip")}, "")
}

// blocked: that a security group drops packets without an answer is inferred, not documented for vaults.
func (e *evaluation) blocked(a netip.Addr) {
	n, s := e.place.network, e.place.subnet
	e.noConnection(trace.Blocked443, a, "A network security group or a route keeps connections to port 443 from leaving "+e.host.Subnet+". The packets are expected to vanish without an answer, so the client waits until it gives up.",
		[]trace.Evidence{e.hostFact("from", e.host.Subnet, "subnet"), {Label: "port 443 out", Value: "blocked", Source: subnetPath(n, s, "block_443")}},
		subnetShow(n, s, `"{nsg:networkSecurityGroup.id, routes:routeTable.id}"`))
}

// noConnection ends the request at the connection.
func (e *evaluation) noConnection(r trace.Reason, a netip.Addr, detail string, evidence []trace.Evidence, command string) {
	s := e.connected(a, Nothing)
	s.Outcome, s.Reason, s.Detail, s.Command = trace.Fail, trace.Because(r), detail, command
	s.Evidence = append(s.Evidence, evidence...)
	e.add(s)
	e.fault(timeout(a))
}

func (e *evaluation) connected(a netip.Addr, via Via) trace.Step {
	return trace.Step{ID: "network.connect", Outcome: trace.Pass, Title: "Connection to port 443",
		Evidence: append(e.evidence(4), trace.Evidence{Label: "address", Value: a.String()}, trace.Evidence{Label: "via", Value: string(via)})}
}

// whereabouts says where the host stands.
func (e *evaluation) whereabouts() string {
	switch {
	case e.place.network != nil:
		return e.place.network.Name
	case e.host.Gateway != "":
		return "the gateway of " + e.host.Gateway
	default:
		return "the internet"
	}
}

func (e *evaluation) routeCommand() string {
	if e.place.network == nil {
		return ""
	}
	return peeringList(e.place.network)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
