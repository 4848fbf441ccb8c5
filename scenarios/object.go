package scenarios

import (
	"fmt"
	"strconv"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
)

func isObjectName(s string) bool { return objects.ValidName(s) }

func isCollection(s string) bool { return s == "secrets" || s == "keys" || s == "certificates" }

// readObjects reads what is in a vault.
func (t *table) readObjects(v *estate.Vault) {
	t.secrets(v)
	t.keys(v)
	t.issuers(v)
	t.contacts(v)
	t.certificates(v)
}

// objectTable is the table of one object of a vault.
type objectTable struct {
	*table
	vault      *estate.Vault
	collection estate.Collection
	name       string
}

// objectName reports a name that no object can have.
func (t *table) objectName(key, name string) {
	if name != "" && !isObjectName(name) {
		t.bad(key, quote(name)+" is no object name: 1 to 127 letters, digits and hyphens")
	}
}

// objectTables opens the tables of one collection of a vault and reads the names: possible ones, each given once.
func (t *table) objectTables(v *estate.Vault, c estate.Collection) []objectTable {
	var list []objectTable
	for _, o := range t.tables(c.Noun(), "name") {
		name := o.need("name", "requests read it by name")
		o.objectName("name", name)
		list = append(list, objectTable{o, v, c, name})
		o.unique("name", len(list)-1, func(i int) string { return list[i].name })
	}
	return list
}

// read reads an object with its versions: its own table is the current one, the tables inside are older ones, the
// oldest first. content fills in what version number i holds.
func (o objectTable) read(content func(t *table, x *estate.Version, i int)) estate.Object {
	older := o.tables("version", "id")
	versions := make([]estate.Version, 0, len(older)+1)
	for i, t := range append(older, o.table) {
		x := o.version(t, i, len(older)-i)
		content(t, &x, i)
		for _, other := range versions {
			if other.ID == x.ID {
				t.bad("id", "two versions have the id "+x.ID)
			}
		}
		versions = append(versions, x)
	}
	e := o.file.scenario.Estate
	e.Versions = append(e.Versions, versions...)
	return estate.Object{Vault: o.vault.Name, Collection: o.collection, Name: o.name,
		Current: versions[len(older)].ID, Deleted: o.deletion(o.vault, o.collection.Noun())}
}

// version reads what versions of all kinds have: number i counted from the oldest, with newer ones after it.
func (o objectTable) version(t *table, i, newer int) estate.Version {
	x := estate.Version{Vault: o.vault.Name, Collection: o.collection, Name: o.name, ID: o.versionID(t, i),
		Attributes: t.attributes(o.collection, newer)}
	x.NotBefore, x.Expires = t.window()
	return x
}

// attributes reads what surrounds a version's content, but for its validity: the newest is one age old unless the file
// says so, the one before it two.
func (t *table) attributes(c estate.Collection, newer int) estate.Attributes {
	created := t.moment("created")
	if created.IsZero() {
		created = t.file.scenario.Clock.Add(-age * time.Duration(newer+1))
	}
	return estate.Attributes{Tags: t.tags(c), Disabled: !t.flag("enabled", true), Created: created, Updated: created}
}

// window reads a validity window, zero where there is no end to it.
func (t *table) window() (from, until time.Time) {
	from, until = t.moment("not_before"), t.moment("expires")
	if !from.IsZero() && !until.IsZero() && !from.Before(until) {
		t.bad("expires", "must be after not_before")
	}
	return from, until
}

func (o objectTable) versionID(t *table, i int) string {
	id := t.text("id")
	if id == "" {
		return o.derivedID(i)
	}
	if !isVersion(id) {
		t.bad("id", quote(id)+" is no version: 32 lower-case hexadecimal digits")
	}
	return id
}

// derivedID is the id of version number i when the file gives none. Objects of the same name in two collections have
// different ones.
func (o objectTable) derivedID(i int) string {
	parts := []string{o.file.scenario.ID, o.vault.Name, o.name, strconv.Itoa(i)}
	if o.collection != estate.Secrets {
		parts = append(parts, string(o.collection))
	}
	return estate.VersionID(parts...)
}

func (t *table) tags(c estate.Collection) map[string]string {
	tags := t.pairs("tags")
	if len(tags) > objects.MaxTags {
		t.bad("tags", fmt.Sprintf("has %d tags: an object takes %d", len(tags), objects.MaxTags))
	}
	limit := objects.MaxTagLength(c)
	for _, name := range sorted(tags) {
		if len(name) > limit || len(tags[name]) > limit {
			t.bad("tags", fmt.Sprintf("names and values have at most %d characters", limit))
		}
	}
	return tags
}

// deletion reads "deleted": true for a day ago, or the time. noun is what was deleted.
func (t *table) deletion(v *estate.Vault, noun string) *estate.Deletion {
	value, ok := t.value("deleted")
	if !ok || value == false {
		return nil
	}
	clock := t.file.scenario.Clock
	d := &estate.Deletion{At: clock.Add(-24 * time.Hour)}
	if value != true {
		if _, isTime := value.(time.Time); !isTime {
			t.wrong("deleted", value, "true, false or a time")
			return nil
		}
		d.At = t.moment("deleted")
	}
	d.PurgeAt = d.At.AddDate(0, 0, v.RetentionDays)
	switch {
	case d.At.After(clock):
		t.bad("deleted", "lies after the lab's clock")
	case !d.PurgeAt.After(clock):
		t.bad("deleted", fmt.Sprintf("lies more than the vault's %d days of retention back: the %s would be purged", v.RetentionDays, noun))
	}
	return d
}
