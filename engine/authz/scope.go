package authz

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// usualDepth is object, vault, resource group, subscription and three management groups.
const usualDepth = 7

// ScopeChain lists the scopes at which a role assignment counts for an object of the vault, from the object up to
// the top management group. Without an object it begins with the vault. It is empty when the lab does not say in
// which subscription the vault is.
func ScopeChain(v *store.View, vault *estate.Vault, collection, object string) []estate.Scope {
	return appendChain(nil, v, vault, collection, object)
}

// appendChain appends the chain to an empty list. The lower ids are beginnings of the lowest one, so that they take
// no memory of their own.
func appendChain(chain []estate.Scope, v *store.View, vault *estate.Vault, collection, object string) []estate.Scope {
	group := store.ResourceGroups.Get(v, vault.ResourceGroup)
	if group == nil {
		return nil
	}
	subscription := store.Subscriptions.Get(v, group.Subscription)
	if subscription == nil {
		return nil
	}
	tail := ""
	if object != "" {
		tail = "/" + collection + "/" + object
	}
	id := estate.Scope(subscriptions + subscription.ID + resourceGroups + group.Name + vaults + vault.Name + tail)
	top := len(subscriptions) + len(subscription.ID)
	in := top + len(resourceGroups) + len(group.Name)
	if chain == nil {
		chain = make([]estate.Scope, 0, usualDepth)
	}
	if tail != "" {
		chain = append(chain, id)
	}
	chain = append(chain, id[:len(id)-len(tail)], id[:in], id[:top])
	return managementGroups(v, chain, subscription.ManagementGroup)
}

// The parts of ids between the names.
var (
	subscriptions    = string(estate.SubscriptionScope(""))
	resourceGroups   = string(estate.Scope("").ResourceGroup(""))
	vaults           = string(estate.Scope("").Vault(""))
	managementPrefix = string(estate.ManagementGroupScope(""))
)

// managementGroups appends the groups above a subscription. One that is its own ancestor ends the chain.
func managementGroups(v *store.View, chain []estate.Scope, name string) []estate.Scope {
	for name != "" {
		group := store.ManagementGroups.Get(v, name)
		if group == nil {
			return chain
		}
		scope := estate.ManagementGroupScope(group.Name)
		if within(chain, scope) {
			return chain
		}
		chain = append(chain, scope)
		name = group.Parent
	}
	return chain
}

// within reports whether scope is one of the chain. Ids of different length are never equal, and most of one length
// differ in their last letter: telling them apart by that is what keeps a decision short.
func within(chain []estate.Scope, scope estate.Scope) bool {
	for _, s := range chain {
		if len(s) == len(scope) && (s == scope || mayEqual(s, scope) && s.Equal(scope)) {
			return true
		}
	}
	return false
}

// mayEqual is false for ids that end in different ASCII letters. They must not be empty.
func mayEqual(s, t estate.Scope) bool {
	a, b := s[len(s)-1], t[len(t)-1]
	return lower(a) == lower(b) || a|b >= 0x80
}
