package scenarios

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
)

// names are the names that a file gives, by kind. Kinds are called as in state paths; "principal" gathers everything
// a grant can name.
type names map[string]*register

// register is the names of one kind, in the order of the file.
type register struct {
	tables []*table
	list   []string
	owners map[string]owner // by the name in lower case, for the lab does not tell the cases apart
}

// owner is who has a name.
type owner struct {
	name  string
	table *table // nil for what no table says
}

const principal = "principal"

func (n names) of(kind string) *register {
	if n[kind] == nil {
		n[kind] = &register{owners: map[string]owner{}}
	}
	return n[kind]
}

func (r *register) has(name string) bool { return r.owners[strings.ToLower(name)].name == name }

// collect opens the tables of the estate and takes down their names.
func (f *file) collect(root *table) {
	f.names = names{}
	for _, kind := range []string{"tenant", "management_group", "subscription", "resource_group", "user", "group", "app",
		"identity", "host", "vault", "role_definition", "role_assignment", "deny_assignment", "vnet", "dns_server",
		"private_endpoint", "consumer"} {
		for _, t := range root.tables(kind, "name") {
			f.collectNamed(kind, t)
		}
	}
	for _, t := range root.tables("dns_zone", "name") {
		f.collectZone(t)
	}
	for _, kind := range []string{"user", "group", "app", "identity", "host"} {
		for _, t := range f.names.of(kind).tables {
			name := t.text("name")
			first := f.names.of(kind).owners[strings.ToLower(name)].table == t
			if first && (kind != "host" || hasIdentity(t)) {
				f.register(principal, t, name)
			}
		}
	}
}

// collectNamed takes down what a table is called. Tables without a usable name are read all the same, for their
// other problems.
func (f *file) collectNamed(kind string, t *table) {
	r := f.names.of(kind)
	r.tables = append(r.tables, t)
	name := t.need("name", "everything else refers to it by name")
	switch {
	case name == "":
		return
	case kind == "vault" && !isVaultName(name):
		t.bad("name", quote(name)+" is no vault name: 3 to 24 letters, digits and single hyphens, a letter first and no hyphen last")
	case !isPlainName(name):
		t.bad("name", quote(name)+" is not possible: no quotes, slashes or control characters, 128 characters at most")
	}
	f.register(kind, t, name)
}

// collectZone: a DNS zone is called what it is, unless two of the same name need telling apart.
func (f *file) collectZone(t *table) {
	if t.has("name") {
		f.collectNamed("dns_zone", t)
		return
	}
	r := f.names.of("dns_zone")
	r.tables = append(r.tables, t)
	if zone := t.need("zone", "it is the DNS name, such as privatelink.vaultcore.azure.net"); zone != "" {
		t.label = facts.Path{"dns_zone", zone}.String()
		f.register("dns_zone", t, zone)
	}
}

// register gives a name to a table, the first that asks for it.
func (f *file) register(kind string, t *table, name string) {
	r := f.names.of(kind)
	folded := strings.ToLower(name)
	if first, taken := r.owners[folded]; taken {
		message := quote(first.name) + " is the name of another " + spoken(kind)
		if name != first.name {
			message += ": names that differ in letter case only are the same name"
		}
		t.bad("name", message)
		return
	}
	r.list = append(r.list, name)
	r.owners[folded] = owner{name, t}
}

// spoken is a kind in words.
func spoken(kind string) string {
	if kind == principal {
		return "user, group, app or identity"
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// ref reads the name of something of that kind, empty when the key is absent or names nothing.
func (t *table) ref(key, kind string) string {
	name := t.text(key)
	if name == "" || !t.knows(key, kind, name) {
		return ""
	}
	return name
}

func (t *table) knows(key, kind, name string) bool {
	r := t.file.names.of(kind)
	if r.has(name) {
		return true
	}
	t.bad(key, "there is no "+spoken(kind)+" "+quote(name)+t.file.hint(name, r.list))
	return false
}

// refs reads a list of names of that kind.
func (t *table) refs(key, kind string) []string {
	var found []string
	for _, name := range t.distinct(key) {
		if t.knows(key, kind, name) {
			found = append(found, name)
		}
	}
	return found
}

// refOrOnly is ref for what has to be said unless there is just one of the kind.
func (t *table) refOrOnly(key, kind string) string {
	if t.has(key) {
		return t.ref(key, kind)
	}
	list := t.file.names.of(kind).list
	switch len(list) {
	case 1:
		return list[0]
	case 0:
		t.missing(key, "the file has no [["+kind+"]] to take")
	default:
		t.missing(key, "say which of "+strings.Join(list, ", "))
	}
	return ""
}

// subnet reads "vnet/subnet", empty when the key is absent or names none.
func (t *table) subnet(key string) string {
	name := t.text(key)
	if name == "" || !t.knownSubnet(key, name) {
		return ""
	}
	return name
}

func (t *table) knownSubnet(key, name string) bool {
	if t.file.subnetOf(name) != nil {
		return true
	}
	var known []string
	for _, n := range t.file.scenario.Estate.VirtualNetworks {
		for _, s := range n.Subnets {
			known = append(known, n.Name+"/"+s.Name)
		}
	}
	t.bad(key, "there is no subnet "+quote(name)+t.file.hint(name, known))
	return false
}

// subnetOf finds "vnet/subnet" in the networks that have been read.
func (f *file) subnetOf(name string) *estate.Subnet {
	network, subnet, _ := strings.Cut(name, "/")
	for i := range f.scenario.Estate.VirtualNetworks {
		if n := &f.scenario.Estate.VirtualNetworks[i]; n.Name == network {
			return n.Subnet(subnet)
		}
	}
	return nil
}

// guid reads an identifier, or derives one from the scenario and the parts.
func (t *table) guid(key string, parts ...string) string {
	s := t.text(key)
	if s == "" {
		return estate.GUID(append([]string{t.file.scenario.ID}, parts...)...)
	}
	if !isGUID(s) {
		t.bad(key, quote(s)+" is no GUID, such as "+estate.GUID("example"))
	}
	return s
}

// objectID is guid for what grants name: no two principals may have the same.
func (t *table) objectID(name string) string {
	id := t.guid("object_id", "object", name)
	if owner, taken := t.file.objectIDs[strings.ToLower(id)]; taken && t.has("object_id") {
		t.bad("object_id", "is the same as that of "+owner)
	}
	t.file.objectIDs[strings.ToLower(id)] = t.label
	return id
}
