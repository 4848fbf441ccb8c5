package engine

import (
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// WhatIf evaluates a request as if changes had been made. Nothing is changed.
func (l *Lab) WhatIf(r *Request, changes ...Change) (*trace.Trace, error) {
	traces, err := l.whatIf([]*Request{r}, func(tx *store.Tx) error { return apply(tx, changes) })
	if err != nil {
		return nil, err
	}
	return traces[0], nil
}

// whatIf evaluates several requests over one overlay, which write has filled.
func (l *Lab) whatIf(requests []*Request, write func(*store.Tx) error) ([]*trace.Trace, error) {
	tx := l.store.WhatIf()
	traces, err := func() ([]*trace.Trace, error) {
		if err := write(tx); err != nil {
			return nil, err
		}
		traces := make([]*trace.Trace, len(requests))
		for i, r := range requests {
			e, err := evaluate(&tx.View, r)
			if err != nil {
				return nil, err
			}
			traces[i] = e.trace
		}
		return traces, nil
	}()
	if closing := tx.Close(); closing != nil {
		return nil, closing
	}
	return traces, err
}
