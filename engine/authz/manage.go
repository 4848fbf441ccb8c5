package authz

import (
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// manage says whether the caller may do an operation of the control plane. Azure Resource Manager decides, by Azure
// RBAC alone and by actions in place of data actions, whatever model the vault is under. vault is nil for a list, and
// when there is none.
func (e *evaluation) manage(v *store.View, at time.Time, op *operation.Operation, vault *estate.Vault, caller *estate.Caller) trace.Finding {
	e.vault, e.op = vault, op
	e.planeStep()
	if caller == nil {
		return e.withoutCaller()
	}
	e.ask(v, at, op, vault, "", caller)
	if lists(op) {
		e.subscription = Subscription(v, at, op, caller)
	}
	if vault == nil && e.subscription == nil {
		return e.nowhere()
	}
	r := e.rule()
	e.makeRoom(len(r.grants) + len(r.denies))
	e.managingStep()
	e.placesStep()
	e.grantSteps(&r)
	e.managingResult(&r)
	return e.finding
}

// lists reports whether an operation names no vault, and asks a subscription for those it has.
func lists(op *operation.Operation) bool {
	return op.ID == "vaults/list" || op.ID == "vaults/list-deleted"
}

// ofDeleted reports whether an operation is about a vault in the state of being deleted, which stands below its
// subscription and not in a resource group any more.
func ofDeleted(op *operation.Operation) bool {
	return op.ID == "vaults/get-deleted" || op.ID == "vaults/purge"
}

// scopes lists the scopes that count, what is asked for first. It appends to an empty list.
func (q *question) scopes(chain []estate.Scope) []estate.Scope {
	switch {
	case q.op.Plane == operation.Data:
		return appendChain(chain, q.view, q.vault, string(q.op.Collection), q.object)
	case lists(q.op):
		return subscriptionChain(q.view, chain, q.subscription)
	case ofDeleted(q.op):
		s := store.SubscriptionOf(q.view, q.vault)
		if s == nil {
			return nil
		}
		return subscriptionChain(q.view, append(chain, deletedScope(s, q.vault)), s)
	}
	return appendChain(chain, q.view, q.vault, "", "")
}

// deletedScope is the id of a deleted vault.
func deletedScope(s *estate.Subscription, vault *estate.Vault) estate.Scope {
	return estate.SubscriptionScope(s.ID) + estate.Scope("/providers/Microsoft.KeyVault/locations/"+vault.Location+"/deletedVaults/"+vault.Name)
}

func subscriptionChain(v *store.View, chain []estate.Scope, s *estate.Subscription) []estate.Scope {
	return managementGroups(v, append(chain, estate.SubscriptionScope(s.ID)), s.ManagementGroup)
}

// Subscription is the one that a list of vaults is asked of: the first by name in which the caller may list them, for
// az login makes one current that the caller can see; otherwise the first of all. It is nil in a lab without any.
func Subscription(v *store.View, at time.Time, op *operation.Operation, caller *estate.Caller) *estate.Subscription {
	all := store.Subscriptions.List(v)
	for _, s := range all {
		var q question
		q.ask(v, at, op, nil, "", caller)
		q.subscription = s
		if r := q.rule(); r.allowed() {
			return s
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// vaultDepth is the number of slashes in a vault's id.
const vaultDepth = 8

// listsBelow reports whether a scope inside the subscription counts for a list of vaults: Resource Manager answers
// with what its caller may read there and leaves the rest out. What is inside a vault shows no vault.
//
// Unverified: no documentation was found that says so.
func (q *question) listsBelow(s estate.Scope) bool {
	return q.op.ID == "vaults/list" && q.chain[0].Contains(s) && strings.Count(string(s), "/") <= vaultDepth
}

// MayRead reports whether a list of vaults shows the vault to the caller.
func MayRead(v *store.View, at time.Time, vault *estate.Vault, caller *estate.Caller) bool {
	var q question
	get, _ := operation.Find("vaults/get")
	q.ask(v, at, get, vault, "", caller)
	r := q.rule()
	return r.allowed()
}

// finds reports whether the caller may list deleted vaults where this one was, as az does to find its location.
func (q *question) finds() bool {
	var other question
	list, _ := operation.Find("vaults/list-deleted")
	other.ask(q.view, q.at, list, q.vault, "", q.caller)
	if other.subscription = store.SubscriptionOf(q.view, q.vault); other.subscription == nil {
		return false
	}
	r := other.rule()
	return r.allowed()
}
