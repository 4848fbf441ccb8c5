package network

import (
	"net/netip"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// place is where a host stands: in a subnet of a virtual network, behind a network's gateway, or on the internet.
type place struct {
	network *estate.VirtualNetwork // nil outside virtual networks
	subnet  *estate.Subnet         // nil if the network has none of that name
}

func (e *evaluation) placeOf(h *estate.Host) place {
	if h.Subnet == "" {
		return place{}
	}
	name, inside, _ := strings.Cut(h.Subnet, "/")
	n := store.VirtualNetworks.Get(e.view, name)
	if n == nil {
		return place{}
	}
	return place{n, n.Subnet(inside)}
}

// serviceEndpoint reports whether the host's subnet shows the vault private addresses.
func (p place) serviceEndpoint() bool { return p.subnet != nil && p.subnet.ServiceEndpoint }

// blocks443 reports whether the host's subnet lets no connection to port 443 out.
func (p place) blocks443() bool { return p.subnet != nil && p.subnet.Block443 }

// privateAddress is the host's address in its subnet. A host without one gets the first that Azure hands out: the
// four before it are the platform's own.
func (e *evaluation) privateAddress() string {
	if e.host.PrivateIP != "" || e.place.subnet == nil {
		return e.host.PrivateIP
	}
	a := e.place.subnet.Prefix.Masked().Addr()
	for range 4 {
		a = a.Next()
	}
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// publicAddress is where the host's traffic to the internet comes from; not valid without a way out. Microsoft's own
// services need no way out of anybody's network: one without an address gets one of a documentation range.
func (e *evaluation) publicAddress() netip.Addr {
	a, err := netip.ParseAddr(e.host.PublicIP)
	if err != nil && e.host.Kind == estate.PlatformService {
		return netip.AddrFrom4([4]byte{198, 51, 100, 254})
	}
	return a.Unmap()
}

// networkOf is the virtual network's name in "network/subnet".
func networkOf(subnet string) string {
	name, _, _ := strings.Cut(subnet, "/")
	return name
}
