package estate

import "time"

// HostKind says what a program runs on; it decides which credentials can work there.
type HostKind string

const (
	AppService         HostKind = "app_service"
	Function           HostKind = "function"
	VirtualMachine     HostKind = "vm"
	ContainerApp       HostKind = "container_app"
	AKSPod             HostKind = "aks_pod"
	Laptop             HostKind = "laptop"
	CIAgent            HostKind = "ci_agent"
	OnPremises         HostKind = "on_premises"
	ApplicationGateway HostKind = "application_gateway"
	// PlatformService is a Microsoft service that calls the vault itself (Backup, Storage, ...): Host.Service
	// names it.
	PlatformService HostKind = "platform_service"
)

// HostKinds lists all kinds.
var HostKinds = []HostKind{AppService, Function, VirtualMachine, ContainerApp, AKSPod, Laptop, CIAgent, OnPremises, ApplicationGateway, PlatformService}

// Host is where a caller's program runs: its identities, its credentials and its place in the network.
type Host struct {
	Name          string
	Kind          HostKind
	ResourceGroup string // empty for machines outside Azure
	Service       string // PlatformService only: the name on the trusted-services list

	// SystemAssigned says that the system-assigned identity is on; the principal has the host's name.
	SystemAssigned bool
	// UserAssigned names the user-assigned identities attached to the host.
	UserAssigned []string
	// Select names the managed identity the program asks for (AZURE_CLIENT_ID or its like); empty asks for none. A
	// platform service may name the service principal it calls as instead.
	Select string
	// Arc says that an on-premises server is connected to Azure Arc and so has a managed identity endpoint.
	Arc bool

	// Credential is how the program authenticates: empty or "default" is DefaultAzureCredential, otherwise one
	// credential's name of the chain, for example "ManagedIdentityCredential".
	Credential string
	// TokenCredentials is AZURE_TOKEN_CREDENTIALS: "dev", "prod" or one credential's name; empty for unset.
	TokenCredentials string
	Environment      *Environment
	Workload         *Workload
	SignedIn         map[string]string // developer tool ("az", "azd", "powershell") to the user signed in there
	// Audience is the resource the program asks a token for; empty is the right one, https://vault.azure.net.
	Audience string
	// TokenExpires is set when the program holds on to a token it got earlier: it is sent as it is.
	TokenExpires time.Time
	// OnBehalfOf names the user in whose name the program calls: its app registration exchanges its token for one of
	// that user. Empty when the program calls as itself.
	OnBehalfOf string

	// Subnet is "network/subnet" of the virtual network the host sits in or is integrated with; empty for none.
	Subnet string
	// Gateway names the virtual network this host reaches through a VPN or ExpressRoute; empty for none.
	Gateway string
	// DNSServer names a custom resolver the host uses in place of its network's; empty for the network's own.
	DNSServer string
	// PublicIP is the address its traffic to the internet comes from; empty for no way out.
	PublicIP string
	// PrivateIP is its address in the subnet or behind the gateway.
	PrivateIP string
	// HostsFile maps names to addresses that the host's own hosts file overrides.
	HostsFile map[string]string
}

// ForPlatform is the host as the platform uses it when it calls a vault in the host's name: same place in the network,
// its managed identity or the user-assigned one named, and nothing of what its program is set up to use.
func (h *Host) ForPlatform(identity string) *Host {
	p := *h
	if h.Kind != PlatformService && h.Kind != ApplicationGateway {
		p.Credential, p.Select = "ManagedIdentityCredential", identity
	} else if identity != "" {
		p.Select = identity
	}
	p.TokenCredentials, p.Environment, p.Workload, p.SignedIn = "", nil, nil, nil
	p.Audience, p.TokenExpires, p.OnBehalfOf = "", time.Time{}, ""
	return &p
}

// Environment is what EnvironmentCredential finds: each field is one variable, empty for unset. Names refer to the
// estate; a Tenant or App that is no name of the estate is taken as it is, as a real variable would be.
type Environment struct {
	Tenant      string // AZURE_TENANT_ID
	App         string // AZURE_CLIENT_ID
	Secret      string // AZURE_CLIENT_SECRET, the value itself
	Certificate string // AZURE_CLIENT_CERTIFICATE_PATH
	UserName    string // AZURE_USERNAME
	Password    string // AZURE_PASSWORD
}

// Workload is what a federated workload presents: the token of its own platform and who it asks to be.
type Workload struct {
	Tenant   string // AZURE_TENANT_ID
	Client   string // AZURE_CLIENT_ID: an app or a user-assigned identity, by name
	Issuer   string
	Subject  string
	Audience string
	Expires  time.Time // zero: still good
	NoFile   bool      // AZURE_FEDERATED_TOKEN_FILE is not set: the pod was never labelled
}
