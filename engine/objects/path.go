package objects

import (
	"kvlab/engine/facts"
)

// path is the state path of a fact of the secret's current version. Facts of older versions have none, and neither
// has a version that the request pins and the secret has left behind.
func (j *judgement) path(version, fact string) string {
	if version != j.current {
		return ""
	}
	return "vault." + facts.Quoted(j.vault.Name) + ".secret." + facts.Quoted(j.request.Object) + "." + fact
}
