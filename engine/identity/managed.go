package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// choice is what a managed identity endpoint makes of a request for a token.
type choice struct {
	ending   ending
	endpoint endpoint
	// principal is whose token it is, or the identity that was asked for in vain, if there is one of that name.
	principal *estate.Principal
	reason    trace.Reason
	// fault is the kind of failure, for the texts.
	fault fault
}

type fault int

const (
	noFault      fault = iota
	timedOut           // nothing answers at the IMDS address
	notFound           // IMDS: no identity on this machine
	ambiguous          // IMDS: several user-assigned identities, none named
	notAssigned        // the identity asked for is not attached
	noDefault          // App Service: there is no system-assigned identity and none is named
	arcTakesNone       // Arc has a system-assigned identity only
	arcHasNone         // Arc: not even that
)

// managedIdentity is ManagedIdentityCredential: the host itself vouches for the program.
func (e *evaluation) managedIdentity() answer {
	asked := e.askedFor()
	c, show := e.choose(asked), identityShow(e.host)
	e.endpointStep(c, asked, show)
	if c.ending == issued {
		return e.managedToken(c, show)
	}
	a := answer{ending: c.ending, reason: c.reason, message: e.managedError(c.fault, asked),
		detail: managedFailure(c), command: show}
	if c.principal != nil {
		a.caller = e.managedCaller(c.principal)
	}
	return a
}

// askedFor is the identity the program names: in its code, or inside the default chain by AZURE_CLIENT_ID, whoever
// that variable was meant for.
func (e *evaluation) askedFor() string {
	if e.host.Select != "" || !e.chained {
		return e.host.Select
	}
	return e.variables.client
}

func (e *evaluation) managedToken(c choice, show string) answer {
	p := c.principal
	caller := e.managedCaller(p)
	a := answer{caller: caller, command: show}
	a.evidence = append(make([]trace.Evidence, 0, 3),
		trace.Evidence{Label: "object ID", Value: p.ObjectID, Source: principalPath(p, "")},
		trace.Evidence{Label: "client ID", Value: p.AppID},
		trace.Evidence{Label: "xms_mirid", Value: caller.IdentityID})
	if p.Kind == estate.UserIdentity {
		a.detail = "The endpoint issues a token for the user-assigned identity " + p.Name + ". Grants must name its object ID, " + p.ObjectID + "."
		a.command = userIdentityShow(p)
	} else {
		a.detail = "The endpoint issues a token for the system-assigned identity of " + e.host.Name + ". Grants must name its object ID, " + p.ObjectID + "."
	}
	return a
}

// choose asks the host's endpoint for a token of the named identity, or of none in particular. It writes no steps.
func (e *evaluation) choose(asked string) choice {
	system := e.systemIdentity()
	only, attached := e.userIdentities()
	at := endpointOf(e.host, system != nil || attached > 0)
	switch {
	case at == nowhere:
		return choice{ending: e.timeoutEnding(), reason: trace.NoIdentity, fault: timedOut}
	case system != nil && (asked == "" || strings.EqualFold(asked, system.Name)):
		return choice{endpoint: at, principal: system}
	case at == arc && asked != "":
		return choice{ending: unavailable, endpoint: at, reason: trace.IdentityNotAssigned, fault: arcTakesNone}
	case at == arc:
		return choice{ending: refused, endpoint: at, reason: trace.NoIdentity, fault: arcHasNone}
	case asked != "":
		return e.chooseNamed(at, asked)
	case at == appService:
		return choice{ending: refused, endpoint: at, reason: noneNamed(attached), fault: noDefault}
	case at == imds && attached == 1:
		return choice{endpoint: at, principal: only}
	case at == imds && attached > 1:
		return choice{ending: unavailable, endpoint: at, reason: trace.AmbiguousIdentity, fault: ambiguous}
	}
	return choice{ending: unavailable, endpoint: at, reason: trace.NoIdentity, fault: notFound}
}

// timeoutEnding: the chain probes for IMDS first and goes on when nothing answers; alone, the credential fails.
func (e *evaluation) timeoutEnding() ending {
	if e.chained {
		return unavailable
	}
	return refused
}

func noneNamed(attached int) trace.Reason {
	if attached > 1 {
		return trace.AmbiguousIdentity
	}
	return trace.IdentityNotNamed
}

func (e *evaluation) chooseNamed(at endpoint, asked string) choice {
	for _, name := range e.host.UserAssigned {
		if p := e.userIdentity(name); p != nil && (strings.EqualFold(p.Name, asked) || strings.EqualFold(p.AppID, asked)) {
			return choice{endpoint: at, principal: p}
		}
	}
	return choice{ending: refused, endpoint: at, principal: e.userIdentity(asked), reason: trace.IdentityNotAssigned, fault: notAssigned}
}

// systemIdentity is the host's own identity, nil when it is off.
func (e *evaluation) systemIdentity() *estate.Principal {
	if !e.host.SystemAssigned {
		return nil
	}
	p := store.Principals.Get(e.view, e.host.Name)
	if p == nil || p.Absent || p.Kind != estate.SystemIdentity {
		return nil
	}
	return p
}

// userIdentities counts the identities attached that exist, and returns the first.
func (e *evaluation) userIdentities() (first *estate.Principal, n int) {
	for _, name := range e.host.UserAssigned {
		if p := e.userIdentity(name); p != nil {
			if n++; n == 1 {
				first = p
			}
		}
	}
	return first, n
}

func (e *evaluation) userIdentity(name string) *estate.Principal {
	p := store.Principals.Get(e.view, name)
	if p == nil || p.Absent || p.Kind != estate.UserIdentity {
		return nil
	}
	return p
}
