package objects

import (
	"errors"
	"fmt"
	"strconv"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// pending finds the certificate and its request, and stops where there is none.
func (j *judgement) pending() (*estate.Object, *estate.Order) {
	o := j.live()
	if o == nil {
		return nil, nil
	}
	if p := pendingOf(o); p != nil {
		return o, p
	}
	j.noPending("The certificate exists, but nobody has requested one since the last request was deleted, or it was imported.")
	return nil, nil
}

func (j *judgement) noPending(detail string) {
	j.refuse(trace.Step{ID: "object.pending", Title: "No request is under way", Detail: detail + unworded,
		Evidence: []trace.Evidence{{Label: "asked for", Value: j.request.Object}}, Reason: trace.Because(trace.NoPending),
		Command: j.az("pending show")},
		trace.Deny(404, "PendingCertificateNotFound", "", "There is no pending certificate of name "+j.request.Object+" in this key vault."))
}

func (j *judgement) getPending() Effect {
	_, p := j.pending()
	if p == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The request is returned",
		Detail: "It is " + string(p.Status) + ". The signing request is public; the private key stays in the vault."})
	if p.Status != estate.Completed {
		j.tellOrder(p)
	}
	return func(*store.Tx) (Content, error) { return Content{Pending: hushed(p)}, nil }
}

// cancelPending asks for an end. Where an authority has the order it is carried out all the same; where nobody else is
// involved the request ends here, which is unverified.
func (j *judgement) cancelPending() Effect {
	o, p := j.pending()
	if p == nil {
		return nil
	}
	if p.Status != estate.InProgress {
		return j.refuse(trace.Step{ID: "object.pending", Title: "Is the request still under way?",
			Detail:   "It is " + string(p.Status) + ", so there is nothing to cancel." + unworded,
			Evidence: []trace.Evidence{{Label: "pending.status", Value: string(p.Status)}}, Reason: trace.Because(trace.NoPending), Command: j.az("pending show")},
			trace.Deny(400, "BadParameter", "", "A certificate request that is "+string(p.Status)+" cannot be cancelled."))
	}
	cancelled := *p
	cancelled.CancelRequested = true
	detail := "The order is with the authority, and a cancellation does not reach it there: expect the certificate all the same at " + trace.Stamp(p.ReadyAt) + "."
	if p.ReadyAt.IsZero() {
		cancelled.Status, cancelled.Details = estate.Cancelled, ""
		detail = "No authority of the vault has the order, so it ends here. That it does so at once is unverified."
	}
	j.pass(trace.Step{ID: "object.result", Title: "A cancellation is requested", Detail: detail, Command: j.az("pending show")})
	return func(tx *store.Tx) (Content, error) {
		store.Objects.Put(tx, with(o, &cancelled))
		return Content{Pending: hushed(&cancelled)}, nil
	}
}

// deletePending forgets the request and its key. The certificate stays, issued or not.
func (j *judgement) deletePending() Effect {
	o, p := j.pending()
	if p == nil {
		return nil
	}
	detail := "The request is gone, and its private key with it: what an authority signs for it later fits nothing here."
	if o.Current == "" {
		detail += " The certificate's name stays taken by its policy."
	}
	j.pass(trace.Step{ID: "object.result", Title: "The request is deleted", Detail: detail})
	return func(tx *store.Tx) (Content, error) {
		store.Objects.Put(tx, with(o, nil))
		return Content{Pending: hushed(p)}, nil
	}
}

// merge completes a request with what somebody outside has signed.
func (j *judgement) merge() Effect {
	body, ok := j.request.Body.(*operation.MergeBody)
	if !ok {
		return j.noBody()
	}
	o, p := j.pending()
	if p == nil || !j.mergeable(p) || !j.tags(body.Tags) {
		return nil
	}
	pair, chain := j.fitting(p, body.Chain)
	if chain == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The certificate is complete",
		Detail:   "It is for the key of the request. The certificate, the key and the secret get a new version with one id, and the private key has never left the vault.",
		Evidence: []trace.Evidence{{Label: "certificates in the chain", Value: strconv.Itoa(len(chain))}}, Command: j.show()})
	merged := *p
	if body.Tags != nil {
		merged.Wanted.Tags = body.Tags
	}
	merged.Wanted.Disabled = merged.Wanted.Disabled || body.Disabled
	return func(tx *store.Tx) (Content, error) {
		head, x, err := issue(tx, completed(with(o, &merged)), pair, chain, merged.Wanted, j.at)
		if err != nil {
			return Content{}, err
		}
		return Content{Item: j.item(head, x)}, nil
	}
}

// mergeable stops where the request cannot take a certificate from outside: an authority of the vault has it, or it
// was answered. One that failed or was cancelled can still be merged.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/create-certificate-scenarios.md.
func (j *judgement) mergeable(p *estate.Order) bool {
	switch {
	case p.Status == estate.Completed:
		j.noPending("The last request is completed already: its certificate is the current version, or was.")
		return false
	case p.Status == estate.InProgress && !p.ReadyAt.IsZero():
		j.refuse(trace.Step{ID: "object.pending", Title: "Who answers the request?",
			Detail:   "The vault itself has asked issuer " + p.Issuer + ", whose answer it takes at " + trace.Stamp(p.ReadyAt) + ". Nothing can be merged meanwhile.",
			Evidence: []trace.Evidence{{Label: "pending.issuer", Value: p.Issuer}}, Reason: trace.Because(trace.PendingThere), Command: j.az("pending show")},
			trace.Deny(403, "Forbidden", "", "Merge is forbidden on pending object created with issuer : "+p.Issuer+" while it is in progess."))
		return false
	}
	return true
}

// foreignKey is the service's answer where key and certificate do not belong together; wording unverified.
const foreignKey = "The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid."

// fitting puts the chain into order, and stops where it is not for the key of the request.
func (j *judgement) fitting(p *estate.Order, members [][]byte) (*keypair.Pair, [][]byte) {
	pair, err := openOrder(p)
	if err != nil {
		j.badBody("x5c", "", "Property x5c cannot be merged: "+err.Error()+".")
		return nil, nil
	}
	chain, err := certify.Merge(pair.Public(), members)
	switch {
	case errors.Is(err, certify.ErrKeyMismatch):
		j.refuse(trace.Step{ID: "object.key", Title: "Is the certificate for the key of the request?",
			Detail: "None of the certificates is for the key pair that the vault made with the request: it was signed for another request, " +
				"or one that has been deleted since." + unworded,
			Evidence: []trace.Evidence{{Label: "certificates in the chain", Value: strconv.Itoa(len(members))}},
			Command:  j.az("pending show") + " --query csr", Reason: trace.Because(trace.KeyMismatch)},
			trace.Deny(400, "BadParameter", "", foreignKey))
	case err != nil:
		j.badBody("x5c", strconv.Itoa(len(members))+" members", "Property x5c has invalid value: "+err.Error()+".")
	}
	return pair, chain
}

func openOrder(p *estate.Order) (*keypair.Pair, error) {
	pair, err := keypair.Open(p.Private)
	if err != nil {
		return nil, fmt.Errorf("the key of the request: %w", err)
	}
	return pair, nil
}
