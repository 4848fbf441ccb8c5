package az

import (
	"strings"

	"kvlab/engine/operation"
)

// route is an operation with the way to it.
type route struct {
	op      *operation.Operation
	object  string
	version string
}

// Placeholders that no path has in it.
const (
	anyName    = "\x01"
	anyVersion = "\x02"
)

// Method is the HTTP method of an operation. The table of operations has paths alone; of two operations with the same
// path these tell which is meant.
//
// Source: Azure/azure-sdk-for-go sdk/security/keyvault azsecrets, azkeys and azcertificates client.go.
func Method(op *operation.Operation) string {
	_, verb, _ := strings.Cut(op.ID, "/")
	switch {
	case op.ID == "certificates/import":
		return "POST"
	case strings.HasPrefix(verb, "get"), strings.HasPrefix(verb, "list"):
		return "GET"
	case strings.HasPrefix(verb, "set"), verb == "import":
		return "PUT"
	case strings.HasPrefix(verb, "update"), verb == "cancel-pending":
		return "PATCH"
	case strings.HasPrefix(verb, "delete"), verb == "purge":
		return "DELETE"
	}
	return "POST"
}

// find finds the operation that a method and a path mean, nil for none. Fixed words go before names: it is contacts
// that /certificates/contacts asks for, not a certificate of that name.
func findRoute(verb string, parts []string) *route {
	var best *route
	most := -1
	all := operation.All()
	for i := range all {
		op := &all[i]
		if op.Plane != operation.Data || Method(op) != verb {
			continue
		}
		for _, version := range []string{anyVersion, ""} {
			r, fixed, ok := match(op.Path(anyName, version), parts)
			if ok && fixed > most {
				r.op = op
				best, most = r, fixed
			}
		}
	}
	return best
}

// match holds a path against a pattern, and counts the fixed words in it.
func match(pattern string, parts []string) (r *route, fixed int, ok bool) {
	want := strings.Split(strings.Trim(pattern, "/"), "/")
	if len(want) != len(parts) {
		return nil, 0, false
	}
	r = &route{}
	for i, part := range parts {
		switch {
		case want[i] == anyName:
			r.object = part
		case want[i] == anyVersion:
			r.version = part
		case strings.EqualFold(want[i], part):
			fixed++
		default:
			return nil, 0, false
		}
	}
	return r, fixed, true
}
