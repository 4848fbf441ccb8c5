package scenarios

import (
	"net/netip"
	"slices"
	"strings"

	"kvlab/engine/estate"
)

// hostKinds are the words for what a program runs on.
func hostKinds() []string {
	words := make([]string, len(estate.HostKinds))
	for i, k := range estate.HostKinds {
		words[i] = string(k)
	}
	return words
}

// hasIdentity reports whether a host may have a system-assigned identity, so that grants can name it.
func hasIdentity(t *table) bool {
	switch kind := estate.HostKind(plain(t, "kind")); kind {
	case estate.OnPremises:
		arc, _ := t.values["arc"].(bool)
		return arc
	case estate.AppService, estate.Function, estate.VirtualMachine, estate.ContainerApp, estate.AKSPod, estate.PlatformService:
		return true
	}
	return false
}

// readHosts reads hosts, each with its system-assigned identity. The identity is there also while the host has it
// switched off: a gate that switches it on then finds it, and the grants to it.
func (f *file) readHosts() {
	e := f.scenario.Estate
	for _, t := range f.names.of("host").tables {
		h := t.host()
		e.Hosts = append(e.Hosts, h)
		if hasIdentity(t) {
			e.Principals = append(e.Principals, estate.Principal{Name: h.Name, Kind: estate.SystemIdentity,
				Tenant: t.refOrOnly("tenant", "tenant"), ObjectID: t.objectID(h.Name), AppID: t.guid("app_id", "app", h.Name),
				Groups: t.refs("groups", "group")})
		}
	}
	f.joinMembers()
}

func (t *table) host() estate.Host {
	h := estate.Host{
		Name:             t.text("name"),
		Kind:             estate.HostKind(t.choice("kind", string(estate.Laptop), hostKinds())),
		Service:          t.text("service"),
		SystemAssigned:   t.flag("system_identity", false),
		UserAssigned:     t.refs("user_identities", "identity"),
		Select:           t.principalOrID("select"),
		Arc:              t.flag("arc", false),
		Credential:       t.choice("credential", "", credentials()),
		TokenCredentials: t.text("token_credentials"),
		Environment:      t.environment(),
		Workload:         t.workload(),
		SignedIn:         t.signedIn(),
		Audience:         t.text("audience"),
		TokenExpires:     t.moment("token_expires"),
		OnBehalfOf:       t.ref("on_behalf_of", "user"),
		Subnet:           t.subnet("subnet"),
		Gateway:          t.ref("gateway", "vnet"),
		DNSServer:        t.ref("dns_server", "dns_server"),
		HostsFile:        t.hostsFile(),
	}
	if !t.has("kind") {
		t.missing("kind", "choose from "+strings.Join(hostKinds(), ", "))
	}
	h.ResourceGroup = t.hostGroup(h.Kind)
	if a := t.publicIP("public_ip", hostRange); a.IsValid() {
		h.PublicIP = a.String()
	}
	if a := t.privateIP(h.Subnet, h.Gateway); a.IsValid() {
		h.PrivateIP = a.String()
	}
	t.agree(&h)
	return h
}

// agree reports what a host of that kind cannot have.
func (t *table) agree(h *estate.Host) {
	if h.SystemAssigned && !hasIdentity(t) {
		t.bad("system_identity", "a host of kind "+string(h.Kind)+" has no managed identity"+arcWord(h.Kind))
	}
	if len(h.UserAssigned) > 0 && !hasIdentity(t) && h.Kind != estate.ApplicationGateway {
		t.bad("user_identities", "a host of kind "+string(h.Kind)+" has no managed identity"+arcWord(h.Kind))
	}
	if h.Arc && h.Kind != estate.OnPremises {
		t.bad("arc", "only an on_premises host is connected to Azure Arc")
	}
	if h.Service != "" && h.Kind != estate.PlatformService {
		t.bad("service", "only a platform_service is one of Microsoft's services")
	}
	if h.Subnet != "" && h.Gateway != "" {
		t.bad("gateway", "a host in a subnet needs no gateway to reach its network")
	}
}

func arcWord(kind estate.HostKind) string {
	if kind == estate.OnPremises {
		return " unless arc = true"
	}
	return ""
}

// hostGroup: machines outside Azure are in no resource group.
func (t *table) hostGroup(kind estate.HostKind) string {
	outside := kind == estate.Laptop || kind == estate.CIAgent || kind == estate.OnPremises && !hasIdentity(t)
	if outside && !t.has("resource_group") {
		return ""
	}
	return t.refOrOnly("resource_group", "resource_group")
}

func (t *table) privateIP(subnet, gateway string) netip.Addr {
	switch {
	case subnet != "":
		return t.inSubnet("private_ip", subnet)
	case gateway != "" && !t.has("private_ip"):
		return t.file.addresses.next("", onPremisesRange, reservedInSubnet)
	}
	return t.address("private_ip")
}

// credentials are what a program may pick in its code.
func credentials() []string {
	return []string{"default", "EnvironmentCredential", "WorkloadIdentityCredential", "ManagedIdentityCredential",
		"AzureCLICredential", "AzureDeveloperCLICredential", "AzurePowerShellCredential"}
}

// principalOrID reads what an AZURE_CLIENT_ID would hold: an identity or app by its name, or any GUID.
func (t *table) principalOrID(key string) string {
	s := t.text(key)
	if s != "" && !isGUID(s) {
		t.knows(key, principal, s)
	}
	return s
}

// tenantOrID reads what an AZURE_TENANT_ID would hold: a tenant by its name, any GUID or any domain.
func (t *table) tenantOrID(key string) string {
	s := t.text(key)
	if s != "" && !isGUID(s) && !strings.Contains(s, ".") {
		t.knows(key, "tenant", s)
	}
	return s
}

func (t *table) environment() *estate.Environment {
	env := t.table("environment")
	if env == nil {
		return nil
	}
	return &estate.Environment{Tenant: env.tenantOrID("tenant"), App: env.principalOrID("app"), Secret: env.text("secret"),
		Certificate: env.text("certificate"), UserName: env.text("user_name"), Password: env.text("password")}
}

func (t *table) workload() *estate.Workload {
	w := t.table("workload")
	if w == nil {
		return nil
	}
	workload := &estate.Workload{Tenant: w.tenantOrID("tenant"), Client: w.principalOrID("client"), Issuer: w.text("issuer"),
		Subject: w.text("subject"), Audience: w.text("audience"), Expires: w.moment("expires"), NoFile: w.flag("no_file", false)}
	if workload.Audience == "" {
		workload.Audience = exchangeAudience
	}
	return workload
}

// signedIn reads which tools are on the host and who is signed in to them; an empty name is nobody.
func (t *table) signedIn() map[string]string {
	tools := []string{"az", "azd", "powershell"}
	signedIn := t.pairs("signed_in")
	for _, tool := range sorted(signedIn) {
		if !slices.Contains(tools, tool) {
			t.bad("signed_in."+tool, "there is no tool "+quote(tool)+t.file.hint(tool, tools))
		}
		if name := signedIn[tool]; name != "" {
			t.knows("signed_in."+tool, principal, name)
		}
	}
	return signedIn
}

func (t *table) hostsFile() map[string]string {
	entries := t.pairs("hosts_file")
	for _, name := range sorted(entries) {
		address := entries[name]
		if a, err := netip.ParseAddr(address); err != nil || !a.Is4() {
			t.bad("hosts_file."+name, quote(address)+" is no IPv4 address")
		}
	}
	return entries
}
