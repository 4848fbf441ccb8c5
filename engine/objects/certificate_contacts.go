package objects

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// contacts finds who is told about the vault's certificates, and stops where nobody is.
func (j *judgement) contacts() *estate.Contacts {
	c := store.Contacts.Get(j.view, j.vault.Name)
	if c != nil && len(c.List) > 0 {
		return c
	}
	j.refuse(trace.Step{ID: "object.contacts", Title: "Has the vault certificate contacts?",
		Detail:   "Nobody is registered, so nobody gets a mail before a certificate expires." + unworded,
		Evidence: []trace.Evidence{{Label: "contacts", Value: "0"}}, Reason: trace.Because(trace.ObjectNotFound),
		Command: j.azContact("list")},
		trace.Deny(404, "ContactsNotFound", "", "No certificate contacts were found in this key vault."))
	return nil
}

func (j *judgement) azContact(verb string) string {
	return "az keyvault certificate contact " + verb + " --vault-name " + j.vault.Name
}

func (j *judgement) getContacts() Effect {
	c := j.contacts()
	if c == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The contacts are returned", Detail: "They are the vault's, not one certificate's.", Command: j.azContact("list")})
	return func(*store.Tx) (Content, error) { return Content{Contacts: c.List}, nil }
}

// setContacts replaces the whole list.
func (j *judgement) setContacts() Effect {
	body, ok := j.request.Body.(*operation.ContactsBody)
	if !ok || len(body.Contacts) == 0 {
		return j.noBody()
	}
	for _, c := range body.Contacts {
		if user, host, _ := strings.Cut(c.Email, "@"); user == "" || host == "" {
			return j.badBody("contacts.email", c.Email, "Property contacts has invalid value: every contact needs a mail address.")
		}
	}
	j.pass(trace.Step{ID: "object.result", Title: "The contacts are set", Detail: "The list replaces the one before.", Command: j.azContact("list")})
	return func(tx *store.Tx) (Content, error) {
		store.Contacts.Put(tx, &estate.Contacts{Vault: j.vault.Name, List: body.Contacts})
		return Content{Contacts: body.Contacts}, nil
	}
}

func (j *judgement) deleteContacts() Effect {
	c := j.contacts()
	if c == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The contacts are deleted", Detail: "From now on nobody gets a mail before a certificate expires."})
	return func(tx *store.Tx) (Content, error) {
		store.Contacts.Delete(tx, c)
		return Content{Contacts: c.List}, nil
	}
}
