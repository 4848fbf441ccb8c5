package network

import "kvlab/engine/trace"

// source is the address the vault sees: what its rules are held against and what its log shows.
func (e *evaluation) source() {
	s := trace.Step{ID: "network.source", Outcome: trace.Info, Title: "Client address"}
	switch {
	case e.path.Via == PrivateEndpoint:
		e.path.Client = e.privateAddress()
		s.Detail = "Through the private endpoint the vault sees the host's private address."
	case e.place.serviceEndpoint():
		e.path.Client = e.privateAddress()
		s.Detail = "The subnet has the service endpoint Microsoft.KeyVault, so the vault sees the host's private address and the subnet it comes from. A firewall rule for the host's public address no longer matches; only a rule for the subnet does."
		s.Command = subnetShow(e.place.network, e.place.subnet, "serviceEndpoints")
	default:
		e.path.Client = e.publicAddress().String()
		s.Detail = "The vault sees the public address that the host's traffic leaves from."
		if e.place.subnet != nil {
			s.Detail += " The subnet has no service endpoint, so the vault cannot tell which subnet it is."
		}
	}
	s.Evidence = append(e.evidence(2), trace.Evidence{Label: "client address", Value: e.path.Client})
	switch {
	case e.path.Via == PublicEndpoint && e.place.subnet != nil:
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "service endpoint", Value: onOff(e.place.subnet.ServiceEndpoint),
			Source: subnetPath(e.place.network, e.place.subnet, "service_endpoint")})
	case e.path.Via == PublicEndpoint && e.host.PublicIP != "":
		s.Evidence[0] = e.hostFact("client address", e.path.Client, "public_ip")
	}
	e.add(s)
}
