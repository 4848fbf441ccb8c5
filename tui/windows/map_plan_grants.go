package windows

import (
	"strconv"
	"strings"
	"time"

	"kvlab/engine/estate"
)

// grants are all grants of an estate by what they are made at, and everybody they can name.
type grants struct {
	// roles and denials are by scope, in lower case; those of objects are with their vault. Scopes above subscriptions
	// are by the name of the management group.
	roles, denials map[string][]int
	policies       map[string][]int // by vault
	names          map[string]string
	above          map[string]string // management group to its parent
}

const groupPrefix = "/providers/microsoft.management/managementgroups/"

// vaultDepth is how many parts of a scope lead to a vault.
const vaultDepth = 8

// grantedAt is the scope that a grant is listed by.
func grantedAt(s estate.Scope) string {
	text := strings.ToLower(string(s))
	parts := strings.Split(strings.TrimPrefix(text, "/"), "/")
	if !strings.HasPrefix(text, groupPrefix) && len(parts) > vaultDepth {
		parts = parts[:vaultDepth]
	}
	return "/" + strings.Join(parts, "/")
}

func (p *planner) grants() *grants {
	g := &grants{roles: map[string][]int{}, denials: map[string][]int{}, policies: map[string][]int{}, names: map[string]string{}, above: map[string]string{}}
	for i := range p.estate.RoleAssignments {
		at := grantedAt(p.estate.RoleAssignments[i].Scope)
		g.roles[at] = append(g.roles[at], i)
	}
	for i := range p.estate.DenyAssignments {
		at := grantedAt(p.estate.DenyAssignments[i].Scope)
		g.denials[at] = append(g.denials[at], i)
	}
	for i := range p.estate.AccessPolicies {
		at := p.estate.AccessPolicies[i].Vault
		g.policies[at] = append(g.policies[at], i)
	}
	for i := range p.estate.ManagementGroups {
		m := &p.estate.ManagementGroups[i]
		g.above[m.Name] = m.Parent
	}
	for i := range p.estate.Principals {
		g.know(&p.estate.Principals[i])
	}
	return g
}

// know learns the ids of a principal: the right one, and those that are popular wrong choices.
func (g *grants) know(x *estate.Principal) {
	for _, id := range x.IDs()[1:] {
		if g.names[id] == "" {
			g.names[id] = "wrong id of " + x.Name
		}
	}
	g.names[x.ObjectID] = x.Name
}

// name is who an object id means.
func (g *grants) name(id string) (name string, known bool) {
	if id == estate.Everyone {
		return "everybody", true
	}
	name = g.names[id]
	switch {
	case name == "":
		return "nobody: " + id, false
	case strings.HasPrefix(name, "wrong id of "):
		return name, false
	}
	return name, true
}

// chain is where grants on a vault can be made, from the vault up.
func (p *planner) chain(g *grants, v *estate.Vault) []string {
	group := find(p.estate.ResourceGroups, func(x *estate.ResourceGroup) bool { return x.Name == v.ResourceGroup })
	if group == nil {
		return nil
	}
	s := find(p.estate.Subscriptions, func(x *estate.Subscription) bool { return x.Name == group.Subscription })
	if s == nil {
		return nil
	}
	top := estate.SubscriptionScope(s.ID)
	chain := []string{grantedAt(top.ResourceGroup(group.Name).Vault(v.Name)), grantedAt(top.ResourceGroup(group.Name)), grantedAt(top)}
	for name, left := s.ManagementGroup, len(g.above); name != "" && left >= 0; name, left = g.above[name], left-1 {
		chain = append(chain, grantedAt(estate.ManagementGroupScope(name)))
	}
	return chain
}

// mostInherited bounds the grants from above that are drawn at one vault.
const mostInherited = 30

