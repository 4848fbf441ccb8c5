package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Client IDs of Microsoft's own tools: the appid claim of a person who signed in with one.
const (
	azureCLIApp        = "04b07795-8ddb-461a-bbee-02f9e1bf7b46" // also the developer CLI's
	azurePowerShellApp = "1950a258-227b-4e31-a9cf-717495945fc2"
)

// byHand is a person who ran az login at the host and calls with the Azure CLI.
func (e *evaluation) byHand(name string) *estate.Caller {
	s := trace.Step{ID: "identity.signed_in", Outcome: trace.Pass, Title: "Person signed in at the host", Command: "az ad signed-in-user show --query id"}
	p := store.Principals.Get(e.view, name)
	caller := e.signedIn(p, azureCLIApp)
	if caller == nil {
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.PrincipalNotFound)
		s.Detail = "Nobody called " + name + " can sign in: the directory has no such user, or has one no more."
		s.Evidence = []trace.Evidence{{Label: "user", Value: name}}
		s.Command = "az ad user show --id " + name
		if p != nil {
			s.Evidence[0].Source, s.Command = principalPath(p, "present"), userShow(p)
		}
		e.add(s)
		e.fault(e.signInError(name, p, azTool.nobody))
		return nil
	}
	s.Detail = p.Name + " ran az login on " + e.host.Name + ", so the token is " + p.Name + "'s and the host's own identities play no part."
	s.Evidence = []trace.Evidence{
		{Label: "object ID", Value: caller.ObjectID, Source: principalPath(p, "")},
		{Label: "appid", Value: caller.AppID},
	}
	if p.Kind != estate.User {
		s.Command = "az account show --query user"
	}
	e.add(s)
	return caller
}

// signedIn is the caller behind a tool that p is signed in to; nil when p is nobody who can sign in. A person's
// token names the tool as the application, a service principal's or an identity's token itself.
func (e *evaluation) signedIn(p *estate.Principal, tool string) *estate.Caller {
	if p == nil || p.Absent {
		return nil
	}
	switch p.Kind {
	case estate.User:
		c := e.callerFor(p)
		c.AppID = tool
		return c
	case estate.ServicePrincipal:
		return e.callerFor(p)
	case estate.SystemIdentity, estate.UserIdentity:
		return e.managedCaller(p)
	}
	return nil
}

// userNamed finds a user by the lab's name or by sign-in name.
func (e *evaluation) userNamed(name string) *estate.Principal {
	if p := store.Principals.Get(e.view, name); p != nil {
		if p.Absent || p.Kind != estate.User {
			return nil
		}
		return p
	}
	for _, p := range store.Principals.List(e.view) {
		if p.Kind == estate.User && !p.Absent && strings.EqualFold(p.UserName, name) {
			return p
		}
	}
	return nil
}

// unknownUser is the directory's answer for a user it does not have.
func unknownUser(name, tenantID string) rejection {
	return rejection{50034, invalidGrant, trace.PrincipalNotFound,
		"The user account " + name + " does not exist in the " + tenantID + " directory. To sign into this application, the account must be added to the directory."}
}

// signInError is what a tool prints for a sign-in that is worth nothing: what the directory says of somebody it once
// had, and nobody's message for a name that never was.
func (e *evaluation) signInError(name string, p *estate.Principal, nobody string) string {
	if p == nil {
		return nobody
	}
	return "ERROR: AADSTS50034: " + unknownUser(first(p.UserName, name), store.TenantID(e.view, p.Tenant)).text
}
