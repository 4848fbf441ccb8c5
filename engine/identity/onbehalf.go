package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// onBehalfOf exchanges the program's own standing for a token of its user (the on-behalf-of flow). The app keeps
// its appid and the user's object ID takes over: the pair that compound policy entries ask for.
func (e *evaluation) onBehalfOf(app *estate.Caller) *estate.Caller {
	s := trace.Step{ID: "identity.on_behalf_of", Outcome: trace.Pass, Title: "Token on behalf of a user"}
	x := exchange{credential: "OnBehalfOfCredential", segment: app.TenantID}
	user := e.userNamed(e.host.OnBehalfOf)
	if user == nil {
		s.Detail = "The directory has no user " + e.host.OnBehalfOf + "."
		e.notOnBehalf(s, &x, unknownUser(e.host.OnBehalfOf, x.segment))
		return nil
	}
	c := e.callerFor(user)
	c.AppID, c.OnBehalfOf = app.AppID, true
	if app.Principal.Kind != estate.ServicePrincipal {
		s.Detail = app.Principal.Name + " has neither client secret nor certificate, and the exchange asks for one: only an app registration acts for a user here."
		e.notOnBehalf(s, &x, rejection{7000218, unauthorizedClient, trace.AuthFailed,
			"The request body must contain the following parameter: 'client_assertion' or 'client_secret'."})
		return c
	}
	s.Detail = app.Principal.Name + " acts for " + user.Name + ": the token has the app's appid and the user's object ID."
	s.Evidence = []trace.Evidence{
		{Label: "oid", Value: user.ObjectID, Source: principalPath(user, "")},
		{Label: "appid", Value: app.AppID, Source: principalPath(app.Principal, "")},
	}
	e.add(s)
	return c
}

func (e *evaluation) notOnBehalf(s trace.Step, x *exchange, r rejection) {
	s.Outcome, s.Reason = trace.Fail, trace.Because(r.reason)
	e.add(s)
	e.fault(e.rejectionText(x, r))
}
