package objects

import (
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func (j *judgement) getPolicy() Effect {
	o := j.live()
	if o == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The policy is returned",
		Detail: "It says how the next version is issued; versions that are there keep what they were issued with."})
	policy := policyOf(o)
	return func(*store.Tx) (Content, error) { return Content{Policy: &policy}, nil }
}

// updatePolicy replaces the parts that the request names.
func (j *judgement) updatePolicy() Effect {
	body, ok := j.request.Body.(*operation.PolicyBody)
	if !ok {
		return j.noBody()
	}
	o := j.live()
	if o == nil {
		return nil
	}
	policy := certify.Complete(body.Apply(policyOf(o)))
	policy.Updated = j.at
	if !j.policyHolds(&policy) || !j.issuerAnswers(policy.Issuer) {
		return nil
	}
	j.pass(trace.Step{ID: "object.policy", Title: "The policy is changed",
		Detail: "The next version follows it. The current one stays as it was issued; only when it is renewed may change."})
	return func(tx *store.Tx) (Content, error) {
		head := *o
		head.Issuance = &estate.Issuance{Policy: policy, Pending: pendingOf(o)}
		store.Objects.Put(tx, &head)
		return Content{Policy: &policy}, nil
	}
}
