package objects

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// providers are the authorities that the service knows. Test is the one that its SDKs' own tests use.
//
// Sources: MicrosoftDocs/azure-security-docs articles/key-vault/certificates/create-certificate.md;
// Azure/azure-sdk-for-js sdk/keyvault/keyvault-certificates test/public/CRUD.spec.ts.
func providers() []string { return []string{"DigiCert", "GlobalSign", "Test"} }

// shown is an issuer as its callers see it: no password, and nothing of the simulation.
func shown(i *estate.Issuer) *estate.Issuer {
	s := *i
	s.Password, s.Authority, s.Delay, s.Rejects = nil, nil, 0, ""
	return &s
}

func (j *judgement) listIssuers() Effect {
	j.pass(trace.Step{ID: "object.result", Title: "The vault's issuers are returned", Detail: "A list names issuers and their providers, and never a password.",
		Command: j.azIssuer("list")})
	return func(tx *store.Tx) (Content, error) {
		all := []estate.Issuer{}
		for _, i := range store.Issuers.List(&tx.View, j.vault.Name) {
			all = append(all, *shown(i))
		}
		return Content{Issuers: all}, nil
	}
}

func (j *judgement) azIssuer(verb string) string {
	s := "az keyvault certificate issuer " + verb + " --vault-name " + j.vault.Name
	if j.request.Object != "" {
		s += " --issuer-name " + j.request.Object
	}
	return s
}

// issuer finds the issuer that a request names.
func (j *judgement) issuer() *estate.Issuer {
	if !ValidName(j.request.Object) {
		j.badName()
		return nil
	}
	i := store.Issuers.Get(j.view, j.vault.Name, j.request.Object)
	step := trace.Step{ID: "object.issuer", Title: "Is the authority registered?",
		Evidence: []trace.Evidence{{Label: "issuer", Value: j.request.Object}}, Command: j.azIssuer("show")}
	if i == nil {
		step.Detail = "Vault " + j.vault.Name + " knows no issuer of this name." + unworded
		step.Reason = trace.Because(trace.ObjectNotFound)
		j.refuse(step, trace.Deny(404, "CertificateIssuerNotFound", "", "A certificate issuer with name "+j.request.Object+" was not found in this key vault."))
		return nil
	}
	step.Detail = "Issuer " + i.Name + " is registered, with provider " + i.Provider + "."
	j.pass(step)
	return i
}

func (j *judgement) getIssuer() Effect {
	i := j.issuer()
	if i == nil {
		return nil
	}
	return func(*store.Tx) (Content, error) { return Content{Issuer: shown(i)}, nil }
}

// setIssuer registers an authority, or registers it anew. How the simulation makes it behave stays.
func (j *judgement) setIssuer() Effect {
	body, ok := j.request.Body.(*operation.IssuerBody)
	if !ok {
		return j.noBody()
	}
	if !ValidName(j.request.Object) {
		j.badName()
		return nil
	}
	old := store.Issuers.Get(j.view, j.vault.Name, j.request.Object)
	if isIssuer(j.request.Object, estate.SelfIssuer) || isIssuer(j.request.Object, estate.UnknownIssuer) {
		return j.badBody("name", j.request.Object, "The names Self and Unknown are reserved and need no registration.")
	}
	next := body.Issuer
	next.Vault, next.Name, next.Created, next.Updated = j.vault.Name, j.request.Object, j.at, j.at
	if old != nil {
		next.Name, next.Created = old.Name, old.Created
	}
	simulated(&next, old)
	return j.storeIssuer(&next, "The authority is registered")
}

// updateIssuer changes what the request names.
func (j *judgement) updateIssuer() Effect {
	body, ok := j.request.Body.(*operation.IssuerBody)
	if !ok {
		return j.noBody()
	}
	old := j.issuer()
	if old == nil {
		return nil
	}
	next, b := *old, body.Issuer
	for _, f := range []struct {
		into *string
		from string
	}{{&next.Provider, b.Provider}, {&next.AccountID, b.AccountID}, {&next.OrgID, b.OrgID}} {
		if f.from != "" {
			*f.into = f.from
		}
	}
	if b.Password != nil {
		next.Password = b.Password
	}
	if b.Admins != nil {
		next.Admins = b.Admins
	}
	next.Disabled, next.Updated = b.Disabled, j.at
	return j.storeIssuer(&next, "The registration is changed")
}

// simulated takes over how the simulated authority behaves, where the request does not say.
func simulated(next, old *estate.Issuer) {
	next.Authority = nil
	if old == nil {
		return
	}
	next.Authority = old.Authority
	if next.Delay == 0 {
		next.Delay = old.Delay
	}
	if next.Rejects == "" {
		next.Rejects = old.Rejects
	}
}

func (j *judgement) storeIssuer(next *estate.Issuer, title string) Effect {
	known := func(p string) bool { return strings.EqualFold(p, next.Provider) }
	if !slices.ContainsFunc(providers(), known) {
		return j.badBody("provider", next.Provider, "Property provider has invalid value: choose from DigiCert and GlobalSign.")
	}
	j.pass(trace.Step{ID: "object.result", Title: title,
		Detail:  "Policies that name it place their orders with it. The account's password is stored and never handed out.",
		Command: j.azIssuer("show")})
	return func(tx *store.Tx) (Content, error) {
		store.Issuers.Put(tx, next)
		return Content{Issuer: shown(next)}, nil
	}
}

// deleteIssuer ends a registration at once: issuers are not soft-deleted. Orders that wait for it fail.
func (j *judgement) deleteIssuer() Effect {
	i := j.issuer()
	if i == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The registration is deleted",
		Detail: "It is gone at once. Certificates that it signed stay, but are not renewed by it any more."})
	return func(tx *store.Tx) (Content, error) {
		store.Issuers.Delete(tx, i)
		return Content{Issuer: shown(i)}, nil
	}
}
