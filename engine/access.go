package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/nearest"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// AccessQuestion asks who may do what in a vault. It is comparable: the same question of the same commit has the same
// answer.
type AccessQuestion struct {
	Vault string
	// Collection and Object name one object; empty for the vault as a whole.
	Collection estate.Collection
	Object     string
	// From and Limit cut a page out of the rows; a limit of 0 is all of them.
	From, Limit int
}

// Access is the answer: authorization alone, as if everybody had a token and a way to the vault.
type Access struct {
	Question AccessQuestion
	Seq      uint64         // the commit it is true of
	Model    estate.Model   // the one in force; empty when there is no such vault, or it is deleted
	Scopes   []estate.Scope // at which role assignments count, the object or vault first
	Total    int            // rows there are, this page's and the others'
	Rows     []AccessRow
}

// AccessRow is one principal and what authorization finds for each operation, in the order asked.
type AccessRow struct {
	Principal *estate.Principal
	Findings  []trace.Finding
}

// Access says who may do each operation. The rows are the principals that a grant on the way to the vault names, in
// either model, by whatever id, or through a group; whoever is not among them may do nothing.
func (l *Lab) Access(q AccessQuestion, operations ...string) (*Access, error) {
	ops := make([]*operation.Operation, len(operations))
	for i, id := range operations {
		op, ok := operation.Find(id)
		if !ok {
			return nil, fmt.Errorf("access: unknown operation %q%s", id, nearest.Hint(id, operationIDs()))
		}
		ops[i] = op
	}
	v := l.store.View()
	a := access(v, q, ops)
	if err := v.Close(); err != nil {
		return nil, err
	}
	return a, nil
}

// access puts the question to authorization once for every principal and operation.
func access(v *store.View, q AccessQuestion, ops []*operation.Operation) *Access {
	a := &Access{Question: q, Seq: v.Seq()}
	vault := store.Vaults.Get(v, q.Vault)
	if vault == nil || vault.Absent {
		return a
	}
	lab := labOf(v)
	if vault.Deleted == nil {
		a.Model = vault.InForce(lab.Profile)
	}
	a.Scopes = authz.ScopeChain(v, vault, string(q.Collection), q.Object)
	callers := concerned(v, lab, granted(v, a.Scopes, vault))
	a.Total = len(callers)
	for _, c := range page(callers, q) {
		row := AccessRow{Principal: c.Principal, Findings: make([]trace.Finding, len(ops))}
		for i, op := range ops {
			row.Findings[i] = authz.Evaluate(v, lab.Profile, lab.Clock, op, vault, q.Object, c)
		}
		a.Rows = append(a.Rows, row)
	}
	return a
}

func page(callers []*estate.Caller, q AccessQuestion) []*estate.Caller {
	callers = callers[min(max(q.From, 0), len(callers)):]
	if q.Limit > 0 && q.Limit < len(callers) {
		return callers[:q.Limit]
	}
	return callers
}

// granted collects the ids that grants name: role assignments at one of the scopes or below the first, and the vault's
// access policy entries. Ids are compared without regard to letter case.
func granted(v *store.View, scopes []estate.Scope, vault *estate.Vault) map[string]bool {
	ids := map[string]bool{}
	counts := func(s estate.Scope) bool { return slices.ContainsFunc(scopes, s.Equal) || scopes[0].Contains(s) }
	if len(scopes) > 0 {
		for _, a := range store.RoleAssignments.List(v) {
			if !a.Absent && counts(a.Scope) {
				ids[strings.ToLower(a.PrincipalID)] = true
			}
		}
	}
	for _, p := range store.AccessPolicies.List(v, vault.Name) {
		if !p.Absent {
			ids[strings.ToLower(p.ObjectID)] = true
		}
	}
	return ids
}

// concerned lists whom the ids belong to, directly or through a group, by kind and name.
func concerned(v *store.View, lab estate.Lab, ids map[string]bool) []*estate.Caller {
	named := func(p *estate.Principal) bool {
		return slices.ContainsFunc(p.IDs(), func(id string) bool { return ids[strings.ToLower(id)] })
	}
	var callers []*estate.Caller
	for _, p := range store.Principals.List(v) {
		if p.Absent {
			continue
		}
		if c := identity.CallerOf(v, lab.Clock, p); named(p) || slices.ContainsFunc(c.Groups, named) {
			callers = append(callers, c)
		}
	}
	slices.SortStableFunc(callers, func(a, b *estate.Caller) int {
		return cmp.Or(cmp.Compare(rank(a.Principal.Kind), rank(b.Principal.Kind)), cmp.Compare(a.Principal.Name, b.Principal.Name))
	})
	return callers
}

// rank puts people first, then groups, programs and machines.
func rank(k estate.PrincipalKind) int {
	return slices.Index([]estate.PrincipalKind{estate.User, estate.Group, estate.ServicePrincipal, estate.SystemIdentity, estate.UserIdentity}, k)
}
