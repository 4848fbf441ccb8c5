package plain

import (
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// objectKey is what an object is known by.
type objectKey struct {
	vault      string
	collection estate.Collection
	name       string
}

func keyOf(o *estate.Object) objectKey { return objectKey{o.Vault, o.Collection, o.Name} }

func (k objectKey) String() string { return k.collection.Noun() + " " + k.name + " of " + k.vault }

func (t *talk) listObjects() error {
	e := t.open.State.Estate
	t.objects = nil
	for i := range e.Objects {
		o := &e.Objects[i]
		t.objects = append(t.objects, keyOf(o))
		t.say("%d. %s: %s, %s.", len(t.objects), keyOf(o), t.condition(o), plural(len(t.versions(keyOf(o))), "version"))
	}
	if len(t.objects) == 0 {
		t.say("There is nothing in the vaults.")
		return nil
	}
	t.verb = "object"
	t.say("Type a number to read an object's versions.")
	return nil
}

func (t *talk) versions(k objectKey) []*estate.Version {
	e := t.open.State.Estate
	var found []*estate.Version
	for i := range e.Versions {
		if v := &e.Versions[i]; v.Vault == k.vault && v.Collection == k.collection && v.Name == k.name {
			found = append(found, v)
		}
	}
	return found
}

// condition is how an object is, judged by its current version.
func (t *talk) condition(o *estate.Object) string {
	if o.Deleted != nil {
		return "soft-deleted, to be purged at " + trace.Stamp(o.Deleted.PurgeAt)
	}
	for _, v := range t.versions(keyOf(o)) {
		if v.ID == o.Current {
			return usable(v, t.open.State.Lab.Clock)
		}
	}
	return "never issued"
}

// usable is whether a version can be used at a moment.
func usable(v *estate.Version, now time.Time) string {
	switch {
	case v.Disabled:
		return "disabled"
	case v.Early(now):
		return "not valid before " + trace.Stamp(v.NotBefore)
	case v.Late(now):
		return "expired at " + trace.Stamp(v.Expires)
	case !v.Expires.IsZero():
		return "enabled, expires at " + trace.Stamp(v.Expires)
	}
	return "enabled"
}

func (t *talk) object(word string) error {
	o, err := t.objectNamed(word)
	if err != nil {
		return err
	}
	t.say("%s: %s.", keyOf(o), t.condition(o))
	if o.Managed {
		t.say("It belongs to the certificate of the same name, which alone may change it.")
	}
	if o.Rotation != nil {
		t.say("It has a rotation policy.")
	}
	for i, v := range t.versions(keyOf(o)) {
		current := ""
		if v.ID == o.Current {
			current = ", current"
		}
		t.say("%d. version %s%s: %s; made at %s.", i+1, v.ID, current, usable(v, t.open.State.Lab.Clock), trace.Stamp(v.Created))
	}
	t.verb = ""
	return nil
}

// objectNamed finds an object by its number in the last list, or by its name.
func (t *talk) objectNamed(word string) (*estate.Object, error) {
	e := t.open.State.Estate
	keys := t.objects
	if keys == nil {
		for i := range e.Objects {
			keys = append(keys, keyOf(&e.Objects[i]))
		}
	}
	n, err := pick("object", word, paths(keys, word))
	if err != nil {
		return nil, err
	}
	for i := range e.Objects {
		if keyOf(&e.Objects[i]) == keys[n] {
			return &e.Objects[i], nil
		}
	}
	return nil, goneError{keys[n]}
}

// paths are objects by their names alone, or with collection and vault for those that share the word with others.
func paths(keys []objectKey, word string) []string {
	same := 0
	for _, k := range keys {
		if strings.EqualFold(k.name, word) {
			same++
		}
	}
	var names []string
	for _, k := range keys {
		name := k.name
		if same != 1 {
			name += "/" + string(k.collection) + "/" + k.vault
		}
		names = append(names, name)
	}
	return names
}

// goneError says that a listed object is not there any more.
type goneError struct{ key objectKey }

func (e goneError) Error() string { return strings.TrimSpace(e.key.String()) + " is gone" }
