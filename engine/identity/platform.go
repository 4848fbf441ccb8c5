package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// byPlatform is a Microsoft service that calls the vault itself. There is no program and no credential chain: it
// calls with the identity attached to the resource, or as its own application.
func (e *evaluation) byPlatform() *estate.Caller {
	p := e.platformIdentity()
	s := trace.Step{ID: "identity.platform", Outcome: trace.Pass, Title: "Identity of a Microsoft service", Command: identityShow(e.host),
		Evidence: e.platformEvidence(p)}
	if p == nil {
		s.Outcome, s.Reason = trace.Fail, trace.Because(trace.NoIdentity)
		s.Detail = platformMissing(e.host)
		e.add(s)
		e.fault(platformError(e.host))
		return nil
	}
	caller := e.platformCaller(p)
	s.Detail = e.host.Name + " is run by Microsoft as " + caller.Service + " and calls the vault as " + p.Name + ", object ID " + p.ObjectID + "."
	if p.Kind == estate.ServicePrincipal {
		s.Command = "az ad sp show --id " + p.AppID
	}
	e.add(s)
	return caller
}

// platformIdentity: the one named, else the system-assigned, else the only user-assigned. An application gateway
// takes user-assigned identities only; a service may name its own application instead.
func (e *evaluation) platformIdentity() *estate.Principal {
	gateway, name := e.host.Kind == estate.ApplicationGateway, e.host.Select
	if p := e.systemIdentity(); p != nil && !gateway && (name == "" || strings.EqualFold(name, p.Name)) {
		return p
	}
	if name != "" {
		if c := e.chooseNamed(imds, name); c.ending == issued {
			return c.principal
		}
		if p := store.Principals.Get(e.view, name); !gateway && p != nil && !p.Absent && p.Kind == estate.ServicePrincipal {
			return p
		}
		return nil
	}
	if only, n := e.userIdentities(); n == 1 {
		return only
	}
	return nil
}

func (e *evaluation) platformCaller(p *estate.Principal) *estate.Caller {
	c := e.callerFor(p)
	if isManaged(p) {
		c = e.managedCaller(p)
	}
	c.Service = "Application Gateway"
	if e.host.Kind == estate.PlatformService {
		c.Service = first(e.host.Service, e.host.Name)
	}
	return c
}

func (e *evaluation) platformEvidence(p *estate.Principal) []trace.Evidence {
	h := e.host
	evidence := append(make([]trace.Evidence, 0, 3+len(h.UserAssigned)),
		trace.Evidence{Label: "system-assigned", Value: onOff(h.SystemAssigned), Source: hostPath(h, "system_identity")})
	for _, name := range h.UserAssigned {
		evidence = append(evidence, trace.Evidence{Label: "user-assigned", Value: name, Source: hostPath(h, "user_identity."+facts.Quoted(name)+".present")})
	}
	if p != nil {
		evidence = append(evidence, trace.Evidence{Label: "object ID", Value: p.ObjectID, Source: principalPath(p, "")})
	}
	return evidence
}

func platformMissing(h *estate.Host) string {
	if h.Kind == estate.ApplicationGateway {
		return "The gateway fetches its certificates as one user-assigned identity. " + h.Name + " has none that it can use; a system-assigned identity does not count."
	}
	return h.Name + " has no identity to call with: switch one on, or name the application it calls as."
}

// platformError: the gateway's error code is documented for a deleted identity in MicrosoftDocs/azure-docs
// application-gateway-key-vault-common-errors.md; that it also stands for a missing one is unverified.
func platformError(h *estate.Host) string {
	if h.Kind == estate.ApplicationGateway {
		return "UserAssignedManagedIdentityNotFound: The associated user-assigned managed identity has been deleted."
	}
	return h.Name + ": no identity to get a token for"
}
