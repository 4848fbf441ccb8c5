package objects

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// CertificateDue is what the clock brings to a certificate between two moments: the answer of an authority, or the
// renewal that the policy asks for. A deleted certificate has nothing ahead, and nobody answers for an unknown
// authority.
func CertificateDue(v *store.View, o *estate.Object, after, until time.Time) []agenda.Item {
	if o.Deleted != nil || o.Issuance == nil {
		return nil
	}
	item := agenda.Item{Vault: o.Vault, Collection: string(o.Collection), Object: o.Name}
	switch order := o.Issuance.Pending; {
	case order != nil && order.Status == estate.InProgress && order.ReadyAt.IsZero():
		return nil
	case order != nil && order.Status == estate.InProgress:
		item.At, item.Kind, item.LogName = order.ReadyAt, agenda.Issuance, "CertificateEnroll"
		item.What = "authority " + order.Issuer + " answers about certificate " + o.Name + " of " + o.Vault
		item.Run = onCertificate(o, answer)
	default:
		at, ok := renewal(v, o)
		if !ok {
			return nil
		}
		item.At, item.Kind, item.LogName = at, agenda.Renewal, "CertificateRenew"
		item.What = "certificate " + o.Name + " of " + o.Vault + " is renewed by its policy"
		item.Run = onCertificate(o, renew)
	}
	item.At = agenda.Overdue(item.At, after)
	if item.At.After(until) {
		return nil
	}
	return []agenda.Item{item}
}

// onCertificate does work on a certificate as it is when the moment has come.
func onCertificate(o *estate.Object, work func(*store.Tx, *estate.Object, time.Time) (string, error)) func(*store.Tx, time.Time) (string, error) {
	return func(tx *store.Tx, at time.Time) (string, error) {
		now := store.Objects.Get(&tx.View, o.Vault, string(o.Collection), o.Name)
		if now == nil || now.Deleted != nil || now.Issuance == nil {
			return "", nil
		}
		return work(tx, now, at)
	}
}

// renewal is when a certificate's policy renews its current version; false for never. An unknown authority renews
// nothing, and what failed once is not tried again for the same version; that, and that a disabled certificate is left
// alone, is unverified.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/overview-renew-certificate.md.
func renewal(v *store.View, o *estate.Object) (time.Time, bool) {
	policy := policyOf(o)
	x := store.Versions.Get(v, o.Vault, string(o.Collection), o.Name, o.Current)
	if x == nil || x.Disabled || x.Certificate == nil || len(x.Certificate.Chain) == 0 || isIssuer(policy.Issuer, estate.UnknownIssuer) {
		return time.Time{}, false
	}
	if p := pendingOf(o); p != nil && p.Renewal && p.Status != estate.Completed && !p.Started.Before(x.Created) {
		return time.Time{}, false
	}
	leaf, err := certify.Parse(x.Certificate.Chain[0])
	if err != nil {
		return time.Time{}, false
	}
	return certify.RenewAt(&policy, leaf.NotBefore, leaf.NotAfter)
}

// renew makes the next version, or asks the authority for it. Tags go on to it.
func renew(tx *store.Tx, o *estate.Object, at time.Time) (string, error) {
	if _, due := renewal(&tx.View, o); !due {
		return "", nil
	}
	old := store.Versions.Get(&tx.View, o.Vault, string(o.Collection), o.Name, o.Current)
	head, err := place(tx, o, estate.Attributes{Tags: old.Tags}, true, at)
	if err != nil {
		return "", err
	}
	switch order := head.Issuance.Pending; order.Status {
	case estate.Completed:
		return "version " + head.Current + " is the current one now", nil
	case estate.InProgress:
		return "authority " + order.Issuer + " is asked and answers at " + trace.Stamp(order.ReadyAt), nil
	default:
		return "it fails: " + order.Error, nil
	}
}

// answer is the authority's word on a request. A cancellation does not reach it: the order was placed.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/create-certificate-scenarios.md.
func answer(tx *store.Tx, o *estate.Object, at time.Time) (string, error) {
	p := pendingOf(o)
	if p == nil || p.Status != estate.InProgress || p.ReadyAt.IsZero() {
		return "", nil
	}
	issuer := store.Issuers.Get(&tx.View, o.Vault, p.Issuer)
	switch {
	case issuer == nil || issuer.Disabled:
		return fail(tx, o, issuerError, "the issuer is not registered, or disabled"), nil
	case issuer.Rejects != "":
		return fail(tx, o, requestRejected, issuer.Rejects), nil
	}
	x, err := enroll(tx, o, issuer, at)
	if err != nil {
		return "", err
	}
	said := "it signs, and version " + x.ID + " is the current one now"
	if p.CancelRequested {
		said += ", although the request was to be cancelled: the order was placed"
	}
	return said, nil
}

func fail(tx *store.Tx, o *estate.Object, code, why string) string {
	failed := *pendingOf(o)
	refuseOrder(&failed, code, why)
	store.Objects.Put(tx, with(o, &failed))
	return "it refuses: " + failed.Error
}

// enroll has the authority sign, and issues what it signed.
func enroll(tx *store.Tx, o *estate.Object, issuer *estate.Issuer, at time.Time) (*estate.Version, error) {
	p, policy := pendingOf(o), policyOf(o)
	issuer, err := equipped(issuer, policy.Months, at)
	if err != nil {
		return nil, err
	}
	store.Issuers.Put(tx, issuer)
	chain, err := certify.Sign(issuer.Authority, p.CSR, policy.Months, at)
	if err != nil {
		return nil, err
	}
	pair, err := openOrder(p)
	if err != nil {
		return nil, err
	}
	_, x, err := issue(tx, completed(o), pair, chain, p.Wanted, at)
	return x, err
}

// equipped is an issuer with an authority that can sign now. It is made with the first order, and again when it is
// too old.
func equipped(issuer *estate.Issuer, months int, at time.Time) (*estate.Issuer, error) {
	ready := *issuer
	if certify.Covers(ready.Authority, months, at) {
		return &ready, nil
	}
	made, err := certify.NewAuthority(ready.Provider, at, certify.Until(months, at))
	ready.Authority = made
	return &ready, err
}
