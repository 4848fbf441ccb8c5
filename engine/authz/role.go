package authz

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// role is a role definition in the form that decisions need.
type role struct {
	Name           string
	ID             string
	Actions        []string
	NotActions     []string
	DataActions    []string
	NotDataActions []string
	custom         bool
	collections    collections // what reach finds; built-in roles only
}

// rolesJSON holds the built-in roles. Each names its sources; plane says which of the two planes a role is made for.
//
//go:embed roles.json
var rolesJSON []byte

// catalogue is the built-in roles, by name and in the order of the file.
type catalogue struct {
	list   []role
	byName map[string]*role
}

// builtIn reads the catalogue once. Nothing changes it afterwards.
var builtIn = sync.OnceValue(func() catalogue {
	var c catalogue
	if err := json.Unmarshal(rolesJSON, &c.list); err != nil {
		panic("authz: roles.json is part of the program and does not parse: " + err.Error())
	}
	c.byName = make(map[string]*role, len(c.list))
	for i := range c.list {
		r := &c.list[i]
		c.byName[r.Name] = r
		for _, patterns := range [][]string{r.Actions, r.NotActions, r.DataActions, r.NotDataActions} {
			for i, p := range patterns {
				patterns[i] = strings.ToLower(p)
			}
		}
		r.collections = r.reach()
	}
	return c
})

// RoleNames lists the built-in roles by name.
func RoleNames() []string {
	list := builtIn().list
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].Name
	}
	return names
}

// findRole finds a role by its name, nil if there is none. Built-in ones come first, for no custom role may take
// such a name.
func findRole(v *store.View, name string) *role {
	known := builtIn()
	if r := known.byName[name]; r != nil {
		return r
	}
	for i := range known.list {
		if r := &known.list[i]; len(r.Name) == len(name) && strings.EqualFold(r.Name, name) {
			return r
		}
	}
	if d := store.RoleDefinitions.Get(v, name); d != nil {
		return &role{Name: d.Name, ID: d.ID, Actions: d.Actions, NotActions: d.NotActions, DataActions: d.DataActions,
			NotDataActions: d.NotDataActions, custom: true}
	}
	return nil
}

// grants reports whether the role has the data action: some pattern gives it, and none of the same role takes it out.
func (r *role) grants(action string) bool {
	return matchesAny(r.DataActions, action) && !matchesAny(r.NotDataActions, action)
}

// manages is the same for an action of the control plane.
func (r *role) manages(action string) bool {
	return matchesAny(r.Actions, action) && !matchesAny(r.NotActions, action)
}

// lacks says what keeps the role from granting an action of the control plane.
func (r *role) lacks(action string) faults {
	switch {
	case r.manages(action):
		return 0
	case matchesAny(r.Actions, action):
		return excluded
	}
	return notCovered
}

// covers says what keeps the role from granting what is needed, none when it grants. byRead says that it does so
// only because it may read the key.
func (r *role) covers(n need, c operation.Collection) (f faults, byRead bool) {
	switch {
	case n.manage:
		return r.lacks(n.action), false
	case r.grants(n.action):
		return 0, false
	case n.read != "" && r.grants(n.read):
		return 0, true
	case len(r.DataActions) == 0 && len(r.Actions) > 0:
		return controlOnly, false
	case matchesAny(r.DataActions, n.action):
		return excluded, false
	case !r.touched().has(c) && r.touched() != 0:
		return otherCollection, false
	}
	return notCovered, false
}

// collections is a set of the three.
type collections uint8

var bit = map[operation.Collection]collections{operation.Secrets: 1, operation.Keys: 2, operation.Certificates: 4}

func (s collections) has(c operation.Collection) bool { return s&bit[c] != 0 }

// touched are the collections in which the role grants some operation.
func (r *role) touched() collections {
	if r.custom {
		return r.reach()
	}
	return r.collections
}

func (r *role) reach() (s collections) {
	for c, actions := range collectionActions {
		if slices.ContainsFunc(actions, r.grants) {
			s |= bit[c]
		}
	}
	return s
}
