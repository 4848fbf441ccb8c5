package control

import (
	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// delete puts the vault aside with everything in it. Purge protection does not keep anybody from it.
func (j *judgement) delete() objects.Effect {
	if !j.live() {
		return nil
	}
	gone := &estate.Deletion{At: j.at, PurgeAt: j.at.AddDate(0, 0, j.vault.Retention())}
	detail := "It keeps its name and all that is in it until " + trace.Stamp(gone.PurgeAt) + ". Its objects, access policies and network rules come back with it; role assignments made at the vault or below do not."
	if j.vault.PurgeProtection {
		detail += " Purge protection is on: nobody can destroy it sooner."
	}
	j.pass(trace.Step{ID: "object.result", Title: "The vault is soft-deleted", Detail: detail,
		Command: "az keyvault recover --name " + j.vault.Name})
	j.found.Warnings = append(j.found.Warnings, "Whoever used "+j.vault.Name+" by a role assignment at the vault or below has to get it again after a recovery: Azure RBAC forgets those at once.")
	return j.change(func(tx *store.Tx, vault *estate.Vault) {
		forgetGrants(tx, vault)
		vault.Deleted = gone
	})
}

// recover brings the vault back with what it holds.
func (j *judgement) recover() objects.Effect {
	if !j.dead() {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The vault is back",
		Detail:  "Its objects, access policies and network rules are as they were. Role assignments made at the vault or below are gone and have to be made again.",
		Command: "az role assignment list --scope $(az keyvault show --name " + j.vault.Name + " --query id --output tsv)"})
	return j.change(func(_ *store.Tx, vault *estate.Vault) { vault.Deleted = nil })
}

// change makes an effect that writes a changed copy of the vault and shows it.
func (j *judgement) change(write func(*store.Tx, *estate.Vault)) objects.Effect {
	name := j.vault.Name
	return func(tx *store.Tx) (objects.Content, error) {
		changed := *store.Vaults.Get(&tx.View, name)
		write(tx, &changed)
		store.Vaults.Put(tx, &changed)
		return objects.Content{Vaults: []estate.Vault{changed}}, nil
	}
}

// purge destroys the vault for good. Purge protection is stronger than any role.
func (j *judgement) purge() objects.Effect {
	if !j.dead() || !j.unprotected() {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The vault is destroyed",
		Detail: "Its name is free for anybody in the world, and nothing that was in it comes back but what was backed up."})
	name := j.vault.Name
	return func(tx *store.Tx) (objects.Content, error) {
		destroy(tx, store.Vaults.Get(&tx.View, name))
		return objects.Content{}, nil
	}
}

func (j *judgement) unprotected() bool {
	step := trace.Step{ID: "object.purge_protection", Title: "Is purge protection on?",
		Detail:   "It is off, so the right to purge is all it takes.",
		Evidence: []trace.Evidence{{Label: "enablePurgeProtection", Value: "false", Source: j.path("purge_protection")}},
		Command:  "az keyvault show-deleted --name " + j.vault.Name + " --query properties.purgeProtectionEnabled"}
	if !j.vault.PurgeProtection {
		j.pass(step)
		return true
	}
	step.Evidence[0].Value = "true"
	step.Reason = trace.Because(trace.PurgeProtected)
	step.Detail = "It is on, so nobody can purge the vault before " + trace.Stamp(j.vault.Deleted.PurgeAt) + ", whatever roles they hold. Until then its name cannot be used either."
	j.refuse(step, trace.Deny(405, "MethodNotAllowed", "", "Operation 'DeletedVaultPurge' is not allowed."))
	return false
}

// forgetGrants takes away the role assignments at the vault and below. They stay defined in the lab, so that they can
// be made again.
func forgetGrants(tx *store.Tx, vault *estate.Vault) {
	chain := authz.ScopeChain(&tx.View, vault, "", "")
	if len(chain) == 0 {
		return
	}
	for _, a := range store.RoleAssignments.List(&tx.View) {
		if !a.Absent && chain[0].Contains(a.Scope) {
			forgotten := *a
			forgotten.Absent = true
			store.RoleAssignments.Put(tx, &forgotten)
		}
	}
}

// destroy removes a vault and all it holds. Its private endpoints stay where they are, connected to nothing.
func destroy(tx *store.Tx, vault *estate.Vault) {
	v := &tx.View
	forgetGrants(tx, vault)
	remove(tx, store.Versions, store.Versions.List(v, vault.Name))
	remove(tx, store.Objects, store.Objects.List(v, vault.Name))
	remove(tx, store.Issuers, store.Issuers.List(v, vault.Name))
	remove(tx, store.Contacts, store.Contacts.List(v, vault.Name))
	remove(tx, store.AccessPolicies, store.AccessPolicies.List(v, vault.Name))
	for _, x := range store.PrivateEndpoints.List(v, vault.Name) {
		loose := *x
		loose.Connection = estate.Disconnected
		store.PrivateEndpoints.Put(tx, &loose)
	}
	store.Vaults.Delete(tx, vault)
}

func remove[T any](tx *store.Tx, table store.Table[T], list []*T) {
	for _, x := range list {
		table.Delete(tx, x)
	}
}
