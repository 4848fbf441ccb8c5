package identity

import (
	"strings"

	"kvlab/engine/estate"
)

// hostPath is the state path of a fact of a host.
func hostPath(h *estate.Host, fact string) string { return "host." + quoted(h.Name) + "." + fact }

// principalPath is the state path of a principal, or of a fact of it.
func principalPath(p *estate.Principal, fact string) string {
	if fact == "" {
		return pathKind(p.Kind) + "." + quoted(p.Name)
	}
	return pathKind(p.Kind) + "." + quoted(p.Name) + "." + fact
}

func pathKind(k estate.PrincipalKind) string {
	switch k {
	case estate.User:
		return "user"
	case estate.Group:
		return "group"
	case estate.ServicePrincipal:
		return "app"
	default:
		return "identity"
	}
}

// quoted keeps a name with dots in it one part of a state path.
func quoted(name string) string {
	if strings.IndexByte(name, '.') >= 0 {
		return `"` + name + `"`
	}
	return name
}
