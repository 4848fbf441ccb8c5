// Package audit is the vault's own log: one event for every request the service answered. A request that never
// reached the service (no name, no connection, no token to send) leaves no event, which is itself a clue.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/general/logging.md.
package audit

import (
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// Event is one record of category AuditEvent. It never holds a secret's value.
type Event struct {
	Seq           uint64
	Time          time.Time
	Request       string // the lab's request id
	OperationName string // "SecretGet"
	ResourceID    string // the vault's ARM id, upper case as the service writes it
	RequestURI    string
	Status        int
	Signature     string // HTTP reason phrase
	Description   string // the error's message, empty on success
	CallerAddress string // as the service saw it
	ObjectID      string
	AppID         string
	// RBACAuthorized and PolicyMatched: which of the two is filled depends on the model in force.
	RBACAuthorized bool
	PolicyMatched  bool
	CorrelationID  string
}

// Seen reports whether the service saw the request at all, so that it has an event.
func Seen(t *trace.Trace) bool { return t.Response.Status != 0 }

// Of is the event that the service writes about a request it answered. caller may be nil.
func Of(t *trace.Trace, op *operation.Operation, vaultID estate.Scope, model estate.Model, caller *estate.Caller, address string) Event {
	e := Event{
		Time: t.At, Request: t.Request.ID, OperationName: op.LogName, ResourceID: upper(vaultID),
		RequestURI: uri(t, op, vaultID), Status: t.Response.Status, Signature: phrase(t.Response.Status), CallerAddress: address,
	}
	if t.Response.Message != nil {
		// On the wire lines end in \r\n, in the log in \n.
		e.Description = strings.ReplaceAll(*t.Response.Message, "\r\n", "\n")
	}
	if caller != nil {
		e.ObjectID, e.AppID = caller.ObjectID, caller.AppID
	}
	e.RBACAuthorized = model == estate.RBAC && authorized(t)
	e.PolicyMatched = model == estate.AccessPolicies && authorized(t)
	return e
}

// ByService is the event about something that the service did by itself: no caller and no address. The vault is known
// by its host name. Which of the fields the service fills in such entries is unverified.
func ByService(at time.Time, operationName string, vaultID estate.Scope, host, collection, object string) Event {
	return Event{Time: at, OperationName: operationName, ResourceID: upper(vaultID), RequestURI: "https://" + host + "/" + collection + "/" + object,
		Status: 200, Signature: phrase(200)}
}

// authorized reports whether authorization let the request through. A request that was stopped before was never asked.
func authorized(t *trace.Trace) bool {
	for i := range t.Gates {
		if t.Gates[i].Gate == trace.Authorization {
			return t.Gates[i].Outcome == trace.GatePass
		}
	}
	return false
}
