package network

import (
	"net/netip"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Result is the gate's finding together with the way the connection took.
type Result struct {
	trace.Finding
	// NoAnswer says that the stop came before any HTTP answer: no name, no route, no connection.
	NoAnswer bool
	Path     Path
}

// Kind is the kind of address a name resolves to.
type Kind string

const (
	Private Kind = "private"
	Public  Kind = "public"
	None    Kind = "none" // it did not resolve
)

// Via is what a connection ends at.
type Via string

const (
	PrivateEndpoint Via = "private endpoint"
	PublicEndpoint  Via = "public endpoint"
	Nothing         Via = "nothing"
)

// Path is the way from the host to the vault, as far as the connection came.
type Path struct {
	Resolver string     // address of the resolver the host asked; empty when its hosts file answered
	Address  netip.Addr // what the name resolved to; not valid when it did not resolve
	Kind     Kind
	Via      Via
	Endpoint string // name of the private endpoint at that address, if the vault has one there
	Client   string // the address the vault sees; empty when the connection did not get there
}

// Evaluate says whether a program on host reaches the vault that it knows by name, and whether the vault's network
// rules let it in. A nil vault is one that does not exist. Without a caller, a trusted service is known by its host
// alone.
//
// It depends on no profile: profiles differ only in when this gate has its say.
func Evaluate(v *store.View, at time.Time, host *estate.Host, name string, vault *estate.Vault, caller *estate.Caller) Result {
	e := &evaluation{view: v, at: at, host: host, vault: vault, caller: caller, fqdn: name + publicSuffix}
	e.finding.Gate = trace.Network
	e.finding.Steps = make([]trace.Step, 0, usualSteps)
	e.path = Path{Kind: None, Via: Nothing}
	e.place = e.placeOf(host)
	if vault != nil {
		e.endpoints = store.PrivateEndpoints.List(v, vault.Name)
	}
	if found := e.lookUp(); e.resolved(found) && e.connect(found) && e.serves() {
		e.source()
		e.admit()
	}
	e.blame()
	return Result{Finding: e.finding, NoAnswer: e.finding.Stop != nil && e.finding.Stop.Verdict == trace.Failed, Path: e.path}
}

// usualSteps and usualEvidence are what a connection through a private endpoint takes.
const (
	usualSteps    = 10
	usualEvidence = 24
)

// evaluation is one connection on its way through the gate.
type evaluation struct {
	view   *store.View
	at     time.Time
	host   *estate.Host
	fqdn   string // the vault's public name, as the program asks for it
	vault  *estate.Vault
	caller *estate.Caller
	place  place
	// endpoints are the vault's private endpoints, those not there at the moment included.
	endpoints []*estate.PrivateEndpoint
	names     [frontDoor + 1]string // the names of the chain, as far as they were spelled out
	visits    []visit
	finding   trace.Finding
	path      Path
	spare     []trace.Evidence
}

func (e *evaluation) add(s trace.Step) { e.finding.Add(s) }

// evidence makes room for n values. The steps of a finding share few arrays: one allocation serves the ordinary case.
func (e *evaluation) evidence(n int) []trace.Evidence {
	if len(e.spare) < n {
		e.spare = make([]trace.Evidence, max(n, usualEvidence))
	}
	room := e.spare[:0:n]
	e.spare = e.spare[n:]
	return room
}

// fault ends the request without an answer of the vault.
func (e *evaluation) fault(clientError string) { e.finding.Stop = trace.Fault(clientError) }

// blame marks what led the connection astray. A zone that is missing, an endpoint that waits for approval: they
// matter only when a connection that could have gone through a private endpoint was refused on the public way.
func (e *evaluation) blame() {
	if e.finding.Stop == nil || e.sealed() || e.path.Via != PublicEndpoint && e.path.Kind != Public || e.meant() == nil {
		return
	}
	for i := range e.finding.Steps {
		if s := &e.finding.Steps[i]; s.Outcome == trace.Info && s.Reason != nil && leadsAstray(*s.Reason) {
			s.Outcome = trace.Fail
		}
	}
}

func leadsAstray(r trace.Reason) bool {
	switch r {
	case trace.ZoneMissing, trace.ZoneNotLinked, trace.NoForwarder, trace.EndpointNotApproved, trace.RecordMissing:
		return true
	}
	return false
}
