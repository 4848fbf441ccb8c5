package objects

import (
	"errors"
	"strings"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// createCertificate places a request. The certificate's own key answers at once, a registered authority after a while,
// anybody else when a merge brings the answer.
func (j *judgement) createCertificate() Effect {
	body, ok := j.request.Body.(*operation.CreateCertificateBody)
	if !ok {
		return j.noBody()
	}
	o, free := j.vacant()
	if !free {
		return nil
	}
	policy := certify.Complete(body.Policy)
	if !j.policyHolds(&policy) || !j.tags(body.Tags) || !j.issuerAnswers(policy.Issuer) {
		return nil
	}
	j.passCreate(&policy)
	return func(tx *store.Tx) (Content, error) {
		head, err := place(tx, j.headOf(o, &policy), wanted(body.Settings), false, j.at)
		if err != nil {
			return Content{}, err
		}
		return Content{Pending: hushed(head.Issuance.Pending)}, nil
	}
}

func (j *judgement) passCreate(p *estate.CertificatePolicy) {
	step := trace.Step{ID: "object.result", Title: "A certificate is requested",
		Evidence: []trace.Evidence{{Label: "issuer", Value: p.Issuer}, {Label: "key", Value: p.Key.String()}},
		Command:  j.az("pending show")}
	switch {
	case isIssuer(p.Issuer, estate.SelfIssuer):
		step.Title = "A certificate is issued"
		step.Detail = "Its own key signs it, at once. The certificate, a key and a secret get a new version with one id."
		step.Command = j.show()
	case isIssuer(p.Issuer, estate.UnknownIssuer):
		step.Detail = "A key pair and a signing request are made. The certificate stays pending until somebody merges what an authority signed."
	default:
		step.Detail = "A key pair and a signing request are made, and the authority is asked. It answers after a while, which is simulated."
	}
	j.pass(step)
}

// vacant stops where a certificate cannot be created or imported. It returns the live certificate of the name, nil for
// none.
func (j *judgement) vacant() (*estate.Object, bool) {
	o, free := j.free()
	if !free || !j.unclashed() {
		return nil, false
	}
	if p := pendingOf(o); p != nil && p.Status == estate.InProgress {
		j.refuse(trace.Step{ID: "object.pending", Title: "Is a request under way?",
			Detail:   "A request of " + trace.Stamp(p.Started) + " is not settled. Merge what was signed, wait for the authority, or delete the pending request.",
			Evidence: []trace.Evidence{{Label: "pending.status", Value: string(p.Status)}},
			Command:  j.az("pending delete"), Reason: trace.Because(trace.PendingThere)},
			trace.Deny(409, "Forbidden", "", "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress."))
		return nil, false
	}
	return o, true
}

// unclashed stops where a key or a secret has the certificate's name and is not its own.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/create-certificate.md.
func (j *judgement) unclashed() bool {
	for _, c := range []estate.Collection{estate.Keys, estate.Secrets} {
		part := store.Objects.Get(j.view, j.vault.Name, string(c), j.request.Object)
		if part == nil || part.Managed {
			continue
		}
		if part.Deleted != nil {
			j.nameHeld(part)
			return false
		}
		noun := c.Noun()
		j.refuse(trace.Step{ID: "object." + noun, Title: "A " + noun + " has the name",
			Detail:   "A certificate comes with a key and a secret of its own name, and vault " + j.vault.Name + " holds a " + noun + " of this name already." + unworded,
			Evidence: []trace.Evidence{{Label: noun, Value: part.Name}}, Reason: trace.Because(trace.NameTaken),
			Command: "az keyvault " + noun + " show --vault-name " + j.vault.Name + " --name " + part.Name},
			trace.Deny(409, "Conflict", "", "There is already a "+noun+" with name "+part.Name+", so there can be no certificate of this name."))
		return false
	}
	return true
}

// policyHolds stops where the service refuses the policy, or this vault cannot follow it.
func (j *judgement) policyHolds(p *estate.CertificatePolicy) bool {
	var bad *certify.PolicyError
	switch err := certify.Check(p); {
	case errors.As(err, &bad):
		j.badPolicy(bad)
		return false
	case err != nil:
		j.badBody("policy", "", "Property policy has invalid value: "+err.Error())
		return false
	}
	return j.offers(p.Key) && j.signable(p.Key)
}

func (j *judgement) badPolicy(e *certify.PolicyError) {
	j.refuse(trace.Step{ID: "object.policy", Title: "Is the policy valid?",
		Detail:   "The policy's part " + e.Part + " " + e.Why + "." + unworded,
		Evidence: []trace.Evidence{{Label: e.Part, Value: e.Value}}, Reason: trace.Because(trace.BadContent),
		Command: "az keyvault certificate get-default-policy"},
		trace.Deny(400, "BadParameter", "", "Property policy has invalid value: "+e.Error()))
}

// signable ends a request for a certificate that is not simulated. Nothing is made up about it.
func (j *judgement) signable(s keypair.Spec) bool {
	if certify.Signable(s) {
		return true
	}
	j.found.Unknown = true
	j.found.Add(trace.Step{ID: "object.operation", Outcome: trace.Info, Title: "Certificates of this curve are not simulated",
		Detail:   "The service makes certificates with keys of " + string(s.Curve) + ". kvlab does not, and makes nothing up about them.",
		Evidence: []trace.Evidence{{Label: "policy.key_props.crv", Value: string(s.Curve)}}, Reason: trace.Because(trace.EffectNotInBuild)})
	if j.found.Stop == nil {
		j.found.Stop = trace.Fault("kvlab: " + certify.ErrCurve.Error())
	}
	return false
}

// issuerAnswers stops where the policy names an authority that is not registered with the vault, or switched off.
func (j *judgement) issuerAnswers(name string) bool {
	if isIssuer(name, estate.SelfIssuer) || isIssuer(name, estate.UnknownIssuer) {
		return true
	}
	issuer := store.Issuers.Get(j.view, j.vault.Name, name)
	step := trace.Step{ID: "object.issuer", Title: "Is the authority registered?",
		Evidence: []trace.Evidence{{Label: "policy.issuer.name", Value: name}},
		Command:  "az keyvault certificate issuer list --vault-name " + j.vault.Name}
	switch {
	case issuer == nil:
		step.Detail = "Vault " + j.vault.Name + " knows no issuer of this name. Only Self and Unknown need no registration." + unworded
		step.Reason = trace.Because(trace.ObjectNotFound)
		j.refuse(step, trace.Deny(400, "BadParameter", "", "The certificate issuer "+name+" was not found in this key vault."))
		return false
	case issuer.Disabled:
		step.Detail = "The issuer is registered, and switched off." + unworded
		step.Reason = trace.Because(trace.ObjectDisabled)
		j.refuse(step, trace.Deny(400, "BadParameter", "", "The certificate issuer "+issuer.Name+" is disabled."))
		return false
	}
	step.Detail = "Issuer " + issuer.Name + " is registered, with provider " + issuer.Provider + "."
	j.pass(step)
	return true
}

// isIssuer compares the names of issuers as the service does, without regard to letter case.
func isIssuer(name, other string) bool { return strings.EqualFold(name, other) }

// headOf is the certificate with a new policy. o is nil for a new certificate.
func (j *judgement) headOf(o *estate.Object, p *estate.CertificatePolicy) *estate.Object {
	head := &estate.Object{Vault: j.vault.Name, Collection: estate.Certificates, Name: j.request.Object}
	p.Created, p.Updated = j.at, j.at
	if o != nil {
		*head = *o
		p.Created = policyOf(o).Created
	}
	head.Issuance = &estate.Issuance{Policy: *p, Pending: pendingOf(o)}
	return head
}

// wanted are the attributes of a version to be issued. Its validity is the certificate's own.
func wanted(s operation.Settings) estate.Attributes {
	return estate.Attributes{Tags: s.Tags, Disabled: s.Disabled}
}
