package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// groups finds the groups the caller is in, nested ones included, nearest first.
func (e *evaluation) groups(c *estate.Caller) {
	c.Groups = e.transitive(c.Principal)
	if held := e.heldToken(c.Principal); held != nil {
		e.heldGroups(c, held)
		return
	}
	s := trace.Step{ID: "identity.groups", Outcome: trace.Info, Title: "Groups of the caller", Command: groupsCommand(c.Principal)}
	if len(c.Groups) == 0 {
		s.Detail = c.Principal.Name + " is a member of no group."
		e.add(s)
		return
	}
	s.Detail = c.Principal.Name + " is a member of these groups, directly or through another: a grant to one of them counts."
	if isManaged(c.Principal) {
		s.Detail += " Changes of membership reach a managed identity with its next token, which may take 24 hours."
	}
	s.Evidence = make([]trace.Evidence, len(c.Groups))
	for i, g := range c.Groups {
		s.Evidence[i] = trace.Evidence{Label: "group", Value: g.Name, Source: principalPath(g, "")}
	}
	e.add(s)
}

// transitive walks the memberships upwards, breadth first. The list is the memory of where it has been, so groups
// that contain one another do not trap it.
func (e *evaluation) transitive(p *estate.Principal) []*estate.Principal {
	groups := p.Groups
	if held := e.heldToken(p); held != nil {
		groups = held.Groups
	}
	var found []*estate.Principal
	found = e.join(found, groups)
	for i := 0; i < len(found); i++ {
		found = e.join(found, found[i].Groups)
	}
	return found
}

func (e *evaluation) join(found []*estate.Principal, names []string) []*estate.Principal {
	for _, name := range names {
		g := store.Principals.Get(e.view, name)
		if g == nil || g.Absent || g.Kind != estate.Group || contains(found, g.Name) {
			continue
		}
		found = append(found, g)
	}
	return found
}

// heldToken is a token from before the principal's groups changed, as long as it lasts; nil for none.
func (e *evaluation) heldToken(p *estate.Principal) *estate.Token {
	if p.Token == nil || e.past(p.Token.Ends) {
		return nil
	}
	return p.Token
}

// heldGroups tells the groups of a token that no longer says what the directory says.
func (e *evaluation) heldGroups(c *estate.Caller, held *estate.Token) {
	p, ends := c.Principal, trace.Stamp(held.Ends)
	s := trace.Step{ID: "identity.groups", Outcome: trace.Info, Title: "Groups in the token", Reason: trace.Because(trace.GroupsOutdated),
		Detail: "The groups of " + p.Name + " were changed, but a token that was issued before goes on saying what it said. It may last until " + ends +
			", and nothing makes it end sooner: until then the groups in it count, and the new ones do not.",
		Command: groupsCommand(p)}
	for _, g := range c.Groups {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "group in the token", Value: g.Name, Source: principalPath(g, "")})
	}
	for _, name := range p.Groups {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "group in the directory", Value: name, Source: principalPath(p, "groups")})
	}
	s.Evidence = append(s.Evidence, trace.Evidence{Label: "token ends", Value: ends}, trace.Evidence{Label: "now", Value: trace.Stamp(e.at), Source: "lab.clock"})
	e.add(s)
}

func contains(list []*estate.Principal, name string) bool {
	for _, g := range list {
		if g.Name == name {
			return true
		}
	}
	return false
}

func isManaged(p *estate.Principal) bool {
	return p.Kind == estate.SystemIdentity || p.Kind == estate.UserIdentity
}

// formerIDs points at what a re-created identity left behind.
func (e *evaluation) formerIDs(p *estate.Principal) {
	if len(p.FormerObjectIDs) == 0 {
		return
	}
	s := trace.Step{ID: "identity.former_ids", Outcome: trace.Info, Title: "Principal that was re-created",
		Detail: p.Name + " was deleted and made again, and has a new object ID. Grants to an earlier one are dead: they name nobody, give nothing, and nobody cleans them up."}
	s.Evidence = append(make([]trace.Evidence, 0, 1+len(p.FormerObjectIDs)),
		trace.Evidence{Label: "object ID", Value: p.ObjectID, Source: principalPath(p, "recreated")})
	for _, id := range p.FormerObjectIDs {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "former object ID", Value: id, Source: principalPath(p, "recreated")})
	}
	s.Command = `az role assignment list --all --query "[?principalId=='` + p.FormerObjectIDs[len(p.FormerObjectIDs)-1] + `']"`
	e.add(s)
}
