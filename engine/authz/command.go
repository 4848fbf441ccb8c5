package authz

import (
	"strings"

	"kvlab/engine/estate"
)

// dataActions lists every data action the provider knows.
const dataActions = `az provider operation show --namespace Microsoft.KeyVault --query "resourceTypes[].operations[?isDataAction].name[]"`

// actions lists every action of the control plane that the provider knows.
const actions = `az provider operation show --namespace Microsoft.KeyVault --query 'resourceTypes[].operations[?!isDataAction].name[]'`

func showVault(v *estate.Vault, query string) string {
	return "az keyvault show --name " + shell(v.Name) + " --query " + query
}

func showDeleted(v *estate.Vault) string { return "az keyvault show-deleted --name " + shell(v.Name) }

// listAssignments shows the assignments that count for one id at a scope, inherited ones included.
func listAssignments(id string, scope estate.Scope) string {
	return "az role assignment list --assignee " + shell(id) + " --scope " + shell(string(scope)) + " --include-inherited"
}

// listEverywhere shows all assignments to an id, also to one that names nobody, which --assignee would not find.
func listEverywhere(id string) string {
	return "az role assignment list --all --query " + shell("[?principalId=='"+id+"']")
}

func showRole(name string) string { return "az role definition list --name " + shell(name) }

// listDenials asks Resource Manager itself: az has no command of its own for deny assignments.
func listDenials(scope estate.Scope) string {
	return "az rest --method GET --url " + shell("https://management.azure.com"+string(scope)+
		"/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01")
}

func showEntry(v *estate.Vault, id string) string {
	return showVault(v, shell("properties.accessPolicies[?objectId=='"+id+"']"))
}

// shell writes one argument of a command, quoted where a shell would read more into it.
func shell(arg string) string {
	if arg != "" && strings.IndexFunc(arg, special) < 0 {
		return arg
	}
	if !strings.ContainsAny(arg, "\"$`\\!") {
		return `"` + arg + `"`
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

func special(r rune) bool {
	plain := r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("/-._:=@,+", r)
	return !plain
}
