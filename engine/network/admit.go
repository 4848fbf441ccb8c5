package network

import (
	"net/netip"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// admission is the decision of the vault's network rules, and which of them made it.
type admission int

const (
	byEndpoint admission = iota // private endpoints pass all rules by
	byPerimeter
	byTrustedService
	byDefault
	bySubnetRule
	byAddressRule
	refusedByPerimeter
	refusedByConnection
	refusedByFirewall
)

// decide is the truth table of a vault's network rules.
//
// Source: network-security.md, private-link-diagnostics.md; Azure/azure-sdk-for-go sdk/resourcemanager/keyvault
// models.go: the default action counts only when no rule matches, and only after the bypass.
func (e *evaluation) decide(s service) admission {
	v := e.vault
	bypass := s.listed() && !v.NoBypass
	switch {
	case e.path.Via == PrivateEndpoint:
		return byEndpoint
	case perimeterDecides(v):
		return e.decidePerimeter()
	case v.Public == estate.PublicDisabled && bypass:
		return byTrustedService
	case v.Public == estate.PublicDisabled:
		return refusedByConnection
	case !v.DenyOther:
		return byDefault
	case bypass:
		return byTrustedService
	case e.subnetListed():
		return bySubnetRule
	case e.addressListed():
		return byAddressRule
	}
	return refusedByFirewall
}

func perimeterDecides(v *estate.Vault) bool {
	return v.Public == estate.SecuredByPerimeter || v.Perimeter != nil && v.Perimeter.Enforced
}

func (e *evaluation) decidePerimeter() admission {
	if p := e.vault.Perimeter; p != nil && e.within(p.Inbound) {
		return byPerimeter
	}
	return refusedByPerimeter
}

// subnetListed: a subnet rule wants a caller that shows its subnet, which only a service endpoint makes it do.
func (e *evaluation) subnetListed() bool { return e.place.serviceEndpoint() && e.subnetNamed() }

// subnetNamed reports whether a rule names the host's subnet, whether it shows or not.
func (e *evaluation) subnetNamed() bool {
	return e.host.Subnet != "" && slices.ContainsFunc(e.vault.SubnetRules, func(s string) bool { return strings.EqualFold(s, e.host.Subnet) })
}

// addressListed: address rules hold public addresses, so behind a service endpoint none matches.
func (e *evaluation) addressListed() bool {
	return !e.place.serviceEndpoint() && e.within(e.vault.IPRules)
}

func (e *evaluation) within(ranges []netip.Prefix) bool {
	client, err := netip.ParseAddr(e.path.Client)
	return err == nil && slices.ContainsFunc(ranges, func(p netip.Prefix) bool { return p.Contains(client) })
}

// admit holds the connection against the vault's network rules.
func (e *evaluation) admit() {
	if e.path.Via == PrivateEndpoint {
		e.rulesPassedBy()
		return
	}
	s := e.service()
	by := e.decide(s)
	if e.vault.Perimeter != nil || e.vault.Public == estate.SecuredByPerimeter {
		e.perimeterStep(by)
	}
	if s.name != "" || by == refusedByConnection || by == refusedByFirewall {
		e.trustedStep(s, by)
	}
	e.publicAccessStep(by)
	if by >= byTrustedService && by != refusedByPerimeter && by != refusedByConnection && e.vault.Public != estate.PublicDisabled {
		e.firewallStep(by)
	}
	switch by {
	case refusedByPerimeter:
		e.forbid("ForbiddenByFirewall", e.perimeterText())
	case refusedByConnection:
		e.forbid("ForbiddenByConnection", e.connectionText())
	case refusedByFirewall:
		e.forbid("ForbiddenByFirewall", e.firewallText())
	}
}

func (e *evaluation) forbid(inner, message string) {
	e.finding.Stop = trace.Deny(403, "Forbidden", inner, message)
}

// rulesPassedBy says that the vault's rules for public traffic do not matter here.
func (e *evaluation) rulesPassedBy() {
	e.add(trace.Step{ID: "network.public_access", Outcome: trace.Info, Title: "Public network access",
		Detail:   "An approved private endpoint passes every rule for public traffic by, so publicNetworkAccess and the firewall do not matter to this connection. They matter to everybody else: the endpoint closed none of them.",
		Evidence: append(e.evidence(1), e.publicAccessFact()), Command: e.showVault("properties.publicNetworkAccess")})
}
