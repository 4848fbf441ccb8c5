package engine

import (
	"strconv"

	"kvlab/engine/audit"
	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Result is what came of a request.
type Result struct {
	Trace *trace.Trace
	// Content is what the caller got; empty unless the request was allowed.
	Content objects.Content
}

// Do evaluates a request and carries it out: its effect, its audit event and its journal record go into one
// transaction. A refused request leaves an audit event if the service saw it, and nothing else.
func (l *Lab) Do(r *Request) (*Result, error) {
	var result Result
	err := l.update("issue "+r.ID, func(tx *store.Tx) error {
		e, err := evaluate(&tx.View, r)
		if err != nil {
			return err
		}
		result.Trace = e.trace
		if e.trace.Verdict == trace.Allowed && e.effect != nil {
			if result.Content, err = e.effect(tx); err != nil {
				return err
			}
		}
		if audit.Seen(e.trace) {
			tx.Log(e.event(&tx.View))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &result, nil
}

func (e *evaluation) event(v *store.View) audit.Event {
	var id estate.Scope
	var model estate.Model
	if e.vault != nil {
		chain := authz.ScopeChain(v, e.vault, "", "")
		if len(chain) > 0 {
			id = chain[0]
		}
		model = e.vault.InForce(e.lab.Profile)
	}
	event := audit.Of(e.trace, e.op, id, model, e.caller, e.findings.network.Path.Client)
	event.CorrelationID = estate.GUID("correlation", e.lab.Scenario, e.trace.Request.ID, strconv.FormatUint(v.Seq(), 10))
	return event
}
