package authz

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

// sayPlace says what a scope is: "vault kv-shop".
func (e *evaluation) sayPlace(s estate.Scope) {
	if s.ManagementGroup() {
		e.say("management group ", string(s[len(managementPrefix):]))
		return
	}
	id := string(s)
	switch depth := strings.Count(id, "/"); {
	case depth == 2:
		e.say("subscription ", part(id, 2))
	case depth == 4:
		e.say("resource group ", part(id, 4))
	case depth == 8 && strings.EqualFold(part(id, 7), "vaults"):
		e.say("vault ", part(id, 8))
	case depth == 10 && strings.EqualFold(part(id, 7), "vaults"):
		e.say(singular(part(id, 9)), " ", part(id, 10), " of vault ", part(id, 8))
	default:
		e.say(`"`, id, `"`)
	}
}

// part is the n-th part of an id, counted from 1.
func part(id string, n int) string {
	for ; n > 0; n-- {
		_, id, _ = strings.Cut(id, "/")
	}
	first, _, _ := strings.Cut(id, "/")
	return first
}

// level names the kind of a scope of the chain.
func level(s estate.Scope) string {
	if s.ManagementGroup() {
		return "management group"
	}
	switch strings.Count(string(s), "/") {
	case 2:
		return "subscription"
	case 4:
		return "resource group"
	case 8:
		if part(string(s), 7) == "deletedVaults" {
			return "deleted vault"
		}
		return "vault"
	}
	return "object"
}

// singular is one object of a collection.
func singular(collection string) string {
	switch {
	case strings.EqualFold(collection, string(operation.Secrets)):
		return "secret"
	case strings.EqualFold(collection, string(operation.Keys)):
		return "key"
	case strings.EqualFold(collection, string(operation.Certificates)):
		return "certificate"
	}
	return collection
}

// sayTarget says what the request asks for.
func (e *evaluation) sayTarget() {
	if e.object != "" {
		e.say(singular(string(e.op.Collection)), " ", e.object, " of ")
	}
	switch {
	case e.subscription != nil:
		e.say("subscription ", e.subscription.ID)
	case ofDeleted(e.op):
		e.say("the deleted vault ", e.vault.Name)
	default:
		e.say("vault ", e.vault.Name)
	}
}

// sayThrough says in which way a grant is the caller's, where it is not the ordinary way.
func (e *evaluation) sayThrough(h *holder) {
	if h.kind == member {
		e.say("It names the group ", h.principal.Name, ", which the caller is in. ")
	}
}

// sayMistaken says why a grant to this id is none to the caller.
func (e *evaluation) sayMistaken(h *holder) {
	switch h.kind {
	case application:
		e.say("It names an application (client) ID. A grant must name the object ID, which is ", e.caller.ObjectID, ".")
	case registration:
		e.say("It names the object ID of the app registration. A grant must name the object ID of its service principal, which is ", e.caller.ObjectID, ".")
	case former:
		e.say("It names an object ID that ", h.principal.Name, " had before it was deleted and made again. That principal is gone; the object ID is now ", h.principal.ObjectID, ".")
	}
}

// others says how many more grants do the same.
func others(n int, noun string) string {
	switch {
	case n == 1:
		return " One more " + noun + " grants the same: taking one away changes nothing."
	case n > 1:
		return " More of them grant the same: taking one away changes nothing."
	}
	return ""
}

// idleHint points at grants that would do, were the other model in force.
func idleHint(idle int, noun, model string) string {
	if idle == 0 {
		return ""
	}
	return " The caller does have an " + noun + " that would do, and it is ignored: the vault consults " + model + " alone."
}
