package store

import "kvlab/engine/estate"

// TenantID is the ID of the tenant of that name. A name nobody defined stands for itself; no name at all is the lab's
// tenant, if it has just one. Tokens and access policy entries are compared by it, so both gates ask here.
func TenantID(v *View, name string) string {
	if name == "" {
		if all := Tenants.List(v); len(all) == 1 {
			return all[0].ID
		}
		return ""
	}
	if t := Tenants.Get(v, name); t != nil {
		return t.ID
	}
	return name
}

// SubscriptionOf is the subscription a vault is in, nil when the lab does not say.
func SubscriptionOf(v *View, vault *estate.Vault) *estate.Subscription {
	group := ResourceGroups.Get(v, vault.ResourceGroup)
	if group == nil {
		return nil
	}
	return Subscriptions.Get(v, group.Subscription)
}
