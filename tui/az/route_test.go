package az

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

func parts(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// An operation's own path leads back to it, with any name and with a version or without.
func TestEveryDataPlaneOperationHasItsRoute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(operation.All()).Draw(t, "operation")
		if op.Plane != operation.Data {
			return
		}
		name := rapid.StringMatching(`[0-9a-zA-Z-]{1,20}`).Filter(objects.ValidName).Draw(t, "name")
		version := rapid.SampledFrom([]string{"", "0123456789abcdef0123456789abcdef"}).Draw(t, "version")
		path := op.Path(name, version)
		r := findRoute(Method(&op), parts(path))
		if reserved(name) {
			return
		}
		if r == nil || r.op.ID != op.ID {
			t.Fatalf("%s %s leads to %v, not to %s", Method(&op), path, r, op.ID)
		}
		if strings.Contains(op.Path(anyName, ""), anyName) && r.object != name {
			t.Errorf("%s: name %q", path, r.object)
		}
		if strings.Contains(op.Path(anyName, anyVersion), anyVersion) && r.version != version {
			t.Errorf("%s: version %q", path, r.version)
		}
	})
}

// reserved are words that stand in a path where a name does; the service takes no objects of these names either, as
// far as they can be told apart.
func reserved(name string) bool {
	switch strings.ToLower(name) {
	case "contacts", "issuers", "restore", "versions", "pending", "policy", "create", "import", "backup", "rotate", "rotationpolicy",
		"encrypt", "decrypt", "wrapkey", "unwrapkey", "sign", "verify", "release", "attestation":
		return true
	}
	return false
}

func TestWhereMethodsAndPathsLead(t *testing.T) {
	for line, want := range map[string]string{
		"GET /secrets/db":                  "secrets/get",
		"GET /secrets/db/":                 "secrets/get",
		"GET /secrets//db/3f":              "secrets/get",
		"PUT /SECRETS/db":                  "secrets/set",
		"DELETE /secrets/db":               "secrets/delete",
		"DELETE /deletedsecrets/db":        "secrets/purge",
		"POST /secrets/restore":            "secrets/restore",
		"POST /keys/k/unwrapkey":           "keys/unwrap",
		"POST /keys/k/3f/wrapkey":          "keys/wrap",
		"GET /keys/k/versions":             "keys/list-versions",
		"GET /certificates/contacts":       "certificates/get-contacts",
		"PATCH /certificates/c/pending":    "certificates/cancel-pending",
		"POST /certificates/c/import":      "certificates/import",
		"POST /secrets/db":                 "",
		"GET /":                            "",
		"GET /vaults":                      "",
		"GET /secrets/db/3f/something/too": "",
	} {
		verb, path, _ := strings.Cut(line, " ")
		got := ""
		if r := findRoute(verb, parts(path)); r != nil {
			got = r.op.ID
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q", line, got, want)
		}
	}
}
