package facts

import (
	"fmt"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// kinds are the first parts of paths.
var kinds = map[string]finder{
	"lab":   findLab,
	"vault": findVault,
	"access_policy": entity(store.AccessPolicies, store.AccessPolicies.Named,
		func(x *estate.AccessPolicy) string { return x.Name }, accessPolicy),
	"role_assignment": entity(store.RoleAssignments, store.RoleAssignments.Named,
		func(x *estate.RoleAssignment) string { return x.Name }, roleAssignment, assignmentLag),
	"deny_assignment": entity(store.DenyAssignments, store.DenyAssignments.Named,
		func(x *estate.DenyAssignment) string { return x.Name }, denyAssignment),
	"private_endpoint": entity(store.PrivateEndpoints, store.PrivateEndpoints.Named,
		func(x *estate.PrivateEndpoint) string { return x.Name }, privateEndpoint),
	"dns_zone":   named(store.DNSZones, func(x *estate.DNSZone) string { return x.Name }, dnsZone, recordsLag),
	"dns_server": named(store.DNSServers, func(x *estate.DNSServer) string { return x.Name }, dnsServer),
	"vnet":       named(store.VirtualNetworks, func(x *estate.VirtualNetwork) string { return x.Name }, virtualNetwork),
	"consumer":   named(store.Consumers, func(x *estate.Consumer) string { return x.Name }, consumer),
	"host":       named(store.Hosts, func(x *estate.Host) string { return x.Name }, host),
	"user":       principal,
	"group":      principal,
	"app":        principal,
	"identity":   principal,
}

func named[T any](t store.Table[T], name func(*T) string, inside func(*T, Path) (slot, error), lags ...lag[T]) finder {
	return entity(t, func(v *store.View, n string) *T { return t.Get(v, n) }, name, inside, lags...)
}

var principal = named(store.Principals, func(x *estate.Principal) string { return x.Name }, insidePrincipal, groupsLag)

func findLab(v *store.View, p Path) (fact, error) {
	lab := estate.Lab{}
	if found := store.Labs.Get(v); found != nil {
		lab = *found
	}
	s, err := pick(p, 1, map[string]slot{
		"profile": oneOf(&lab.Profile, profile.Guide, profile.Service),
		"clock":   moment(&lab.Clock),
		"delays":  flag(&lab.Delays),
	})
	return fact{s, func(tx *store.Tx) { store.Labs.Put(tx, &lab) }}, err
}

func accessPolicy(x *estate.AccessPolicy, p Path) (slot, error) {
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent).opening("true", OneGrant,
			"the entry grants its permissions on every object of that collection: access policies know no smaller scope"),
		"secrets":      list(&x.Secrets),
		"keys":         list(&x.Keys),
		"certificates": list(&x.Certificates),
		"application":  text(&x.ApplicationID),
	})
}

func roleAssignment(x *estate.RoleAssignment, p Path) (slot, error) {
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent).opening("true", OneGrant,
			"the principal gets the role "+x.Role+" on "+x.Scope.Last()+" and everything below it"),
		"role":    text(&x.Role),
		"since":   moment(&x.Since),
		"expires": moment(&x.Expires),
	})
}

func denyAssignment(x *estate.DenyAssignment, p Path) (slot, error) {
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent).opening("false", manyCallers,
			"what the deny assignment held back is open again to everyone with a role for it"),
	})
}

func privateEndpoint(x *estate.PrivateEndpoint, p Path) (slot, error) {
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent),
		"connection": oneOf(&x.Connection,
			estate.Approved, estate.Pending, estate.Rejected, estate.Disconnected),
		"address": address(&x.Address),
	})
}

func dnsZone(x *estate.DNSZone, p Path) (slot, error) {
	switch p[2] {
	case "link":
		link, err := element(p, &x.Links, func(l *estate.ZoneLink) string { return l.Network })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{"present": inverse(&link.Absent), "fallback": flag(&link.Fallback)})
	case "record":
		record, err := element(p, &x.Records, func(r *estate.Record) string { return r.Name })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{"present": inverse(&record.Absent), "address": address(&record.Address)})
	}
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent), "zone": text(&x.Zone), "link": {}, "record": {},
	})
}

func dnsServer(x *estate.DNSServer, p Path) (slot, error) {
	if p[2] == "conditional" {
		forwarder, err := element(p, &x.Conditional, func(c *estate.ConditionalForwarder) string { return c.Suffix })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{"present": inverse(&forwarder.Absent), "to": text(&forwarder.To)})
	}
	return pick(p, 2, map[string]slot{
		"forward": oneOf(&x.Forward, estate.ForwardAzure, estate.ForwardPublic, estate.ForwardNone), "conditional": {},
	})
}

