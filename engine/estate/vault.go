package estate

import (
	"net/netip"
	"time"

	"kvlab/engine/profile"
)

// Model is a vault's data-plane authorization model. Exactly one is consulted.
type Model string

const (
	// Unset is a vault created without naming a model: its default depends on the profile.
	Unset          Model = ""
	RBAC           Model = "rbac"
	AccessPolicies Model = "access_policies"
)

// PublicAccess is the vault property publicNetworkAccess.
type PublicAccess string

const (
	PublicEnabled      PublicAccess = "enabled"
	PublicDisabled     PublicAccess = "disabled"
	SecuredByPerimeter PublicAccess = "secured_by_perimeter"
)

// SKU is a vault's tier.
type SKU string

const (
	Standard SKU = "standard"
	Premium  SKU = "premium"
)

// Vault is a key vault: its place, its model, its network rules.
type Vault struct {
	Name            string
	ResourceGroup   string
	Location        string
	Tenant          string
	SKU             SKU
	Model           Model
	PurgeProtection bool
	RetentionDays   int // 7 to 90

	Public    PublicAccess
	DenyOther bool // networkAcls.defaultAction is Deny
	NoBypass  bool // networkAcls.bypass is None, not AzureServices
	IPRules   []netip.Prefix
	// SubnetRules are "network/subnet" names of virtualNetworkRules.
	SubnetRules []string
	Perimeter   *Perimeter
	// PublicIP is the address of the region's front door that the public name chain ends in.
	PublicIP netip.Addr

	Created time.Time
	// Deleted is set while the vault is soft-deleted: it keeps its name and all it holds, and nobody can use it.
	Deleted *Deletion
	Absent  bool
}

// Perimeter is a network security perimeter the vault is associated with.
type Perimeter struct {
	Name string
	// Enforced overrides publicNetworkAccess; otherwise (transition mode) denials are only logged.
	Enforced bool
	// Inbound are the address ranges its access rules admit.
	Inbound []netip.Prefix
}

// Retention is how many days the vault keeps what is deleted, itself included: 7 to 90, fixed when it is created.
func (v *Vault) Retention() int {
	if v.RetentionDays == 0 {
		return 90
	}
	return v.RetentionDays
}

// InForce is the model the data plane consults.
func (v *Vault) InForce(p profile.Profile) Model {
	switch {
	case v.Model != Unset:
		return v.Model
	case p.RBACByDefault():
		return RBAC
	default:
		return AccessPolicies
	}
}

// HostName is the vault's public DNS name.
func (v *Vault) HostName() string { return v.Name + ".vault.azure.net" }
