package objects

import "strings"

// path is the state path of a fact of the secret's current version. Facts of older versions have none, and neither
// has a version that the request pins and the secret has left behind.
func (j *judgement) path(version, fact string) string {
	if version != j.current {
		return ""
	}
	return "vault." + quoted(j.vault.Name) + ".secret." + quoted(j.request.Object) + "." + fact
}

// quoted keeps a name with dots in it one part of a state path.
func quoted(name string) string {
	if strings.IndexByte(name, '.') >= 0 {
		return `"` + name + `"`
	}
	return name
}
