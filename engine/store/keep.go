package store

import "github.com/cockroachdb/pebble/v2"

// Keep stores a note of the application beside the lab: where the reader of a trace stands, which window is open.
// Notes are not part of the state: no journal, no undo. A nil value takes the note away.
func (s *Store) Keep(name string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.db.NewBatch()
	defer s.drop(b)
	if err := write(b, appendKey(nil, "k", []string{name}), value); err != nil {
		return err
	}
	return s.commit(b)
}

// Kept returns a note, nil if there is none.
func (s *Store) Kept(name string) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var r pebble.Reader = s.db
	return read(r, appendKey(nil, "k", []string{name}))
}
