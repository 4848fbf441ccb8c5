package facts

import (
	"fmt"
	"slices"
	"strings"

	"kvlab/engine/nearest"
	"kvlab/engine/store"
)

// UnknownError says which part of a path names nothing.
type UnknownError struct {
	Path Path
	// Part is the index of the part that is wrong, Known what could stand there.
	Part  int
	Known []string
}

func (e *UnknownError) Error() string {
	what := e.Path[e.Part]
	s := fmt.Sprintf("state path %s: there is no %q", e.Path, what)
	if e.Part > 0 {
		s += " in " + e.Path[:e.Part].String()
	}
	if hint := nearest.Hint(what, e.Known); hint != "" {
		return s + hint
	}
	if len(e.Known) > 0 && len(e.Known) <= 12 {
		return s + " (known: " + strings.Join(e.Known, ", ") + ")"
	}
	return s
}

// fact is a slot together with the way back into the store.
type fact struct {
	slot
	put func(*store.Tx)
}

// finder looks a path up; the fact it returns works on copies of what it found.
type finder func(v *store.View, p Path) (fact, error)

// Get reads a fact.
func Get(v *store.View, p Path) (string, error) {
	f, err := find(v, p)
	if err != nil {
		return "", err
	}
	return f.get(), nil
}

// Set writes a fact into a transaction.
func Set(tx *store.Tx, p Path, value string) error {
	f, err := find(&tx.View, p)
	if err != nil {
		return err
	}
	if err := f.set(value); err != nil {
		return fmt.Errorf("state path %s: %w", p, err)
	}
	f.put(tx)
	return nil
}

// Check says whether value could be written, without writing it.
func Check(v *store.View, p Path, value string) error {
	f, err := find(v, p)
	if err != nil {
		return err
	}
	if err := f.set(value); err != nil {
		return fmt.Errorf("state path %s: %w", p, err)
	}
	return nil
}

// Values lists what may be written at p; nil means that anything of the right form may.
func Values(v *store.View, p Path) []string {
	f, err := find(v, p)
	if err != nil {
		return nil
	}
	return f.values
}

// ImpactOf says what writing value at p gives away.
func ImpactOf(v *store.View, p Path, value string) Impact {
	f, err := find(v, p)
	if err != nil || f.impact == nil {
		return Impact{}
	}
	return f.impact(value)
}

func find(v *store.View, p Path) (fact, error) {
	if len(p) < 2 {
		return fact{}, tooShort(p.String())
	}
	kind, ok := kinds[p[0]]
	if !ok {
		return fact{}, &UnknownError{p, 0, kindNames()}
	}
	return kind(v, p)
}

func kindNames() []string {
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// entity makes a finder of a table: look the name up, copy, let inside find the slot in the copy, and put the copy
// back. lags are asked in a lab with delays what others still see of the entity as it was.
func entity[T any](t store.Table[T], get func(*store.View, string) *T, name func(*T) string, inside func(*T, Path) (slot, error), lags ...lag[T]) finder {
	return func(v *store.View, p Path) (fact, error) {
		found := get(v, p[1])
		if found == nil {
			return fact{}, &UnknownError{p, 1, namesOf(t.List(v), name)}
		}
		if len(p) < 3 {
			return fact{}, fmt.Errorf("state path %s: say which fact of it", p)
		}
		copied := *found
		s, err := inside(&copied, p)
		return fact{s, func(tx *store.Tx) {
			if lab := store.Labs.Get(&tx.View); lab != nil && lab.Delays {
				for _, lag := range lags {
					lag(lab, found, &copied)
				}
			}
			t.Delete(tx, found)
			t.Put(tx, &copied)
		}}, err
	}
}

func namesOf[T any](list []*T, name func(*T) string) []string {
	names := make([]string, 0, len(list))
	for _, x := range list {
		names = append(names, name(x))
	}
	return names
}

// pick finds the slot that part i of p names.
func pick(p Path, i int, slots map[string]slot) (slot, error) {
	if i >= len(p) {
		return slot{}, fmt.Errorf("state path %s: say which fact of it", p)
	}
	if s, ok := slots[p[i]]; ok {
		if s.get == nil {
			return slot{}, fmt.Errorf("state path %s: write %s.NAME.FACT", p, p[:i+1])
		}
		if i != len(p)-1 {
			return slot{}, fmt.Errorf("state path %s: nothing can follow %s", p, p[i])
		}
		return s, nil
	}
	known := make([]string, 0, len(slots))
	for name := range slots {
		known = append(known, name)
	}
	slices.Sort(known)
	return slot{}, &UnknownError{p, i, known}
}

// element finds the element of a list that part 3 of p names ("link.vnet-app") and returns it in a fresh copy of
// the list, so that the shared original stays as it is.
func element[E any](p Path, items *[]E, name func(*E) string) (*E, error) {
	if len(p) < 5 {
		return nil, fmt.Errorf("state path %s: write %s.NAME.FACT", p, p[:3])
	}
	*items = slices.Clone(*items)
	known := make([]string, 0, len(*items))
	for i := range *items {
		if n := name(&(*items)[i]); strings.EqualFold(n, p[3]) {
			return &(*items)[i], nil
		} else {
			known = append(known, n)
		}
	}
	return nil, &UnknownError{p, 3, known}
}
