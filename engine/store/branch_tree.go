package store

import (
	"fmt"
	"slices"
	"time"
)

// move gives the records behind after, up to upTo, from one way to another.
type move struct {
	from, to    uint64
	after, upTo uint64
}

// nowhere is where records go that are forgotten.
const nowhere = ^uint64(0)

// clone is a tree to change.
func (t *tree) clone() *tree {
	if t == nil {
		return &tree{}
	}
	return &tree{Last: t.Last, Ways: slices.Clone(t.Ways)}
}

// setAside makes a branch of the journal's end, behind fork. Branches that left from that end leave from the new one.
func (t *tree) setAside(fork, end uint64, at time.Time) move {
	t.Last++
	t.rehang(journal, t.Last, func(w *way) bool { return w.Fork > fork })
	t.Ways = append(t.Ways, way{ID: t.Last, On: journal, Fork: fork, End: end, At: at})
	return move{journal, t.Last, fork, end}
}

// rehang lets the branches on one way that which chooses leave from another.
func (t *tree) rehang(from, to uint64, which func(*way) bool) {
	for i := range t.Ways {
		if w := &t.Ways[i]; w.On == from && which(w) {
			w.On = to
		}
	}
}

// cross lengthens the journal, which ends where the path to a branch leaves it, along that path. Of the branches on the
// way what lies behind the path stays.
func (t *tree) cross(path []way) []move {
	var moves []move
	for i, w := range path {
		upTo := w.End
		if i+1 < len(path) {
			upTo = path[i+1].Fork
		}
		moves = append(moves, move{w.ID, journal, w.Fork, upTo})
		t.rehang(w.ID, journal, func(w *way) bool { return w.Fork <= upTo })
		rest := t.find(w.ID)
		rest.On, rest.Fork = journal, upTo
	}
	t.remove(path[len(path)-1].ID)
	return moves
}

// forget takes a branch away. What it shares with branches that leave from it goes over to the one that leaves last: only
// what belongs to no other way is gone.
func (t *tree) forget(id uint64) []move {
	gone := *t.find(id)
	heirs := t.leaving(id)
	t.remove(id)
	if len(heirs) == 0 {
		return []move{{id, nowhere, gone.Fork, gone.End}}
	}
	shared := heirs[len(heirs)-1].Fork
	heir := t.find(heirs[len(heirs)-1].ID)
	t.rehang(id, heir.ID, func(*way) bool { return true })
	heir.On, heir.Fork = gone.On, gone.Fork
	return []move{{id, heir.ID, gone.Fork, shared}, {id, nowhere, shared, gone.End}}
}

func (t *tree) remove(id uint64) {
	t.Ways = slices.DeleteFunc(t.Ways, func(w way) bool { return w.ID == id })
}

// check looks for what cannot be in a lab whose journal has so many records. Forks lie further on with each branch that a
// path leads along, so there is no ring.
func (t *tree) check(last uint64) error {
	for i := range t.Ways {
		w := &t.Ways[i]
		switch {
		case w.ID == journal || w.ID > t.Last || i > 0 && w.ID <= t.Ways[i-1].ID:
			return fmt.Errorf("branch %d out of turn", w.ID)
		case w.Fork >= w.End:
			return fmt.Errorf("branch %d from %d to %d", w.ID, w.Fork, w.End)
		}
		low, high := uint64(0), last
		if w.On != journal {
			on := t.find(w.On)
			if on == nil {
				return fmt.Errorf("branch %d leaves from %d, which is none", w.ID, w.On)
			}
			low, high = on.Fork+1, on.End
		}
		if w.Fork < low || w.Fork >= high {
			return fmt.Errorf("branch %d leaves from behind %d, where nothing is", w.ID, w.Fork)
		}
	}
	return nil
}
