package objects

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// rotateKey makes a new version by hand. It needs no policy; one that there is gives the new version its lifetime.
func (j *judgement) rotateKey() Effect {
	o, x := j.keyVersion()
	if x == nil || !j.unmanaged(o) {
		return nil
	}
	detail := "It has the kind and the operations of the one before, and never expires: no policy gives it a lifetime."
	if until := lifetime(o.Rotation, j.at); !until.IsZero() {
		detail = "It has the kind and the operations of the one before, and by the policy it expires at " + trace.Stamp(until) + "."
	}
	j.pass(trace.Step{ID: "object.result", Title: "The key gets a new version",
		Detail:   detail + " What older versions encrypted, only they open: they stay.",
		Evidence: []trace.Evidence{{Label: "kind", Value: x.Key.Spec.String()}},
		Command:  "az keyvault key list-versions --vault-name " + j.vault.Name + " --name " + o.Name})
	return func(tx *store.Tx) (Content, error) {
		head, x, err := rotate(tx, o, j.at)
		if err != nil {
			return Content{}, err
		}
		return Content{Item: j.item(head, x)}, nil
	}
}

// rotate gives a key its next version: new numbers of the same kind, with the same operations, and the lifetime of the
// policy. That tags are not taken over is unverified.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/keys/how-to-configure-key-rotation.md.
func rotate(tx *store.Tx, o *estate.Object, at time.Time) (*estate.Object, *estate.Version, error) {
	old := store.Versions.Get(&tx.View, o.Vault, string(o.Collection), o.Name, o.Current)
	if old == nil || old.Key == nil {
		return nil, nil, fmt.Errorf("rotate key %s: version %q holds no key", o.Name, o.Current)
	}
	pair, err := keypair.Generate(old.Key.Spec)
	if err != nil {
		return nil, nil, fmt.Errorf("rotate key %s: %w", o.Name, err)
	}
	head := *o
	head.Current = newVersion(tx, o, at)
	x := &estate.Version{Vault: o.Vault, Collection: o.Collection, Name: o.Name, ID: head.Current,
		Attributes: attributes(operation.Settings{Expires: lifetime(o.Rotation, at)}, at),
		Key:        keyOf(pair, old.Key.Spec, old.Key.Operations)}
	x.Key.Exportable = old.Key.Exportable
	store.Objects.Put(tx, &head)
	store.Versions.Put(tx, x)
	return &head, x, nil
}

// lifetime is when a version that is made now expires by the policy; zero for never.
func lifetime(p *estate.RotationPolicy, at time.Time) time.Time {
	if p == nil || p.Expiry == "" {
		return time.Time{}
	}
	return p.Expiry.After(at)
}

// notifyOnly is the policy of a key that was given none: an event before the end, and no rotation. That the service
// shows it in just this form is unverified.
func notifyOnly() *estate.RotationPolicy {
	return &estate.RotationPolicy{Actions: []estate.RotationAction{{Notify: true, BeforeExpiry: "P30D"}}}
}

func (j *judgement) getRotationPolicy() Effect {
	o := j.live()
	if o == nil {
		return nil
	}
	policy, detail := o.Rotation, "The policy applies to the key as a whole; each version's own lifetime was set when it was made."
	if policy == nil {
		policy, detail = notifyOnly(), "Nobody gave the key a policy, so this is the default: an event 30 days before the end, and no rotation. Its form is unverified."
	}
	j.pass(trace.Step{ID: "object.result", Title: "The rotation policy is returned", Detail: detail,
		Command: "az keyvault key rotation-policy show --vault-name " + j.vault.Name + " --name " + o.Name})
	return func(*store.Tx) (Content, error) { return Content{Rotation: policy}, nil }
}

