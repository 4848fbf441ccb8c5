package control

import (
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// live stops when the vault is missing or soft-deleted. To a caller both look the same: 404.
func (j *judgement) live() bool {
	switch {
	case j.vault == nil:
		j.missing(trace.Step{ID: "object.vault", Title: "The vault does not exist", Reason: trace.Because(trace.ObjectNotFound),
			Detail: "There is no vault " + j.name + ".", Command: "az keyvault list"})
		return false
	case j.vault.Deleted != nil:
		s := j.deletedStep()
		s.Reason = trace.Because(trace.SoftDeleted)
		s.Detail += " Until it is recovered it answers as if it were not there."
		j.missing(s)
		return false
	}
	j.pass(trace.Step{ID: "object.vault", Title: "The vault exists", Detail: "Vault " + j.vault.Name + " is there.",
		Evidence: []trace.Evidence{{Label: "vault", Value: j.vault.Name}}, Command: "az keyvault show --name " + j.vault.Name})
	return true
}

// missing is the 404. It names the resource group, and where the lab knows none that part is left out.
//
// Source: Azure/azure-cli keyvault tests, recording test_keyvault_softdelete.yaml.
func (j *judgement) missing(s trace.Step) {
	message := "The Resource 'Microsoft.KeyVault/vaults/" + j.name + "'"
	if known := store.Vaults.Get(j.view, j.name); known != nil {
		message += " under resource group '" + known.ResourceGroup + "'"
	} else {
		s.Detail += " The lab knows no resource group for the name, which the service's answer would have in it."
	}
	j.refuse(s, trace.Deny(404, "ResourceNotFound", "", message+" was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"))
}

// deletedStep says since when the vault is soft-deleted and until when it can be recovered.
func (j *judgement) deletedStep() trace.Step {
	d := j.vault.Deleted
	return trace.Step{ID: "object.deleted", Title: "The vault is soft-deleted",
		Detail: "It was deleted at " + trace.Stamp(d.At) + "; the service purges it at " + trace.Stamp(d.PurgeAt) + ".",
		Evidence: []trace.Evidence{{Label: "deletionDate", Value: trace.Stamp(d.At), Source: j.path("deleted")},
			{Label: "scheduledPurgeDate", Value: trace.Stamp(d.PurgeAt)}},
		Command: "az keyvault show-deleted --name " + j.vault.Name}
}

// dead stops unless the vault is soft-deleted.
func (j *judgement) dead() bool {
	if j.vault != nil && j.vault.Deleted != nil {
		j.pass(j.deletedStep())
		return true
	}
	detail := "There is no vault " + j.name + ", deleted or not: it never was, or it was purged."
	if j.vault != nil {
		detail = "Vault " + j.vault.Name + " is there, and not deleted."
	}
	code := "DeletedVaultNotFound"
	if j.op.ID == "vaults/recover" {
		code = "SoftDeletedVaultDoesNotExist"
	}
	j.refuse(trace.Step{ID: "object.deleted", Title: "No deleted vault of this name", Reason: trace.Because(trace.ObjectNotFound),
		Detail:   detail + " Status, code and wording of the service's answer are unverified.",
		Evidence: []trace.Evidence{{Label: "asked for", Value: j.name}}, Command: "az keyvault list-deleted"},
		trace.Deny(404, code, "", "There is no deleted vault '"+j.name+"'."))
	return false
}
