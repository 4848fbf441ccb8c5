package store

// Rewind walks back through the changes in effect, the last one first. visit gets each change and the state before it,
// and says whether to go on. Nothing is changed; writers wait meanwhile.
func (s *Store) Rewind(visit func(e Entry, before *View) bool) error {
	tx := s.WhatIf()
	for seq := s.head.Position; seq > 0 && tx.Err() == nil; seq-- {
		r, err := s.record(s.db, seq)
		if err != nil {
			tx.fail(err)
			break
		}
		tx.takeBack(&r)
		if !visit(r.entry(seq, s.head.Position), &tx.View) {
			break
		}
	}
	return tx.Close()
}

// takeBack writes the before-images of a record.
func (tx *Tx) takeBack(r *record) {
	for _, c := range r.Changes {
		tx.forget(c.Key)
		tx.View.fail(write(tx.batch, c.Key, c.Before))
	}
}
