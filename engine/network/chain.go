package network

import (
	"net/netip"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// The domains of the global cloud.
const (
	publicSuffix      = ".vault.azure.net"
	privatelinkZone   = "privatelink.vaultcore.azure.net"
	privatelinkSuffix = "." + privatelinkZone
)

// alias is a name in the chain that public DNS holds for a vault:
//
//	kv-shop.vault.azure.net                       CNAME
//	kv-shop.privatelink.vaultcore.azure.net       CNAME, only once a private endpoint connection is approved
//	data-prod-eus.vaultcore.azure.net             CNAME
//	data-prod-eus-region.vaultcore.azure.net      A
//
// Source: private-link-service.md. The last name really is a CNAME into the load balancers of the service, which
// change and are left out.
type alias int

const (
	ownName alias = iota
	privatelinkName
	regionName
	frontDoor
)

// text is the alias as a name.
func (e *evaluation) text(a alias) string {
	if e.names[a] == "" {
		e.names[a] = e.spell(a)
	}
	return e.names[a]
}

func (e *evaluation) spell(a alias) string {
	switch a {
	case ownName:
		return e.fqdn
	case privatelinkName:
		return e.fqdn[:len(e.fqdn)-len(publicSuffix)] + privatelinkSuffix
	case regionName:
		return "data-prod-" + e.region() + ".vaultcore.azure.net"
	default:
		return "data-prod-" + e.region() + "-region.vaultcore.azure.net"
	}
}

// next is the name that public DNS points to from a; false when a holds an address, or does not exist.
func (e *evaluation) next(a alias) (alias, bool) {
	switch {
	case e.vault == nil || a == frontDoor:
		return a, false
	case a == ownName && e.approved() == nil:
		return regionName, true
	default:
		return a + 1, true
	}
}

// approved returns an endpoint with an approved connection: the first one makes the privatelink alias appear.
func (e *evaluation) approved() *estate.PrivateEndpoint {
	for _, x := range e.endpoints {
		if !x.Absent && x.Connection == estate.Approved {
			return x
		}
	}
	return nil
}

// region is the location as the service's own names shorten it. The documentation shows eus; the others were seen
// in name look-ups that people published. Locations not listed keep their name.
func (e *evaluation) region() string {
	if e.vault == nil {
		return ""
	}
	switch location := strings.ToLower(strings.ReplaceAll(e.vault.Location, " ", "")); location {
	case "eastus":
		return "eus"
	case "westeurope":
		return "weu"
	case "southeastasia":
		return "sea"
	case "canadacentral":
		return "cca"
	default:
		return location
	}
}

// frontAddress is where the public chain of the vault ends.
func frontAddress(v *estate.Vault) netip.Addr {
	if v.PublicIP.IsValid() {
		return v.PublicIP
	}
	return netip.AddrFrom4([4]byte{192, 0, 2, 10})
}

// aliasStep shows what public DNS says about the vault's own name.
func (e *evaluation) aliasStep(to alias) {
	s := trace.Step{ID: "network.dns.alias", Outcome: trace.Info, Title: "Alias of the public name", Command: e.endpointConnections()}
	s.Evidence = append(e.evidence(2), trace.Evidence{Label: "CNAME", Value: e.text(to)})
	if to == privatelinkName {
		x := e.approved()
		s.Detail = e.fqdn + " is an alias of its privatelink name, because a private endpoint connection of the vault is approved. Everybody gets this alias; only who sees a private zone of that name gets a private address from it."
		s.Evidence = append(s.Evidence, connectionEvidence(x))
		e.add(s)
		return
	}
	s.Detail = e.fqdn + " points straight to the region's public endpoint: the vault has no approved private endpoint connection, so there is no privatelink alias and no private zone is asked."
	for _, x := range e.endpoints {
		if !x.Absent {
			s.Evidence = append(s.Evidence, connectionEvidence(x))
		}
	}
	e.add(s)
}

func connectionEvidence(x *estate.PrivateEndpoint) trace.Evidence {
	return trace.Evidence{Label: "connection of " + x.Name, Value: string(x.Connection), Source: endpointPath(x, "connection")}
}
