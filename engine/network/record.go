package network

import (
	"net/netip"
	"time"

	"kvlab/engine/estate"
)

// addressAt is what resolvers answer from a record at a moment: what it said before its change until the time to live
// of that answer has run out. It is not valid when they answer that there is no such record.
func addressAt(r *estate.Record, at time.Time) netip.Addr {
	switch {
	case r.Cached(at):
		return r.Was
	case r.Absent:
		return netip.Addr{}
	}
	return r.Address
}

// leadsToVault reports whether an address is one of the vault's own: a private endpoint's or the public one.
func (e *evaluation) leadsToVault(a netip.Addr) bool {
	return e.endpointAt(e.endpoints, a) != nil || a == frontAddress(e.vault)
}

func addressText(a netip.Addr) string {
	if !a.IsValid() {
		return "none"
	}
	return a.String()
}
