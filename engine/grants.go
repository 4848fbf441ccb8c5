package engine

import (
	"slices"
	"strings"

	"kvlab/engine/authz"
	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// grants lists the moves that write a grant of the idle model anew in the model in force. Where a switch writes a
// grant to the same principal already, that one will do.
func grants(v *store.View, r *Request, switches []Switch) ([]move, error) {
	e, err := evaluate(v, r)
	if err != nil || e.vault == nil || e.caller == nil || e.findings.authorization.Stop == nil {
		return nil, err
	}
	held := grantees(v, switches)
	var moves []move
	for _, t := range authz.Translations(v, e.lab.Profile, e.lab.Clock, e.op, e.vault, r.Object, e.caller) {
		if m, id := newGrant(t); !slices.Contains(held, id) {
			moves = append(moves, m)
		}
	}
	return moves, nil
}

// newGrant is the move that writes a translated grant, and the object ID that it names.
func newGrant(t authz.Translation) (m move, id string) {
	if a := t.Assignment; a != nil {
		object := a.Scope.Last()
		return move{
			write:  func(tx *store.Tx) error { store.RoleAssignments.Put(tx, a); return nil },
			shown:  trace.Change{To: "on", Grant: "role_assignment", Label: a.Role + " for " + t.For.Name + " on " + object},
			impact: facts.Impact{Breadth: facts.OneGrant, Means: t.For.Name + " gets what the idle access policy entry gave, and on " + object + " alone"},
		}, a.PrincipalID
	}
	x := t.Entry
	var held []string
	for collection, permissions := range map[string][]string{"secrets": x.Secrets, "keys": x.Keys, "certificates": x.Certificates} {
		if len(permissions) > 0 {
			held = append(held, collection+" "+strings.Join(permissions, ", "))
		}
	}
	return move{
		write: func(tx *store.Tx) error { store.AccessPolicies.Put(tx, x); return nil },
		shown: trace.Change{To: "on", Grant: "access_policy", Label: strings.Join(held, "; ") + " for " + t.For.Name},
		impact: facts.Impact{Breadth: facts.OneGrant,
			Means: "the entry holds for every object of that collection: access policies know no smaller scope"},
	}, x.ObjectID
}

// grantees are the object IDs that the switches' own grants name.
func grantees(v *store.View, switches []Switch) (ids []string) {
	for _, sw := range switches {
		p, err := facts.ParsePath(sw.Path)
		if err != nil {
			continue // the switch itself reports it
		}
		switch p[0] {
		case "role_assignment":
			if a := store.RoleAssignments.Named(v, p[1]); a != nil && a.Absent {
				ids = append(ids, a.PrincipalID)
			}
		case "access_policy":
			if x := store.AccessPolicies.Named(v, p[1]); x != nil && x.Absent {
				ids = append(ids, x.ObjectID)
			}
		}
	}
	return ids
}
