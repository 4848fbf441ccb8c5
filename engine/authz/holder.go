package authz

import (
	"strings"

	"kvlab/engine/estate"
)

// kind says how an id found in a grant belongs to the caller.
type kind uint8

const (
	self         kind = iota // the object ID itself
	member                   // a group the caller is in
	application              // the application (client) ID: a wrong choice
	registration             // the object ID of the app registration: another
	former                   // an object ID from before the principal was re-created
)

// counts reports whether a grant to such an id is a grant to the caller.
func (k kind) counts() bool { return k <= member }

// holder is an id that a grant to the caller, or one meant for them, may name.
type holder struct {
	id   string
	kind kind
	// principal is whose id it is: the caller, or one of their groups. Nil for a caller outside the directory.
	principal *estate.Principal
}

// holdersOf lists the ids to look for: those that count first. It appends to list.
func holdersOf(list []holder, c *estate.Caller) []holder {
	list = appendHolder(list, c.ObjectID, self, c.Principal)
	for _, g := range c.Groups {
		list = appendHolder(list, g.ObjectID, member, g)
	}
	list = appendHolder(list, c.AppID, application, c.Principal)
	if p := c.Principal; p != nil {
		list = appendHolder(list, p.AppID, application, p)
		list = appendHolder(list, p.AppObjectID, registration, p)
		list = appendFormer(list, p)
	}
	for _, g := range c.Groups {
		list = appendFormer(list, g)
	}
	return list
}

func appendFormer(list []holder, p *estate.Principal) []holder {
	for _, id := range p.FormerObjectIDs {
		list = appendHolder(list, id, former, p)
	}
	return list
}

// appendHolder leaves out ids that are empty or in the list already.
func appendHolder(list []holder, id string, k kind, p *estate.Principal) []holder {
	if id == "" {
		return list
	}
	for i := range list {
		if strings.EqualFold(list[i].id, id) {
			return list
		}
	}
	return append(list, holder{id, k, p})
}
