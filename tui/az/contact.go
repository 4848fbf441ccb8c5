package az

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

func (t *tool) contact() *cobra.Command {
	g := group("contact", "Manage contacts for certificate management.")
	g.AddCommand(t.contactList(), t.contactAdd(), t.contactDelete())
	return g
}

// contacts reads a vault's contacts; none are no mistake.
func (t *tool) contacts(p place) ([]estate.Contact, error) {
	c, err := t.ask("certificates/get-contacts", p, nil)
	if e, ok := errors.AsType[*refusal](err); ok && e.missing() {
		return nil, nil
	}
	return c.Contacts, err
}

// setContacts writes them; with none left, it takes them away.
func (t *tool) setContacts(p place, list []estate.Contact) (any, error) {
	id, body := "certificates/set-contacts", operation.Body(&operation.ContactsBody{Contacts: list})
	if len(list) == 0 {
		id, body = "certificates/delete-contacts", nil
	}
	if _, err := t.ask(id, p, body); err != nil {
		return nil, err
	}
	return contactsShape(p.vault, list), nil
}

func vaultNeeded(c *cobra.Command, p *place, flags ...string) *cobra.Command {
	c.Flags().StringVar(&p.vault, "vault-name", "", "Name of the Key Vault.")
	return need(c, append(flags, "vault-name")...)
}

func (t *tool) contactList() *cobra.Command {
	var p place
	return vaultNeeded(t.command("list", "List the certificate contacts for a specified key vault.", func() (any, error) {
		c, err := t.ask("certificates/get-contacts", p, nil)
		if err != nil {
			return nil, err
		}
		return contactsShape(p.vault, c.Contacts), nil
	}), &p)
}

func (t *tool) contactAdd() *cobra.Command {
	var p place
	var x estate.Contact
	c := t.command("add", "Add a contact to the specified vault to receive notifications of certificate operations.", func() (any, error) {
		list, err := t.contacts(p)
		if err != nil {
			return nil, err
		}
		if hasContact(list, x.Email) {
			return nil, fail("contact '%s' already exists", x.Email)
		}
		return t.setContacts(p, append(slices.Clone(list), x))
	})
	f := c.Flags()
	f.StringVar(&x.Email, "email", "", "Contact e-mail address. Must be unique.")
	f.StringVar(&x.Name, "name", "", "Full contact name.")
	f.StringVar(&x.Phone, "phone", "", "Contact phone number.")
	return vaultNeeded(c, &p, "email")
}

func hasContact(list []estate.Contact, email string) bool {
	return slices.ContainsFunc(list, func(c estate.Contact) bool { return strings.EqualFold(c.Email, email) })
}

func (t *tool) contactDelete() *cobra.Command {
	var p place
	var email string
	c := t.command("delete", "Remove a certificate contact from the specified vault.", func() (any, error) {
		list, err := t.contacts(p)
		if err != nil {
			return nil, err
		}
		if !hasContact(list, email) {
			return nil, fail("contact '%s' not found in vault '%s'", email, p.vault)
		}
		return t.setContacts(p, slices.DeleteFunc(slices.Clone(list), func(c estate.Contact) bool { return strings.EqualFold(c.Email, email) }))
	})
	c.Flags().StringVar(&email, "email", "", "Contact e-mail address. Must be unique.")
	return vaultNeeded(c, &p, "email")
}
