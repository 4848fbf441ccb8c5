// Package profile holds the places where the guide that the labs teach from and the live service differ. There is
// one table of them; everything that behaves differently asks it here.
package profile

import (
	"fmt"
	"slices"
)

// Profile selects whose behaviour an evaluation follows.
type Profile string

const (
	// Guide decides identity, authorization, network, object, in that order.
	Guide Profile = "guide"
	// Service follows the live service as observed.
	Service Profile = "service"
)

// Parse reads a profile's name; the empty string is Guide.
func Parse(s string) (Profile, error) {
	switch Profile(s) {
	case "", Guide:
		return Guide, nil
	case Service:
		return Service, nil
	}
	return "", fmt.Errorf("unknown profile %q: choose guide or service", s)
}

// Other returns the profile that p is not.
func (p Profile) Other() Profile {
	if p == Service {
		return Guide
	}
	return Service
}

// Difference is one named place where the two profiles part.
type Difference struct {
	Name    string // stable, used in notes
	Title   string
	Guide   string // what the guide's model does
	Service string // what the live service does
	Source  string // where the service's behaviour is documented or was seen
}

// The names of the differences.
const (
	GateOrder      = "gate-order"
	SecretWindow   = "secret-window"
	DefaultModel   = "default-model"
	KeyValidityUse = "key-validity-use"
)

// Differences is the table.
var Differences = []Difference{
	{GateOrder, "the order of the gates",
		"identity, then authorization, then network",
		"name resolution and connection, then token, network rules, authorization",
		"MicrosoftDocs/azure-security-docs articles/key-vault/general/authentication.md; Azure/azure-cli#31406"},
	{SecretWindow, "a secret outside its nbf/exp window",
		"the read is refused",
		"the value is returned; nbf and exp only inform",
		"MicrosoftDocs/azure-security-docs articles/key-vault/secrets/about-secrets.md; Azure/AzureKeyVault#19"},
	{DefaultModel, "a vault created without naming a permission model",
		"access policies",
		"Azure RBAC from control-plane API 2026-02-01",
		"MicrosoftDocs/azure-security-docs articles/key-vault/general/access-control-default.md"},
	{KeyValidityUse, "a key outside its nbf/exp window",
		"every use is refused",
		"encrypt, sign and wrapKey are refused; decrypt, verify, unwrapKey and get still work",
		"MicrosoftDocs/azure-security-docs includes/key-attributes.md; Azure/azure-sdk-for-net#7677"},
}

// Find returns the difference of that name.
func Find(name string) (Difference, bool) {
	for _, d := range Differences {
		if d.Name == name {
			return d, true
		}
	}
	return Difference{}, false
}

// ConnectionFirst reports whether name resolution and connection, and then the network rules, are decided before
// authorization (difference gate-order).
func (p Profile) ConnectionFirst() bool { return p == Service }

// RefusesOutsideWindow reports whether a secret outside its nbf/exp window is refused (difference secret-window).
func (p Profile) RefusesOutsideWindow() bool { return p == Guide }

// RBACByDefault reports which model a vault without a choice uses (difference default-model).
func (p Profile) RBACByDefault() bool { return p == Service }

// UsesKeyOutsideWindow reports whether a key outside its nbf/exp window still serves, by the verb of the operation
// (difference key-validity-use): what was made in time can be read and checked for good, and nothing new is made.
func (p Profile) UsesKeyOutsideWindow(verb string) bool {
	return p == Service && slices.Contains([]string{"get", "decrypt", "verify", "unwrapKey", "release"}, verb)
}
