package operation_test

import (
	"slices"
	"strings"
	"testing"

	"kvlab/engine/operation"
)

func TestEveryOperationIsComplete(t *testing.T) {
	seen := map[string]bool{}
	logs := map[string]string{}
	for _, op := range operation.All() {
		if seen[op.ID] {
			t.Errorf("%s is in the table twice", op.ID)
		}
		seen[op.ID] = true
		if !strings.HasPrefix(op.ID, string(op.Collection)+"/") {
			t.Errorf("%s: collection %s", op.ID, op.Collection)
		}
		if op.Verb == "" || op.LogName == "" {
			t.Errorf("%s: no verb or no log name", op.ID)
		}
		if other := logs[op.LogName]; other != "" {
			t.Errorf("%s and %s share the log name %s", op.ID, other, op.LogName)
		}
		logs[op.LogName] = op.ID
		for _, p := range op.Policies {
			if !slices.Contains(operation.Permissions[op.Collection], p) {
				t.Errorf("%s: no access policy can hold %s permission %q", op.ID, op.Collection, p)
			}
		}
		if found, ok := operation.Find(op.ID); !ok || found.ID != op.ID {
			t.Errorf("%s cannot be found", op.ID)
		}
	}
}

// The names differ between the three parties; these are the ones people trip over.
func TestNamingTraps(t *testing.T) {
	for id, want := range map[string][3]string{
		"keys/wrap":               {"wrapkey", "Microsoft.KeyVault/vaults/keys/wrap/action", "KeyWrap"},
		"secrets/update":          {"set", "Microsoft.KeyVault/vaults/secrets/update/action", "SecretUpdate"},
		"secrets/list":            {"list", "Microsoft.KeyVault/vaults/secrets/readMetadata/action", "SecretList"},
		"certificates/merge":      {"create", "Microsoft.KeyVault/vaults/certificates/create/action", "CertificatePendingMerge"},
		"certificates/get-issuer": {"getissuers", "Microsoft.KeyVault/vaults/certificatecas/read", "CertificateIssuerGet"},
	} {
		op, ok := operation.Find(id)
		if !ok {
			t.Fatalf("no operation %s", id)
		}
		if got := [3]string{op.Policies[0], op.DataAction, op.LogName}; got != want {
			t.Errorf("%s: got %v, want %v", id, got, want)
		}
	}
}

// Every permission an access policy can hold must open something, or the table has a hole. "all" stands for the
// others.
func TestEveryPermissionOpensAnOperation(t *testing.T) {
	for collection, permissions := range operation.Permissions {
		for _, p := range permissions {
			opens := slices.ContainsFunc(operation.All(), func(op operation.Operation) bool {
				return op.Collection == collection && slices.Contains(op.Policies, p)
			})
			if !opens && p != "all" {
				t.Errorf("%s permission %s opens no operation", collection, p)
			}
		}
	}
}

func TestAnUnknownOperationIsNotFound(t *testing.T) {
	if op, ok := operation.Find("secrets/steal"); ok {
		t.Errorf("found %v", op)
	}
}
