package estate

import "time"

// Tenant is a Microsoft Entra directory.
type Tenant struct {
	Name   string
	ID     string // GUID
	Domain string
}

// PrincipalKind says what a principal is.
type PrincipalKind string

const (
	User             PrincipalKind = "user"
	Group            PrincipalKind = "group"
	ServicePrincipal PrincipalKind = "service_principal"
	// SystemIdentity is a host's system-assigned managed identity; its principal has the host's name.
	SystemIdentity PrincipalKind = "system_assigned_identity"
	UserIdentity   PrincipalKind = "user_assigned_identity"
)

// Principal is anything a grant can name: a user, a group, an application's service principal, a managed identity.
type Principal struct {
	Name   string
	Kind   PrincipalKind
	Tenant string
	// ObjectID is what grants must name. AppID is the client ID (service principals and managed identities), and
	// AppObjectID the object ID of the app registration: both are popular wrong choices in grants.
	ObjectID    string
	AppID       string
	AppObjectID string
	// FormerObjectIDs are the ids of earlier incarnations, newest last: re-creating an identity gives it a new
	// object ID and leaves its grants behind on the dead one.
	FormerObjectIDs []string
	// UserName is a user's sign-in name.
	UserName string
	// ResourceID is a user-assigned identity's ARM id.
	ResourceID string
	// Groups are the groups that have this principal as a direct member; groups nest.
	Groups []string
	// Token is one that was issued before the groups changed, nil for none.
	Token *Token

	ClientSecrets []ClientSecret
	// Certificates are the certificates registered on an app, by the name a host's Environment.Certificate uses.
	Certificates []string
	Federated    []FederatedCredential
	Absent       bool
}

// Token is what a program goes on sending until it ends: its claims are those of the moment it was issued at.
type Token struct {
	Groups []string // the direct ones at that moment
	Ends   time.Time
}

// ClientSecret is one password of an app registration. Expires is zero for none given.
type ClientSecret struct {
	Name    string
	Value   string
	Expires time.Time
}

// FederatedCredential admits tokens of another issuer. All three parts are compared exactly, letter case included.
type FederatedCredential struct {
	Name     string
	Issuer   string
	Subject  string
	Audience string
	Absent   bool
}

// IDs returns every object ID that names this principal now or named it once, the current one first, then the
// other ids people put in grants by mistake.
func (p *Principal) IDs() []string {
	ids := make([]string, 0, 3+len(p.FormerObjectIDs))
	ids = append(ids, p.ObjectID)
	for _, id := range append([]string{p.AppID, p.AppObjectID}, p.FormerObjectIDs...) {
		if id != "" && id != p.ObjectID {
			ids = append(ids, id)
		}
	}
	return ids
}
