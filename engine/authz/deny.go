package authz

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// denial is a deny assignment with its verdict: without faults it is in the way.
type denial struct {
	*estate.DenyAssignment
	holder int // which of the question's holders it names, -1 for everybody
	exempt bool
	faults faults
}

// denials looks at the deny assignments that name the caller, a group of theirs, or everybody. Those for everybody
// are few: people cannot make deny assignments, Azure makes them for what it manages itself.
//
// Source: MicrosoftDocs/azure-docs articles/role-based-access-control/deny-assignments.md.
func (q *question) denials(list []denial) []denial {
	for i := range q.holders {
		if q.holders[i].kind.counts() {
			list = q.denialsTo(list, q.holders[i].id, i)
		}
	}
	return q.denialsTo(list, estate.Everyone, -1)
}

func (q *question) denialsTo(list []denial, id string, holder int) []denial {
	for _, d := range store.DenyAssignments.List(q.view, id) {
		if !d.Absent {
			list = append(list, q.judgeDenial(d, holder))
		}
	}
	return list
}

func (q *question) judgeDenial(d *estate.DenyAssignment, holder int) denial {
	verdict := denial{DenyAssignment: d, holder: holder, exempt: q.exempt(d), faults: takes(d, q.need)}
	if !within(q.reach(d), d.Scope) {
		verdict.faults |= otherScope
	}
	if verdict.exempt {
		verdict.faults |= wrongPrincipal
	}
	return verdict
}

// reach is the part of the chain at which a deny assignment holds: all of it, or the resource itself when it does
// not apply to child scopes.
func (q *question) reach(d *estate.DenyAssignment) []estate.Scope {
	if d.ExactScope && len(q.chain) > 0 {
		return q.chain[:1]
	}
	return q.chain
}

// takes says what keeps a deny assignment from taking away what is needed.
func takes(d *estate.DenyAssignment, n need) faults {
	taken, left := d.DataActions, d.NotDataActions
	if n.manage {
		taken, left = d.Actions, d.NotActions
	}
	switch {
	case matchesAny(taken, n.action) && !matchesAny(left, n.action):
		return 0
	case matchesAny(taken, n.action):
		return excluded
	case !n.manage && len(d.DataActions) == 0 && len(d.Actions) > 0:
		return controlOnly
	}
	return notCovered
}

// deniesRead reports whether a denial takes reading the key away, all else being as judged.
func (q *question) deniesRead(d *denial) bool {
	return !d.faults.has(wrongPrincipal|otherScope) && takes(d.DenyAssignment, need{action: keysRead}) == 0
}

// exempt reports whether the caller is among the excluded principals, themselves or by a group.
func (q *question) exempt(d *estate.DenyAssignment) bool {
	return len(d.ExcludedIDs) > 0 && slices.ContainsFunc(q.holders, func(h holder) bool {
		return h.kind.counts() && slices.ContainsFunc(d.ExcludedIDs, func(id string) bool { return strings.EqualFold(id, h.id) })
	})
}
