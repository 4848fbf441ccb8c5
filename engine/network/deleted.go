package network

import "kvlab/engine/trace"

// sealed reports whether the vault is soft-deleted.
func (e *evaluation) sealed() bool { return e.vault != nil && e.vault.Deleted != nil }

// serves stops a connection to a soft-deleted vault. Its name is kept and still resolves, and what answers there is
// unverified: nothing is imitated.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/general/soft-delete-overview.md, for the name.
func (e *evaluation) serves() bool {
	if !e.sealed() {
		return true
	}
	d := e.vault.Deleted
	e.add(trace.Step{ID: "network.deleted", Outcome: trace.Fail, Title: "The vault is soft-deleted", Reason: trace.Because(trace.SoftDeleted),
		Detail: "The name still resolves, for a deleted vault keeps it until it is recovered or purged. Nobody can use what is in it meanwhile. What the service answers here is unverified.",
		Evidence: append(e.evidence(2), trace.Evidence{Label: "deletionDate", Value: trace.Stamp(d.At), Source: vaultPath(e.vault, "deleted")},
			trace.Evidence{Label: "scheduledPurgeDate", Value: trace.Stamp(d.PurgeAt)}),
		Command: "az keyvault show-deleted --name " + e.vault.Name})
	e.fault("kvlab: " + e.vault.Name + " is soft-deleted, and how the service answers for " + e.fqdn + " is unverified")
	return false
}
