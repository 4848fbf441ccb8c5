package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/facts"
)

// hostPath is the state path of a fact of a host.
func hostPath(h *estate.Host, fact string) string { return "host." + facts.Quoted(h.Name) + "." + fact }

// principalPath is the state path of a principal, or of a fact of it.
func principalPath(p *estate.Principal, fact string) string {
	if fact == "" {
		return pathKind(p.Kind) + "." + facts.Quoted(p.Name)
	}
	return pathKind(p.Kind) + "." + facts.Quoted(p.Name) + "." + fact
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
