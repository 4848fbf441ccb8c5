package estate

import "time"

// AccessPolicy is one entry of a vault's accessPolicies array. Permissions are lower-case names per collection.
type AccessPolicy struct {
	Name     string // unique in the lab
	Vault    string
	ObjectID string
	Tenant   string // tenant name; empty is the vault's own
	// ApplicationID makes it a compound entry: the caller must come through this application, on behalf of the
	// object ID.
	ApplicationID string
	Secrets       []string
	Keys          []string
	Certificates  []string
	Absent        bool
}

// RoleDefinition is a custom role. Built-in roles are data of the authorization gate.
type RoleDefinition struct {
	Name           string
	ID             string
	Actions        []string
	NotActions     []string
	DataActions    []string
	NotDataActions []string
}

// RoleAssignment grants a role to a principal at a scope and everything below it.
type RoleAssignment struct {
	Name        string // unique in the lab
	ID          string // GUID
	PrincipalID string // object ID; may name nobody
	Role        string // role name, built-in or custom
	Scope       Scope
	// Since is when it begins to count, zero for always: an assignment takes a while to reach the vaults.
	Since   time.Time
	Expires time.Time // zero: permanent. Eligible (time-bound) assignments end.
	Absent  bool
}

// Everyone is the principal id of a deny assignment that holds for all.
const Everyone = "00000000-0000-0000-0000-000000000000"

// DenyAssignment takes actions away at a scope and below, whatever roles grant.
type DenyAssignment struct {
	Name           string
	ID             string
	PrincipalID    string // object ID or Everyone
	ExcludedIDs    []string
	Scope          Scope
	Actions        []string
	NotActions     []string
	DataActions    []string
	NotDataActions []string
	// ExactScope keeps it from holding below its scope (doNotApplyToChildScopes).
	ExactScope bool
	Absent     bool
}
