// Package identity is the first gate: who is calling, and would the vault accept their token?
//
// It follows a request from the program to the token: which credential the program uses, what the host's managed
// identity endpoint or the directory's token endpoint answers, and which claims the token carries. Then it makes
// the vault's checks of the token. Whether the caller may do what they ask is for other gates to say.
//
// A credential ends in one of three ways: it issues a token, it is unavailable (nothing on this host for it to work
// with), or it is refused. A chain goes on past the unavailable only; a refusal ends it.
//
//	identity.signed_in         a person who signed in at the host by hand
//	identity.setting           the program was told which credentials to use
//	identity.environment       EnvironmentCredential: client secret, certificate or password in variables
//	identity.federated         one federated credential, compared with the workload's assertion
//	identity.workload          WorkloadIdentityCredential: an assertion exchanged for a token
//	identity.endpoint          the host's managed identity endpoint, and what is attached to the host
//	identity.managed_identity  ManagedIdentityCredential: what that endpoint answers
//	identity.azure_cli         AzureCLICredential
//	identity.azd               AzureDeveloperCLICredential
//	identity.powershell        AzurePowerShellCredential
//	identity.chain             the chain ended without a token
//	identity.shadowed          a working managed identity that a refusal kept from being asked
//	identity.platform          a Microsoft service that calls as itself
//	identity.on_behalf_of      the program exchanges its token for one of its user
//	identity.former_ids        the caller was re-created and its earlier object IDs are dead
//	identity.groups            the groups the caller is in, nested ones included
//	identity.audience          the vault's check of aud
//	identity.issuer            the vault's check of iss
//	identity.expiry            the vault's check of exp, for a token the program holds on to
//
// A request to manage vaults goes to Azure Resource Manager, which wants a token for itself and makes the same three
// checks, with answers of its own.
//
// Texts a client would show are those of the Go SDK: Azure/azure-sdk-for-go sdk/azidentity v1.15.0.
package identity
