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

// secrets reads a vault's secrets. A secret's own table is its current version, the tables inside are older ones,
// the oldest first.
func (t *table) secrets(v *estate.Vault) {
	e := t.file.scenario.Estate
	names := []string{}
	for _, s := range t.tables("secret", "name") {
		name := s.need("name", "requests read it by name")
		if name != "" && !isObjectName(name) {
			s.bad("name", quote(name)+" is no object name: 1 to 127 letters, digits and hyphens")
		}
		names = append(names, name)
		s.unique("name", len(names)-1, func(i int) string { return names[i] })
		older := s.tables("version", "id")
		for i, t := range older {
			e.Versions = append(e.Versions, t.secretVersion(v.Name, name, i, len(older)-i))
		}
		current := s.secretVersion(v.Name, name, len(older), 0)
		s.ownVersions(name, append(e.Versions, current), v.Name)
		e.Versions = append(e.Versions, current)
		e.Objects = append(e.Objects, estate.Object{Vault: v.Name, Collection: estate.Secrets, Name: name, Current: current.ID, Deleted: s.deletion(v)})
	}
}

// ownVersions reports version ids that a secret has twice.
func (t *table) ownVersions(name string, all []estate.Version, vault string) {
	seen := map[string]bool{}
	for i := range all {
		v := &all[i]
		if v.Vault != vault || v.Name != name {
			continue
		}
		if seen[v.ID] {
			t.bad("id", "two versions have the id "+v.ID)
		}
		seen[v.ID] = true
	}
}

// secretVersion reads a version: number i counted from the oldest, with newer ones after it.
func (t *table) secretVersion(vault, name string, i, newer int) estate.Version {
	f := t.file
	created := t.moment("created")
	if created.IsZero() {
		created = f.scenario.Clock.Add(-age * time.Duration(newer+1))
	}
	v := estate.Version{Vault: vault, Collection: estate.Secrets, Name: name, ID: t.versionID(vault, name, i),
		Attributes: estate.Attributes{Tags: t.tags(), Disabled: !t.flag("enabled", true),
			NotBefore: t.moment("not_before"), Expires: t.moment("expires"), Created: created, Updated: created},
		Secret: &estate.Secret{Value: t.text("value"), ContentType: t.text("content_type")}}
	if !t.has("value") {
		v.Secret.Value = "value " + strconv.Itoa(i+1) + " of " + name
	}
	if len(v.Secret.Value) > objects.MaxSecret {
		t.bad("value", fmt.Sprintf("has %d bytes: a secret holds %d", len(v.Secret.Value), objects.MaxSecret))
	}
	if len(v.Secret.ContentType) > objects.MaxContentType {
		t.bad("content_type", fmt.Sprintf("is longer than %d characters", objects.MaxContentType))
	}
	if !v.NotBefore.IsZero() && !v.Expires.IsZero() && !v.NotBefore.Before(v.Expires) {
		t.bad("expires", "must be after not_before")
	}
	return v
}

func (t *table) versionID(vault, name string, i int) string {
	id := t.text("id")
	if id == "" {
		return estate.VersionID(t.file.scenario.ID, vault, name, strconv.Itoa(i))
	}
	if !isVersion(id) {
		t.bad("id", quote(id)+" is no version: 32 lower-case hexadecimal digits")
	}
	return id
}

func (t *table) tags() map[string]string {
	tags := t.pairs("tags")
	if len(tags) > objects.MaxTags {
		t.bad("tags", fmt.Sprintf("has %d tags: an object takes %d", len(tags), objects.MaxTags))
	}
	limit := objects.MaxTagLength(estate.Secrets)
	for name, value := range tags {
		if len(name) > limit || len(value) > limit {
			t.bad("tags", fmt.Sprintf("names and values have at most %d characters", limit))
		}
	}
	return tags
}

// deletion reads "deleted": true for a day ago, or the time.
func (t *table) deletion(v *estate.Vault) *estate.Deletion {
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
		t.bad("deleted", fmt.Sprintf("lies more than the vault's %d days of retention back: the secret would be purged", v.RetentionDays))
	}
	return d
}
