package identity

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/store"
)

// Due is what credentials have ahead: tokens end, and so do client secrets.
func Due(v *store.View, after, until time.Time) []agenda.Item {
	var items []agenda.Item
	add := func(k agenda.Kind, at time.Time, what string) {
		if at.After(after) && !at.After(until) {
			items = append(items, agenda.Item{At: at, Kind: k, What: what})
		}
	}
	for _, h := range store.Hosts.List(v) {
		add(agenda.Token, h.TokenExpires, "the token that "+h.Name+" holds on to ends")
	}
	for _, p := range store.Principals.List(v) {
		if p.Absent {
			continue
		}
		if p.Token != nil {
			add(agenda.Token, p.Token.Ends, "tokens of "+p.Name+" from before the change of its groups have ended")
		}
		for _, s := range p.ClientSecrets {
			add(agenda.Expiry, s.Expires, "client secret "+s.Name+" of "+p.Name+" expires")
		}
	}
	return items
}
