package engine

import (
	"fmt"
	"slices"

	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// WhatIfFix evaluates a request as if a fix that Fixes found had been made, and had spread. Nothing is changed.
func (l *Lab) WhatIfFix(r *Request, switches []Switch, f trace.Fix) (*trace.Trace, error) {
	s, chosen, err := l.chosen(r, switches, f)
	if err != nil {
		return nil, err
	}
	traces, err := l.whatIf(s.requests, s.write(chosen))
	if err != nil {
		return nil, err
	}
	return traces[0], nil
}

// ApplyFix makes all changes of a fix as one, which one undo takes back.
func (l *Lab) ApplyFix(label string, r *Request, switches []Switch, f trace.Fix) error {
	s, chosen, err := l.chosen(r, switches, f)
	if err != nil {
		return err
	}
	var written []Change
	for _, sw := range switches {
		if slices.ContainsFunc(f.Changes, func(c trace.Change) bool { return c.Gate == sw.ID }) {
			written = append(written, Change{Path: sw.Path})
		}
	}
	return l.update(label, func(tx *store.Tx) error {
		for _, n := range chosen {
			if err := s.moves[n].write(tx); err != nil {
				return err
			}
		}
		return refetch(tx, written)
	})
}

// chosen finds the moves that a fix consists of. The lab may have changed since the fix was found.
func (l *Lab) chosen(r *Request, switches []Switch, f trace.Fix) (s fixSearch, chosen []int, err error) {
	s = fixSearch{lab: l, requests: []*Request{r}}
	if err := s.prepare(switches); err != nil {
		return s, nil, err
	}
	for _, c := range f.Changes {
		n := slices.IndexFunc(s.moves, func(m move) bool { return m.shown == c })
		if n < 0 {
			return s, nil, fmt.Errorf("the fix does not suit the lab any more: %s", trace.Fix{Changes: []trace.Change{c}}.InWords())
		}
		chosen = append(chosen, n)
	}
	return s, chosen, nil
}
