package network

import (
	"kvlab/engine/estate"
)

func (e *evaluation) endpointConnections() string {
	if e.vault == nil {
		return ""
	}
	return "az network private-endpoint-connection list --name " + e.vault.Name + in(e.vault.ResourceGroup) + " --type Microsoft.KeyVault/vaults"
}

// showVault queries one property of the vault.
func (e *evaluation) showVault(query string) string {
	return "az keyvault show --name " + e.vault.Name + " --query " + query
}

func networkRules(v *estate.Vault) string { return "az keyvault network-rule list --name " + v.Name }

func zoneList(group string) string { return "az network private-dns zone list" + in(group) }

func linkList(z *estate.DNSZone) string {
	return "az network private-dns link vnet list" + in(z.ResourceGroup) + " --zone-name " + z.Zone
}

func recordShow(z *estate.DNSZone, name string) string {
	return "az network private-dns record-set a show" + in(z.ResourceGroup) + " --zone-name " + z.Zone + " --name " + name
}

func dnsServersOf(n *estate.VirtualNetwork) string {
	return "az network vnet show" + in(n.ResourceGroup) + " --name " + n.Name + " --query dhcpOptions.dnsServers"
}

func peeringList(n *estate.VirtualNetwork) string {
	return "az network vnet peering list" + in(n.ResourceGroup) + " --vnet-name " + n.Name
}

func subnetShow(n *estate.VirtualNetwork, s *estate.Subnet, query string) string {
	return "az network vnet subnet show" + in(n.ResourceGroup) + " --vnet-name " + n.Name + " --name " + s.Name + " --query " + query
}

func endpointShow(x *estate.PrivateEndpoint) string {
	return "az network private-endpoint show" + in(x.ResourceGroup) + " --name " + x.Name
}

func in(group string) string {
	if group == "" {
		return ""
	}
	return " --resource-group " + group
}
