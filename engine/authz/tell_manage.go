package authz

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// planeStep says why the vault's own model is not asked.
func (e *evaluation) planeStep() {
	s := trace.Step{ID: "authorization.model", Outcome: trace.Info, Title: "The control plane knows one model",
		Detail: "Azure Resource Manager decides who may manage vaults, and it consults Azure RBAC alone. Which model a vault is under decides about what is in it: neither that nor an access policy has a say here."}
	if e.vault != nil {
		s.Evidence = e.evidence(trace.Evidence{Label: "enableRbacAuthorization", Value: modelValue(e.vault), Source: vaultPath(e.vault, "rbac")})
	}
	if e.vault != nil && e.vault.Deleted == nil {
		s.Command = showVault(e.vault, "properties.enableRbacAuthorization")
	}
	e.add(s)
}

func modelValue(v *estate.Vault) string {
	switch v.Model {
	case estate.RBAC:
		return "true"
	case estate.AccessPolicies:
		return "false"
	}
	return "null"
}

// nowhere ends a question without a scope: no role assignment can be held against it.
func (e *evaluation) nowhere() trace.Finding {
	e.finding.Unknown = true
	e.add(trace.Step{ID: "authorization.result", Outcome: trace.Info, Title: "No scope to ask about",
		Detail: "There is no such vault, so nobody can say in which subscription and resource group a role assignment would count for it."})
	return e.finding
}

func (e *evaluation) managingStep() {
	e.say(e.op.ID, " needs this action from a role. Data actions, which use what is in a vault, do not count.")
	if e.op.ID == "vaults/recover" {
		e.sayFinding()
	}
	e.add(trace.Step{ID: "authorization.action", Outcome: trace.Info, Title: "What the operation needs", Command: actions,
		Detail: e.said(), Evidence: e.evidence(trace.Evidence{Label: "action", Value: e.op.Action})})
}

// sayFinding is about the way az takes to a deleted vault.
func (e *evaluation) sayFinding() {
	e.say(" az finds the vault among the deleted ones of the subscription, which needs Microsoft.KeyVault/deletedVaults/read there, and the caller ")
	if e.finds() {
		e.say("has it.")
	} else {
		e.say("does not have it: they must name the location themselves.")
	}
	e.say(" Unverified: ", e.op.Unverified, ".")
}

func (e *evaluation) placesStep() {
	s := trace.Step{ID: "authorization.scope", Outcome: trace.Info, Title: "Scopes that count", Evidence: e.levels(), Command: "az account show --query id --output tsv"}
	switch {
	case len(e.chain) == 0:
		s.Detail = "The lab does not say in which subscription the vault is, so no role assignment can be placed above it."
	case e.op.ID == "vaults/list":
		s.Detail = "An assignment at one of these scopes shows all vaults of the subscription. One at a resource group or a vault shows what is there: the list leaves out what its caller may not read. Unverified: no documentation was found that says so."
	case lists(e.op):
		s.Detail = "Deleted vaults are listed for a whole subscription: an assignment at a resource group is too small."
	case ofDeleted(e.op):
		s.Detail = "A deleted vault stands below its subscription and location, and in no resource group: an assignment at the group it was in does not count any more."
	case e.vault.Deleted != nil:
		s.Detail = "The vault comes back to where it was, so its resource group counts and what is above. Assignments at the vault itself went when it was deleted."
	default:
		s.Detail = "A role assignment counts when it is made at one of these scopes: at the vault itself or anywhere above it."
		s.Command = showVault(e.vault, "id --output tsv")
	}
	e.add(s)
}

func (e *evaluation) managingResult(r *ruling) {
	if e.result(r, " How the service words this refusal is unverified.", "action", "") {
		return
	}
	e.finding.Stop = trace.Deny(403, "AuthorizationFailed", "", e.managingMessage())
}

// managingMessage is Resource Manager's refusal. People are named by their sign-in name; that programs are named by
// their application's ID is unverified.
//
// Source: MicrosoftDocs/azure-docs articles/role-based-access-control/troubleshooting.md.
func (q *question) managingMessage() string {
	client := q.caller.AppID
	if p := q.caller.Principal; p != nil && p.Kind == estate.User {
		client = p.UserName
	}
	return "The client '" + client + "' with object id '" + q.caller.ObjectID + "' does not have authorization to perform action '" + q.op.Action +
		"' over scope '" + string(q.resource()) + "' or the scope is invalid. If access was recently granted, please refresh your credentials."
}

// sayManaging says why an assignment grants an action, and what it does not give.
func (e *evaluation) sayManaging(g *grant) {
	if within(e.chain, g.Scope) {
		e.say("The role covers the action, and the scope")
		e.sayContains(g)
	} else {
		e.say("The role covers the action, and its scope, ")
		e.sayPlace(g.Scope)
		e.say(", lies in the subscription: the list shows the vaults that are there.")
	}
	if r := findRole(e.view, g.Role); r != nil && len(r.DataActions) == 0 {
		e.say(" It holds no data action, so by itself it opens nothing that is in a vault.")
	}
}

// sayUnfit says what a role lacks on the control plane.
func (e *evaluation) sayUnfit(g *grant) {
	r := findRole(e.view, g.Role)
	if r != nil && len(r.Actions) == 0 && len(r.DataActions) > 0 {
		e.say("The role has data actions only: they use what is in a vault and do not manage it.")
		return
	}
	e.say("The role's actions do not include ", e.op.Action, ".")
	if r != nil && e.need.action == vaultsRead && slices.ContainsFunc(r.Actions, isBelowVaults) {
		e.say(" It has Microsoft.KeyVault/vaults/*/read, which by its letters is about what lies below a vault. Whether Azure also takes it for reading the vault itself is unverified.")
	}
}

// vaultsRead is an action that is asked for by name, in lower case.
const vaultsRead = "microsoft.keyvault/vaults/read"

// isBelowVaults recognises the pattern that the roles for reading vaults have.
func isBelowVaults(pattern string) bool {
	return strings.EqualFold(pattern, "Microsoft.KeyVault/vaults/*/read")
}

// kindOfAction is what the operation needs, and notKind where a definition takes it out again.
func (q *question) kindOfAction() string {
	if q.op.Plane == operation.Control {
		return "action"
	}
	return "data action"
}

func (q *question) notKind() string {
	if q.op.Plane == operation.Control {
		return "notActions"
	}
	return "notDataActions"
}
