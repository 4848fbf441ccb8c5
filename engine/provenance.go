package engine

import (
	"kvlab/engine/facts"
	"kvlab/engine/store"
)

// LastChange is the change in effect that gave a fact the value it has now. changed is false when the fact has had its
// value since the lab began, and when path names no fact: a whole entity, or nothing that is there.
func (l *Lab) LastChange(path string) (e Entry, changed bool, err error) {
	p, err := facts.ParsePath(path)
	if err != nil {
		return e, false, err
	}
	v := l.store.View()
	now, isFact := reading(v, p)
	if err := v.Close(); err != nil || !isFact {
		return e, false, err
	}
	err = l.store.Rewind(func(entry Entry, before *store.View) bool {
		was, there := reading(before, p)
		if changed = !there || was != now; changed {
			e = entry
		}
		return !changed
	})
	return e, changed, err
}

// reading is a fact's value, and whether it can be read at all.
func reading(v *store.View, p facts.Path) (value string, ok bool) {
	value, err := facts.Get(v, p)
	return value, err == nil
}
