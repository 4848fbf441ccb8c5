package store

import (
	"errors"
	"strings"

	"github.com/cockroachdb/pebble/v2"
)

var (
	// ErrInUse: another process has the lab open.
	ErrInUse = errors.New("the lab is open in another kvlab")
	// ErrNewer: a later kvlab wrote the store; this one must not touch it.
	ErrNewer = errors.New("the lab was written by a newer kvlab")
	// ErrDamaged: what is on disk cannot be read. Nothing is repaired or overwritten.
	ErrDamaged = errors.New("the lab's store is damaged")
	// ErrForeign: the directory holds a Pebble store that is no lab.
	ErrForeign = errors.New("the directory holds something that is not a lab")
	// ErrLoaded: Load wants an empty lab.
	ErrLoaded = errors.New("the lab holds a scenario already")
	// ErrNothingToUndo and ErrNothingToRedo: the journal ends here.
	ErrNothingToUndo = errors.New("nothing to undo")
	ErrNothingToRedo = errors.New("nothing to redo")
	// ErrNoBranch: it was taken or forgotten, or there never was one of that number.
	ErrNoBranch = errors.New("there is no such branch")
	// ErrBroken: an earlier write failed in a way that leaves the disk in doubt; no more writes are taken.
	ErrBroken = errors.New("the lab takes no more changes because writing to disk failed")
)

// readError says of a failure to read what it means, where Pebble knows.
func readError(err error) error {
	if pebble.IsCorruptionError(err) {
		return damaged(err)
	}
	return err
}

// damage is ErrDamaged with its cause. Of that it says the first line: Pebble's go on with stacks.
type damage struct{ cause error }

// Error implements error.
func (d damage) Error() string {
	first, _, _ := strings.Cut(d.cause.Error(), "\n")
	return ErrDamaged.Error() + ": " + first
}

// Unwrap is both: what it is, and why.
func (d damage) Unwrap() []error { return []error{ErrDamaged, d.cause} }

func damaged(err error) error {
	if errors.Is(err, ErrDamaged) {
		return err
	}
	return damage{err}
}
