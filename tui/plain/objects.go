package plain

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/trace"
)

// objectKey is what an object is known by.
type objectKey struct {
	vault      string
	collection estate.Collection
	name       string
}

func keyOf(o *estate.Object) objectKey { return objectKey{o.Vault, o.Collection, o.Name} }

// path names an object apart from all others: objectNamed finds it.
func (k objectKey) path() string { return k.name + "/" + string(k.collection) + "/" + k.vault }

func (k objectKey) String() string { return k.collection.Noun() + " " + k.name + " of " + k.vault }

func (t *talk) listObjects() error {
	e := t.open.State.Estate
	t.objects = []objectKey{}
	for i := range e.Objects {
		o := &e.Objects[i]
		t.objects = append(t.objects, keyOf(o))
		t.say("%d. %s: %s, %s.", len(t.objects), keyOf(o), t.condition(o), plural(len(t.versions(keyOf(o))), "version"))
	}
	if len(t.objects) == 0 {
		t.numbers("")
		t.say("There is nothing in the vaults.")
		return nil
	}
	t.numbers("object")
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

// object reads an object with its versions. The values of secrets stay out: reveal reads them.
func (t *talk) object(word string) error {
	o, err := t.objectNamed(word)
	if err != nil {
		return err
	}
	t.say("%s: %s.", keyOf(o), t.condition(o))
	if o.Managed {
		t.say("It belongs to the certificate of the same name, which alone may change it.")
	}
	if v := t.vaultNamed(o.Vault); v != nil {
		t.say("Recovery level: %s.", objects.Recovery(v))
	}
	t.policiesRead(o)
	key := keyOf(o)
	var lines []string
	for i, v := range t.versions(key) {
		current := ""
		if v.ID == o.Current {
			current = ", current"
		}
		t.say("%d. version %s%s: %s; made at %s.", i+1, v.ID, current, usable(v, t.open.State.Lab.Clock), trace.Stamp(v.Created))
		t.holds(v)
		lines = append(lines, "reveal "+key.path()+" "+v.ID)
	}
	if o.Collection != estate.Secrets || len(lines) == 0 {
		t.numbers("")
		return nil
	}
	t.numbered(lines)
	t.say("Values are masked. Type a number to read the value of a version.")
	return nil
}

// holds says what a version holds, but for a secret's value.
func (t *talk) holds(v *estate.Version) {
	switch {
	case v.Secret != nil && v.Secret.ContentType != "":
		t.say("  content type: %s.", v.Secret.ContentType)
	case v.Key != nil:
		t.say("  key: %s, which may %s.", v.Key.Spec, strings.Join(v.Key.Operations, ", "))
	case v.Certificate != nil:
		t.say("  certificate chain of %d.", len(v.Certificate.Chain))
	}
	for _, name := range slices.Sorted(maps.Keys(v.Tags)) {
		t.say("  tag %s = %s", name, v.Tags[name])
	}
}

// policiesRead says what happens to an object by itself.
func (t *talk) policiesRead(o *estate.Object) {
	if r := o.Rotation; r != nil {
		t.say("It has a rotation policy; its versions live %s.", cmp.Or(string(r.Expiry), "for ever"))
		for _, a := range r.Actions {
			what, when := "rotate", string(a.AfterCreate)+" after creation"
			if a.Notify {
				what = "notify"
			}
			if a.AfterCreate == "" {
				when = string(a.BeforeExpiry) + " before expiry"
			}
			t.say("  %s %s.", what, when)
		}
	}
	if i := o.Issuance; i != nil {
		t.say("It has a certificate policy: issuer %s, subject %s, valid for %s.", i.Policy.Issuer, i.Policy.Subject, plural(i.Policy.Months, "month"))
		if p := i.Pending; p != nil {
			t.say("A request for it is %s, since %s. %s", p.Status, trace.Stamp(p.Started), sentence(p.Details+p.Error))
		}
	}
}

// reveal reads the value of a secret, as the lab has it.
func (t *talk) reveal(rest string) error {
	word, version, _ := strings.Cut(rest, " ")
	o, err := t.objectNamed(word)
	if err != nil {
		return err
	}
	v, err := t.versionNamed(o, strings.TrimSpace(version))
	if err != nil {
		return err
	}
	if v == nil || v.Secret == nil {
		return errors.New("only secrets have a value: the private part of a key leaves no vault")
	}
	t.say("%s, version %s:", keyOf(o), v.ID)
	t.sayAll("  ", trace.VisibleLines(v.Secret.Value))
	t.say("This is the lab's own view: nobody asked the vault for it, and nothing was logged.")
	return nil
}

// versionNamed finds a version by its number, its id or the beginning of that; the current one without a word, nil when
// there is none.
func (t *talk) versionNamed(o *estate.Object, word string) (*estate.Version, error) {
	all := t.versions(keyOf(o))
	var ids []string
	for _, v := range all {
		if word == "" && v.ID == o.Current {
			return v, nil
		}
		ids = append(ids, v.ID)
	}
	if word == "" {
		return nil, nil
	}
	n, err := pick("version", word, ids)
	if err != nil {
		return nil, err
	}
	return all[n], nil
}

// objectNamed finds an object by its number in the last list, by its name, or by its whole path.
func (t *talk) objectNamed(word string) (*estate.Object, error) {
	e := t.open.State.Estate
	keys := t.objects
	if !number(word) || keys == nil {
		keys = nil
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

// paths are objects by their names alone, or by their whole paths where several have the name, or where a path was meant.
func paths(keys []objectKey, word string) []string {
	same := 0
	for _, k := range keys {
		if strings.EqualFold(k.name, word) {
			same++
		}
	}
	var names []string
	for _, k := range keys {
		if same > 1 || strings.Contains(word, "/") {
			names = append(names, k.path())
		} else {
			names = append(names, k.name)
		}
	}
	return names
}

// goneError says that a listed object is not there any more.
type goneError struct{ key objectKey }

func (e goneError) Error() string { return strings.TrimSpace(e.key.String()) + " is gone" }
