package identity

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Evaluate says who is calling and whether their token would be accepted: by the vault, or by Azure Resource Manager
// for an operation of the control plane. A nil vault is unknown, and what needs it is not checked.
//
// The caller is nil when nobody can tell who is calling. It is not nil when the caller is known and authentication
// failed all the same, so that later gates can say what they would do once that is mended.
func Evaluate(v *store.View, at time.Time, r *operation.Request, host *estate.Host, vault *estate.Vault) (trace.Finding, *estate.Caller) {
	e := &evaluation{view: v, at: at, host: host, vault: vault, plane: planeOf(r)}
	e.finding.Gate = trace.Identity
	e.finding.Steps = make([]trace.Step, 0, usualSteps)
	caller := e.authenticate(r)
	if caller != nil {
		e.describe(caller)
	}
	if e.finding.Stop == nil {
		e.checkToken(caller, r.User != "")
	}
	return e.finding, caller
}

// planeOf says where the token is to be sent.
func planeOf(r *operation.Request) operation.Plane {
	if op, ok := operation.Find(r.Operation); ok {
		return op.Plane
	}
	return operation.Data
}

// usualSteps is what a managed identity inside the default chain takes.
const usualSteps = 8

// evaluation is one request on its way through the gate.
type evaluation struct {
	view  *store.View
	at    time.Time
	host  *estate.Host
	vault *estate.Vault
	plane operation.Plane
	// chained says that credentials run inside DefaultAzureCredential, where some of them behave differently.
	chained   bool
	variables variables
	finding   trace.Finding
}

// authenticate finds the caller. Without a token the finding has its stop.
func (e *evaluation) authenticate(r *operation.Request) *estate.Caller {
	if r.User != "" {
		return e.byHand(r.User)
	}
	if e.host.Kind == estate.ApplicationGateway || e.host.Kind == estate.PlatformService {
		return e.byPlatform()
	}
	caller := e.byProgram()
	if caller != nil {
		e.keepHeldToken()
	}
	if caller != nil && e.host.OnBehalfOf != "" && e.finding.Stop == nil {
		return e.onBehalfOf(caller)
	}
	return caller
}

// describe adds what later gates and learners want to know about a known caller.
func (e *evaluation) describe(c *estate.Caller) {
	e.formerIDs(c.Principal)
	e.groups(c)
}

// past reports whether the end of something lies behind; no end never does.
func (e *evaluation) past(end time.Time) bool { return !end.IsZero() && !e.at.Before(end) }

func (e *evaluation) add(s trace.Step) { e.finding.Add(s) }

// fault ends the request without any answer of the vault, unless it has ended already.
func (e *evaluation) fault(clientError string) {
	if e.finding.Stop == nil {
		e.finding.Stop = trace.Fault(clientError)
	}
}

// deny is the vault's 401, unless the request has ended already.
func (e *evaluation) deny(message string) { e.reject("Unauthorized", message) }

// reject is a 401 with a code of its own, as Azure Resource Manager gives it.
func (e *evaluation) reject(code, message string) {
	if e.finding.Stop == nil {
		e.finding.Stop = trace.Deny(401, code, "", message)
	}
}
