package authz

import (
	"kvlab/engine/estate"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

// model tells which of the two models the vault consults.
func (e *evaluation) model(p profile.Profile, m estate.Model) {
	value, name := "false", "access policies"
	detail := "The vault decides by its own access policies. Role assignments on data are not read."
	if m == estate.RBAC {
		value, name = "true", "Azure RBAC"
		detail = "The vault decides by Azure RBAC. Its access policies are not read."
	}
	if e.vault.Model == estate.Unset {
		value = "null"
		detail = "The vault was created without naming a permission model, and under the " + string(p) + " profile that means " + name + ". " + otherDefault(p)
	}
	e.add(trace.Step{ID: "authorization.model", Outcome: trace.Info, Title: "Permission model in force", Detail: detail,
		Evidence: e.evidence(
			trace.Evidence{Label: "enableRbacAuthorization", Value: value, Source: vaultPath(e.vault, "rbac")},
			trace.Evidence{Label: "in force", Value: name}),
		Command: "az keyvault show --name " + shell(e.vault.Name) + " --query properties.enableRbacAuthorization"})
}

func otherDefault(p profile.Profile) string {
	d, _ := profile.Find(profile.DefaultModel)
	if p == profile.Guide {
		return "The live service: " + d.Service + "."
	}
	return "The guide: " + d.Guide + "."
}
