package network

import (
	"net/netip"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// managementAddress is where Azure Resource Manager stands in for itself in the texts of clients: an address of a
// documentation range. How its name resolves is no part of the lab.
var managementAddress = netip.AddrFrom4([4]byte{192, 0, 2, 20})

// EvaluateManagement says whether a program on host reaches Azure Resource Manager, which manages vaults. That is a
// matter of a way to the internet, and of nothing that belongs to a vault. A nil vault is one that does not exist, or
// a list of them.
func EvaluateManagement(v *store.View, host *estate.Host, vault *estate.Vault) Result {
	e := &evaluation{view: v, host: host, vault: vault}
	e.finding.Gate = trace.Network
	e.path = Path{Kind: None, Via: Nothing}
	e.place = e.placeOf(host)
	if e.connectManagement() {
		e.rulesForUseOnly()
	}
	return Result{Finding: e.finding, NoAnswer: e.finding.Stop != nil, Path: e.path}
}

func (e *evaluation) connectManagement() bool {
	switch a := e.publicAddress(); {
	case e.place.blocks443():
		e.blocked(managementAddress)
	case !a.IsValid():
		e.noManagement()
	default:
		e.path.Kind, e.path.Via, e.path.Client = Public, PublicEndpoint, a.String()
		e.add(trace.Step{ID: "network.connect", Outcome: trace.Pass, Title: "Connection to port 443",
			Detail: "The request goes over the internet to management.azure.com, not to the vault. Neither the vault's name nor a private endpoint of it is asked for.",
			Evidence: append(e.evidence(2), trace.Evidence{Label: "to", Value: "management.azure.com"},
				e.hostFact("public address", a.String(), "public_ip"))})
		return true
	}
	return false
}

// noManagement: the ways to a vault that lead past the internet do not lead to Resource Manager.
func (e *evaluation) noManagement() {
	e.noConnection(trace.NoInternet, managementAddress, e.host.Name+" has no way out to the internet, and management.azure.com is reached over it. "+
		"A private endpoint or a service endpoint for the vault does not help: each leads to the vault alone.",
		[]trace.Evidence{e.hostFact("public address", orNone(e.host.PublicIP), "public_ip")}, "")
}

// rulesForUseOnly says what surprises people: a closed vault can be managed from anywhere.
//
// Source: network-security.md: the firewall's rules apply to the data plane only.
func (e *evaluation) rulesForUseOnly() {
	s := trace.Step{ID: "network.firewall", Outcome: trace.Info, Title: "The vault's network rules",
		Detail: "They guard what is in the vault and play no part in managing it: a vault that is closed to the internet can be shown, changed and deleted from there by who has the role for it."}
	if e.vault != nil {
		s.Evidence = append(e.evidence(2), e.publicAccessFact(), e.defaultActionFact())
		s.Command = e.showVault("properties.networkAcls")
	}
	e.add(s)
}
