package authz

import (
	"kvlab/engine/estate"
	"kvlab/engine/facts"
)

func vaultPath(v *estate.Vault, fact string) string {
	return "vault." + facts.Quoted(v.Name) + "." + fact
}

// grantPath is the state path of a fact of a grant; a grant without a name has none.
func grantPath(table, name, fact string) string {
	if name == "" {
		return ""
	}
	return table + "." + facts.Quoted(name) + "." + fact
}
