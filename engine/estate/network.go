package estate

import (
	"net/netip"
	"time"
)

// VirtualNetwork is an address space with subnets, a resolver and neighbours.
type VirtualNetwork struct {
	Name          string
	ResourceGroup string
	AddressSpace  []netip.Prefix
	// DNSServer names the custom resolver the network hands to its hosts; empty is Azure DNS, 168.63.129.16.
	DNSServer string
	Subnets   []Subnet
	Peerings  []Peering
}

// Subnet is a range of a virtual network and what is switched on in it.
type Subnet struct {
	Name   string
	Prefix netip.Prefix
	// ServiceEndpoint is Microsoft.KeyVault on this subnet: callers then show the vault their private address.
	ServiceEndpoint bool
	// Block443 is a network security group or route that keeps outbound 443 from leaving the subnet.
	Block443 bool
}

// Peering joins two networks; it carries traffic when both sides have it.
type Peering struct {
	Network string
	// GatewayTransit lets hosts behind this network's gateway reach the other side.
	GatewayTransit bool
	Absent         bool
}

// Subnet returns the subnet of that name, nil if there is none.
func (n *VirtualNetwork) Subnet(name string) *Subnet {
	for i := range n.Subnets {
		if n.Subnets[i].Name == name {
			return &n.Subnets[i]
		}
	}
	return nil
}

// Forwarding is where a custom DNS server sends the names it does not hold itself.
type Forwarding string

const (
	// ForwardPublic resolves from the public root: private zones are never seen.
	ForwardPublic Forwarding = "public"
	// ForwardAzure asks Azure DNS, which answers as for the network the DNS server itself sits in.
	ForwardAzure Forwarding = "azure"
	ForwardNone  Forwarding = "none"
)

// DNSServer is a resolver somebody runs, in a virtual network or on-premises.
type DNSServer struct {
	Name    string
	IP      netip.Addr
	Network string // the virtual network it sits in; empty on-premises
	Forward Forwarding
	// Conditional forwards names below a suffix elsewhere: a DNS server's name, "azure" or "public".
	Conditional []ConditionalForwarder
}

// ConditionalForwarder sends one suffix elsewhere.
type ConditionalForwarder struct {
	Suffix string
	To     string
	Absent bool
}

// DNSZone is a private DNS zone. Name is its name in the lab; two zones of the same Zone may exist.
type DNSZone struct {
	Name          string
	Zone          string
	ResourceGroup string
	Links         []ZoneLink
	Records       []Record
	Absent        bool
}

// ZoneLink makes a zone visible to a virtual network.
type ZoneLink struct {
	Network string
	// Fallback resolves names the zone does not hold on the internet (resolution policy NxDomainRedirect).
	Fallback bool
	Absent   bool
}

// Record is an A record. Name is relative to the zone.
type Record struct {
	Name    string
	Address netip.Addr
	TTL     time.Duration
	// Was is the address before ChangedAt: resolvers keep answering it until the TTL has passed.
	Was netip.Addr
	// WasAbsent says that there was no such record before ChangedAt, which resolvers remember just as long.
	WasAbsent bool
	ChangedAt time.Time
	Absent    bool
}

// Cached reports whether resolvers still answer as they did before the record was changed.
func (r *Record) Cached(at time.Time) bool {
	return (r.WasAbsent || r.Was.IsValid()) && at.Before(r.ChangedAt.Add(r.TTL))
}

// Connection is the state of a private endpoint connection on the vault's side.
type Connection string

const (
	Pending      Connection = "pending"
	Approved     Connection = "approved"
	Rejected     Connection = "rejected"
	Disconnected Connection = "disconnected"
)

// PrivateEndpoint projects a vault into a subnet under a private address.
type PrivateEndpoint struct {
	Name          string
	Vault         string
	ResourceGroup string
	Subnet        string // "network/subnet"
	Address       netip.Addr
	Connection    Connection
	// Provisioning is the connection's provisioningState; empty is Succeeded.
	Provisioning string
	Absent       bool
}

// Effective reports whether traffic through the endpoint reaches the vault: only an approved connection whose
// provisioning succeeded does.
func (e *PrivateEndpoint) Effective() bool {
	return !e.Absent && e.Connection == Approved && (e.Provisioning == "" || e.Provisioning == "Succeeded")
}
