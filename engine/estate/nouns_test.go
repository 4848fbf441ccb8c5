package estate_test

import (
	"slices"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/profile"
)

// The current id comes first, and none twice: what is looked up under them is a caller's grants, then the near misses.
func TestAPrincipalsIDs(t *testing.T) {
	for name, c := range map[string]struct {
		p    estate.Principal
		want []string
	}{
		"user":         {estate.Principal{ObjectID: "o"}, []string{"o"}},
		"app":          {estate.Principal{ObjectID: "o", AppID: "a", AppObjectID: "r"}, []string{"o", "a", "r"}},
		"recreated":    {estate.Principal{ObjectID: "o3", AppID: "a", FormerObjectIDs: []string{"o1", "o2"}}, []string{"o3", "a", "o1", "o2"}},
		"one for both": {estate.Principal{ObjectID: "o", AppID: "o"}, []string{"o"}},
	} {
		if got := c.p.IDs(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTheModelInForce(t *testing.T) {
	for _, c := range []struct {
		model   estate.Model
		profile profile.Profile
		want    estate.Model
	}{
		{estate.Unset, profile.Guide, estate.AccessPolicies},
		{estate.Unset, profile.Service, estate.RBAC},
		{estate.RBAC, profile.Guide, estate.RBAC},
		{estate.AccessPolicies, profile.Service, estate.AccessPolicies},
	} {
		if got := (&estate.Vault{Model: c.model}).InForce(c.profile); got != c.want {
			t.Errorf("%q under %s: %s, want %s", c.model, c.profile, got, c.want)
		}
	}
}

func TestOnlyAnApprovedAndProvisionedEndpointIsEffective(t *testing.T) {
	for _, c := range []struct {
		e    estate.PrivateEndpoint
		want bool
	}{
		{estate.PrivateEndpoint{Connection: estate.Approved}, true},
		{estate.PrivateEndpoint{Connection: estate.Approved, Provisioning: "Succeeded"}, true},
		{estate.PrivateEndpoint{Connection: estate.Approved, Provisioning: "Failed"}, false},
		{estate.PrivateEndpoint{Connection: estate.Approved, Absent: true}, false},
		{estate.PrivateEndpoint{Connection: estate.Pending}, false},
		{estate.PrivateEndpoint{}, false},
	} {
		if got := c.e.Effective(); got != c.want {
			t.Errorf("%+v: %t", c.e, got)
		}
	}
}

// The service prints managed identities' ids after the issuer, and leaves them out for everybody else.
func TestTheCallersLine(t *testing.T) {
	c := estate.Caller{AppID: "a", ObjectID: "o", TenantID: "t"}
	if got, want := c.Line(), "appid=a;oid=o;iss=https://sts.windows.net/t/"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	c.IdentityID, c.HostID = "/i", "/h"
	if got, want := c.Line(), "appid=a;oid=o;iss=https://sts.windows.net/t/;xms_mirid=/i;xms_az_rid=/h"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestASubnetIsFoundByItsName(t *testing.T) {
	n := estate.VirtualNetwork{Subnets: []estate.Subnet{{Name: "apps"}, {Name: "jobs"}}}
	if s := n.Subnet("jobs"); s != &n.Subnets[1] {
		t.Errorf("%v", s)
	}
	if s := n.Subnet("nowhere"); s != nil {
		t.Errorf("%v", s)
	}
	if got := (&estate.Vault{Name: "kv-shop"}).HostName(); got != "kv-shop.vault.azure.net" {
		t.Error(got)
	}
}
