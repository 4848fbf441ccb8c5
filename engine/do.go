package engine

import (
	"cmp"
	"strconv"

	"kvlab/engine/audit"
	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
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
	var result *Result
	err := l.update(cmp.Or(r.Command, "issue "+r.ID), func(tx *store.Tx) (err error) {
		result, err = perform(tx, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// perform is Do within a transaction.
func perform(tx *store.Tx, r *Request) (*Result, error) {
	e, err := evaluate(&tx.View, r)
	if err != nil {
		return nil, err
	}
	result := &Result{Trace: e.trace}
	if e.trace.Verdict == trace.Allowed && e.effect != nil {
		if result.Content, err = e.effect(tx); err != nil {
			return nil, err
		}
	}
	if audit.Seen(e.trace) && e.heard() {
		tx.Log(e.event(tx))
	}
	return result, nil
}

// heard reports whether the request came to the vault's own log. Azure Resource Manager refuses by itself what identity
// and authorization stop, and a list of vaults is about none of them.
func (e *evaluation) heard() bool {
	at := e.trace.StoppedAt
	return e.op.Plane == operation.Data || e.vault != nil && (at == nil || *at == trace.Object)
}

func (e *evaluation) event(tx *store.Tx) audit.Event {
	var id estate.Scope
	var model estate.Model
	if e.vault != nil {
		id = idOf(&tx.View, e.vault)
		model = e.vault.InForce(e.lab.Profile)
		if e.op.Plane == operation.Control {
			model = estate.RBAC
		}
	}
	event := audit.Of(e.trace, e.op, id, model, e.caller, e.findings.network.Path.Client)
	event.CorrelationID = estate.GUID("correlation", e.lab.Scenario, e.trace.Request.ID, strconv.FormatUint(tx.Serial(), 10))
	return event
}

// idOf is a vault's ARM id, empty where the lab does not say where it is.
func idOf(v *store.View, vault *estate.Vault) estate.Scope {
	if chain := authz.ScopeChain(v, vault, "", ""); len(chain) > 0 {
		return chain[0]
	}
	return ""
}