// addGrants adds what decides at a vault, and every grant that reaches it.
func (p *planner) addGrants(v *estate.Vault, g *grants) {
	p.add(thing{"vault", v.Name, "grants"}, card{column: doorColumn, name: p.modelWords(v), facts: []string{"the model in force"}, opens: "access"})
	for _, i := range g.policies[v.Name] {
		x := &p.estate.AccessPolicies[i]
		p.add(thing{"access_policy", x.Name, v.Name}, p.policyCard(x, v, g))
	}
	more := 0
	for level, at := range p.chain(g, v) {
		for _, i := range g.denials[at] {
			x := &p.estate.DenyAssignments[i]
			p.add(thing{"deny_assignment", x.Name, v.Name}, p.denialCard(x, g))
		}
		for n, i := range g.roles[at] {
			if level > 0 && n >= mostInherited {
				more++
				continue
			}
			x := &p.estate.RoleAssignments[i]
			p.add(thing{"role_assignment", x.Name, v.Name}, p.roleCard(x, v, g))
		}
	}
	if more > 0 {
		p.say(doorColumn, counted(more, "more grant")+" from above", false)
	}
}

func (p *planner) roleCard(x *estate.RoleAssignment, v *estate.Vault, g *grants) card {
	name, known := g.name(x.PrincipalID)
	c := card{column: doorColumn, name: name, opens: "access", idle: v.InForce(p.profile) != estate.RBAC}
	word := stateWord(x.Absent, x.Since, x.Expires, p.lab.Clock)
	c.broken = word != "" || !known
	c.closed = x.Absent
	c.facts = grantFacts(word, c.idle, x.Role, "on "+scopeWords(p, x.Scope))
	return c
}

func (p *planner) policyCard(x *estate.AccessPolicy, v *estate.Vault, g *grants) card {
	name, known := g.name(x.ObjectID)
	c := card{column: doorColumn, name: name, opens: "access", idle: v.InForce(p.profile) == estate.RBAC}
	word := stateWord(x.Absent, time.Time{}, time.Time{}, p.lab.Clock)
	c.broken, c.closed = word != "" || !known, x.Absent
	c.facts = grantFacts(word, c.idle, "access policy", permissionWords(x))
	return c
}

func (p *planner) denialCard(x *estate.DenyAssignment, g *grants) card {
	name, _ := g.name(x.PrincipalID)
	c := card{column: doorColumn, name: name, opens: "access", closed: x.Absent}
	word := "denied"
	if x.Absent {
		word = "not denied"
	}
	c.facts = []string{word + ": " + x.Name, "on " + scopeWords(p, x.Scope)}
	return c
}

// stateWord is why a grant is none, whatever it says.
func stateWord(absent bool, since, expires, now time.Time) string {
	switch {
	case absent:
		return "not granted"
	case now.Before(since):
		return "not yet"
	case !expires.IsZero() && !now.Before(expires):
		return "expired"
	}
	return ""
}

func grantFacts(word string, idle bool, what, where string) []string {
	if idle {
		word = strings.TrimPrefix(word+", idle", ", ")
	}
	if word != "" {
		what = word + ": " + what
	}
	return []string{what, where}
}

func permissionWords(x *estate.AccessPolicy) string {
	var parts []string
	for _, c := range [...]struct {
		noun string
		list []string
	}{{"secrets", x.Secrets}, {"keys", x.Keys}, {"certificates", x.Certificates}} {
		if len(c.list) > 0 {
			parts = append(parts, c.noun+" "+strings.Join(c.list, " "))
		}
	}
	if len(parts) == 0 {
		return "no permission"
	}
	return strings.Join(parts, ", ")
}

// scopeWords says what a scope is.
func scopeWords(p *planner, s estate.Scope) string {
	parts := strings.Split(strings.Trim(string(s), "/"), "/")
	switch {
	case strings.HasPrefix(strings.ToLower(string(s)), groupPrefix):
		return "management group " + s.Last()
	case len(parts) > vaultDepth:
		return estate.Collection(parts[vaultDepth]).Noun() + " " + s.Last()
	case len(parts) == vaultDepth:
		return "the vault"
	case len(parts) == 4:
		return "group " + s.Last()
	}
	if x := find(p.estate.Subscriptions, func(x *estate.Subscription) bool { return strings.EqualFold(x.ID, s.Last()) }); x != nil {
		return "subscription " + x.Name
	}
	return "subscription " + strconv.Quote(s.Last())
}
