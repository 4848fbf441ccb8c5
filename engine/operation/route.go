package operation

import "strings"

// Path is where a request for the operation goes, without its query: "/secrets/db-password/3f…". Without a version
// the current one is meant. On the control plane it is the path below the provider, "/vaults", and the vault itself
// comes after it.
func (op *Operation) Path(object, version string) string {
	route, ok := routes[op.ID]
	if !ok {
		route = string(op.Collection) + "/{n}/{v}"
		if op.OnVault {
			route = string(op.Collection)
		}
	}
	var b strings.Builder
	for part := range strings.SplitSeq(route, "/") {
		switch part {
		case "{n}":
			part = object
		case "{v}":
			part = version
		}
		if part != "" {
			b.WriteByte('/')
			b.WriteString(part)
		}
	}
	return b.String()
}

// routes are the paths that say more than the collection, the object and its version.
//
// Source: Azure/azure-sdk-for-go sdk/security/keyvault azsecrets, azkeys and azcertificates client.go.
var routes = map[string]string{
	"secrets/set": "secrets/{n}", "secrets/delete": "secrets/{n}", "secrets/list-versions": "secrets/{n}/versions",
	"secrets/backup": "secrets/{n}/backup", "secrets/restore": "secrets/restore", "secrets/list-deleted": "deletedsecrets",
	"secrets/get-deleted": "deletedsecrets/{n}", "secrets/purge": "deletedsecrets/{n}", "secrets/recover": "deletedsecrets/{n}/recover",

	"keys/create": "keys/{n}/create", "keys/import": "keys/{n}", "keys/delete": "keys/{n}", "keys/list-versions": "keys/{n}/versions",
	"keys/encrypt": "keys/{n}/{v}/encrypt", "keys/decrypt": "keys/{n}/{v}/decrypt", "keys/sign": "keys/{n}/{v}/sign",
	"keys/verify": "keys/{n}/{v}/verify", "keys/wrap": "keys/{n}/{v}/wrapkey", "keys/unwrap": "keys/{n}/{v}/unwrapkey",
	"keys/release": "keys/{n}/{v}/release", "keys/rotate": "keys/{n}/rotate", "keys/get-rotation-policy": "keys/{n}/rotationpolicy",
	"keys/set-rotation-policy": "keys/{n}/rotationpolicy", "keys/get-attestation": "keys/{n}/{v}/attestation",
	"keys/backup": "keys/{n}/backup", "keys/restore": "keys/restore", "keys/list-deleted": "deletedkeys",
	"keys/get-deleted": "deletedkeys/{n}", "keys/purge": "deletedkeys/{n}", "keys/recover": "deletedkeys/{n}/recover",
	"keys/random-bytes": "rng",

	"certificates/create": "certificates/{n}/create", "certificates/import": "certificates/{n}/import",
	"certificates/delete": "certificates/{n}", "certificates/list-versions": "certificates/{n}/versions",
	"certificates/get-pending": "certificates/{n}/pending", "certificates/cancel-pending": "certificates/{n}/pending",
	"certificates/delete-pending": "certificates/{n}/pending", "certificates/merge": "certificates/{n}/pending/merge",
	"certificates/get-policy": "certificates/{n}/policy", "certificates/update-policy": "certificates/{n}/policy",
	"certificates/get-contacts": "certificates/contacts", "certificates/set-contacts": "certificates/contacts",
	"certificates/delete-contacts": "certificates/contacts", "certificates/list-issuers": "certificates/issuers",
	"certificates/get-issuer": "certificates/issuers/{n}", "certificates/set-issuer": "certificates/issuers/{n}",
	"certificates/update-issuer": "certificates/issuers/{n}", "certificates/delete-issuer": "certificates/issuers/{n}",
	"certificates/backup": "certificates/{n}/backup", "certificates/restore": "certificates/restore",
	"certificates/list-deleted": "deletedcertificates", "certificates/get-deleted": "deletedcertificates/{n}",
	"certificates/purge": "deletedcertificates/{n}", "certificates/recover": "deletedcertificates/{n}/recover",

	"vaults/list-deleted": "deletedVaults", "vaults/get-deleted": "deletedVaults", "vaults/purge": "deletedVaults",
}
