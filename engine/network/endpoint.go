package network

import (
	"net/netip"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// endpointAt finds the endpoint with an address. Address spaces of networks may overlap, so one that the host has a
// route to goes first.
func (e *evaluation) endpointAt(among []*estate.PrivateEndpoint, a netip.Addr) *estate.PrivateEndpoint {
	var found *estate.PrivateEndpoint
	for _, x := range among {
		if x.Absent || x.Address != a {
			continue
		}
		if e.routeTo(networkOf(x.Subnet)) != noRoute {
			return x
		}
		if found == nil {
			found = x
		}
	}
	return found
}

// meant is the private endpoint a connection from this host could have gone through: one within reach, an effective
// one first. Nil when there is none, and the public way is the only one.
func (e *evaluation) meant() *estate.PrivateEndpoint {
	var found *estate.PrivateEndpoint
	for _, x := range e.endpoints {
		if x.Absent || found != nil && !x.Effective() || e.routeTo(networkOf(x.Subnet)) == noRoute {
			continue
		}
		if found = x; x.Effective() {
			break
		}
	}
	return found
}

// endpointStep shows the endpoint that has the address connected to.
func (e *evaluation) endpointStep(x *estate.PrivateEndpoint) {
	s := trace.Step{ID: "network.endpoint", Outcome: trace.Pass, Title: "Private endpoint " + x.Name, Command: e.endpointConnections(),
		Evidence: e.endpointEvidence(x)}
	s.Detail = x.Name + " in " + x.Subnet + " has this address, and its connection to the vault is approved."
	if !x.Effective() {
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.EndpointNotApproved)
		s.Detail = x.Name + " in " + x.Subnet + " has this address, but " + whyIdle(x)
	}
	e.add(s)
}

// passedBy shows the endpoint that a connection to the public endpoint was meant to go through.
func (e *evaluation) passedBy() {
	x := e.meant()
	if x == nil {
		return
	}
	s := trace.Step{ID: "network.endpoint", Outcome: trace.Info, Title: "Private endpoint " + x.Name, Command: e.endpointConnections(),
		Evidence: e.endpointEvidence(x)}
	s.Detail = x.Name + " at " + addressText(x.Address) + " is approved and within reach, but the name did not resolve to its address, so the connection passes it by."
	if !x.Effective() {
		s.Reason = trace.Because(trace.EndpointNotApproved)
		s.Detail = x.Name + " at " + addressText(x.Address) + " is within reach, but " + whyIdle(x)
	}
	e.add(s)
}

func whyIdle(x *estate.PrivateEndpoint) string {
	switch {
	case x.Connection == estate.Pending:
		return "its connection waits for the vault's owner to approve it. Until then it carries nothing, and does not count for the privatelink alias."
	case x.Connection == estate.Approved:
		return "its connection is not in force: provisioning is " + x.Provisioning + ", not Succeeded."
	default:
		return "its connection is " + string(x.Connection) + " on the vault's side, so it carries nothing."
	}
}

func (e *evaluation) endpointEvidence(x *estate.PrivateEndpoint) []trace.Evidence {
	evidence := append(e.evidence(3),
		trace.Evidence{Label: "endpoint address", Value: addressText(x.Address), Source: endpointPath(x, "address")},
		trace.Evidence{Label: "connection", Value: string(x.Connection), Source: endpointPath(x, "connection")})
	if x.Provisioning != "" {
		evidence = append(evidence, trace.Evidence{Label: "provisioning", Value: x.Provisioning})
	}
	return evidence
}

// stranger is what sits at an address that is none of the vault's: another vault's endpoint within reach, or the
// front door of another vault's region.
func (e *evaluation) stranger(a netip.Addr) (vault string, x *estate.PrivateEndpoint) {
	if x := e.endpointAt(store.PrivateEndpoints.List(e.view), a); x != nil && x.Effective() && e.routeTo(networkOf(x.Subnet)) != noRoute && e.exists(x.Vault) {
		return x.Vault, x
	}
	if e.path.Kind == Private {
		return "", nil
	}
	for _, other := range store.Vaults.List(e.view) {
		if !other.Absent && frontAddress(other) == a && e.publicAddress().IsValid() {
			return other.Name, nil
		}
	}
	return "", nil
}

func (e *evaluation) exists(vault string) bool {
	x := store.Vaults.Get(e.view, vault)
	return x != nil && !x.Absent
}
