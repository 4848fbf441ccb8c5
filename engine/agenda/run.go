package agenda

import (
	"errors"
	"fmt"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// ErrTooMuch says that a subject has more to do than one run of the clock takes on.
var ErrTooMuch = errors.New("advance in smaller steps")

// limit is how often work of a kind is done on one subject in one run. Without it a key that rotates every week would
// keep the clock busy for hours on its way through a century: key material is really made.
func limit(k Kind) int {
	switch k {
	case Rotation, Renewal, Issuance:
		return 100
	}
	return 10_000
}

// Run lets the lab's clock run until a moment. Everything that the sources know to be due on the way is done, with
// the clock standing at its own moment, and what came of it is told to passed.
//
// What is due at one moment is settled when that moment comes. Then it is done, one thing after the other, and only
// what lies later is looked at again.
func Run(tx *store.Tx, sources []Source, until time.Time, passed func(Event)) error {
	r := run{tx: tx, queue: newQueue(sources), done: map[task]int{}, passed: passed}
	start := clock(&tx.View)
	for i := range sources {
		r.queue.ask(&tx.View, i, start, until)
	}
	for moment := r.queue.next(); moment != nil; moment = r.queue.next() {
		if err := r.pass(moment); err != nil {
			return err
		}
		for _, e := range moment {
			if e.Run != nil {
				r.queue.ask(&tx.View, e.source, e.At, until)
			}
		}
	}
	stand(tx, until)
	return tx.Err()
}

// run is one run of the clock.
type run struct {
	tx     *store.Tx
	queue  *queue
	done   map[task]int // how often
	passed func(Event)
}

// task is work of one kind on one subject.
type task struct {
	source int
	kind   Kind
}

// pass does what is due at one moment.
func (r *run) pass(moment []entry) error {
	for _, e := range moment {
		event := Event{At: e.At, Kind: e.Kind, What: e.What, Vault: e.Vault, Collection: e.Collection, Object: e.Object, LogName: e.LogName}
		if e.Run != nil {
			said, err := r.work(e)
			if err != nil {
				return err
			}
			if said == "" {
				continue
			}
			event.What += ": " + said
		}
		r.passed(event)
	}
	return r.tx.Err()
}

func (r *run) work(e entry) (string, error) {
	subject, task := r.queue.sources[e.source].Subject, task{e.source, e.Kind}
	if r.done[task]++; r.done[task] > limit(e.Kind) {
		return "", fmt.Errorf("%s: %s falls due more than %d times before %s is over: %w",
			subject, e.Kind, limit(e.Kind), trace.Stamp(e.At), ErrTooMuch)
	}
	stand(r.tx, e.At)
	said, err := e.Run(r.tx, e.At)
	if err != nil {
		return "", fmt.Errorf("%s at %s: %w", e.What, trace.Stamp(e.At), err)
	}
	return said, nil
}

func clock(v *store.View) time.Time {
	if lab := store.Labs.Get(v); lab != nil {
		return lab.Clock
	}
	return time.Time{}
}

// stand puts the lab's clock at a moment.
func stand(tx *store.Tx, at time.Time) {
	var lab estate.Lab
	if found := store.Labs.Get(&tx.View); found != nil {
		lab = *found
	}
	if !lab.Clock.Equal(at) {
		lab.Clock = at
		store.Labs.Put(tx, &lab)
	}
}
