package identity

import (
	"strings"

	"kvlab/engine/estate"
)

// identityShow lists the identities attached to a host.
func identityShow(h *estate.Host) string {
	if h.ResourceGroup == "" {
		return ""
	}
	switch h.Kind {
	case estate.AppService:
		return showAt("az webapp identity show --name ", h, "")
	case estate.Function:
		return showAt("az functionapp identity show --name ", h, "")
	case estate.VirtualMachine:
		return showAt("az vm identity show --name ", h, "")
	case estate.ContainerApp:
		return showAt("az containerapp identity show --name ", h, "")
	case estate.AKSPod:
		return "az aks list --resource-group " + h.ResourceGroup + ` --query "[].identityProfile.kubeletidentity"`
	case estate.OnPremises:
		return showAt("az connectedmachine show --name ", h, " --query identity")
	case estate.ApplicationGateway:
		return showAt("az network application-gateway identity show --gateway-name ", h, "")
	}
	return ""
}

func showAt(command string, h *estate.Host, rest string) string {
	return command + h.Name + " --resource-group " + h.ResourceGroup + rest
}

func userIdentityShow(p *estate.Principal) string {
	if p.ResourceID == "" {
		return ""
	}
	return "az identity show --ids " + p.ResourceID
}

func credentialList(app *estate.Principal) string {
	return "az ad app credential list --id " + app.AppID
}

func certificateList(app *estate.Principal) string { return credentialList(app) + " --cert" }

// federatedList shows the federated credentials of an app registration or a user-assigned identity.
func federatedList(p *estate.Principal) string {
	if p.Kind != estate.UserIdentity {
		return "az ad app federated-credential list --id " + p.AppID
	}
	group := resourceGroupOf(p.ResourceID)
	if group == "" {
		return ""
	}
	return "az identity federated-credential list --identity-name " + p.Name + " --resource-group " + group
}

// resourceGroupOf reads the resource group out of an ARM id.
func resourceGroupOf(id string) string {
	const key = "/resourcegroups/"
	i := strings.Index(strings.ToLower(id), key)
	if i < 0 {
		return ""
	}
	group, _, _ := strings.Cut(id[i+len(key):], "/")
	return group
}

func userShow(p *estate.Principal) string {
	return "az ad user show --id " + first(p.UserName, p.ObjectID)
}

// groupsCommand lists the groups of a principal, nested ones included.
func groupsCommand(p *estate.Principal) string {
	if p.Kind == estate.User {
		return "az ad user get-member-groups --id " + first(p.UserName, p.ObjectID)
	}
	return "az rest --method GET --url https://graph.microsoft.com/v1.0/servicePrincipals/" + p.ObjectID + "/transitiveMemberOf"
}
