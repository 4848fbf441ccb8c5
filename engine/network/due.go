package network

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/store"
)

// Due is what resolvers have ahead: they forget what records said before they were changed.
func Due(v *store.View, after, until time.Time) []agenda.Item {
	var items []agenda.Item
	for _, z := range store.DNSZones.List(v) {
		for i := range z.Records {
			r := &z.Records[i]
			if at := r.ChangedAt.Add(r.TTL); !z.Absent && r.Cached(after) && !at.After(until) {
				items = append(items, agenda.Item{At: at, Kind: agenda.DNS,
					What: "resolvers forget what the record " + r.Name + " in " + z.Zone + " said before its change"})
			}
		}
	}
	return items
}
