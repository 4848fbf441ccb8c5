package store

import "fmt"

// Place is a state that the lab was in: right after change number Change of the way the lab is on or, with a Branch, of
// the way that leads to that branch's end. Change 0 is the beginning.
type Place struct{ Branch, Change uint64 }

// Elsewhere is the lab as it would be at another place: as with WhatIf nothing is changed, and writers wait until it is
// closed. A place that there is not makes Err say so.
func (s *Store) Elsewhere(p Place) *Tx {
	tx := s.WhatIf()
	route, err := s.head.route(p)
	if err == nil {
		err = s.follow(route, func(key, value []byte) error {
			tx.forget(key)
			return write(tx.batch, key, value)
		})
	}
	if err != nil {
		tx.fail(err)
	}
	return tx
}

// leg is a part of a route: the records of a way behind after, up to upTo, taken back from the last one on or put in
// effect from the first one on.
type leg struct {
	way         uint64
	after, upTo uint64
	back        bool
}

// route leads from where the lab stands to another place.
func (h *head) route(to Place) ([]leg, error) {
	path, end := h.Branches.path(to.Branch), h.Last
	switch {
	case len(path) > 0:
		end = path[len(path)-1].End
	case to.Branch != journal:
		return nil, noBranch(to.Branch)
	}
	if to.Change > end {
		return nil, fmt.Errorf("there is no change number %d", to.Change)
	}
	parting := to.Change
	if len(path) > 0 {
		parting = min(parting, path[0].Fork)
	}
	route := []leg{{journal, h.Position, parting, false}}
	if parting < h.Position {
		route[0] = leg{journal, parting, h.Position, true}
	}
	for i, w := range path {
		upTo := min(w.End, to.Change)
		if i+1 < len(path) {
			upTo = min(upTo, path[i+1].Fork)
		}
		if upTo > w.Fork {
			route = append(route, leg{w.ID, w.Fork, upTo, false})
		}
	}
	return route, nil
}

// lengths counts the changes on a route that are taken back and those that are put in effect.
func lengths(route []leg) (back, forth int) {
	for _, l := range route {
		if n := int(l.upTo - l.after); l.back {
			back += n
		} else {
			forth += n
		}
	}
	return back, forth
}

// follow calls set with every value that is written on a route, in order; nil is absent.
func (s *Store) follow(route []leg, set func(key, value []byte) error) error {
	for _, l := range route {
		for n := l.after + 1; n <= l.upTo; n++ {
			seq := n
			if l.back {
				seq = l.upTo - (n - l.after - 1)
			}
			r, err := s.recordOn(s.db, l.way, seq)
			if err != nil {
				return err
			}
			for _, c := range r.Changes {
				value := c.After
				if l.back {
					value = c.Before
				}
				if err := set(c.Key, value); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
