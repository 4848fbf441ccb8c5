package az

import (
	"cmp"
	"strings"

	"kvlab/engine/estate"
)

// atlas finds the ids that Resource Manager writes where a lab has names.
type atlas struct {
	*estate.Estate
	lab estate.Lab
}

func (t *tool) atlas() (*atlas, error) {
	e, err := t.console.lab.Estate()
	if err != nil {
		return nil, err
	}
	info, err := t.console.lab.Info()
	return &atlas{e, info}, err
}

// subscription is the id of the subscription that a resource group is in.
func (a *atlas) subscription(group string) estate.Scope {
	for _, g := range a.ResourceGroups {
		for _, s := range a.Subscriptions {
			if g.Name == group && s.Name == g.Subscription {
				return estate.SubscriptionScope(s.ID)
			}
		}
	}
	return estate.SubscriptionScope("")
}

func (a *atlas) vault(v *estate.Vault) string {
	return string(a.subscription(v.ResourceGroup).ResourceGroup(v.ResourceGroup).Vault(v.Name))
}

func (a *atlas) tenant(name string) string {
	for _, t := range a.Tenants {
		if t.Name == name {
			return t.ID
		}
	}
	return ""
}

// subnet is the id of a subnet that the lab calls network/subnet.
func (a *atlas) subnet(path string) string {
	network, subnet, _ := strings.Cut(path, "/")
	for _, n := range a.VirtualNetworks {
		if n.Name == network {
			return string(a.subscription(n.ResourceGroup).ResourceGroup(n.ResourceGroup).Resource("Microsoft.Network/virtualNetworks", n.Name)) + "/subnets/" + subnet
		}
	}
	return path
}

// vaultLine is a vault in a list: what Resource Manager knows of any resource.
func vaultLine(a *atlas, v *estate.Vault) object {
	return object{"id": a.vault(v), "location": v.Location, "name": v.Name, "resourceGroup": v.ResourceGroup,
		"tags": object{}, "type": "Microsoft.KeyVault/vaults"}
}

// vaultShape is a vault with its properties.
func vaultShape(a *atlas, v *estate.Vault) object {
	return shape(vaultLine(a, v)).with(object{"systemData": nil, "properties": object{
		"accessPolicies": a.policies(v), "createMode": nil, "enablePurgeProtection": or(v.PurgeProtection),
		"enableRbacAuthorization": v.InForce(a.lab.Profile) == estate.RBAC, "enableSoftDelete": true, "enabledForDeployment": false,
		"enabledForDiskEncryption": nil, "enabledForTemplateDeployment": nil, "hsmPoolResourceId": nil, "networkAcls": a.networkRules(v),
		"privateEndpointConnections": a.connections(v), "provisioningState": "Succeeded", "publicNetworkAccess": publicAccess(v),
		"sku":                       object{"family": "A", "name": cmp.Or(string(v.SKU), string(estate.Standard))},
		"softDeleteRetentionInDays": v.Retention(), "tenantId": a.tenant(v.Tenant), "vaultUri": address(v.Name) + "/"}})
}

// deletedVault is a vault that can be recovered.
func deletedVault(a *atlas, v *estate.Vault) object {
	d := v.Deleted
	if d == nil {
		d = &estate.Deletion{}
	}
	return object{"id": string(a.subscription(v.ResourceGroup)) + "/providers/Microsoft.KeyVault/locations/" + v.Location + "/deletedVaults/" + v.Name,
		"name": v.Name, "type": "Microsoft.KeyVault/deletedVaults", "properties": object{"deletionDate": stamp(d.At), "location": v.Location,
			"purgeProtectionEnabled": or(v.PurgeProtection), "scheduledPurgeDate": stamp(d.PurgeAt), "tags": object{}, "vaultId": a.vault(v)}}
}

func publicAccess(v *estate.Vault) string {
	switch v.Public {
	case estate.PublicDisabled:
		return "Disabled"
	case estate.SecuredByPerimeter:
		return "SecuredByPerimeter"
	}
	return "Enabled"
}

func (a *atlas) networkRules(v *estate.Vault) object {
	addresses, subnets := []any{}, []any{}
	for _, p := range v.IPRules {
		addresses = append(addresses, object{"value": p.String()})
	}
	for _, s := range v.SubnetRules {
		subnets = append(subnets, object{"id": a.subnet(s), "ignoreMissingVnetServiceEndpoint": nil})
	}
	rules := object{"bypass": "AzureServices", "defaultAction": "Allow", "ipRules": addresses, "virtualNetworkRules": subnets}
	if v.NoBypass {
		rules["bypass"] = "None"
	}
	if v.DenyOther {
		rules["defaultAction"] = "Deny"
	}
	return rules
}

func (a *atlas) policies(v *estate.Vault) []any {
	list := []any{}
	for _, p := range a.AccessPolicies {
		if p.Vault == v.Name && !p.Absent {
			list = append(list, object{"applicationId": or(p.ApplicationID), "objectId": p.ObjectID, "tenantId": a.tenant(cmp.Or(p.Tenant, v.Tenant)),
				"permissions": object{"certificates": named(p.Certificates), "keys": named(p.Keys), "secrets": named(p.Secrets), "storage": nil}})
		}
	}
	return list
}

// named is a list that is never null.
func named(words []string) []string { return append([]string{}, words...) }

func (a *atlas) connections(v *estate.Vault) any {
	var list []any
	for _, p := range a.PrivateEndpoints {
		if p.Vault == v.Name && !p.Absent {
			id := a.subscription(p.ResourceGroup).ResourceGroup(p.ResourceGroup).Resource("Microsoft.Network/privateEndpoints", p.Name)
			list = append(list, object{"id": a.vault(v) + "/privateEndpointConnections/" + p.Name, "privateEndpoint": object{"id": string(id), "resourceGroup": p.ResourceGroup},
				"privateLinkServiceConnectionState": object{"actionsRequired": "None", "description": nil, "status": capital(string(p.Connection))},
				"provisioningState":                 cmp.Or(p.Provisioning, "Succeeded"), "resourceGroup": v.ResourceGroup})
		}
	}
	if list == nil {
		return nil
	}
	return list
}
