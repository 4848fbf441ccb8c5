package objects

import (
	"fmt"
	"strconv"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// What the service says about requests. Sources: MicrosoftDocs/azure-security-docs
// articles/key-vault/certificates/create-certificate-scenarios.md; recordings of the tool.
const (
	mergeAwaited     = "Pending certificate created. Please Perform Merge to complete the request."
	authorityAwaited = "Pending certificate created. Certificate request is in progress. This may take some time based on the issuer provider. Please check again later"
	issuerError      = "Certificate issuer error"
	requestRejected  = "Request rejected"
)

// place makes the request that o's policy asks for: a key pair, the signing request and, where its own key signs, the
// certificate. It returns o as it is then.
func place(tx *store.Tx, o *estate.Object, w estate.Attributes, renewal bool, at time.Time) (*estate.Object, error) {
	policy := policyOf(o)
	pair, err := pairFor(&tx.View, o, &policy)
	if err != nil {
		return nil, fmt.Errorf("certificate %s: %w", o.Name, err)
	}
	order := &estate.Order{RequestID: requestID(o, at, tx.Serial()), Issuer: policy.Issuer, Status: estate.InProgress,
		Started: at, Renewal: renewal, Wanted: w}
	if order.CSR, err = certify.Request(&policy, pair); err != nil {
		return nil, fmt.Errorf("certificate %s: %w", o.Name, err)
	}
	switch {
	case isIssuer(policy.Issuer, estate.SelfIssuer):
		return signSelf(tx, with(o, order), pair, at)
	case isIssuer(policy.Issuer, estate.UnknownIssuer):
		order.Details = mergeAwaited
	default:
		ask(store.Issuers.Get(&tx.View, o.Vault, policy.Issuer), order)
	}
	order.Private = pair.Seal()
	head := with(o, order)
	store.Objects.Put(tx, head)
	return head, nil
}

func requestID(o *estate.Object, at time.Time, serial uint64) string {
	return estate.VersionID("request", o.Vault, o.Name, trace.Stamp(at), strconv.FormatUint(serial, 10))
}

// with is a copy of a certificate with another request.
func with(o *estate.Object, order *estate.Order) *estate.Object {
	head := *o
	head.Issuance = &estate.Issuance{Policy: policyOf(o), Pending: order}
	return &head
}

// pairFor is the key of the next version: a new one, unless the policy uses the current one again.
func pairFor(v *store.View, o *estate.Object, p *estate.CertificatePolicy) (*keypair.Pair, error) {
	if p.ReuseKey {
		x := store.Versions.Get(v, o.Vault, string(estate.Keys), o.Name, o.Current)
		if x != nil && x.Key != nil && x.Key.Spec == p.Key {
			return keypair.Open(x.Key.Private)
		}
	}
	return keypair.Generate(p.Key)
}

func signSelf(tx *store.Tx, o *estate.Object, pair *keypair.Pair, at time.Time) (*estate.Object, error) {
	policy := policyOf(o)
	chain, err := certify.SelfSign(&policy, pair, at)
	if err != nil {
		return nil, fmt.Errorf("certificate %s: %w", o.Name, err)
	}
	head, _, err := issue(tx, completed(o), pair, chain, pendingOf(o).Wanted, at)
	return head, err
}

// ask places an order with an authority. One that is not registered any more, nil, cannot be asked.
func ask(issuer *estate.Issuer, order *estate.Order) {
	if issuer == nil || issuer.Disabled {
		refuseOrder(order, issuerError, "the issuer is not registered, or disabled")
		return
	}
	order.Details, order.ReadyAt = authorityAwaited, order.Started.Add(issuer.AnswersAfter())
}

func refuseOrder(order *estate.Order, code, why string) {
	order.Status, order.Details, order.Error = estate.FailedCA, "", code+": "+why
	order.ReadyAt = time.Time{}
}

// completed is a certificate whose request has been answered.
func completed(o *estate.Object) *estate.Object {
	done := *pendingOf(o)
	done.Status, done.Details, done.Error, done.Private, done.ReadyAt = estate.Completed, "", "", nil, time.Time{}
	return with(o, &done)
}

// issue gives a certificate its next version, and the key and the secret that belong to it theirs, all three with one
// id.
func issue(tx *store.Tx, o *estate.Object, pair *keypair.Pair, chain [][]byte, w estate.Attributes, at time.Time) (*estate.Object, *estate.Version, error) {
	w.Created, w.Updated = at, at
	parts, err := trio(o, newVersion(tx, o, at), pair, chain, w)
	if err != nil {
		return nil, nil, fmt.Errorf("certificate %s: %w", o.Name, err)
	}
	for _, p := range parts {
		store.Objects.Put(tx, p.object)
		store.Versions.Put(tx, p.version)
	}
	return parts[0].object, parts[0].version, nil
}

// part is an object with its new version.
type part struct {
	object  *estate.Object
	version *estate.Version
}

// trio is an issued certificate: itself, its key and its secret. Their attributes mirror each other.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/about-certificates.md.
func trio(o *estate.Object, id string, pair *keypair.Pair, chain [][]byte, a estate.Attributes) ([]part, error) {
	policy := policyOf(o)
	leaf, err := certify.Parse(chain[0])
	if err != nil {
		return nil, err
	}
	value, err := certify.Bundle(&policy, pair, chain)
	if err != nil {
		return nil, err
	}
	a.NotBefore, a.Expires = leaf.NotBefore, leaf.NotAfter
	parts := make([]part, 3)
	for i, c := range []estate.Collection{estate.Certificates, estate.Keys, estate.Secrets} {
		object := estate.Object{Vault: o.Vault, Collection: c, Name: o.Name, Managed: true}
		if i == 0 {
			object = *o
		}
		object.Current = id
		parts[i] = part{&object, &estate.Version{Vault: o.Vault, Collection: c, Name: o.Name, ID: id, Attributes: a}}
	}
	parts[0].version.Certificate = &estate.Certificate{Chain: chain}
	parts[1].version.Key = keyOf(pair, kept(pair, policy.Key), nil)
	parts[2].version.Secret = &estate.Secret{Value: value, ContentType: policy.ContentType}
	return parts, nil
}

// kept is what kind of key a pair is in a vault: the pair's own, for the policy may have changed since it was made, and
// in hardware where the policy says so.
func kept(pair *keypair.Pair, wanted keypair.Spec) keypair.Spec {
	spec := pair.Public().Spec()
	if wanted.Kind.HSM() {
		spec.Kind = inHardware(spec.Kind)
	}
	return spec
}

// inHardware is a kind of key as hardware keeps it.
func inHardware(k keypair.Kind) keypair.Kind {
	if k.HSM() {
		return k
	}
	return k + "-HSM"
}
