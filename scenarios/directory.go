package scenarios

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
)

// readDirectory reads users, groups, apps and user-assigned identities. Memberships may be written on either side.
func (f *file) readDirectory() {
	e := f.scenario.Estate
	for _, kind := range []string{"user", "group", "app", "identity"} {
		for _, t := range f.names.of(kind).tables {
			e.Principals = append(e.Principals, t.principal(kind))
		}
	}
}

func (t *table) principal(kind string) estate.Principal {
	name := t.text("name")
	p := estate.Principal{Name: name, Tenant: t.refOrOnly("tenant", "tenant"), ObjectID: t.objectID(name),
		Groups: t.refs("groups", "group"), Absent: t.absent()}
	switch kind {
	case "user":
		p.Kind, p.UserName = estate.User, t.userName(name)
	case "group":
		p.Kind = estate.Group
		t.file.joining = append(t.file.joining, joining{name, t.refs("members", principal)})
	case "app":
		p.Kind = estate.ServicePrincipal
		p.AppID, p.AppObjectID = t.guid("app_id", "app", name), t.guid("app_object_id", "registration", name)
		p.ClientSecrets, p.Certificates = t.clientSecrets(), t.distinct("certificates")
		p.Federated = t.federated()
	case "identity":
		p.Kind, p.AppID = estate.UserIdentity, t.guid("app_id", "app", name)
		p.ResourceID = t.file.identityID(t.refOrOnly("resource_group", "resource_group"), name)
		p.Federated = t.federated()
	}
	return p
}

// joining is a group with the members that its own table lists.
type joining struct {
	group   string
	members []string
}

// joinMembers writes the memberships that stand at the groups to the members, where the estate has them.
func (f *file) joinMembers() {
	e := f.scenario.Estate
	for _, j := range f.joining {
		for i := range e.Principals {
			p := &e.Principals[i]
			if slices.Contains(j.members, p.Name) && !slices.Contains(p.Groups, j.group) {
				p.Groups = append(p.Groups, j.group)
			}
		}
	}
}

// userName is how a user signs in, made from name and domain when the file does not say.
func (t *table) userName(name string) string {
	if s := t.text("upn"); s != "" {
		return s
	}
	domain := defaultTenant + ".onmicrosoft.com"
	for _, tenant := range t.file.scenario.Estate.Tenants {
		if tenant.Name == t.text("tenant") || t.text("tenant") == "" {
			domain = tenant.Domain
			break
		}
	}
	return strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@" + domain
}

// identityID is a user-assigned identity's resource id as tokens carry it, with resourcegroups in lower case.
func (f *file) identityID(group, name string) string {
	scope := f.scopeNamed("resource_group", group).Resource("Microsoft.ManagedIdentity/userAssignedIdentities", name)
	return strings.Replace(string(scope), "/resourceGroups/", "/resourcegroups/", 1)
}

func (t *table) clientSecrets() []estate.ClientSecret {
	var secrets []estate.ClientSecret
	for _, s := range t.tables("secret", "name") {
		secrets = append(secrets, estate.ClientSecret{Name: s.need("name", "secrets of an app are told apart by it"),
			Value: s.need("value", "programs present it"), Expires: s.moment("expires")})
		s.unique("name", len(secrets)-1, func(i int) string { return secrets[i].Name })
	}
	return secrets
}

func (t *table) federated() []estate.FederatedCredential {
	var list []estate.FederatedCredential
	for _, s := range t.tables("federated", "name") {
		c := estate.FederatedCredential{Name: s.need("name", "federated credentials are told apart by it"),
			Issuer: s.need("issuer", "it is compared exactly"), Subject: s.need("subject", "it is compared exactly"),
			Audience: s.text("audience"), Absent: s.absent()}
		if c.Audience == "" {
			c.Audience = exchangeAudience
		}
		list = append(list, c)
		s.unique("name", len(list)-1, func(i int) string { return list[i].Name })
	}
	return list
}

// exchangeAudience is what federated credentials are usually made for.
const exchangeAudience = "api://AzureADTokenExchange"

// unique reports the name of element i when an earlier one has it.
func (t *table) unique(key string, i int, name func(int) string) {
	for k := range i {
		if strings.EqualFold(name(k), name(i)) && name(i) != "" {
			t.bad(key, "there is "+quote(name(k))+" already")
			return
		}
	}
}
