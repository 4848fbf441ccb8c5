package control

import (
	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func (j *judgement) get() objects.Effect {
	if !j.live() {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The vault's properties are returned",
		Detail: "Its place, its permission model, its network rules, its access policies; nothing of what is in it."})
	return j.shown()
}

func (j *judgement) getDeleted() objects.Effect {
	if !j.dead() {
		return nil
	}
	return j.shown()
}

// shown hands out a copy of the vault as it is then.
func (j *judgement) shown() objects.Effect {
	name := j.vault.Name
	return func(tx *store.Tx) (objects.Content, error) {
		return objects.Content{Vaults: []estate.Vault{*store.Vaults.Get(&tx.View, name)}}, nil
	}
}

// list is of the vaults that the caller may read.
func (j *judgement) list() objects.Effect {
	return j.listed(trace.Step{ID: "object.result", Title: "Vaults are listed", Command: "az keyvault list",
		Detail: "The list has the vaults of the subscription that the caller may read. Soft-deleted ones are not in it."},
		func(v *store.View, x *estate.Vault) bool {
			return x.Deleted == nil && authz.MayRead(v, j.at, x, j.caller)
		})
}

// listDeleted is of all deleted vaults of the subscription: the right to list them holds for it as a whole.
func (j *judgement) listDeleted() objects.Effect {
	return j.listed(trace.Step{ID: "object.result", Title: "Deleted vaults are listed", Command: "az keyvault list-deleted",
		Detail: "Names, and until when each can be recovered."},
		func(_ *store.View, x *estate.Vault) bool { return x.Deleted != nil })
}

func (j *judgement) listed(s trace.Step, shown func(*store.View, *estate.Vault) bool) objects.Effect {
	if len(store.Subscriptions.List(j.view)) == 0 {
		s.Title, s.Detail, s.Reason = "No subscription to ask", "The lab has no subscription, and vaults are listed for one.", trace.Because(trace.ObjectNotFound)
		return j.refuse(s, trace.Fault("kvlab: the lab has no subscription whose vaults could be listed"))
	}
	j.pass(s)
	return func(tx *store.Tx) (objects.Content, error) {
		asked := authz.Subscription(&tx.View, j.at, j.op, j.caller)
		c := objects.Content{Vaults: []estate.Vault{}}
		for _, x := range store.Vaults.List(&tx.View) {
			in := store.SubscriptionOf(&tx.View, x)
			if !x.Absent && in != nil && in.ID == asked.ID && shown(&tx.View, x) {
				c.Vaults = append(c.Vaults, *x)
			}
		}
		return c, nil
	}
}
