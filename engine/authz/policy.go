package authz

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// entry is an access policy entry with its verdict.
type entry struct {
	*estate.AccessPolicy
	holder int
	faults faults
}

// answer is the access policies' answer: a verdict for every entry looked at, and what decided.
type answer struct {
	entries []entry
	by      int // the first entry that counts, -1 for none
}

func (a *answer) allowed() bool { return a.by >= 0 }

// ofCaller finds an entry that names the caller in the right tenant and has no faults but those.
func (a *answer) ofCaller(but faults) bool {
	return slices.ContainsFunc(a.entries, func(e entry) bool { return e.faults&^but == 0 })
}

// answer decides under access policies. all is false when only entries that name the caller are wanted, and not
// those that name a wrong id.
func (q *question) answer(all bool) (a answer) {
	a.entries = q.room.entries[:0]
	tenants := tenants{view: q.view, caller: q.caller.TenantID, vault: q.vault.Tenant}
	a.by = -1
	for i := range q.holders {
		k := q.holders[i].kind
		if !all && !k.counts() {
			break
		}
		for _, p := range store.AccessPolicies.List(q.view, q.vault.Name, q.holders[i].id) {
			if p.Absent {
				continue
			}
			f := q.judgeEntry(p)
			if !k.counts() {
				f |= wrongPrincipal
			}
			if !tenants.match(p.Tenant) {
				f |= otherTenant
			}
			a.entries = append(a.entries, entry{p, i, f})
			if f == 0 && a.by < 0 {
				a.by = len(a.entries) - 1
			}
		}
	}
	return a
}

// judgeEntry looks at what an entry holds, and at whom it must come through.
func (q *question) judgeEntry(p *estate.AccessPolicy) (f faults) {
	held := permissions(p, q.op.Collection)
	switch {
	case holdsAny(held, q.op.Policies):
	case len(held) == 0 && len(p.Secrets)+len(p.Keys)+len(p.Certificates) > 0:
		f = otherCollection
	default:
		f = notCovered
	}
	if p.ApplicationID != "" && !(q.caller.OnBehalfOf && strings.EqualFold(p.ApplicationID, q.caller.AppID)) {
		f |= notOnBehalf
	}
	return f
}

func permissions(p *estate.AccessPolicy, c operation.Collection) []string {
	switch c {
	case operation.Keys:
		return p.Keys
	case operation.Certificates:
		return p.Certificates
	default:
		return p.Secrets
	}
}

// holdsAny reports whether one of the wanted permissions is held. "all" stands for every one but purge: whether the
// service lets it purge is unverified, and recordings of the CLI give both together.
func holdsAny(held, wanted []string) bool {
	for _, w := range wanted {
		if holds(held, w) || w != "purge" && holds(held, "all") {
			return true
		}
	}
	return false
}

func holds(held []string, permission string) bool {
	for _, h := range held {
		if len(h) == len(permission) && sameFold(h, permission) {
			return true
		}
	}
	return false
}

// tenants compares the tenant of entries with the one that issued the caller's token.
type tenants struct {
	view   *store.View
	caller string // tenant ID
	vault  string // tenant name
}

// match reports whether an entry of the named tenant is for the caller's; an entry that names none is of the
// vault's. Where the lab names no tenant at all there is nothing to compare.
func (t *tenants) match(entry string) bool {
	if entry == "" {
		entry = t.vault
	}
	id := store.TenantID(t.view, entry)
	return id == "" || strings.EqualFold(id, t.caller)
}
