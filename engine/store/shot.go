package store

import "github.com/cockroachdb/pebble/v2"

// shot is a snapshot that all views of one commit share: taking one costs more than a view reads in most decisions.
type shot struct {
	snapshot *pebble.Snapshot
	seq      uint64
	users    int // the views, and the store while it is the latest
}

// take returns the shot of the last commit. Callers hold mu, so there is no commit meanwhile.
func (s *Store) take() *shot {
	s.shots.Lock()
	defer s.shots.Unlock()
	if s.latest == nil || s.latest.seq != s.seq {
		s.leave(s.latest)
		s.latest = &shot{snapshot: s.db.NewSnapshot(), seq: s.seq, users: 1}
	}
	s.latest.users++
	return s.latest
}

// give takes a shot back.
func (s *Store) give(x *shot) error {
	s.shots.Lock()
	defer s.shots.Unlock()
	return s.leave(x)
}

// leave lets go of a shot when nobody uses it any more. Closing a snapshot is an occasion for Pebble to look for work,
// and so may wait for a write that has failed.
func (s *Store) leave(x *shot) error {
	if x == nil {
		return nil
	}
	if x.users--; x.users > 0 || s.guard.broken() != nil {
		return nil
	}
	if err := s.guard.run(x.snapshot.Close); s.guard.broken() == nil {
		return err
	}
	return nil
}
