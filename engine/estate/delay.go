package estate

import (
	"strings"
	"time"
)

// How long changes take in a lab with delays. Azure gives ranges; these are moments that can be planned with.
//
// Sources: MicrosoftDocs/azure-docs articles/role-based-access-control/troubleshooting.md (usually minutes, up to 10;
// data actions at a management group may take hours) and the best-practice pages on managed identities (up to 24
// hours); MicrosoftDocs/azure-security-docs articles/key-vault/general/rest-error-codes.md for other tokens, which
// last 60 to 90 minutes.
const (
	roleDelay      = 5 * time.Minute
	groupRoleDelay = 2 * time.Hour // at a management group
	managedToken   = 24 * time.Hour
	otherToken     = 90 * time.Minute
)

// Effective is when a role assignment that is made at a moment begins to count; zero is at once. At a management group
// it is data actions that take hours: here every assignment there does.
func (l *Lab) Effective(s Scope, made time.Time) time.Time {
	switch {
	case !l.Delays:
		return time.Time{}
	case s.ManagementGroup():
		return made.Add(groupRoleDelay)
	}
	return made.Add(roleDelay)
}

// TokenLife is how long a token of a principal lasts at most: so long its former groups can count.
func (k PrincipalKind) TokenLife() time.Duration {
	if k == SystemIdentity || k == UserIdentity {
		return managedToken
	}
	return otherToken
}

// ManagementGroup reports whether s is the id of a management group.
func (s Scope) ManagementGroup() bool {
	const prefix = "/providers/Microsoft.Management/managementGroups/"
	return len(s) > len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix)
}
