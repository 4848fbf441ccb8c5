package scenarios

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
)

// opening is something that lets more through than before, and how much more: 1 is one object for one caller.
type opening struct {
	means   string
	breadth int
}

func breadth(list []opening) int {
	sum := 0
	for _, o := range list {
		sum += o.breadth
	}
	return sum
}

// beyond says what of a list is broader than in another.
func beyond(list, other []opening) []string {
	var words []string
	for _, o := range list {
		if same, _ := find(other, o.means); same.breadth < o.breadth {
			words = append(words, o.means)
		}
	}
	return words
}

// openings lists what is open at the end and was not at the start. What was closed on the way makes up for nothing.
func openings(start, end *engine.Estate) []opening {
	var list []opening
	before := openOf(start)
	for _, o := range openOf(end) {
		if was, ok := find(before, o.means); !ok || was.breadth < o.breadth {
			o.breadth -= was.breadth
			list = append(list, o)
		}
	}
	return list
}

func find(list []opening, means string) (opening, bool) {
	for _, o := range list {
		if o.means == means {
			return o, true
		}
	}
	return opening{}, false
}

// openOf lists all that an estate lets through.
func openOf(e *engine.Estate) []opening {
	var list []opening
	for i := range e.RoleAssignments {
		if a := &e.RoleAssignments[i]; !a.Absent {
			list = append(list, opening{a.Role + " for " + holder(e, a.PrincipalID) + " on " + a.Scope.Last(), scopeBreadth(a.Scope) + roleBreadth(a.Role)})
		}
	}
	for i := range e.AccessPolicies {
		if x := &e.AccessPolicies[i]; !x.Absent {
			list = append(list, opening{"an access policy for " + holder(e, x.ObjectID) + " on " + x.Vault, policyBreadth(x)})
		}
	}
	for i := range e.Vaults {
		if v := &e.Vaults[i]; !v.Absent && v.Deleted == nil {
			list = append(list, doors(v)...)
		}
	}
	return list
}

// holder is the name of the principal with an object ID, the ID itself for nobody's.
func holder(e *engine.Estate, id string) string {
	for i := range e.Principals {
		if strings.EqualFold(e.Principals[i].ObjectID, id) {
			return e.Principals[i].Name
		}
	}
	return id
}

// scopeBreadth is 1 for an object, and one more for each level above: vault, resource group, subscription, management
// group.
func scopeBreadth(s estate.Scope) int {
	parts := strings.Split(strings.Trim(strings.ToLower(string(s)), "/"), "/")
	switch {
	case parts[0] == "providers":
		return 5
	case len(parts) <= 2:
		return 4
	case len(parts) <= 4:
		return 3
	case len(parts) <= 8:
		return 2
	}
	return 1
}

// roleBreadth is 0 for the roles that only look or use: their names end so. The others manage what they reach.
func roleBreadth(role string) int {
	if strings.HasSuffix(role, " User") || strings.HasSuffix(role, " Reader") {
		return 0
	}
	return 1
}

// policyBreadth is that of a grant on the vault, for access policies know no smaller scope, and one more when it holds
// more than reading.
func policyBreadth(x *estate.AccessPolicy) int {
	for _, list := range [][]string{x.Secrets, x.Keys, x.Certificates} {
		for _, permission := range list {
			switch permission {
			case "get", "list", "wrapkey", "unwrapkey", "encrypt", "decrypt", "sign", "verify":
			default:
				return 3
			}
		}
	}
	return 2
}

// doors are the ways through a vault's firewall.
func doors(v *estate.Vault) []opening {
	if v.Public != estate.PublicEnabled {
		return nil
	}
	name := v.Name
	if !v.DenyOther {
		return []opening{{name + " open to every address on the internet", 5}}
	}
	var list []opening
	for _, p := range v.IPRules {
		list = append(list, opening{name + " open to " + p.String(), 1 + (p.Addr().BitLen()-p.Bits())/8})
	}
	for _, s := range v.SubnetRules {
		list = append(list, opening{name + " open to subnet " + s, 1})
	}
	if !v.NoBypass {
		list = append(list, opening{name + " open to trusted services", 2})
	}
	return list
}
