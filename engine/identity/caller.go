package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// callerFor is the claims of a token of p.
func (e *evaluation) callerFor(p *estate.Principal) *estate.Caller {
	return &estate.Caller{Principal: p, ObjectID: p.ObjectID, AppID: p.AppID, TenantID: store.TenantID(e.view, p.Tenant)}
}

// managedCaller adds the claims that say which identity it is and on which host: they stand in the service's 403
// texts. Sources: azureossd's Key Vault troubleshooting post for Container Apps; MicrosoftDocs AKS troubleshooting.
func (e *evaluation) managedCaller(p *estate.Principal) *estate.Caller {
	c := e.callerFor(p)
	c.HostID = e.hostID()
	c.IdentityID = c.HostID
	if p.Kind == estate.UserIdentity {
		c.IdentityID = p.ResourceID
	}
	return c
}

// hostID is the host's ARM id as tokens carry it, with resourcegroups in lower case; empty outside Azure.
func (e *evaluation) hostID() string {
	kind := resourceType(e.host.Kind)
	group := store.ResourceGroups.Get(e.view, e.host.ResourceGroup)
	if kind == "" || group == nil {
		return ""
	}
	subscription := store.Subscriptions.Get(e.view, group.Subscription)
	if subscription == nil {
		return ""
	}
	return "/subscriptions/" + subscription.ID + "/resourcegroups/" + group.Name + "/providers/" + kind + "/" + e.host.Name
}

// resourceType is what a host is to Azure Resource Manager. A pod is nothing to it: the identity that it gets is its
// node's, and the lab does not know which node that is.
func resourceType(k estate.HostKind) string {
	switch k {
	case estate.AppService, estate.Function:
		return "Microsoft.Web/sites"
	case estate.VirtualMachine:
		return "Microsoft.Compute/virtualMachines"
	case estate.ContainerApp:
		return "Microsoft.App/containerApps"
	case estate.OnPremises:
		return "Microsoft.HybridCompute/machines"
	case estate.ApplicationGateway:
		return "Microsoft.Network/applicationGateways"
	}
	return ""
}
