// Package network is the third gate: can the caller reach the vault, and is the caller let in once there?
//
// It goes the way a connection goes. The vault's name is looked up, hop by hop and alias by alias; the address that
// comes out is connected to; the vault sees the connection arrive from some address; and the vault's own rules admit
// that address or refuse it. A private endpoint passes the vault's rules by. The name decides which way a connection
// takes, which is why most failures of private endpoints are failures of DNS.
//
//	network.hosts_file       the host's own hosts file answers
//	network.resolver         one resolver that is asked: a DNS server, Azure DNS, public DNS
//	network.dns.alias        where the vault's public name points: the privatelink alias or the region
//	network.dns.zone         is a private DNS zone visible from here that holds the name?
//	network.dns.record       the A record in that zone
//	network.dns.answer       what the name resolves to
//	network.endpoint         the private endpoint that the connection meets, or was meant to meet
//	network.connect          TCP 443 to the address
//	network.deleted          the vault is soft-deleted: nobody can use it
//	network.source           the address the vault sees the connection come from
//	network.perimeter        network security perimeter
//	network.trusted_service  is the caller a Microsoft service that the bypass admits?
//	network.public_access    publicNetworkAccess
//	network.firewall         address rules, subnet rules, default action
//
// A gate that stops before the vault's rules has no HTTP answer; one that stops at them has a 403.
//
// Managing vaults is another way: management.azure.com is reached over the internet, and no rule of a vault is asked.
//
// Sources: MicrosoftDocs/azure-security-docs articles/key-vault/general/private-link-service.md,
// private-link-diagnostics.md, network-security.md, overview-vnet-service-endpoints.md. Client texts are those of
// Go's net package.
package network
