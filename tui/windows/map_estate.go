package windows

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/tui/session"
)

// privateZone is the one zone that answers for vaults behind private endpoints.
const privateZone = "privatelink.vaultcore.azure.net"

// chart names the stations of a request and says what is set at each, as the estate stands.
func chart(st *session.State, r *engine.Request, at *[stations]station) {
	e := st.Estate
	host, vault := find(e.Hosts, func(h *estate.Host) bool { return h.Name == r.Host }), find(e.Vaults, func(v *estate.Vault) bool { return v.Name == r.Vault })
	network := networkOf(e, host)
	at[callerStation].name, at[callerStation].fact = r.Caller(), placeOf(host)
	at[tokenStation].name, at[tokenStation].fact = "Entra ID", identityOf(r, host)
	at[resolverStation].name, at[resolverStation].fact = "DNS", resolverOf(host, network)
	at[addressStation].name, at[addressStation].fact = "address", "not asked yet"
	chartZone(&at[zoneStation], e, r.Vault, network)
	chartEndpoint(&at[privateStation], e, r.Vault)
	chartVault(st, r, vault, at)
	chartObject(&at[objectStation], e, r)
}

// find returns the first value that is wanted, nil if there is none.
func find[T any](list []T, wanted func(*T) bool) *T {
	for i := range list {
		if wanted(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

func networkOf(e *engine.Estate, h *estate.Host) *estate.VirtualNetwork {
	if h == nil {
		return nil
	}
	name, _, _ := strings.Cut(h.Subnet, "/")
	if name == "" {
		name = h.Gateway
	}
	return find(e.VirtualNetworks, func(n *estate.VirtualNetwork) bool { return n.Name == name })
}

func placeOf(h *estate.Host) string {
	switch {
	case h == nil:
		return "on the internet"
	case h.Subnet != "":
		network, _, _ := strings.Cut(h.Subnet, "/")
		return "in " + network
	case h.Gateway != "":
		return "behind " + h.Gateway
	}
	return strings.ReplaceAll(string(h.Kind), "_", " ")
}

func identityOf(r *engine.Request, h *estate.Host) string {
	switch {
	case r.User != "":
		return "signed-in user"
	case h == nil:
		return "nobody"
	case h.Workload != nil:
		return "federated workload"
	case h.Environment != nil && h.Credential != "ManagedIdentityCredential":
		return "app credentials"
	case h.SystemAssigned && len(h.UserAssigned) > 0:
		return "several identities"
	case h.SystemAssigned:
		return "system identity"
	case len(h.UserAssigned) > 0:
		return strings.Join(h.UserAssigned, ", ")
	}
	return nobody
}

// nobody is what a host calls as that has no identity.
const nobody = "no identity"

func resolverOf(h *estate.Host, n *estate.VirtualNetwork) string {
	switch {
	case h != nil && h.DNSServer != "":
		return h.DNSServer
	case n == nil:
		return "public DNS"
	case n.DNSServer != "":
		return n.DNSServer
	}
	return "Azure DNS"
}

func chartZone(s *station, e *engine.Estate, vault string, n *estate.VirtualNetwork) {
	s.name, s.fact, s.broken = "private zone", "none", false
	var links []string
	for i := range e.DNSZones {
		z := &e.DNSZones[i]
		if z.Zone != privateZone || z.Absent {
			continue
		}
		s.fact = "not linked"
		for _, l := range z.Links {
			switch {
			case l.Absent:
			case n != nil && l.Network == n.Name:
				chartRecord(s, e, z, vault)
				return
			default:
				links = append(links, l.Network)
			}
		}
	}
	if len(links) > 0 {
		s.fact = "only " + strings.Join(links, ", ")
	}
	s.broken = n != nil
}

// chartRecord compares a zone's record of the vault with where its endpoint really is.
func chartRecord(s *station, e *engine.Estate, z *estate.DNSZone, vault string) {
	record := find(z.Records, func(r *estate.Record) bool { return strings.EqualFold(r.Name, vault) && !r.Absent })
	endpoint := endpointOf(e, vault)
	switch {
	case record == nil:
		s.fact, s.broken = "no record", true
	case endpoint == nil || endpoint.Address != record.Address:
		s.fact, s.broken = "stale "+record.Address.String(), true
	default:
		s.fact = "A " + record.Address.String()
	}
}

func endpointOf(e *engine.Estate, vault string) *estate.PrivateEndpoint {
	return find(e.PrivateEndpoints, func(p *estate.PrivateEndpoint) bool { return p.Vault == vault && !p.Absent })
}

func chartEndpoint(s *station, e *engine.Estate, vault string) {
	s.name = "private endpoint"
	p := endpointOf(e, vault)
	if p == nil {
		s.fact = "none"
		return
	}
	s.fact, s.broken = string(p.Connection), !p.Effective()
}

func chartVault(st *session.State, r *engine.Request, v *estate.Vault, at *[stations]station) {
	vault, public := &at[vaultStation], &at[publicStation]
	vault.name, public.name = r.Vault, "public endpoint"
	if v == nil || v.Absent {
		vault.fact, vault.broken, public.fact = "no such vault", true, ""
		return
	}
	vault.fact = "access policies"
	if v.InForce(st.Lab.Profile) == estate.RBAC {
		vault.fact = "Azure RBAC"
	}
	public.fact, public.closed = publicWords(v)
}

// publicWords is how far a vault's public endpoint is open.
func publicWords(v *estate.Vault) (fact string, closed bool) {
	switch {
	case v.Public == estate.PublicDisabled:
		return "disabled", true
	case v.Public == estate.SecuredByPerimeter:
		return "perimeter decides", false
	case v.DenyOther:
		return "listed callers only", false
	}
	return "open to everybody", false
}

func chartObject(s *station, e *engine.Estate, r *engine.Request) {
	collection, _, _ := strings.Cut(r.Operation, "/")
	if r.Object == "" {
		s.name, s.fact = "all "+collection, ""
		return
	}
	s.name, s.fact = r.Object, ""
	object := find(e.Objects, func(x *estate.Object) bool {
		return x.Vault == r.Vault && string(x.Collection) == collection && strings.EqualFold(x.Name, r.Object)
	})
	switch {
	case object == nil:
		s.fact = "not there"
	case object.Deleted != nil:
		s.fact, s.broken = "soft-deleted", true
	default:
		chartVersion(s, e, object, r.Version)
	}
}

func chartVersion(s *station, e *engine.Estate, object *estate.Object, version string) {
	if version == "" {
		version = object.Current
	}
	v := find(e.Versions, func(x *estate.Version) bool {
		return x.Vault == object.Vault && x.Collection == object.Collection && x.Name == object.Name && x.ID == version
	})
	switch {
	case v == nil:
		s.fact = "no such version"
	case v.Disabled:
		s.fact, s.broken = "disabled", true
	default:
		s.fact = "enabled"
	}
}
