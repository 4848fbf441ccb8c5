package control

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// VaultDue is the end of a deleted vault's retention, if it falls after one moment and not after another: the service
// then purges the vault, purge protection or not.
func VaultDue(_ *store.View, x *estate.Vault, after, until time.Time) []agenda.Item {
	if x.Absent || x.Deleted == nil {
		return nil
	}
	at := agenda.Overdue(x.Deleted.PurgeAt, after)
	if at.After(until) {
		return nil
	}
	name := x.Name
	return []agenda.Item{{At: at, Kind: agenda.Purge, What: "vault " + name + " is purged", Vault: name,
		Run: func(tx *store.Tx, _ time.Time) (string, error) {
			vault := store.Vaults.Get(&tx.View, name)
			if vault == nil || vault.Deleted == nil {
				return "", nil
			}
			destroy(tx, vault)
			return "with all that was in it", nil
		}}}
}
