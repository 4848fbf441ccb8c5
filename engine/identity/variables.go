package identity

import (
	"strings"

	"kvlab/engine/estate"
)

// variables are the AZURE_* variables that several credentials read.
type variables struct {
	tenant    string // AZURE_TENANT_ID
	client    string // AZURE_CLIENT_ID
	tokenFile bool   // AZURE_FEDERATED_TOKEN_FILE is set
}

// readVariables puts together what the process sees. The webhook of AKS sets three variables, but only in a pod
// that is labelled, and never over a value that the pod's own definition gives.
func (e *evaluation) readVariables() variables {
	var v variables
	if env := e.host.Environment; env != nil {
		v.tenant, v.client = env.Tenant, env.App
	}
	if w := e.host.Workload; w != nil && (e.host.Kind != estate.AKSPod || !w.NoFile) {
		v.tenant = first(v.tenant, w.Tenant)
		v.client = first(v.client, w.Client)
		v.tokenFile = !w.NoFile
	}
	if e.chained {
		v.client = first(v.client, e.host.Select)
	}
	return v
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// isGUID reports whether s has the form of an identifier.
func isGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return false
			}
		} else if !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i])) {
			return false
		}
	}
	return true
}
