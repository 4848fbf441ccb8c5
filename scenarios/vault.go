package scenarios

import (
	"fmt"
	"time"

	"kvlab/engine/estate"
)

// Limits of a vault. Source: MicrosoftDocs/azure-security-docs key-vault/general/network-security.md and
// soft-delete-overview.md.
const (
	maxIPRules       = 1000
	maxSubnetRules   = 200
	minRetention     = 7
	maxRetention     = 90
	defaultRetention = 90
)

// age is how long things have existed when a lab begins, unless the file says otherwise.
const age = 30 * 24 * time.Hour

func (f *file) readVaults() {
	e := f.scenario.Estate
	for _, t := range f.names.of("vault").tables {
		v := t.vault()
		e.Vaults = append(e.Vaults, v)
		t.readObjects(&v)
	}
}

func (t *table) vault() estate.Vault {
	f := t.file
	v := estate.Vault{
		Name:            t.text("name"),
		ResourceGroup:   t.refOrOnly("resource_group", "resource_group"),
		SKU:             estate.SKU(t.choice("sku", string(estate.Standard), []string{string(estate.Standard), string(estate.Premium)})),
		Model:           t.model(),
		PurgeProtection: t.flag("purge_protection", false),
		RetentionDays:   t.number("retention_days", minRetention, maxRetention, defaultRetention),
		Public: estate.PublicAccess(t.choice("public_access", string(estate.PublicEnabled),
			[]string{string(estate.PublicEnabled), string(estate.PublicDisabled), string(estate.SecuredByPerimeter)})),
		DenyOther:   t.choice("default_action", "allow", []string{"allow", "deny"}) == "deny",
		NoBypass:    t.choice("bypass", "azure_services", []string{"azure_services", "none"}) == "none",
		IPRules:     t.publicRanges("ip_rules"),
		SubnetRules: t.subnetRules(),
		Perimeter:   t.perimeter(),
		PublicIP:    t.publicIP("public_ip", vaultRange),
		Created:     f.scenario.Clock.Add(-age),
		Absent:      t.absent(),
	}
	if len(v.IPRules) > maxIPRules {
		t.bad("ip_rules", fmt.Sprintf("has %d entries: a vault takes %d", len(v.IPRules), maxIPRules))
	}
	v.Deleted = t.deletion(&v, "vault")
	v.Location, v.Tenant = t.text("location"), t.text("tenant")
	if v.Location == "" {
		v.Location = f.locationOf(v.ResourceGroup)
	}
	if v.Tenant == "" {
		v.Tenant = f.tenantOf(v.ResourceGroup)
	} else {
		t.knows("tenant", "tenant", v.Tenant)
	}
	return v
}

// model: a vault that does not say was created without a choice, and its default depends on the profile.
func (t *table) model() estate.Model {
	switch {
	case !t.has("rbac"):
		return estate.Unset
	case t.flag("rbac", false):
		return estate.RBAC
	}
	return estate.AccessPolicies
}

func (t *table) subnetRules() []string {
	rules := t.distinct("subnet_rules")
	for _, s := range rules {
		t.knownSubnet("subnet_rules", s)
	}
	if len(rules) > maxSubnetRules {
		t.bad("subnet_rules", fmt.Sprintf("has %d entries: a vault takes %d", len(rules), maxSubnetRules))
	}
	return rules
}

func (t *table) perimeter() *estate.Perimeter {
	p := t.table("perimeter")
	if p == nil {
		return nil
	}
	return &estate.Perimeter{Name: p.need("name", "traces call the perimeter by it"), Enforced: p.flag("enforced", false),
		Inbound: p.publicRanges("inbound")}
}

func (f *file) locationOf(group string) string {
	for _, g := range f.scenario.Estate.ResourceGroups {
		if g.Name == group {
			return g.Location
		}
	}
	return defaultLocation
}

// tenantOf is the tenant of a resource group's subscription.
func (f *file) tenantOf(group string) string {
	for _, g := range f.scenario.Estate.ResourceGroups {
		for _, s := range f.scenario.Estate.Subscriptions {
			if g.Name == group && s.Name == g.Subscription {
				return s.Tenant
			}
		}
	}
	return ""
}
