// Package engine is the simulated estate: one lab, one writer, any number of readers.
//
//	lab, err := engine.Open("", engine.Options{InMemory: true})
//	err = lab.Load(estate)
//	t, err := lab.Evaluate(request)     // what would happen, and why
//	r, err := lab.Do(request)           // make it happen: effect, audit event, journal record
//	err = lab.Apply("flip a gate", engine.Change{Path: "vault.kv-shop.rbac", Value: "false"})
//	_, err = lab.Undo()
//	_, err = lab.TakeBranch(branches[0].ID) // what was undone before another change is there still
//
// Everything rests on one pure function, evaluate: a view of the estate and a request in, a trace out. What-if, the
// fix finder and Do are that function used again.
package engine

import (
	"fmt"

	"kvlab/engine/audit"
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// Names the callers of this package need most.
type (
	Options = store.Options
	Entry   = store.Entry
	Request = operation.Request
	Estate  = estate.Estate
)

// Errors to branch on.
var (
	ErrInUse         = store.ErrInUse
	ErrNewer         = store.ErrNewer
	ErrDamaged       = store.ErrDamaged
	ErrForeign       = store.ErrForeign
	ErrNothingToUndo = store.ErrNothingToUndo
	ErrNothingToRedo = store.ErrNothingToRedo
)

// Lab is one open lab. Its methods may be called from any goroutine.
type Lab struct {
	store *store.Store
}

// Open opens the lab stored in dir, or makes an empty one, which then wants Load.
func Open(dir string, o Options) (*Lab, error) {
	s, err := store.Open(dir, o)
	if err != nil {
		return nil, err
	}
	return &Lab{s}, nil
}

// Close lets the lab go.
func (l *Lab) Close() error { return l.store.Close() }

// Load fills an empty lab. It cannot be undone: it is where Reset comes back to. Keys have their numbers by then, and
// consumers have had their first look.
func (l *Lab) Load(e *Estate) error {
	minted, err := Mint(e)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	ready, err := settled(minted)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	return l.store.Load(ready)
}

// Loaded reports whether the lab holds a scenario.
func (l *Lab) Loaded() (bool, error) {
	v := l.store.View()
	loaded := store.Labs.Get(v) != nil
	return loaded, v.Close()
}

// Info is what is true of the whole lab now.
func (l *Lab) Info() (estate.Lab, error) {
	v := l.store.View()
	info := labOf(v)
	return info, v.Close()
}

func labOf(v *store.View) estate.Lab {
	if lab := store.Labs.Get(v); lab != nil {
		return *lab
	}
	return estate.Lab{Profile: profile.Guide}
}

// Estate reads the whole world, for drawing it.
func (l *Lab) Estate() (*Estate, error) {
	v := l.store.View()
	e := v.Estate()
	return e, v.Close()
}

// Seq grows with every commit: what was computed at one Seq holds until the next.
func (l *Lab) Seq() uint64 { return l.store.Seq() }

// Change is one fact to write: a state path and its new value.
type Change struct {
	Path  string
	Value string
}

// Apply writes facts as one journaled change, all or none of them. Whatever changes about an app makes its platform
// fetch its references again, within the same change.
func (l *Lab) Apply(label string, changes ...Change) error {
	return l.update(label, func(tx *store.Tx) error {
		if err := apply(tx, changes); err != nil {
			return err
		}
		return refetch(tx, changes)
	})
}

func apply(tx *store.Tx, changes []Change) error {
	for _, c := range changes {
		p, err := facts.ParsePath(c.Path)
		if err != nil {
			return err
		}
		if err := facts.Set(tx, p, c.Value); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) update(label string, change func(*store.Tx) error) error {
	info, err := l.Info()
	if err != nil {
		return err
	}
	return l.store.Update(label, info.Clock, change)
}

// Fact reads one fact.
func (l *Lab) Fact(path string) (string, error) {
	p, err := facts.ParsePath(path)
	if err != nil {
		return "", err
	}
	v := l.store.View()
	value, err := facts.Get(v, p)
	if closing := v.Close(); closing != nil {
		return "", closing
	}
	return value, err
}

// Check says whether a change could be made, without making it.
func (l *Lab) Check(c Change) error {
	p, err := facts.ParsePath(c.Path)
	if err != nil {
		return err
	}
	v := l.store.View()
	err = facts.Check(v, p, c.Value)
	if closing := v.Close(); closing != nil {
		return closing
	}
	return err
}

// SetProfile switches whose behaviour the lab follows.
func (l *Lab) SetProfile(p profile.Profile) error {
	return l.Apply("follow the "+string(p)+" profile", Change{"lab.profile", string(p)})
}

// Undo takes the last change back; Redo puts it in effect again; Reset goes back to the beginning, and can itself
// be undone.
func (l *Lab) Undo() (Entry, error) { return l.store.Undo() }

// Redo see Undo.
func (l *Lab) Redo() (Entry, error) { return l.store.Redo() }

// Reset see Undo.
func (l *Lab) Reset() error {
	info, err := l.Info()
	if err != nil {
		return err
	}
	return l.store.Reset("reset the lab", info.Clock)
}

// Position tells how many changes can be undone and redone.
func (l *Lab) Position() (undo, redo int) { return l.store.Position() }

// Neighbours names the changes that Undo and Redo would work on, empty where there is none.
func (l *Lab) Neighbours() (undo, redo string, err error) { return l.store.Neighbours() }

// History lists the changes, oldest first, with those that can be redone.
func (l *Lab) History() ([]Entry, error) { return l.store.History() }

// Recent lists the last n changes, oldest first; what lies before them costs nothing.
func (l *Lab) Recent(n int) ([]Entry, error) { return l.store.Recent(n) }

// StateHash is a digest of the whole estate.
func (l *Lab) StateHash() (string, error) { return l.store.StateHash() }

// Events returns the last n events of the audit log, oldest first.
func (l *Lab) Events(n int) ([]audit.Event, error) {
	events := []audit.Event{}
	err := l.store.Audit(n, func(seq uint64, decode func(any) error) error {
		var e audit.Event
		if err := decode(&e); err != nil {
			return err
		}
		e.Seq = seq
		events = append(events, e)
		return nil
	})
	return events, err
}

// Keep stores a note of the application beside the lab; Kept returns it, nil if there is none. Notes are no part
// of the estate: undo leaves them alone.
func (l *Lab) Keep(name string, value []byte) error { return l.store.Keep(name, value) }

// Kept see Keep.
func (l *Lab) Kept(name string) ([]byte, error) { return l.store.Kept(name) }
