package engine

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Switch is one fact that a learner may flip between two values.
type Switch struct {
	ID, Label string
	Path      string
	On, Off   string
}

// State is "on", "off", or the value itself when it is neither.
func (s Switch) State(value string) string {
	switch value {
	case s.On:
		return "on"
	case s.Off:
		return "off"
	}
	return value
}

// Value is what the state "on" or "off" writes.
func (s Switch) Value(state string) string {
	if state == "on" {
		return s.On
	}
	return s.Off
}

// maxFixSize bounds the search: more changes than this are a new design, not a fix.
const maxFixSize = 3

// Fixes searches the smallest sets of changes that open a refused request: every one returned opens it, and none
// contains a smaller one. A change flips a switch, or writes a grant of the idle model anew in the model in force.
// others are the requests to watch for collateral changes. The result is sorted smallest first, then narrowest; it is
// empty for a request that is allowed already.
func (l *Lab) Fixes(r *Request, others []*Request, switches []Switch) ([]trace.Fix, error) {
	s := fixSearch{lab: l, requests: append([]*Request{r}, others...)}
	var err error
	if s.before, err = l.whatIf(s.requests, s.write(nil)); err != nil {
		return nil, err
	}
	if s.before[0].Verdict == trace.Allowed {
		return []trace.Fix{}, nil
	}
	if err := s.prepare(switches); err != nil {
		return nil, err
	}
	for size := 1; size <= maxFixSize; size++ {
		if err := s.extend(nil, 0, size); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(s.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(len(a.moves), len(b.moves)), cmp.Compare(a.breadth, b.breadth), cmp.Compare(len(a.fix.Breaks), len(b.fix.Breaks)))
	})
	fixes := make([]trace.Fix, len(s.found))
	for i, f := range s.found {
		fixes[i] = f.fix
	}
	return fixes, nil
}

// fixSearch is a breadth-first search over sets of moves.
type fixSearch struct {
	lab      *Lab
	requests []*Request // the refused one first
	before   []*trace.Trace
	moves    []move
	found    []found
}

// move is one change that may be part of a fix.
type move struct {
	write  func(*store.Tx) error
	shown  trace.Change
	impact facts.Impact
}

type found struct {
	moves   []int
	fix     trace.Fix
	breadth int
}

// prepare lists the moves.
func (s *fixSearch) prepare(switches []Switch) error {
	v := s.lab.store.View()
	defer v.Close()
	for _, sw := range switches {
		m, err := flip(v, sw)
		var gone *facts.UnknownError
		switch {
		case errors.As(err, &gone):
			continue // what the switch is about was purged
		case err != nil:
			return err
		case m.write != nil:
			s.moves = append(s.moves, m)
		}
	}
	grants, err := grants(v, s.requests[0], switches)
	if err != nil {
		return err
	}
	s.moves = append(s.moves, grants...)
	return v.Err()
}

// flip is a switch turned from where it stands; without a write where it cannot be turned, as purge protection cannot be
// taken off.
func flip(v *store.View, sw Switch) (move, error) {
	p, err := facts.ParsePath(sw.Path)
	if err != nil {
		return move{}, err
	}
	value, err := facts.Get(v, p)
	if err != nil {
		return move{}, err
	}
	to := "on"
	if sw.State(value) == "on" {
		to = "off"
	}
	next := sw.Value(to)
	if facts.Check(v, p, next) != nil {
		return move{}, nil
	}
	return move{
		write:  func(tx *store.Tx) error { return facts.Set(tx, p, next) },
		shown:  trace.Change{Gate: sw.ID, To: to, Label: sw.Label},
		impact: facts.ImpactOf(v, p, next),
	}, nil
}

// write makes the chosen moves, in a lab where they hold at once: a fix is what helps when it has spread.
func (s *fixSearch) write(chosen []int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		atOnce(tx)
		for _, n := range chosen {
			if err := s.moves[n].write(tx); err != nil {
				return err
			}
		}
		return nil
	}
}

// atOnce takes the lab's delays away.
func atOnce(tx *store.Tx) {
	if lab := labOf(&tx.View); lab.Delays {
		lab.Delays = false
		store.Labs.Put(tx, &lab)
	}
}

// extend tries every set of size moves that continues chosen with moves from first on.
func (s *fixSearch) extend(chosen []int, first, size int) error {
	if len(chosen) == size {
		return s.try(chosen)
	}
	for i := first; i < len(s.moves); i++ {
		if err := s.extend(append(slices.Clip(chosen), i), i+1, size); err != nil {
			return err
		}
	}
	return nil
}

func (s *fixSearch) try(chosen []int) error {
	if s.contains(chosen) {
		return nil
	}
	after, err := s.lab.whatIf(s.requests[:1], s.write(chosen))
	if err != nil || after[0].Verdict != trace.Allowed {
		return err
	}
	others, err := s.lab.whatIf(s.requests[1:], s.write(chosen))
	if err != nil {
		return err
	}
	s.found = append(s.found, s.describe(chosen, others))
	return nil
}

// contains reports whether a smaller fix is part of chosen: what it adds would be superfluous.
func (s *fixSearch) contains(chosen []int) bool {
	return slices.ContainsFunc(s.found, func(f found) bool {
		return !slices.ContainsFunc(f.moves, func(n int) bool { return !slices.Contains(chosen, n) })
	})
}

// describe tells a fix, and what it does to the other requests, whose traces after it are others.
func (s *fixSearch) describe(chosen []int, others []*trace.Trace) found {
	f := found{moves: slices.Clone(chosen), fix: trace.Fix{Opens: []string{}, Breaks: []string{}}}
	var means []string
	for _, n := range chosen {
		m := s.moves[n]
		f.fix.Changes = append(f.fix.Changes, m.shown)
		f.breadth += m.impact.Breadth
		if m.impact.Means != "" {
			means = append(means, m.impact.Means)
		}
	}
	f.fix.Means = strings.Join(means, "; ")
	for i, after := range others {
		before := s.before[i+1]
		was, is := before.Verdict == trace.Allowed, after.Verdict == trace.Allowed
		switch {
		case is && !was:
			f.fix.Opens = append(f.fix.Opens, after.Request.ID)
		case was && !is:
			f.fix.Breaks = append(f.fix.Breaks, after.Request.ID)
		}
	}
	return f
}
