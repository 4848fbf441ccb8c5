package store

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// A branch is a way that the lab went once and left. When something is changed behind an undo, the changes that could
// have been redone become a branch instead of being forgotten; TakeBranch goes over to it, and what is left then becomes
// a branch in its turn.
//
//	A - B - E - F        the journal: the way the lab is on
//	     \
//	      C - D          a branch, left from behind B
//	       \
//	        G            and one that leaves from that branch
//
// So the changes of a lab are a tree, and the journal and the branches share them out: each change is stored once, under
// the way that it belongs to. A fork lies before the end of the way it leaves, for a way on which nothing comes next is
// simply gone on with.
type Branch struct {
	// ID is its number; a lab gives none twice.
	ID uint64
	// On is the branch that it leaves from, 0 for the way the lab is on.
	On uint64
	// Fork is the number of the last change before the two part; 0 is the beginning. Its own changes are numbered on
	// from there, as those of the other way are.
	Fork uint64
	// Count is how many changes it has of its own.
	Count int
	// Label is the first one's.
	Label string
	// At is when it was left, by the lab's clock.
	At time.Time
}

// End is the number of its last change.
func (b *Branch) End() uint64 { return b.Fork + uint64(b.Count) }

// MostBranches is how many branches a lab keeps. Past it the one that was left first goes.
const MostBranches = 16

// Branches lists the branches by the fork that they leave from, each followed by those that leave from it in turn.
func (s *Store) Branches() ([]Branch, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.branchesOn(journal, nil)
}

func (s *Store) branchesOn(way uint64, list []Branch) ([]Branch, error) {
	for _, w := range s.head.Branches.leaving(way) {
		r, err := s.recordOn(s.db, w.ID, w.Fork+1)
		if err != nil {
			return nil, err
		}
		list = append(list, w.shown(r.Label))
		if list, err = s.branchesOn(w.ID, list); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Along lists the first n changes of a branch. None of them is in effect.
func (s *Store) Along(id uint64, n int) ([]Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	w := s.head.Branches.find(id)
	if w == nil {
		return nil, noBranch(id)
	}
	var entries []Entry
	for seq := w.Fork + 1; seq <= w.End && len(entries) < n; seq++ {
		r, err := s.recordOn(s.db, id, seq)
		if err != nil {
			return nil, err
		}
		entries = append(entries, r.entry(seq, w.Fork))
	}
	return entries, nil
}

func noBranch(id uint64) error { return fmt.Errorf("%w: number %d", ErrNoBranch, id) }

// journal is the number of the way that the lab is on.
const journal = 0

// way is a branch as it is stored: its records are those behind Fork, up to End.
type way struct {
	_         struct{} `cbor:",toarray"`
	ID, On    uint64
	Fork, End uint64
	At        time.Time
}

func (w *way) shown(label string) Branch {
	return Branch{ID: w.ID, On: w.On, Fork: w.Fork, Count: int(w.End - w.Fork), Label: label, At: w.At}
}

// tree is all branches of a lab. It is a part of the head and does not change: each change makes another.
type tree struct {
	_    struct{} `cbor:",toarray"`
	Last uint64   // the number given last
	Ways []way    // by number
}

// find is the branch of that number, nil if there is none. A lab without branches has no tree.
func (t *tree) find(id uint64) *way {
	if t == nil {
		return nil
	}
	n, there := slices.BinarySearchFunc(t.Ways, id, func(w way, id uint64) int { return cmp.Compare(w.ID, id) })
	if !there {
		return nil
	}
	return &t.Ways[n]
}

// leaving are the branches that leave from a way, the first fork first and those left first before others.
func (t *tree) leaving(from uint64) []way {
	if t == nil {
		return nil
	}
	var list []way
	for _, w := range t.Ways {
		if w.On == from {
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b way) int { return cmp.Compare(a.Fork, b.Fork) })
	return list
}

// path are the branches that lead to one, from the journal outwards; the branch itself is the last. It is nil for the
// journal.
func (t *tree) path(id uint64) []way {
	var path []way
	for w := t.find(id); w != nil; w = t.find(w.On) {
		path = append(path, *w)
	}
	slices.Reverse(path)
	return path
}
