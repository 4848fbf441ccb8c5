package objects

import (
	"fmt"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// Minted is a certificate that a lab begins with, made up in full: the certificate, its key and its secret, or a
// request that waits.
type Minted struct {
	Objects  []estate.Object
	Versions []estate.Version
	// Issuer is the authority that signed, as it is now; nil where none of the vault's did.
	Issuer *estate.Issuer
}

// Mint makes up a certificate whose file says only how it is issued. With a version it is one that was issued when the
// version was created, under the version's id and with its attributes; without, its request has waited since it was
// started. issuer is the registered authority of its policy, nil for Self and Unknown: what an unknown authority
// signed, one signs that is made up for it. Nothing that is passed in is changed.
func Mint(o *estate.Object, x *estate.Version, issuer *estate.Issuer) (*Minted, error) {
	made, err := mint(o, x, issuer)
	if err != nil {
		return nil, fmt.Errorf("certificate %s: %w", o.Name, err)
	}
	return made, nil
}

func mint(o *estate.Object, x *estate.Version, issuer *estate.Issuer) (*Minted, error) {
	policy := certify.Complete(policyOf(o))
	pair, err := keypair.Generate(policy.Key)
	if err != nil {
		return nil, err
	}
	head := *o
	head.Issuance = &estate.Issuance{Policy: policy, Pending: pendingOf(o)}
	if x == nil {
		return mintOrder(&head, pair, issuer)
	}
	chain, issuer, err := mintChain(&policy, pair, x, issuer)
	if err != nil {
		return nil, err
	}
	parts, err := trio(&head, x.ID, pair, chain, x.Attributes)
	if err != nil {
		return nil, err
	}
	made := &Minted{Issuer: issuer}
	for _, p := range parts {
		p.object.Deleted = o.Deleted
		made.Objects, made.Versions = append(made.Objects, *p.object), append(made.Versions, *p.version)
	}
	return made, nil
}

// mintChain signs for a version when it was created.
func mintChain(p *estate.CertificatePolicy, pair *keypair.Pair, x *estate.Version, issuer *estate.Issuer) ([][]byte, *estate.Issuer, error) {
	if isIssuer(p.Issuer, estate.SelfIssuer) {
		chain, err := certify.SelfSign(p, pair, x.Created)
		return chain, nil, err
	}
	csr, err := certify.Request(p, pair)
	if err != nil {
		return nil, nil, err
	}
	outside := issuer == nil
	if outside {
		issuer = &estate.Issuer{Provider: "Outside"}
	}
	if issuer, err = equipped(issuer, p.Months, x.Created); err != nil {
		return nil, nil, err
	}
	chain, err := certify.Sign(issuer.Authority, csr, p.Months, x.Created)
	if outside {
		issuer = nil
	}
	return chain, issuer, err
}

// mintOrder fills in a request that waits.
func mintOrder(o *estate.Object, pair *keypair.Pair, issuer *estate.Issuer) (*Minted, error) {
	policy := policyOf(o)
	csr, err := certify.Request(&policy, pair)
	if err != nil {
		return nil, err
	}
	order := estate.Order{Issuer: policy.Issuer, Status: estate.InProgress}
	if p := pendingOf(o); p != nil {
		order = *p
	}
	order.RequestID, order.CSR, order.Private, order.Details = requestID(o, order.Started, 0), csr, pair.Seal(), mergeAwaited
	if issuer != nil {
		ask(issuer, &order)
	}
	return &Minted{Objects: []estate.Object{*with(o, &order)}}, nil
}
