package engine

import (
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Names of the other ways that a lab has gone.
type (
	Branch   = store.Branch
	Crossing = store.Crossing
	Place    = store.Place
)

// MostBranches is how many branches a lab keeps.
const MostBranches = store.MostBranches

// ErrNoBranch: it was taken or forgotten, or there never was one of that number.
var ErrNoBranch = store.ErrNoBranch

// Branches lists the ways that were left when something else was changed behind an undo, each followed by those that
// leave from it.
func (l *Lab) Branches() ([]Branch, error) { return l.store.Branches() }

// Along lists the first n changes of a branch.
func (l *Lab) Along(branch uint64, n int) ([]Entry, error) { return l.store.Along(branch, n) }

// TakeBranch goes over to a branch, as one commit: back to the fork, then all of its changes. The way that is left
// becomes a branch, so that one can go back. Audit events stay as they are.
func (l *Lab) TakeBranch(id uint64) (Crossing, error) {
	info, err := l.Info()
	if err != nil {
		return Crossing{}, err
	}
	return l.store.TakeBranch(id, info.Clock)
}

// ForgetBranch takes a branch away for good.
func (l *Lab) ForgetBranch(id uint64) error { return l.store.ForgetBranch(id) }

// EvaluateAt evaluates a request as it would end at another place of the journal or of a branch. The lab stays where it
// is.
func (l *Lab) EvaluateAt(r *Request, p Place) (*trace.Trace, error) {
	tx := l.store.Elsewhere(p)
	t, err := func() (*trace.Trace, error) {
		if err := tx.Err(); err != nil {
			return nil, err
		}
		e, err := evaluate(&tx.View, r)
		if err != nil {
			return nil, err
		}
		return e.trace, nil
	}()
	if closing := tx.Close(); closing != nil {
		return nil, closing
	}
	return t, err
}
