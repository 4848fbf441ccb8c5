package authz

import (
	"strings"

	"kvlab/engine/estate"
)

func vaultPath(v *estate.Vault, fact string) string { return "vault." + quoted(v.Name) + "." + fact }

// grantPath is the state path of a fact of a grant; a grant without a name has none.
func grantPath(table, name, fact string) string {
	if name == "" {
		return ""
	}
	return table + "." + quoted(name) + "." + fact
}

// quoted keeps a name with dots in it one part of a state path.
func quoted(name string) string {
	if strings.IndexByte(name, '.') >= 0 {
		return `"` + name + `"`
	}
	return name
}
