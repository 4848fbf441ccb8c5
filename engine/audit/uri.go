package audit

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

func upper(s estate.Scope) string { return strings.ToUpper(string(s)) }

// uri is the request's address without a query. Operations on the vault itself go to Azure Resource Manager, and to the
// vault's own id there; the detours of a deleted vault are left out.
func uri(t *trace.Trace, op *operation.Operation, vaultID estate.Scope) string {
	if op.Plane == operation.Control {
		return "https://management.azure.com" + string(vaultID)
	}
	return "https://" + t.Request.Vault + ".vault.azure.net" + op.Path(t.Request.Object, t.Request.Version)
}

// phrase is the reason phrase the log writes for a status.
func phrase(status int) string {
	switch status {
	case 200, 201, 202, 204:
		return "OK"
	case 400:
		return "Bad Request"
	case 401:
		return "Unauthorized"
	case 403:
		return "Forbidden"
	case 404:
		return "Not Found"
	case 409:
		return "Conflict"
	case 429:
		return "Too Many Requests"
	}
	return ""
}
