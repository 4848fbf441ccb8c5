package authz

import (
	"cmp"
	"slices"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// Translation is an idle grant written anew in the model in force, and no wider than one operation needs: a role
// assignment on the object, or an entry with one permission. One of the two is set.
type Translation struct {
	Assignment *estate.RoleAssignment
	Entry      *estate.AccessPolicy
	// For is whom it names.
	For *estate.Principal
}

// Translations lists what would grant op in the model in force, for each grant that would grant it in the idle one:
// one for each principal named.
func Translations(v *store.View, p profile.Profile, at time.Time, op *operation.Operation, vault *estate.Vault, object string, caller *estate.Caller) []Translation {
	var q question
	q.ask(v, at, op, vault, object, caller)
	if !q.offered() {
		return nil
	}
	if vault.InForce(p) == estate.RBAC {
		return q.assignments()
	}
	return q.entries()
}

// assignments translates access policy entries.
func (q *question) assignments() (list []Translation) {
	a := q.answer(false)
	chain := ScopeChain(q.view, q.vault, string(q.op.Collection), q.object)
	role := narrowest(q.need.action)
	if len(chain) == 0 || role == nil {
		return nil
	}
	for _, x := range a.entries {
		if x.faults != 0 || named(list, q.holders[x.holder].principal) {
			continue
		}
		id := estate.GUID("translated", x.Name, q.op.ID, q.object)
		list = append(list, Translation{For: q.holders[x.holder].principal, Assignment: &estate.RoleAssignment{
			Name: "translated-" + x.Name, ID: id, PrincipalID: x.ObjectID, Role: role.Name, Scope: chain[0]}})
	}
	return list
}

// entries translates role assignments. A deny assignment is one of the idle model's, too.
func (q *question) entries() (list []Translation) {
	for _, g := range q.rule().grants {
		holder := q.holders[g.holder]
		if g.faults != 0 || named(list, holder.principal) {
			continue
		}
		x := &estate.AccessPolicy{Name: "translated-" + g.Name, Vault: q.vault.Name, ObjectID: g.PrincipalID}
		switch held := q.op.Policies[:1:1]; q.op.Collection {
		case operation.Secrets:
			x.Secrets = held
		case operation.Keys:
			x.Keys = held
		case operation.Certificates:
			x.Certificates = held
		}
		list = append(list, Translation{For: holder.principal, Entry: x})
	}
	return list
}

func named(list []Translation, p *estate.Principal) bool {
	return p == nil || slices.ContainsFunc(list, func(t Translation) bool { return t.For == p })
}

// narrowest is the built-in role that grants the fewest operations beside the wanted one, nil if none grants it.
func narrowest(action string) *role {
	var best *role
	fewest := 0
	for i := range builtIn().list {
		r := &builtIn().list[i]
		if !r.grants(action) {
			continue
		}
		if n := r.breadth(); best == nil || cmp.Or(cmp.Compare(n, fewest), cmp.Compare(r.Name, best.Name)) < 0 {
			best, fewest = r, n
		}
	}
	return best
}

// breadth counts the data actions of vault operations that the role grants.
func (r *role) breadth() (n int) {
	for _, actions := range collectionActions {
		for _, action := range actions {
			if r.grants(action) {
				n++
			}
		}
	}
	return n
}
