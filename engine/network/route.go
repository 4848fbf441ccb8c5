package network

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// route is how packets get from one place to a virtual network.
type route int

const (
	noRoute route = iota
	sameNetwork
	peered
	throughGateway
	gatewayTransit
)

var routeWords = [...]string{
	noRoute:        "no route",
	sameNetwork:    "inside the virtual network",
	peered:         "over the peering",
	throughGateway: "through the gateway",
	gatewayTransit: "through the gateway and over a peering that lets its traffic pass",
}

// routeTo finds the host's way to a network. Peerings are not transitive: one of them is crossed at most.
func (e *evaluation) routeTo(network string) route {
	if from := e.place.network; from != nil {
		if r := e.routeBetween(from.Name, network); r != noRoute {
			return r
		}
	}
	return e.routeThroughGateway(network)
}

func (e *evaluation) routeThroughGateway(network string) route {
	switch gateway := e.host.Gateway; {
	case gateway == "" || store.VirtualNetworks.Get(e.view, gateway) == nil:
		return noRoute
	case strings.EqualFold(gateway, network):
		return throughGateway
	default:
		if near, _ := e.peering(gateway, network); near != nil && near.GatewayTransit {
			return gatewayTransit
		}
		return noRoute
	}
}

// routeBetween is the way from one virtual network to another.
func (e *evaluation) routeBetween(from, to string) route {
	if strings.EqualFold(from, to) {
		return sameNetwork
	}
	if near, far := e.peering(from, to); near != nil && far != nil {
		return peered
	}
	return noRoute
}

// peering returns both sides of a peering that carries traffic, nil when either side is missing.
func (e *evaluation) peering(from, to string) (near, far *estate.Peering) {
	near, far = e.peeringSides(from, to)
	if near == nil || far == nil || near.Absent || far.Absent {
		return nil, nil
	}
	return near, far
}

// peeringSides returns each side that is defined at all.
func (e *evaluation) peeringSides(from, to string) (near, far *estate.Peering) {
	return peeringOf(store.VirtualNetworks.Get(e.view, from), to), peeringOf(store.VirtualNetworks.Get(e.view, to), from)
}

func peeringOf(n *estate.VirtualNetwork, other string) *estate.Peering {
	if n == nil {
		return nil
	}
	for i := range n.Peerings {
		if strings.EqualFold(n.Peerings[i].Network, other) {
			return &n.Peerings[i]
		}
	}
	return nil
}

// routeEvidence shows where the host stands and what joins it to the network.
func (e *evaluation) routeEvidence(evidence []trace.Evidence, network string) []trace.Evidence {
	from := e.host.Gateway
	switch {
	case e.place.network != nil:
		from = e.place.network.Name
		evidence = append(evidence, e.hostFact("from", e.host.Subnet, "subnet"))
	case from != "":
		evidence = append(evidence, e.hostFact("gateway", from, "gateway"))
	default:
		return append(evidence, e.hostFact("from", "the internet", "subnet"))
	}
	if strings.EqualFold(from, network) {
		return evidence
	}
	evidence = e.sideEvidence(evidence, from, network)
	return e.sideEvidence(evidence, network, from)
}

// sideEvidence shows one side of a peering.
func (e *evaluation) sideEvidence(evidence []trace.Evidence, from, to string) []trace.Evidence {
	n := store.VirtualNetworks.Get(e.view, from)
	label := "peering " + from + " to " + to
	side := peeringOf(n, to)
	if side == nil {
		return append(evidence, trace.Evidence{Label: label, Value: "none"})
	}
	evidence = append(evidence, trace.Evidence{Label: label, Value: presence(side.Absent), Source: peeringPath(n, side, "present")})
	if e.place.network == nil && strings.EqualFold(from, e.host.Gateway) {
		evidence = append(evidence, trace.Evidence{Label: "gateway transit", Value: onOff(side.GatewayTransit), Source: peeringPath(n, side, "gateway_transit")})
	}
	return evidence
}