// setRotationPolicy replaces the policy. One without actions is the default again.
//
// Source: the reference of @azure/keyvault-keys, KeyRotationPolicyProperties.
func (j *judgement) setRotationPolicy() Effect {
	body, ok := j.request.Body.(*operation.RotationBody)
	if !ok {
		return j.noBody()
	}
	o := j.live()
	if o == nil || !j.unmanaged(o) || !j.plannable(&body.Policy) {
		return nil
	}
	policy := &estate.RotationPolicy{Actions: slices.Clone(body.Policy.Actions), Expiry: body.Policy.Expiry, Created: j.at, Updated: j.at}
	if len(policy.Actions) == 0 {
		policy.Actions = notifyOnly().Actions
	}
	if o.Rotation != nil {
		policy.Created = o.Rotation.Created
	}
	j.tellEndless(o, policy)
	j.pass(trace.Step{ID: "object.result", Title: "The rotation policy is stored",
		Detail:  "Its expiryTime counts from the next version on: that of the current one stays as it is.",
		Command: "az keyvault key rotation-policy show --vault-name " + j.vault.Name + " --name " + o.Name})
	return func(tx *store.Tx) (Content, error) {
		changed := *o
		changed.Rotation = policy
		store.Objects.Put(tx, &changed)
		return Content{Rotation: policy}, nil
	}
}

// tellEndless says which actions wait for a version that expires.
func (j *judgement) tellEndless(o *estate.Object, p *estate.RotationPolicy) {
	x := store.Versions.Get(j.view, o.Vault, string(o.Collection), o.Name, o.Current)
	waits := slices.ContainsFunc(p.Actions, func(a estate.RotationAction) bool { return a.BeforeExpiry != "" })
	if x == nil || !x.Expires.IsZero() || !waits {
		return
	}
	j.found.Add(trace.Step{ID: "object.expires", Outcome: trace.Info, Title: "Does the current version expire?",
		Detail:   "It does not, so nothing of the policy that counts back from its end happens before the key has a version that expires.",
		Evidence: []trace.Evidence{{Label: "attributes.exp", Value: "none"}},
		Command:  j.show() + " --query attributes.expires"})
}

// plannable stops where the policy could not be carried out.
func (j *judgement) plannable(p *estate.RotationPolicy) bool {
	if err := CheckRotation(p, j.at); err != nil {
		j.badBody("expiryTime", string(p.Expiry), "Property lifetimeActions has an invalid value: "+err.Error()+".")
		return false
	}
	return true
}

// Bounds of a rotation policy.
const (
	rotationRest = estate.Period("P7D")  // between a rotation and the creation or the end of a version
	shortestLife = estate.Period("P28D") // of a version
	longestLife  = estate.Period("P100Y")
)

// CheckRotation refuses a policy that could not be carried out. Calendar time has no fixed length, so it is measured
// from now.
//
// Sources: MicrosoftDocs/azure-security-docs articles/key-vault/keys/how-to-configure-key-rotation.md; for the shortest
// life the reference of Azure.Security.KeyVault.Keys, KeyRotationPolicy.ExpiresIn. The longest is kvlab's own.
func CheckRotation(p *estate.RotationPolicy, now time.Time) error {
	if p.Expiry != "" {
		end, err := measure(p.Expiry, now)
		if err != nil {
			return err
		}
		if end.Before(shortestLife.After(now)) || end.After(longestLife.After(now)) {
			return errors.New("an expiryTime is at least 28 days and at most 100 years")
		}
	}
	for _, a := range p.Actions {
		if err := checkAction(a, p.Expiry, now); err != nil {
			return err
		}
	}
	return nil
}

func checkAction(a estate.RotationAction, expiry estate.Period, now time.Time) error {
	if (a.AfterCreate == "") == (a.BeforeExpiry == "") {
		return errors.New("an action has either timeAfterCreate or timeBeforeExpiry")
	}
	if a.BeforeExpiry != "" && expiry == "" {
		return errors.New("timeBeforeExpiry needs an expiryTime")
	}
	moment, err := measure(a.AfterCreate+a.BeforeExpiry, now) // one of them is empty
	if err != nil {
		return err
	}
	soonest := now
	if !a.Notify {
		soonest = rotationRest.After(now)
	}
	rest := soonest.Sub(now)
	if moment.Before(soonest) || moment.After(longestLife.After(now)) || expiry != "" && moment.After(expiry.After(now).Add(-rest)) {
		return errors.New("a rotation is at least 7 days after the creation and 7 days before the expiry, and no action lies outside of the lifetime")
	}
	return nil
}

// measure is the moment the period after now; an error for what is no period.
func measure(p estate.Period, now time.Time) (time.Time, error) {
	if _, err := estate.ParsePeriod(string(p)); err != nil {
		return now, err
	}
	return p.After(now), nil
}
