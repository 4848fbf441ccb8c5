package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// workload is WorkloadIdentityCredential: the platform's own token is the assertion that stands in for a secret.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/workload_identity.go.
func (e *evaluation) workload() answer {
	const prefix = "WorkloadIdentityCredential: "
	switch {
	case e.variables.client == "":
		return e.unbuilt(prefix, prefix+"no client ID specified. Check pod configuration or set ClientID in the options", e.noClientDetail())
	case !e.variables.tokenFile:
		return e.unbuilt(prefix, prefix+"no token file specified. Check pod configuration or set TokenFilePath in the options",
			"AZURE_FEDERATED_TOKEN_FILE is not set, so there is no assertion to exchange.")
	case e.variables.tenant == "":
		return e.unbuilt(prefix, prefix+"no tenant ID specified. Check pod configuration or set TenantID in the options",
			"AZURE_TENANT_ID is not set, so there is no directory to exchange the assertion at.")
	}
	return e.exchangeAssertion(e.host.Workload)
}

func (e *evaluation) noClientDetail() string {
	if w := e.host.Workload; w != nil && w.NoFile && e.host.Kind == estate.AKSPod {
		return "The pod has no label azure.workload.identity/use, so the webhook gave it none of the AZURE_* variables and no token file."
	}
	return "AZURE_CLIENT_ID is not set, so there is nothing here for this credential."
}

func (e *evaluation) exchangeAssertion(w *estate.Workload) answer {
	x := exchange{credential: "WorkloadIdentityCredential", anchor: "workload"}
	app, refusal := e.application(&x)
	if refusal != nil {
		return *refusal
	}
	nearest, matched := e.compareAll(app, w)
	evidence := e.assertionEvidence(w)
	if !matched {
		a := e.refuse(&x, app, mismatch(app, nearest, w))
		a.detail = mismatchDetail(app, nearest, w)
		a.evidence, a.command = evidence, federatedList(app)
		return a
	}
	if e.past(w.Expires) {
		a := e.refuse(&x, app, rejection{700024, unauthorizedClient, trace.AssertionExpired, "Client assertion is not within its valid time range."})
		a.detail = "The assertion matches a federated credential of " + app.Name + ", but it expired at " + trace.Stamp(w.Expires) + ". The platform renews its file; a program that keeps an old copy ends here."
		a.evidence, a.command = evidence, federatedList(app)
		return a
	}
	c := e.callerFor(app)
	c.IdentityID = app.ResourceID
	return answer{caller: c, evidence: evidence, command: federatedList(app),
		detail: "The directory exchanged the workload's assertion for a token of " + app.Name + ", object ID " + app.ObjectID + "."}
}

func (e *evaluation) assertionEvidence(w *estate.Workload) []trace.Evidence {
	evidence := append(make([]trace.Evidence, 0, 4),
		trace.Evidence{Label: "assertion iss", Value: w.Issuer, Source: hostPath(e.host, "workload_issuer")},
		trace.Evidence{Label: "assertion sub", Value: w.Subject, Source: hostPath(e.host, "workload_subject")},
		trace.Evidence{Label: "assertion aud", Value: w.Audience, Source: hostPath(e.host, "workload_audience")})
	if !w.Expires.IsZero() {
		evidence = append(evidence, trace.Evidence{Label: "assertion exp", Value: trace.Stamp(w.Expires)})
	}
	return evidence
}

// mismatch is the directory's error for the part of the nearest credential that is first to differ.
func mismatch(app *estate.Principal, nearest comparison, w *estate.Workload) rejection {
	const text = "No matching federated identity record found for presented assertion "
	switch {
	case nearest.credential == nil:
		// Wording seen in public threads and repositories; the SDK's troubleshooting page does not have it.
		return rejection{70025, unauthorizedClient, trace.NoFederatedCredential,
			"The client '" + app.AppID + "'(" + app.Name + ") has no configured federated identity credentials."}
	case !nearest.issuer:
		return rejection{700211, unauthorizedClient, trace.FederatedIssuer, text + "issuer '" + w.Issuer + "'."}
	case !nearest.subject:
		return rejection{700213, unauthorizedClient, trace.FederatedSubject, text + "subject '" + w.Subject + "'."}
	default:
		return rejection{700212, unauthorizedClient, trace.FederatedAudience, text + "audience '" + w.Audience + "'."}
	}
}

func mismatchDetail(app *estate.Principal, nearest comparison, w *estate.Workload) string {
	if nearest.credential == nil {
		return app.Name + " has no federated credential at all, so no assertion can stand for it."
	}
	s := "No federated credential of " + app.Name + " matches the assertion. The nearest is " + nearest.credential.Name + ": " + nearest.differences(w)
	if nearest.matches() < 2 {
		s += " Which of several differing parts the directory names first is unverified."
	}
	return s
}
