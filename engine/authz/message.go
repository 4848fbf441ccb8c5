package authz

import (
	"strconv"
	"strings"
)

// The texts of the service's refusals. Sources: hashicorp/terraform-provider-azurerm#27817 (RBAC),
// MicrosoftDocs/azure-docs#57072 (access policies), SparebankenVest/azure-key-vault-to-kubernetes#232 (on behalf of).

// rbacMessage: a request that a deny assignment stopped has its id in place of null. How the service words its
// decision reason then is not known.
func (q *question) rbacMessage(r *ruling) string {
	deny, reason := "null", "'DeniedWithNoValidRBAC'"
	if r.deny >= 0 {
		deny, reason = "'"+r.denies[r.deny].ID+"'", "null"
	}
	return "Caller is not authorized to perform action on resource.\r\n" +
		"If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n" +
		"Caller: " + q.caller.Line() + "\r\n" +
		"Action: '" + q.op.DataAction + "'\r\n" +
		"Resource: '" + strings.ToLower(q.resource()) + "'\r\n" +
		"Assignment: (not found)\r\n" +
		"DenyAssignmentId: " + deny + "\r\n" +
		"DecisionReason: " + reason + " \r\n" +
		"Vault: " + q.place() + "\r\n"
}

// resource is the id of what is asked for; without a known place of the vault, the part that is known.
func (q *question) resource() string {
	if len(q.chain) > 0 {
		return string(q.chain[0])
	}
	id := "/providers/microsoft.keyvault/vaults/" + q.vault.Name
	if q.object != "" {
		id += "/" + string(q.op.Collection) + "/" + q.object
	}
	return id
}

func (q *question) permissionMessage() string {
	return "The user, group or application '" + q.policyCaller() + "' does not have " + string(q.op.Collection) + " " + q.op.Policies[0] +
		" permission on key vault '" + q.place() + "'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"
}

func (q *question) onBehalfMessage() string {
	return "The policy requires the caller '" + q.policyCaller() +
		"' to use on-behalf-of (OBO) flow. For more information on OBO, please see https://go.microsoft.com/fwlink/?linkid=2152310"
}

// policyCaller is the caller as the access policy texts print it.
func (q *question) policyCaller() string {
	s := "appid=" + q.caller.AppID + ";oid=" + q.caller.ObjectID
	if n := len(q.caller.Groups); n > 0 {
		s += ";numgroups=" + strconv.Itoa(n)
	}
	return s + ";iss=https://sts.windows.net/" + q.caller.TenantID + "/"
}

func (q *question) place() string { return q.vault.Name + ";location=" + q.vault.Location }
