package estate

import (
	"time"

	"kvlab/engine/profile"
)

// Lab is what is true of the whole lab: which scenario it came from, what time it is, whose behaviour it follows.
type Lab struct {
	Scenario string
	Profile  profile.Profile
	Clock    time.Time
	// Delays makes changes take the time they take in a real subscription. Without it they hold at once; what is under
	// way when it is turned off still takes its time.
	Delays bool
}

// Estate is a whole world in one value: what a scenario file describes and Load puts into a store.
type Estate struct {
	Lab              Lab
	Tenants          []Tenant
	ManagementGroups []ManagementGroup
	Subscriptions    []Subscription
	ResourceGroups   []ResourceGroup
	Principals       []Principal
	Hosts            []Host
	Vaults           []Vault
	AccessPolicies   []AccessPolicy
	RoleDefinitions  []RoleDefinition
	RoleAssignments  []RoleAssignment
	DenyAssignments  []DenyAssignment
	VirtualNetworks  []VirtualNetwork
	DNSServers       []DNSServer
	DNSZones         []DNSZone
	PrivateEndpoints []PrivateEndpoint
	Objects          []Object
	Versions         []Version
	Issuers          []Issuer
	Contacts         []Contacts
	Consumers        []Consumer
	Results          []Result
}
