package network

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// TrustedService is an entry of the list of services that networkAcls.bypass = AzureServices lets through.
type TrustedService struct {
	Name string
	// Only says what the service is trusted for, empty for all it does with a vault.
	Only string
}

// TrustedServices is the list, in the order of the documentation. A service on it still needs a token and a
// permission.
//
// Source: overview-vnet-service-endpoints.md, as of 2026-08-20.
func TrustedServices() []TrustedService { return append([]TrustedService(nil), trusted[:]...) }

// Trusted finds a service on the list. "Azure" or "Microsoft" before its name makes no difference.
func Trusted(name string) (TrustedService, bool) {
	name = bare(name)
	for _, s := range trusted {
		if strings.EqualFold(bare(s.Name), name) {
			return s, true
		}
	}
	return TrustedService{}, false
}

func bare(name string) string {
	for _, maker := range [...]string{"Azure ", "Microsoft "} {
		if len(name) > len(maker) && strings.EqualFold(name[:len(maker)], maker) {
			return name[len(maker):]
		}
	}
	return name
}

var trusted = [...]TrustedService{
	{Name: "AI Search"},
	{Name: "API Management", Only: "certificates of custom domains, read as its managed identity"},
	{Name: "App Service", Only: "the deployment of certificates"},
	{Name: "Application Gateway"},
	{Name: "Backup"},
	{Name: "Batch"},
	{Name: "Bot Service"},
	{Name: "CDN"},
	{Name: "Container Registry"},
	{Name: "Data Factory"},
	{Name: "Data Lake Store"},
	{Name: "Data Manager for Agriculture"},
	{Name: "MySQL Single Server"},
	{Name: "MySQL Flexible Server"},
	{Name: "PostgreSQL Single Server"},
	{Name: "PostgreSQL Flexible Server"},
	{Name: "Databricks"},
	{Name: "Azure Disk Encryption"},
	{Name: "Disk Storage", Only: "disk encryption sets"},
	{Name: "Event Hubs"},
	{Name: "ExpressRoute", Only: "MACsec"},
	{Name: "Firewall Premium"},
	{Name: "Front Door Classic"},
	{Name: "Front Door Standard/Premium"},
	{Name: "Import/Export"},
	{Name: "Information Protection"},
	{Name: "Machine Learning"},
	{Name: "Monitor", Only: "dedicated clusters"},
	{Name: "NetApp Files"},
	{Name: "Policy Scan"},
	{Name: "Resource Manager template deployment"},
	{Name: "Service Bus"},
	{Name: "SQL Database"},
	{Name: "Storage"},
	{Name: "Synapse"},
	{Name: "Virtual Machines deployment"},
	{Name: "Exchange, SharePoint, M365 data at rest"},
	{Name: "Power Platform"},
	{Name: "Purview"},
}

// service is the caller as one of Microsoft's own, if it is one.
type service struct {
	name  string // empty for everybody else
	entry TrustedService
}

func (s service) listed() bool { return s.entry.Name != "" }

// service finds out by the caller; while nobody knows the caller, by the host.
func (e *evaluation) service() service {
	name := ""
	switch {
	case e.caller != nil:
		name = e.caller.Service
	case e.host.Kind == estate.ApplicationGateway:
		name = "Application Gateway"
	case e.host.Kind == estate.PlatformService:
		name = e.host.Service
	}
	s := service{name: name}
	if name != "" {
		s.entry, _ = Trusted(name)
	}
	return s
}

// trustedStep says whether the caller is on the list, and whether that counts.
func (e *evaluation) trustedStep(s service, by admission) {
	v := e.vault
	step := trace.Step{ID: "network.trusted_service", Outcome: trace.Info, Title: "Trusted services", Command: networkRules(v)}
	step.Evidence = append(e.evidence(2), trace.Evidence{Label: "bypass", Value: bypass(v), Source: vaultPath(v, "bypass")},
		trace.Evidence{Label: "caller", Value: e.callerKind(s)})
	refused := by == refusedByConnection || by == refusedByFirewall
	switch {
	case !s.listed():
		step.Reason = trace.Because(trace.NotTrusted)
		step.Detail = e.whyNotTrusted(s)
		if refused && s.name != "" {
			step.Outcome = trace.Fail
		}
	case by == byTrustedService:
		step.Outcome = trace.Pass
		step.Detail = s.name + " is on the list of trusted services, and the bypass lets those through. The token and the permission are still needed." + only(s.entry)
	case refused:
		step.Outcome, step.Reason = trace.Fail, trace.Because(trace.BypassOff)
		step.Detail = s.name + " is on the list of trusted services, but the vault's bypass is None, so the list does not count."
		if by == refusedByConnection {
			step.Detail += " That this also holds while public access is disabled is unverified."
		}
	case perimeterDecides(v):
		step.Detail = s.name + " is on the list of trusted services, but where a perimeter decides the list does not count: only an inbound rule admits."
	default:
		step.Detail = s.name + " is on the list of trusted services. That is not what let it in here."
	}
	e.add(step)
}

func only(t TrustedService) string {
	if t.Only == "" {
		return ""
	}
	return " It is trusted for " + t.Only + " alone."
}

func (e *evaluation) callerKind(s service) string {
	if s.name != "" {
		return s.name
	}
	return string(e.host.Kind)
}

// whyNotTrusted clears up the usual mistakes: running in Azure makes nobody a trusted service.
//
// Source: overview-vnet-service-endpoints.md; MicrosoftDocs/azure-docs#52649, MicrosoftDocs/azure-devops-docs#8581.
func (e *evaluation) whyNotTrusted(s service) string {
	switch {
	case s.name != "":
		return s.name + " is a Microsoft service, but not on the list of trusted services, so the bypass does not hold for it."
	case e.host.Kind == estate.AppService || e.host.Kind == estate.Function:
		return "App Service is a trusted service for deploying certificates only. Its code and its Key Vault references are callers like any other."
	case e.host.Kind == estate.CIAgent:
		return "Build agents, hosted ones included, are no trusted service: Azure DevOps and GitHub Actions are not on the list."
	case e.host.Kind == estate.AKSPod:
		return "Pods and the secrets store driver are no trusted service: what a customer runs on AKS is not on the list."
	case e.host.Kind == estate.ContainerApp:
		return "Container Apps are not on the list of trusted services."
	case e.host.Kind == estate.VirtualMachine:
		return "What runs on a customer's machine is no trusted service; the list names only the deployment of virtual machines."
	default:
		return "The caller is no Microsoft service, so the bypass does not hold for it."
	}
}
