package authz

import (
	"slices"
	"strings"

	"kvlab/engine/operation"
)

// need is what an operation asks of a role, in lower case: what is compared most stands ready.
type need struct {
	action string // the data action, on the control plane the action; empty where none exists
	// manage says that it is an action: roles hold the two kinds apart, and a star in one says nothing about the other.
	manage bool
	// read is set for what anybody could do with a key's public half: whoever may read an asymmetric key may do it,
	// too. Source: MicrosoftDocs/azure-docs role-based-access-control/permissions/security.md, the descriptions of
	// keys/encrypt, keys/wrap and keys/verify.
	read string
}

var publicHalf = []string{"keys/encrypt", "keys/wrap", "keys/verify"}

// Data actions that are asked for by name, in lower case.
const (
	keysRead     = "microsoft.keyvault/vaults/keys/read"
	readMetadata = "microsoft.keyvault/vaults/secrets/readmetadata/action"
)

// needs is the table of operations seen from here, by operation id.
var needs = func() map[string]need {
	m := make(map[string]need, len(operation.All()))
	for _, op := range operation.All() {
		n := need{action: strings.ToLower(op.DataAction)}
		if op.Plane == operation.Control {
			n = manages(op.Action)
		}
		if slices.Contains(publicHalf, op.ID) {
			n.read = keysRead
		}
		m[op.ID] = n
	}
	return m
}()

// manages is the need of an action of the control plane.
func manages(action string) need { return need{action: strings.ToLower(action), manage: true} }

// collectionActions are the data actions that a collection's operations need, in lower case, each once.
var collectionActions = func() map[operation.Collection][]string {
	m := map[operation.Collection][]string{}
	for _, op := range operation.All() {
		action := needs[op.ID].action
		if op.DataAction != "" && !slices.Contains(m[op.Collection], action) {
			m[op.Collection] = append(m[op.Collection], action)
		}
	}
	return m
}()