func virtualNetwork(x *estate.VirtualNetwork, p Path) (slot, error) {
	switch p[2] {
	case "subnet":
		subnet, err := element(p, &x.Subnets, func(s *estate.Subnet) string { return s.Name })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{
			"service_endpoint": flag(&subnet.ServiceEndpoint), "block_443": flag(&subnet.Block443),
		})
	case "peering":
		peering, err := element(p, &x.Peerings, func(q *estate.Peering) string { return q.Network })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{
			"present": inverse(&peering.Absent), "gateway_transit": flag(&peering.GatewayTransit),
		})
	}
	return pick(p, 2, map[string]slot{"dns_server": text(&x.DNSServer), "subnet": {}, "peering": {}})
}

func host(x *estate.Host, p Path) (slot, error) {
	if p[2] == "user_identity" {
		return attachedIdentity(x, p)
	}
	slots := map[string]slot{
		"system_identity":   flag(&x.SystemAssigned),
		"select":            text(&x.Select),
		"credential":        text(&x.Credential),
		"token_credentials": text(&x.TokenCredentials),
		"audience":          text(&x.Audience),
		"token_expires":     moment(&x.TokenExpires),
		"subnet":            text(&x.Subnet),
		"gateway":           text(&x.Gateway),
		"dns_server":        text(&x.DNSServer),
		"public_ip":         text(&x.PublicIP),
		"user_identity":     {},
	}
	if x.Environment != nil {
		env := *x.Environment
		x.Environment = &env
		slots["env_tenant"], slots["env_app"], slots["env_secret"] = text(&env.Tenant), text(&env.App), text(&env.Secret)
	}
	if x.Workload != nil {
		w := *x.Workload
		x.Workload = &w
		slots["workload_issuer"], slots["workload_subject"] = text(&w.Issuer), text(&w.Subject)
		slots["workload_audience"], slots["workload_no_file"] = text(&w.Audience), flag(&w.NoFile)
	}
	return pick(p, 2, slots)
}

// attachedIdentity is host.H.user_identity.I.present: whether the user-assigned identity is attached.
func attachedIdentity(x *estate.Host, p Path) (slot, error) {
	if len(p) < 5 {
		return slot{}, fmt.Errorf("state path %s: write %s.NAME.present", p, p[:3])
	}
	same := func(n string) bool { return strings.EqualFold(n, p[3]) }
	return pick(p, 4, map[string]slot{"present": choice(onOff,
		func() string { return fmt.Sprint(slices.ContainsFunc(x.UserAssigned, same)) },
		func(s string) {
			attached := slices.ContainsFunc(x.UserAssigned, same)
			switch {
			case s == "true" && !attached:
				at, _ := slices.BinarySearch(x.UserAssigned, p[3])
				x.UserAssigned = slices.Insert(slices.Clone(x.UserAssigned), at, p[3])
			case s == "false" && attached:
				x.UserAssigned = slices.DeleteFunc(slices.Clone(x.UserAssigned), same)
			}
		})})
}

func insidePrincipal(x *estate.Principal, p Path) (slot, error) {
	switch p[2] {
	case "secret":
		secret, err := element(p, &x.ClientSecrets, func(s *estate.ClientSecret) string { return s.Name })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{"expires": moment(&secret.Expires), "value": text(&secret.Value)})
	case "federated":
		f, err := element(p, &x.Federated, func(f *estate.FederatedCredential) string { return f.Name })
		if err != nil {
			return slot{}, err
		}
		return pick(p, 4, map[string]slot{
			"present": inverse(&f.Absent), "issuer": text(&f.Issuer), "subject": text(&f.Subject), "audience": text(&f.Audience),
		})
	}
	return pick(p, 2, map[string]slot{
		"present": inverse(&x.Absent), "groups": list(&x.Groups), "recreated": recreated(x), "secret": {}, "federated": {},
	})
}

// recreated deletes the identity and makes it anew: a new object ID, and every grant stays behind on the old one.
func recreated(x *estate.Principal) slot {
	return choice(onOff,
		func() string {
			if len(x.FormerObjectIDs) > 0 {
				return "true"
			}
			return "false"
		},
		func(s string) {
			again := s == "true"
			switch former := len(x.FormerObjectIDs); {
			case again && former == 0:
				x.FormerObjectIDs = []string{x.ObjectID}
				x.ObjectID = estate.GUID("recreated", x.ObjectID)
			case !again && former > 0:
				x.ObjectID = x.FormerObjectIDs[0]
				x.FormerObjectIDs = nil
			}
		})
}
