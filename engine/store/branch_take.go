package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/cockroachdb/pebble/v2"
)

// Crossing is what going over to a branch did.
type Crossing struct {
	// Branch is the one that was taken, as it was before. It is none any more.
	Branch Branch
	// Back is how many changes were taken back, Forth how many were put in effect: the branch's, and those of the ways
	// that lead to it.
	Back, Forth int
	// Kept is the branch that the way left has become.
	Kept uint64
}

// TakeBranch goes over to a branch: back to where it leaves the lab's way, then on to its end. What lay behind the fork,
// whether in effect or undone, is kept as a branch, left at that time. It is one commit, all or nothing; like Undo it
// takes no audit event back and adds none.
func (s *Store) TakeBranch(id uint64, at time.Time) (Crossing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.head.Branches.find(id)
	if taken == nil {
		return Crossing{}, noBranch(id)
	}
	route, err := s.head.route(Place{id, taken.End})
	if err != nil {
		return Crossing{}, err
	}
	b := s.db.NewBatch()
	defer s.drop(b)
	var done []change
	if err := s.follow(route, func(key, value []byte) error {
		done = append(done, change{Key: key})
		return write(b, key, value)
	}); err != nil {
		return Crossing{}, err
	}
	first, err := s.recordOn(s.db, id, taken.Fork+1)
	if err != nil {
		return Crossing{}, err
	}
	next := s.crossed(id, at)
	if err := s.moveAll(b, next.moves); err != nil {
		return Crossing{}, err
	}
	if err := s.advance(b, next.head, done); err != nil {
		return Crossing{}, err
	}
	c := Crossing{Branch: taken.shown(first.Label), Kept: next.head.Branches.Last}
	c.Back, c.Forth = lengths(route)
	return c, nil
}

// rearranged is a head to come, with the records that have to change places for it.
type rearranged struct {
	head  head
	moves []move
}

// crossed is the lab on the way of a branch.
func (s *Store) crossed(id uint64, at time.Time) rearranged {
	next := rearranged{head: s.head}
	t, path := s.head.Branches.clone(), s.head.Branches.path(id)
	next.moves = append(next.moves, t.setAside(path[0].Fork, s.head.Last, at))
	next.moves = append(next.moves, t.cross(path)...)
	next.head.Position, next.head.Last = path[len(path)-1].End, path[len(path)-1].End
	next.head.Branches = t
	return next
}

// ForgetBranch takes a branch away for good. Those that leave from it stay, with the changes that lead to them.
func (s *Store) ForgetBranch(id uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.head.Branches.find(id) == nil {
		return noBranch(id)
	}
	next, t := s.head, s.head.Branches.clone()
	b := s.db.NewBatch()
	defer s.drop(b)
	if err := s.moveAll(b, t.forget(id)); err != nil {
		return err
	}
	next.Branches = t
	return s.advance(b, next, nil)
}

// keepUndone makes a branch of what could be redone, for a change is about to take its place.
func (s *Store) keepUndone(b *pebble.Batch, next *head, at time.Time) error {
	if s.head.Last == s.head.Position {
		return nil
	}
	t := s.head.Branches.clone()
	moves := []move{t.setAside(s.head.Position, s.head.Last, at)}
	if len(t.Ways) > MostBranches {
		moves = append(moves, t.forget(t.Ways[0].ID)...)
	}
	next.Branches = t
	return s.moveAll(b, moves)
}

// undoneAgain reports whether a record is, to the byte, the one that Redo would put in effect.
func (s *Store) undoneAgain(raw []byte) (bool, error) {
	if s.head.Last == s.head.Position {
		return false, nil
	}
	undone, err := read(s.db, journalKey(s.head.Position+1))
	return bytes.Equal(undone, raw), err
}

func (s *Store) moveAll(b *pebble.Batch, moves []move) error {
	for _, m := range moves {
		if err := s.move(b, m); err != nil {
			return err
		}
	}
	return nil
}

// move adds to a batch what gives records to another way. They are read as they are on disk, so within one batch no
// record moves twice.
func (s *Store) move(b *pebble.Batch, m move) error {
	first, end := recordKey(m.from, m.after+1), recordKey(m.from, m.upTo+1)
	if m.to == nowhere {
		return b.DeleteRange(first, end, nil)
	}
	seq := m.after
	if err := eachIn(s.db, first, end, func(key, value []byte) error {
		if seq++; !bytes.Equal(key, recordKey(m.from, seq)) {
			return missing(m.from, seq)
		}
		return errors.Join(b.Set(recordKey(m.to, seq), value, nil), b.Delete(key, nil))
	}); err != nil {
		return err
	}
	if seq < m.upTo {
		return missing(m.from, seq+1)
	}
	return nil
}

// recordKey is where the record of a change is stored.
func recordKey(way, seq uint64) []byte {
	if way == journal {
		return journalKey(seq)
	}
	return appendKey(nil, "b", []string{number(way), number(seq)})
}

func missing(way, seq uint64) error {
	if way == journal {
		return damaged(fmt.Errorf("journal record %d is missing", seq))
	}
	return damaged(fmt.Errorf("record %d of branch %d is missing", seq, way))
}
