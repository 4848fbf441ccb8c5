package control_test

import (
	"testing"

	"kvlab/engine/estate"
)

// The vault's own log has what its provider answered: not what Resource Manager refused by itself, and no list.
func TestTheVaultsLogOfManagingIt(t *testing.T) {
	lab := open(t, world())
	for _, r := range [][3]string{{"eve", "vaults/delete", "kv-safe"}, {"root", "vaults/list", ""}, {"root", "vaults/get", "kv-nowhere"},
		{"root", "vaults/get", "kv-safe"}, {"root", "vaults/delete", "kv-safe"}, {"root", "vaults/get", "kv-safe"}, {"root", "vaults/purge", "kv-safe"}} {
		do(t, lab, ask(r[0], r[1], r[2], ""))
	}
	events, err := lab.Events(100)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name   string
		status int
	}{{"VaultGet", 200}, {"VaultDelete", 200}, {"VaultGet", 404}, {"VaultPurge", 405}}
	if len(events) != len(want) {
		t.Fatalf("%+v", events)
	}
	uri := "https://management.azure.com" + string(estate.SubscriptionScope(subscription).ResourceGroup("rg-shop").Vault("kv-safe"))
	for i, e := range events {
		if e.OperationName != want[i].name || e.Status != want[i].status || e.RequestURI != uri || !e.RBACAuthorized || e.PolicyMatched || e.CallerAddress != "203.0.113.10" {
			t.Errorf("%+v, want %+v", e, want[i])
		}
	}
}
