package estate

// Caller is who a token says is calling: the claims a vault reads.
type Caller struct {
	Principal *Principal
	// ObjectID and AppID are the oid and appid claims; TenantID is the tenant in iss.
	ObjectID string
	AppID    string
	TenantID string
	// Groups are the principals of all groups the caller is in, nested ones included.
	Groups []*Principal
	// OnBehalfOf says that the application acts for a signed-in user: the case compound policy entries ask for.
	OnBehalfOf bool
	// IdentityID and HostID are the claims xms_mirid and xms_az_rid of managed identities.
	IdentityID string
	HostID     string
	// Service is the caller's name among Microsoft's own services, empty for everybody else.
	Service string
}

// Line is the caller as the service's 403 texts print it.
func (c *Caller) Line() string {
	s := "appid=" + c.AppID + ";oid=" + c.ObjectID + ";iss=https://sts.windows.net/" + c.TenantID + "/"
	if c.IdentityID != "" {
		s += ";xms_mirid=" + c.IdentityID
	}
	if c.HostID != "" {
		s += ";xms_az_rid=" + c.HostID
	}
	return s
}
