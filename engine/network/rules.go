package network

import (
	"net/netip"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// perimeterStep shows the network security perimeter and whether it decides.
func (e *evaluation) perimeterStep(by admission) {
	v := e.vault
	s := trace.Step{ID: "network.perimeter", Outcome: trace.Info, Title: "Network security perimeter", Command: e.showVault("properties.publicNetworkAccess"),
		Evidence: append(e.evidence(4), e.publicAccessFact())}
	if p := v.Perimeter; p != nil {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "perimeter", Value: p.Name}, trace.Evidence{Label: "mode", Value: mode(p)},
			trace.Evidence{Label: "inbound rules", Value: ranges(p.Inbound)})
	}
	switch {
	case by == byPerimeter:
		s.Outcome = trace.Pass
		s.Detail = "A perimeter decides in place of publicNetworkAccess and the firewall, and its inbound rules admit " + e.path.Client + "."
	case by == refusedByPerimeter && v.Perimeter == nil:
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.PerimeterDenied)
		s.Detail = "publicNetworkAccess leaves the decision to a network security perimeter, and the vault is in none. With no rule to admit anybody, public traffic is expected to be refused; this is unverified."
	case by == refusedByPerimeter:
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.PerimeterDenied)
		s.Detail = "A perimeter decides in place of publicNetworkAccess and the firewall, and no inbound rule of it admits " + e.path.Client + "." + wordingSeen(v)
	default:
		s.Detail = "The perimeter is in transition mode: it logs what it would have refused, and publicNetworkAccess decides."
	}
	e.add(s)
}

// wordingSeen: the message of a perimeter's refusal mentions the bypass, and was seen with one value of it alone.
func wordingSeen(v *estate.Vault) string {
	if v.NoBypass {
		return ""
	}
	return " The wording of the refusal is the one seen with the bypass set to None; with another it is unverified."
}

func mode(p *estate.Perimeter) string {
	if p.Enforced {
		return "enforced"
	}
	return "transition"
}

// publicAccessStep shows publicNetworkAccess, the switch before the firewall.
func (e *evaluation) publicAccessStep(by admission) {
	s := trace.Step{ID: "network.public_access", Outcome: trace.Info, Title: "Public network access",
		Evidence: append(e.evidence(1), e.publicAccessFact()), Command: e.showVault("properties.publicNetworkAccess")}
	switch {
	case by == refusedByConnection:
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.PublicDisabled)
		s.Detail = "Public network access is disabled, and this connection came to the public endpoint. " + e.rulesUseless()
	case perimeterDecides(e.vault):
		s.Detail = "The perimeter has decided; publicNetworkAccess and the firewall have no say."
	case e.vault.Public == estate.PublicDisabled:
		s.Detail = "Public network access is disabled, but the bypass holds for trusted services all the same."
	default:
		s.Outcome = trace.Pass
		s.Detail = "Public network access is enabled, so the firewall decides."
	}
	e.add(s)
}

// rulesUseless warns of rules that look as if they admitted this caller.
func (e *evaluation) rulesUseless() string {
	if e.subnetListed() || e.addressListed() {
		return "The firewall has a rule for this client, but while public access is disabled no address or subnet rule counts: only private endpoints and trusted services pass."
	}
	return "While it is, no address or subnet rule counts: only private endpoints and trusted services pass."
}

// firewallStep shows networkAcls: what matched, or that nothing did and the default action decides.
func (e *evaluation) firewallStep(by admission) {
	v := e.vault
	s := trace.Step{ID: "network.firewall", Outcome: trace.Pass, Title: "Vault firewall", Command: networkRules(v)}
	s.Evidence = append(e.evidence(4), trace.Evidence{Label: "client address", Value: e.path.Client},
		e.defaultActionFact(),
		trace.Evidence{Label: "address rules", Value: ranges(v.IPRules), Source: vaultPath(v, "ip_rules")},
		trace.Evidence{Label: "subnet rules", Value: orNone(strings.Join(v.SubnetRules, ", ")), Source: vaultPath(v, "subnet_rules")})
	switch by {
	case byDefault:
		s.Detail = "The default action is Allow: every address passes, and rules for single ones make no difference."
	case byTrustedService:
		s.Outcome = trace.Info
		s.Detail = "The bypass has let the caller through before any rule was looked at."
	case bySubnetRule:
		s.Detail = "A rule admits the subnet " + e.host.Subnet + ", which the service endpoint made visible."
	case byAddressRule:
		s.Detail = "An address rule admits " + e.path.Client + "."
	default:
		s.Outcome = trace.Fail
		reason, detail := e.whyNotListed()
		s.Reason, s.Detail = trace.Because(reason), detail+" The default action is Deny."
	}
	e.add(s)
}

// whyNotListed explains a client that no rule admits, near misses first.
func (e *evaluation) whyNotListed() (trace.Reason, string) {
	public := e.publicAddress()
	switch {
	case e.place.serviceEndpoint() && public.IsValid() && containsAddress(e.vault.IPRules, public):
		return trace.SubnetNotListed, "An address rule covers " + public.String() + ", but through the service endpoint the vault sees " + e.path.Client + " instead, and no rule names the subnet " + e.host.Subnet + "."
	case e.place.serviceEndpoint():
		return trace.SubnetNotListed, "The client comes from " + e.host.Subnet + " through a service endpoint, and no rule names that subnet."
	case e.subnetNamed():
		return trace.AddressNotListed, "A rule names the subnet " + e.host.Subnet + ", but the subnet has no service endpoint Microsoft.KeyVault, so the vault sees only " + e.path.Client + ", which no rule covers."
	default:
		return trace.AddressNotListed, "No rule covers " + e.path.Client + "."
	}
}

func containsAddress(ranges []netip.Prefix, a netip.Addr) bool {
	for _, p := range ranges {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func (e *evaluation) publicAccessFact() trace.Evidence {
	value := string(e.vault.Public)
	if value == "" {
		value = string(estate.PublicEnabled)
	}
	return trace.Evidence{Label: "publicNetworkAccess", Value: value, Source: vaultPath(e.vault, "public_access")}
}

func (e *evaluation) defaultActionFact() trace.Evidence {
	return trace.Evidence{Label: "default action", Value: defaultAction(e.vault), Source: vaultPath(e.vault, "default_action")}
}

func defaultAction(v *estate.Vault) string {
	if v.DenyOther {
		return "deny"
	}
	return "allow"
}

func bypass(v *estate.Vault) string {
	if v.NoBypass {
		return "none"
	}
	return "azure_services"
}

func ranges(list []netip.Prefix) string {
	if len(list) == 0 {
		return "none"
	}
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = p.String()
	}
	return strings.Join(words, ", ")
}
