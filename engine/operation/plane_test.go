package operation_test

import (
	"testing"

	"kvlab/engine/operation"
)

// managing are the operations on vaults as the documentation lists them: the action below Microsoft.KeyVault/, and
// operationName in the log. Put together from the permissions page and the logging page.
var managing = map[string][2]string{
	"vaults/get":          {"vaults/read", "VaultGet"},
	"vaults/list":         {"vaults/read", "VaultList"},
	"vaults/delete":       {"vaults/delete", "VaultDelete"},
	"vaults/list-deleted": {"deletedVaults/read", "VaultListDeleted"},
	"vaults/get-deleted":  {"locations/deletedVaults/read", "VaultGetDeleted"},
	"vaults/recover":      {"vaults/write", "VaultRecover"},
	"vaults/purge":        {"locations/deletedVaults/purge/action", "VaultPurge"},
}

func TestManagingAVaultIsOfTheOtherPlane(t *testing.T) {
	found := 0
	for _, op := range operation.All() {
		want, is := managing[op.ID]
		if is != (op.Plane == operation.Control) {
			t.Errorf("%s: plane %d", op.ID, op.Plane)
		}
		if !is {
			if op.Action != "" {
				t.Errorf("%s uses what is in a vault, and has action %s", op.ID, op.Action)
			}
			continue
		}
		found++
		if got := [2]string{op.Action, op.LogName}; got != [2]string{"Microsoft.KeyVault/" + want[0], want[1]} {
			t.Errorf("%s: %v, want %v", op.ID, got, want)
		}
		if op.DataAction != "" || op.Policies != nil || op.Collection.Noun() != "vault" {
			t.Errorf("%s: no data action and no access policy manages a vault: %+v", op.ID, op)
		}
	}
	if found != len(managing) {
		t.Errorf("%d of %d operations", found, len(managing))
	}
}

func TestPathsOfVaults(t *testing.T) {
	for id, want := range map[string]string{"vaults/get": "/vaults", "vaults/list": "/vaults", "vaults/purge": "/deletedVaults"} {
		op, _ := operation.Find(id)
		if got := op.Path("ignored", "ignored"); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
