package authz

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// question is one request as this gate sees it: who wants to do what to which object.
type question struct {
	view  *store.View
	at    time.Time
	op    *operation.Operation
	need  need
	vault *estate.Vault // nil for a list of vaults
	// subscription is where a list of vaults is asked.
	subscription *estate.Subscription
	object       string // empty for operations on the vault
	caller       *estate.Caller
	// chain are the scopes that contain the object, the object itself first.
	chain   []estate.Scope
	holders []holder
	room    room
}

// room is memory for the lists of an ordinary question, so that they come with it and not one by one.
type room struct {
	holders [8]holder
	chain   [usualDepth]estate.Scope
	grants  [12]grant
	entries [4]entry
}

func (q *question) ask(v *store.View, at time.Time, op *operation.Operation, vault *estate.Vault, object string, caller *estate.Caller) {
	q.view, q.at, q.op, q.vault, q.caller = v, at, op, vault, caller
	q.need = needs[op.ID]
	if !op.OnVault {
		q.object = object
	}
	q.holders = holdersOf(q.room.holders[:0], caller)
}

// offered reports whether vaults have the operation at all.
func (q *question) offered() bool { return q.need.action != "" && len(q.op.Policies) > 0 }
