package objects

import (
	"strconv"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// certificateJudges are the operations that only certificates have.
//
// The steps they add beyond those of every object: object.pending, object.policy, object.issuer, object.contacts.
var certificateJudges = map[string]judge{
	"certificates/create":          (*judgement).createCertificate,
	"certificates/import":          (*judgement).importCertificate,
	"certificates/get":             (*judgement).getCertificate,
	"certificates/get-pending":     (*judgement).getPending,
	"certificates/cancel-pending":  (*judgement).cancelPending,
	"certificates/delete-pending":  (*judgement).deletePending,
	"certificates/merge":           (*judgement).merge,
	"certificates/get-policy":      (*judgement).getPolicy,
	"certificates/update-policy":   (*judgement).updatePolicy,
	"certificates/get-contacts":    (*judgement).getContacts,
	"certificates/set-contacts":    (*judgement).setContacts,
	"certificates/delete-contacts": (*judgement).deleteContacts,
	"certificates/list-issuers":    (*judgement).listIssuers,
	"certificates/get-issuer":      (*judgement).getIssuer,
	"certificates/set-issuer":      (*judgement).setIssuer,
	"certificates/update-issuer":   (*judgement).updateIssuer,
	"certificates/delete-issuer":   (*judgement).deleteIssuer,
}

// getCertificate returns the certificate without its private key. One that was never issued answers with its policy
// and its request. Neither a disabled nor an expired one is refused.
//
// Source: Azure/azure-sdk-for-js sdk/keyvault/keyvault-certificates recordings.
func (j *judgement) getCertificate() Effect {
	o := j.live()
	if o == nil {
		return nil
	}
	if o.Current == "" && j.request.Version == "" {
		j.tellWaiting(o)
		return func(*store.Tx) (Content, error) { return Content{Item: j.item(o, nil)}, nil }
	}
	x := j.version(o)
	if x == nil {
		return nil
	}
	j.tellState(x)
	j.pass(trace.Step{ID: "object.result", Title: "The certificate is returned",
		Detail:   "Version " + x.ID + " answers. The private key is not in the answer: where the policy lets it out, it is in the secret of this name.",
		Evidence: []trace.Evidence{{Label: "version", Value: x.ID, Source: j.path(x.ID, "version")}}})
	if p := pendingOf(o); p != nil && (p.Status == estate.InProgress || p.Status == estate.FailedCA) {
		j.tellOrder(p)
	}
	return func(*store.Tx) (Content, error) { return Content{Item: j.item(o, x)}, nil }
}

// tellState says what lies about a version that is returned all the same.
func (j *judgement) tellState(x *estate.Version) {
	if x.Disabled {
		j.found.Add(trace.Step{ID: "object.enabled", Outcome: trace.Info, Title: "Is it enabled?",
			Detail:   "The version is disabled: its secret is refused, but the certificate itself is public and can still be read.",
			Evidence: []trace.Evidence{{Label: "attributes.enabled", Value: strconv.FormatBool(false), Source: j.path(x.ID, "enabled")}},
			Command:  j.show() + " --query attributes.enabled", Reason: trace.Because(trace.ObjectDisabled)})
	}
	if e := j.edgeOf(x); e != nil {
		step := j.outside(x, e)
		step.Outcome = trace.Info
		step.Detail = "The certificate " + e.why + ". It is returned all the same: whoever is shown it refuses it, not the vault."
		j.found.Add(step)
	}
}

// tellWaiting explains a certificate without any version.
func (j *judgement) tellWaiting(o *estate.Object) {
	p := pendingOf(o)
	if p == nil {
		j.pass(trace.Step{ID: "object.result", Title: "The policy is returned",
			Detail: "The certificate was never issued, and no request is under way: there is nothing but its policy." + unworded})
		return
	}
	j.tellOrder(p)
	j.pass(trace.Step{ID: "object.result", Title: "The policy and the request are returned",
		Detail: "There is no version yet, so there is no certificate in the answer, and it counts as disabled."})
}

// tellOrder says how far a request has come, and what it waits for.
func (j *judgement) tellOrder(p *estate.Order) {
	step := trace.Step{ID: "object.pending", Outcome: trace.Info, Title: "A request is under way",
		Evidence: []trace.Evidence{{Label: "pending.status", Value: string(p.Status)}, {Label: "pending.issuer", Value: p.Issuer}},
		Command:  j.az("pending show")}
	switch {
	case p.Status != estate.InProgress:
		step.Title = "The last request is " + string(p.Status)
		step.Detail = "Nothing came of it: " + p.Error + "."
		if p.Error == "" {
			step.Detail = "Nothing comes of it any more. Create the certificate again, or merge one that was signed after all."
		}
	case p.ReadyAt.IsZero():
		step.Title = "The certificate waits for its merge"
		step.Detail = "The key pair and the signing request are made, and nothing more happens by itself. Take the request to a certificate authority, " +
			"then merge what it signs. Until then the key and the secret of this name stay as they were, and answer 404 where there is no version yet."
		step.Command = j.az("pending merge") + " --file signed.crt"
		step.Reason = trace.Because(trace.PendingThere)
	default:
		step.Detail = "The authority answers at " + trace.Stamp(p.ReadyAt) + ", which is simulated. Until then there is no new version of the certificate, its key or its secret."
		step.Reason = trace.Because(trace.PendingThere)
	}
	j.found.Add(step)
}

// az is a command about this certificate.
func (j *judgement) az(verb string) string {
	return "az keyvault certificate " + verb + " --vault-name " + j.vault.Name + " --name " + j.request.Object
}

// pendingOf is the last request, nil for none.
func pendingOf(o *estate.Object) *estate.Order {
	if o == nil || o.Issuance == nil {
		return nil
	}
	return o.Issuance.Pending
}

// policyOf is how a certificate is issued.
func policyOf(o *estate.Object) estate.CertificatePolicy {
	if o.Issuance == nil {
		return certify.Complete(estate.CertificatePolicy{})
	}
	return o.Issuance.Policy
}
