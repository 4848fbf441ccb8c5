package session

import (
	"testing"

	"kvlab/engine/estate"
)

// The whole table: what can be held, what can be done to it, and the command that does it or why there is none.
func TestWhatGoesWithWhatIsHeld(t *testing.T) {
	gone := &estate.Deletion{}
	vault := func(d *estate.Deletion) *Held { return &Held{Vault: &estate.Vault{Name: "kv", Deleted: d}} }
	object := func(c estate.Collection, current, version string, d *estate.Deletion) *Held {
		h := vault(nil)
		h.Object = &estate.Object{Vault: "kv", Collection: c, Name: "x", Current: current, Deleted: d}
		if version != "" {
			h.Version = &estate.Version{Vault: "kv", Collection: c, Name: "x", ID: version}
		}
		return h
	}
	off := func(h *Held) (ByHand, error) { return h.Turn(false) }
	on := func(h *Held) (ByHand, error) { return h.Turn(true) }
	for _, c := range []struct {
		says string
		held *Held
		deed func(*Held) (ByHand, error)
		want string
	}{
		{"a vault is read", vault(nil), (*Held).Read, "az keyvault show --name kv"},
		{"a deleted vault is looked at", vault(gone), (*Held).Read, "az keyvault show-deleted --name kv"},
		{"an object is read", object(estate.Secrets, "1", "", nil), (*Held).Read, "az keyvault secret show --vault-name kv --name x"},
		{"so is one version", object(estate.Keys, "1", "2", nil), (*Held).Read, "az keyvault key show --vault-name kv --name x --version 2"},
		{"a deleted object is left with no version", object(estate.Secrets, "1", "1", gone), (*Held).Read, "az keyvault secret show-deleted --vault-name kv --name x"},
		{"a version is turned off", object(estate.Secrets, "1", "1", nil), off, "az keyvault secret set-attributes --vault-name kv --name x --version 1 --enabled false"},
		{"the current one is turned on", object(estate.Secrets, "1", "", nil), on, "az keyvault secret set-attributes --vault-name kv --name x --enabled true"},
		{"a vault has no switch", vault(nil), off, "a vault cannot be disabled, only what is in it"},
		{"nor has what is deleted", object(estate.Secrets, "1", "", gone), off, "it is deleted: recover it first"},
		{"nor what was never issued", object(estate.Certificates, "", "", nil), on, "it has no version yet"},
		{"a key is rotated as a whole", object(estate.Keys, "1", "1", nil), (*Held).Rotate, "az keyvault key rotate --vault-name kv --name x"},
		{"a secret is not", object(estate.Secrets, "1", "", nil), (*Held).Rotate, "only keys are rotated"},
		{"nor is a vault", vault(nil), (*Held).Rotate, "only keys are rotated"},
		{"nor a deleted key", object(estate.Keys, "1", "", gone), (*Held).Rotate, "it is deleted: recover it first"},
		{"no version is deleted alone", object(estate.Keys, "1", "1", nil), (*Held).Delete, "az keyvault key delete --vault-name kv --name x"},
		{"nothing is deleted twice", vault(gone), (*Held).Delete, "it is deleted already"},
		{"only the deleted comes back", vault(nil), (*Held).Recover, "it is not deleted"},
		{"and it does", vault(gone), (*Held).Recover, "az keyvault recover --name kv"},
		{"only the deleted is purged", object(estate.Keys, "1", "", nil), (*Held).Purge, "it is not deleted"},
		{"and it is", object(estate.Keys, "1", "1", gone), (*Held).Purge, "az keyvault key purge --vault-name kv --name x"},
	} {
		a, err := c.deed(c.held)
		got := a.Command()
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
}
