package scenarios

import (
	"net/netip"
	"strings"
)

// addresses remembers which addresses are given away, so that those that a file leaves out can be derived: the first
// free one of a range, in the order of the file. Networks may overlap, so addresses count per network; the network
// of the internet is "".
type addresses map[taken]bool

type taken struct {
	network string
	address netip.Addr
}

// Ranges that addresses are derived from. The public ones are for documentation and belong to nobody.
var (
	hostRange       = netip.MustParsePrefix("203.0.113.0/24")
	vaultRange      = netip.MustParsePrefix("198.51.100.0/24")
	onPremisesRange = netip.MustParsePrefix("192.168.10.0/24")
)

// reserved is how many addresses at the beginning of a range are never derived. Azure keeps four of each subnet;
// the first of the public range stand for people on the internet.
const (
	reservedInSubnet = 4
	reservedInPublic = 20
)

func (a addresses) take(network string, address netip.Addr) {
	if address.IsValid() {
		a[taken{network, address}] = true
	}
}

// next takes the first free address of a range, the zero address when there is none.
func (a addresses) next(network string, in netip.Prefix, reserved int) netip.Addr {
	address := in.Addr()
	for range reserved {
		address = address.Next()
	}
	for ; in.Contains(address) && in.Contains(address.Next()); address = address.Next() {
		if !a[taken{network, address}] {
			a.take(network, address)
			return address
		}
	}
	return netip.Addr{}
}

// publicIP reads an address of the internet or derives one. An empty text is none at all.
func (t *table) publicIP(key string, from netip.Prefix) netip.Addr {
	a := t.address(key)
	switch {
	case a.IsValid() && !isPublic(a):
		t.bad(key, quote(a.String())+" is not of the internet")
	case !t.has(key):
		if a = t.file.addresses.next("", from, reservedInPublic); !a.IsValid() {
			t.missing(key, "there are too many to derive one from "+from.String())
		}
	}
	return a
}

// inSubnet reads an address in the subnet of that name ("vnet/subnet") or derives one.
func (t *table) inSubnet(key, subnet string) netip.Addr {
	network, _, _ := strings.Cut(subnet, "/")
	a := t.address(key)
	s := t.file.subnetOf(subnet)
	switch {
	case s == nil || !s.Prefix.IsValid():
	case a.IsValid() && !s.Prefix.Contains(a):
		t.bad(key, quote(a.String())+" is not in "+subnet+", which is "+s.Prefix.String())
	case !a.IsValid():
		if a = t.file.addresses.next(network, s.Prefix, reservedInSubnet); !a.IsValid() {
			t.missing(key, "no address is free in "+subnet)
		}
	}
	return a
}

// reserve takes down the addresses that the file gives, before any is derived.
func (f *file) reserve() {
	for _, kind := range []string{"host", "private_endpoint", "dns_server", "vault"} {
		for _, t := range f.names.of(kind).tables {
			network, _, _ := strings.Cut(plain(t, "subnet"), "/")
			if kind == "dns_server" {
				network = plain(t, "network")
			}
			for _, key := range []string{"private_ip", "address", "ip"} {
				if a, err := netip.ParseAddr(plain(t, key)); err == nil {
					f.addresses.take(network, a)
				}
			}
			if a, err := netip.ParseAddr(plain(t, "public_ip")); err == nil {
				f.addresses.take("", a)
			}
		}
	}
}

// plain is a text looked at in advance: whoever reads it later judges it.
func plain(t *table, key string) string {
	s, _ := t.values[key].(string)
	return s
}
