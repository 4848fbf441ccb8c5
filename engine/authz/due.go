package authz

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/store"
)

// Due is what role assignments have ahead: new ones reach the vaults, and those with an end end.
func Due(v *store.View, after, until time.Time) []agenda.Item {
	var items []agenda.Item
	add := func(at time.Time, what string) {
		if at.After(after) && !at.After(until) {
			items = append(items, agenda.Item{At: at, Kind: agenda.Role, What: what})
		}
	}
	for _, a := range store.RoleAssignments.List(v) {
		if a.Absent || a.Since.IsZero() && a.Expires.IsZero() {
			continue
		}
		who := "role assignment " + a.Name + ", " + a.Role + " on " + a.Scope.Last() + ","
		add(a.Since, who+" begins to count")
		add(a.Expires, who+" ends")
	}
	return items
}
