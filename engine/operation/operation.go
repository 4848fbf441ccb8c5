// Package operation is the table of operations: what each one is called by the three parties that judge or record it
// (access policies, Azure RBAC, the audit log), and what a request for one holds.
//
// Most operations use what is in a vault; a few manage the vault itself. The two planes have different doors and
// different keys: the right to delete a vault reads no secret in it.
//
// Sources: Azure/azure-sdk-for-go sdk/security/keyvault (routes and permissions), MicrosoftDocs/azure-docs
// role-based-access-control/permissions/security.md (actions and data actions), MicrosoftDocs/azure-security-docs
// key-vault/general/logging.md (log names).
package operation

import "kvlab/engine/estate"

// Collection is one of a vault's three kinds of object.
type Collection = estate.Collection

const (
	Secrets      = estate.Secrets
	Keys         = estate.Keys
	Certificates = estate.Certificates
)

// Vaults is the collection that operations of the control plane are about. No vault holds it.
const Vaults Collection = "vaults"

// Plane says whom a request goes to.
type Plane uint8

const (
	Data    Plane = iota // the vault, https://kv-shop.vault.azure.net: use what is in it
	Control              // Azure Resource Manager, https://management.azure.com: manage the vault
)

// Operation is one operation of either plane.
type Operation struct {
	ID         string // "secrets/get"
	Plane      Plane
	Collection Collection
	// Verb is the word the service's object errors use: "Operation get is not allowed on a disabled secret."
	Verb string
	// Policies are the access-policy permissions of the collection of which one is enough.
	Policies []string
	// DataAction is the full RBAC data action, empty where none exists.
	DataAction string
	// Action is the full RBAC action, empty on the data plane.
	Action string
	// LogName is operationName in the audit log.
	LogName string
	// OnVault says that it names no object (list, restore, contacts): its RBAC resource is the vault.
	OnVault bool
	// Status is the HTTP status of success, 0 for 200.
	Status int
	// Unverified says what about this row is not confirmed; empty for nothing.
	Unverified string
}

// provider prefixes every data action, resources every action.
const (
	provider  = resources + "vaults/"
	resources = "Microsoft.KeyVault/"
)

// Find returns the operation with that id.
func Find(id string) (*Operation, bool) {
	op, ok := byID[id]
	return op, ok
}

// All lists the operations in the table's order.
func All() []Operation { return table }

var byID = func() map[string]*Operation {
	m := make(map[string]*Operation, len(table))
	for i := range table {
		m[table[i].ID] = &table[i]
	}
	return m
}()

// Permissions are the names an access policy may hold for each collection. "all" stands for every other; whether
// it covers purge is unverified, and kvlab follows the recordings, which give ["all","purge"] together.
var Permissions = map[Collection][]string{
	Secrets: {"all", "backup", "delete", "get", "list", "purge", "recover", "restore", "set"},
	Keys: {"all", "backup", "create", "decrypt", "delete", "encrypt", "get", "getrotationpolicy", "import", "list",
		"purge", "recover", "release", "restore", "rotate", "setrotationpolicy", "sign", "unwrapkey", "update",
		"verify", "wrapkey"},
	Certificates: {"all", "backup", "create", "delete", "deleteissuers", "get", "getissuers", "import", "list",
		"listissuers", "managecontacts", "manageissuers", "purge", "recover", "restore", "setissuers", "update"},
}
