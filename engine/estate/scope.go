package estate

import (
	"strings"
	"unicode/utf8"
)

// ManagementGroup is a node above subscriptions. Parent is empty at the top.
type ManagementGroup struct {
	Name   string
	Parent string
}

// Subscription is where resources are billed.
type Subscription struct {
	Name            string
	ID              string // GUID
	Tenant          string
	ManagementGroup string
}

// ResourceGroup holds resources of one subscription.
type ResourceGroup struct {
	Name         string
	Subscription string
	Location     string
}

// Scope is an ARM resource id: what a role assignment is made at. Compare with Equal and Contains, for ids differ
// in letter case from place to place.
type Scope string

// ManagementGroupScope is the id of a management group.
func ManagementGroupScope(name string) Scope {
	return Scope("/providers/Microsoft.Management/managementGroups/" + name)
}

// SubscriptionScope is the id of a subscription.
func SubscriptionScope(id string) Scope { return Scope("/subscriptions/" + id) }

// ResourceGroup is the id of a resource group in subscription s.
func (s Scope) ResourceGroup(name string) Scope { return s + Scope("/resourceGroups/"+name) }

// Resource is the id of a resource of the given type ("Microsoft.KeyVault/vaults") in resource group s.
func (s Scope) Resource(kind, name string) Scope {
	return s + Scope("/providers/"+kind+"/"+name)
}

// Vault is the id of a vault in resource group s.
func (s Scope) Vault(name string) Scope { return s.Resource("Microsoft.KeyVault/vaults", name) }

// Object is the id of one object of vault s; collection is "secrets", "keys" or "certificates".
func (s Scope) Object(collection, name string) Scope { return s + Scope("/"+collection+"/"+name) }

// Last is the name that an id ends in: of the object, the vault, the group.
func (s Scope) Last() string { return string(s[strings.LastIndexByte(string(s), '/')+1:]) }

// Equal compares two ids as ARM does, without regard to letter case.
func (s Scope) Equal(t Scope) bool { return strings.EqualFold(string(s), string(t)) }

// Contains reports whether t is s or lies below it by its path. Management groups are not in the path of what
// they contain: the chain of a resource has to be walked for them.
func (s Scope) Contains(t Scope) bool {
	below, ok := cutFolded(string(t), string(s))
	return ok && (below == "" || below[0] == '/' && s != "")
}

// cutFolded returns s without the prefix it begins with but for letter case. Letters of different case may differ in
// their number of bytes, so both are walked rune by rune.
func cutFolded(s, prefix string) (rest string, found bool) {
	for prefix != "" {
		_, p := utf8.DecodeRuneInString(prefix)
		_, n := utf8.DecodeRuneInString(s)
		if !strings.EqualFold(s[:n], prefix[:p]) {
			return "", false
		}
		s, prefix = s[n:], prefix[p:]
	}
	return s, true
}
