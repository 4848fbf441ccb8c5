package scenarios

import (
	"strings"

	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

// readAccess reads grants of both models. They hold object ids, as the service does; the file may write names.
func (f *file) readAccess() {
	e := f.scenario.Estate
	for _, t := range f.names.of("vault").tables {
		for _, p := range t.tables("access_policy", "principal") {
			e.AccessPolicies = append(e.AccessPolicies, p.readPolicy(t.text("name")))
		}
	}
	for _, t := range f.names.of("role_definition").tables {
		e.RoleDefinitions = append(e.RoleDefinitions, t.readRole())
	}
	for _, t := range f.names.of("role_assignment").tables {
		name := t.text("name")
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: name,
			ID: t.guid("id", "role_assignment", name), PrincipalID: t.grantee(), Role: t.role(),
			Scope: t.scope("scope"), Expires: t.moment("expires"), Absent: t.absent()})
	}
	for _, t := range f.names.of("deny_assignment").tables {
		e.DenyAssignments = append(e.DenyAssignments, t.readDeny())
	}
}

// grantee reads who a grant is for: a principal by its name, or any object id, for a grant to a wrong or dead id is
// a lesson of its own.
func (t *table) grantee() string {
	name, id := t.text("principal"), t.text("object_id")
	switch {
	case name != "" && id != "":
		t.bad("object_id", "says the same as principal: give one of them")
	case id != "":
		return t.guid("object_id")
	case name != "":
		if t.knows("principal", principal, name) {
			return t.file.idOf(name)
		}
	default:
		t.missing("principal", "whom the grant is for; object_id takes a bare id")
	}
	return ""
}

func (f *file) idOf(name string) string {
	for i := range f.scenario.Estate.Principals {
		if p := &f.scenario.Estate.Principals[i]; p.Name == name {
			return p.ObjectID
		}
	}
	return ""
}

// readPolicy reads an access policy entry. It is called after its principal unless the file has a name for it.
func (t *table) readPolicy(vault string) estate.AccessPolicy {
	p := estate.AccessPolicy{Name: t.text("name"), Vault: vault, ObjectID: t.grantee(), Tenant: t.ref("tenant", "tenant"),
		ApplicationID: t.application(), Absent: t.absent(),
		Secrets:      t.permissions("secrets", operation.Secrets),
		Keys:         t.permissions("keys", operation.Keys),
		Certificates: t.permissions("certificates", operation.Certificates)}
	if p.Name == "" {
		p.Name = t.text("principal")
	}
	if p.Name == "" {
		p.Name = p.ObjectID
	}
	if !isPlainName(p.Name) && p.Name != "" {
		t.bad("name", quote(p.Name)+" is not possible: no quotes, slashes or control characters, 128 characters at most")
	}
	if p.Name != "" {
		t.file.register("access_policy", t, p.Name)
	}
	return p
}

// application reads whom a compound entry demands: an app by its name, or a client ID.
func (t *table) application() string {
	name := t.text("application")
	if name == "" || isGUID(name) {
		return name
	}
	if t.knows("application", "app", name) {
		for i := range t.file.scenario.Estate.Principals {
			if p := &t.file.scenario.Estate.Principals[i]; p.Name == name {
				return p.AppID
			}
		}
	}
	return ""
}

func (t *table) permissions(key string, of operation.Collection) []string {
	words := t.distinct(key)
	known := operation.Permissions[of]
	for i, w := range words {
		words[i] = strings.ToLower(w)
		t.oneOf(key, words[i], known)
	}
	return words
}

// oneOf reports a word that is not on the list.
func (t *table) oneOf(key, word string, list []string) {
	for _, known := range list {
		if word == known {
			return
		}
	}
	t.bad(key, quote(word)+" is not possible here"+t.file.hint(word, list))
}

// role reads the name of a role, built-in or of this file.
func (t *table) role() string {
	name := t.need("role", "what is granted, such as Key Vault Secrets User")
	if name != "" {
		t.oneOf("role", name, append(authz.RoleNames(), t.file.names.of("role_definition").list...))
	}
	return name
}

// readRole reads a custom role. A built-in role's name is taken.
func (t *table) readRole() estate.RoleDefinition {
	name := t.text("name")
	for _, builtIn := range authz.RoleNames() {
		if strings.EqualFold(name, builtIn) {
			t.bad("name", quote(builtIn)+" is a built-in role")
		}
	}
	return estate.RoleDefinition{Name: name, ID: t.guid("id", "role", name), Actions: t.actions("actions"),
		NotActions: t.actions("not_actions"), DataActions: t.actions("data_actions"), NotDataActions: t.actions("not_data_actions")}
}

// actions reads patterns such as Microsoft.KeyVault/vaults/secrets/*.
func (t *table) actions(key string) []string {
	words := t.distinct(key)
	for _, w := range words {
		if w != "*" && (!strings.Contains(w, "/") || !isPrintableASCII(w)) {
			t.bad(key, quote(w)+" is no action, such as Microsoft.KeyVault/vaults/secrets/getSecret/action")
		}
	}
	return words
}

func (t *table) readDeny() estate.DenyAssignment {
	name := t.text("name")
	d := estate.DenyAssignment{Name: name, ID: t.guid("id", "deny_assignment", name), Scope: t.scope("scope"),
		Actions: t.actions("actions"), NotActions: t.actions("not_actions"),
		DataActions: t.actions("data_actions"), NotDataActions: t.actions("not_data_actions"),
		ExactScope: t.flag("exact_scope", false), Absent: t.absent()}
	if t.text("principal") == "everyone" && !t.file.names.of(principal).has("everyone") {
		d.PrincipalID = estate.Everyone
	} else {
		d.PrincipalID = t.grantee()
	}
	for _, excluded := range t.refs("excluded", principal) {
		d.ExcludedIDs = append(d.ExcludedIDs, t.file.idOf(excluded))
	}
	return d
}
