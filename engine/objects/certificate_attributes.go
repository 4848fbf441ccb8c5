package objects

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// mirror lets the key and the secret of a certificate follow its version; other objects have nobody that follows. That
// tags are followed is unverified.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/about-certificates.md.
func mirror(tx *store.Tx, o *estate.Object, x *estate.Version) {
	for _, part := range family(&tx.View, o)[1:] {
		old := store.Versions.Get(&tx.View, part.Vault, string(part.Collection), part.Name, x.ID)
		if old == nil {
			continue
		}
		follower := *old
		follower.Attributes = x.Attributes
		store.Versions.Put(tx, &follower)
	}
}
