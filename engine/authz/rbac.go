package authz

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// grant is a role assignment with its verdict.
type grant struct {
	*estate.RoleAssignment
	holder int // which of the question's holders it names
	faults faults
	byRead bool // it grants only because it may read the key
}

// ruling is Azure RBAC's answer: a verdict for every assignment looked at, and what decided.
type ruling struct {
	grants []grant
	denies []denial
	by     int // the first grant that counts, -1 for none
	deny   int // the first deny assignment in the way, -1 for none
}

func (r *ruling) allowed() bool { return r.by >= 0 && r.deny < 0 }

// rule decides under Azure RBAC.
func (q *question) rule() (r ruling) {
	q.chain = q.scopes(q.room.chain[:0])
	r.grants = q.grants(q.room.grants[:0])
	r.denies = q.denials(nil)
	r.by, r.deny = -1, -1
	for i := range r.denies {
		if r.denies[i].faults == 0 {
			r.deny = i
			break
		}
	}
	reading := q.readDenied(&r)
	for i := range r.grants {
		if g := &r.grants[i]; g.faults == 0 && !(g.byRead && reading >= 0) {
			r.by = i
			return r
		}
	}
	if r.deny < 0 && reading >= 0 {
		r.deny = reading
	}
	return r
}

// readDenied finds a deny assignment that takes reading the key away from a grant which rests on it.
func (q *question) readDenied(r *ruling) int {
	rests := false
	for i := range r.grants {
		rests = rests || r.grants[i].faults == 0 && r.grants[i].byRead
	}
	if rests {
		for i := range r.denies {
			if q.deniesRead(&r.denies[i]) {
				return i
			}
		}
	}
	return -1
}

// grants looks at every role assignment to one of the caller's ids. Assignments are stored under the id they name,
// so nobody else's are read.
func (q *question) grants(list []grant) []grant {
	for i := range q.holders {
		for _, a := range store.RoleAssignments.List(q.view, q.holders[i].id) {
			if !a.Absent {
				f, byRead := q.judge(a, q.holders[i].kind)
				list = append(list, grant{a, i, f, byRead})
			}
		}
	}
	return list
}

// judge finds everything that keeps an assignment from granting.
func (q *question) judge(a *estate.RoleAssignment, k kind) (f faults, byRead bool) {
	r := findRole(q.view, a.Role)
	if r != nil {
		f, byRead = r.covers(q.need, q.op.Collection)
	} else {
		f = roleMissing
	}
	if !k.counts() {
		f |= wrongPrincipal
	}
	if !within(q.chain, a.Scope) && !q.listsBelow(a.Scope) {
		f |= otherScope
	}
	if q.at.Before(a.Since) {
		f |= notYet
	}
	if !a.Expires.IsZero() && !q.at.Before(a.Expires) {
		f |= expired
	}
	// Source: MicrosoftDocs/azure-docs role-based-access-control/troubleshooting.md.
	if r != nil && r.custom && len(r.DataActions) > 0 && a.Scope.ManagementGroup() {
		f |= notAssignable
	}
	return f, byRead
}
