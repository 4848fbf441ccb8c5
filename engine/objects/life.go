package objects

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// lifeJudges are the operations that all three collections share.
var lifeJudges = func() map[string]judge {
	table := map[string]judge{}
	for _, c := range estate.Collections {
		for verb, decide := range map[string]judge{
			"update": (*judgement).update,
			"list":   func(j *judgement) Effect { return j.list(false) }, "list-deleted": func(j *judgement) Effect { return j.list(true) },
			"list-versions": (*judgement).listVersions,
			"delete":        (*judgement).delete, "get-deleted": (*judgement).getDeleted,
			"recover": (*judgement).recover, "purge": (*judgement).purge,
			"backup": (*judgement).backup, "restore": (*judgement).restore,
		} {
			table[string(c)+"/"+verb] = decide
		}
	}
	return table
}()

// delete puts an object with all its versions aside for the vault's retention. A certificate takes its key and its
// secret along.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/general/soft-delete-overview.md.
func (j *judgement) delete() Effect {
	o := j.live()
	if o == nil || !j.unmanaged(o) {
		return nil
	}
	gone := &estate.Deletion{At: j.at, PurgeAt: j.at.AddDate(0, 0, j.vault.Retention())}
	detail := "All its versions are kept until " + trace.Stamp(gone.PurgeAt) + ", and so is its name."
	if o.Collection == estate.Certificates {
		detail = "Its key and its secret go with it. " + detail
	}
	if j.vault.PurgeProtection {
		detail += " Purge protection is on: nobody can destroy it sooner."
	}
	j.pass(trace.Step{ID: "object.result", Title: "The " + o.Collection.Noun() + " is soft-deleted", Detail: detail,
		Command: "az keyvault " + o.Collection.Noun() + " recover --vault-name " + j.vault.Name + " --name " + o.Name})
	return func(tx *store.Tx) (Content, error) {
		for _, part := range family(&tx.View, o) {
			setDeleted(tx, part, gone)
		}
		return Content{Item: j.deletedItem(tx, o)}, nil
	}
}

// family is an object and, for a certificate, the key and the secret that belong to it.
func family(v *store.View, o *estate.Object) []*estate.Object {
	parts := []*estate.Object{o}
	if o.Collection != estate.Certificates {
		return parts
	}
	for _, c := range []estate.Collection{estate.Keys, estate.Secrets} {
		if part := store.Objects.Get(v, o.Vault, string(c), o.Name); part != nil && part.Managed {
			parts = append(parts, part)
		}
	}
	return parts
}

func setDeleted(tx *store.Tx, o *estate.Object, d *estate.Deletion) {
	changed := *o
	changed.Deleted = d
	store.Objects.Put(tx, &changed)
}

// deletedItem reads an object back as get-deleted shows it: its current version, and until when it can be recovered.
func (j *judgement) deletedItem(tx *store.Tx, o *estate.Object) *Item {
	now := store.Objects.Get(&tx.View, o.Vault, string(o.Collection), o.Name)
	return j.item(now, store.Versions.Get(&tx.View, now.Vault, string(now.Collection), now.Name, now.Current))
}

// dead finds the deleted object a request names.
func (j *judgement) dead() *estate.Object {
	o, noun := j.head(), j.op.Collection.Noun()
	if o != nil && o.Deleted != nil {
		j.pass(trace.Step{ID: "object.deleted", Title: "The " + noun + " is soft-deleted",
			Detail: "It was deleted at " + trace.Stamp(o.Deleted.At) + "; the service purges it at " + trace.Stamp(o.Deleted.PurgeAt) + ".",
			Evidence: []trace.Evidence{{Label: "deletedDate", Value: trace.Stamp(o.Deleted.At)},
				{Label: "scheduledPurgeDate", Value: trace.Stamp(o.Deleted.PurgeAt)}},
			Command: "az keyvault " + noun + " show-deleted --vault-name " + j.vault.Name + " --name " + o.Name})
		return o
	}
	detail := "Nothing of this name is there, deleted or not: it never was, or it was purged."
	if o != nil {
		detail = "The " + noun + " is there, and not deleted."
	}
	j.refuse(trace.Step{ID: "object.deleted", Title: "No deleted " + noun + " of this name", Detail: detail + unworded,
		Evidence: []trace.Evidence{{Label: "asked for", Value: j.request.Object}}, Reason: trace.Because(trace.ObjectNotFound),
		Command: "az keyvault " + noun + " list-deleted --vault-name " + j.vault.Name},
		trace.Deny(404, upper(noun)+"NotFound", "", "Deleted "+upper(noun)+" not found: "+j.request.Object))
	return nil
}

func (j *judgement) getDeleted() Effect {
	o := j.dead()
	if o == nil {
		return nil
	}
	return func(tx *store.Tx) (Content, error) { return Content{Item: j.deletedItem(tx, o)}, nil }
}

// recover brings everything back as it was, versions, tags and attributes included.
func (j *judgement) recover() Effect {
	o := j.dead()
	if o == nil || !j.unmanaged(o) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The " + o.Collection.Noun() + " is back",
		Detail: "All its versions, tags and attributes are as they were."})
	return func(tx *store.Tx) (Content, error) {
		for _, part := range family(&tx.View, o) {
			setDeleted(tx, part, nil)
		}
		return Content{Item: j.deletedItem(tx, o)}, nil
	}
}

// purge destroys a deleted object for good. Purge protection is stronger than any role.
func (j *judgement) purge() Effect {
	o := j.dead()
	if o == nil || !j.unmanaged(o) || !j.unprotected(o) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The " + o.Collection.Noun() + " is destroyed",
		Detail: "Its name is free, and nothing brings its versions back but a backup."})
	return func(tx *store.Tx) (Content, error) {
		destroy(tx, o)
		return Content{}, nil
	}
}

// destroy removes an object, what belongs to it, and all versions.
func destroy(tx *store.Tx, o *estate.Object) {
	for _, part := range family(&tx.View, o) {
		for _, x := range store.Versions.List(&tx.View, part.Vault, string(part.Collection), part.Name) {
			store.Versions.Delete(tx, x)
		}
		store.Objects.Delete(tx, part)
	}
}

func (j *judgement) unprotected(o *estate.Object) bool {
	step := trace.Step{ID: "object.purge_protection", Title: "Is purge protection on?",
		Detail:   "It is off, so the right to purge is all it takes.",
		Evidence: []trace.Evidence{{Label: "enablePurgeProtection", Value: "false", Source: j.vaultPath("purge_protection")}},
		Command:  "az keyvault show --name " + j.vault.Name + " --query properties.enablePurgeProtection"}
	if !j.vault.PurgeProtection {
		j.pass(step)
		return true
	}
	step.Evidence[0].Value = "true"
	step.Reason = trace.Because(trace.PurgeProtected)
	step.Detail = "It is on, so nobody can purge before " + trace.Stamp(o.Deleted.PurgeAt) + ", whatever roles they hold. It cannot be turned off again."
	j.refuse(step, trace.Deny(403, "Forbidden", "", `Operation "purge" is not allowed because purge protection is enabled for this vault. `+
		"Key Vault service will automatically purge it after the retention period has passed.\r\nVault: "+j.vault.Name+";location="+j.vault.Location))
	return false
}
