package az

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

func (t *tool) issuer() *cobra.Command {
	g := group("issuer", "Manage certificate issuer information.")
	admin := group("admin", "Manage admin information for certificate issuers.")
	admin.AddCommand(t.adminList(), t.adminAdd(), t.adminDelete())
	g.AddCommand(t.issuerWrite("create", "Create a certificate issuer record.", "certificates/set-issuer"),
		t.issuerWrite("update", "Update a certificate issuer record.", "certificates/update-issuer"),
		t.issuerRead("show", "Get a specified certificate issuer.", "certificates/get-issuer"),
		t.issuerRead("delete", "Delete the specified certificate issuer.", "certificates/delete-issuer"),
		t.issuerList(), admin)
	return g
}

// issuerFlags add the flags that name an issuer of a vault.
func issuerFlags(c *cobra.Command, p *place) *cobra.Command {
	c.Flags().StringVar(&p.vault, "vault-name", "", "Name of the Key Vault.")
	c.Flags().StringVar(&p.name, "issuer-name", "", "Certificate issuer name.")
	return need(c, "issuer-name", "vault-name")
}

func (t *tool) issuerRead(name, short, id string) *cobra.Command {
	var p place
	return issuerFlags(t.command(name, short, func() (any, error) {
		c, err := t.ask(id, p, nil)
		if err != nil {
			return nil, err
		}
		return issuerShape(p.vault, c.Issuer), nil
	}), &p)
}

func (t *tool) issuerList() *cobra.Command {
	var p place
	c := t.command("list", "List properties of the certificate issuers for the key vault.", func() (any, error) {
		c, err := t.ask("certificates/list-issuers", p, nil)
		if err != nil {
			return nil, err
		}
		lines := []any{}
		for i := range c.Issuers {
			lines = append(lines, object{"id": address(p.vault, "certificates", "issuers", c.Issuers[i].Name), "provider": c.Issuers[i].Provider})
		}
		return lines, nil
	})
	c.Flags().StringVar(&p.vault, "vault-name", "", "Name of the Key Vault.")
	return need(c, "vault-name")
}

// issuerWrite is create and update: an update leaves alone what it does not name.
func (t *tool) issuerWrite(name, short, id string) *cobra.Command {
	var p place
	var i estate.Issuer
	var a estate.IssuerAdmin
	var disabled, enabled tri
	var password string
	c := t.command(name, short, func() (any, error) {
		i.Name, i.Password = p.name, estate.Private(password)
		i.Disabled = disabled.is() || enabled.on != nil && !*enabled.on
		if a != (estate.IssuerAdmin{}) {
			i.Admins = []estate.IssuerAdmin{a}
		}
		c, err := t.ask(id, p, &operation.IssuerBody{Issuer: i})
		if err != nil {
			return nil, err
		}
		return issuerShape(p.vault, c.Issuer), nil
	})
	f := c.Flags()
	f.StringVar(&i.Provider, "provider-name", "", "The certificate provider name. Must be registered with your tenant ID and in your region.")
	f.StringVar(&i.AccountID, "account-id", "", "The issuer account id/username/etc.")
	f.StringVar(&password, "password", "", "The issuer account password/secret/etc.")
	f.StringVar(&i.OrgID, "organization-id", "", "The organization id.")
	adminFlags(f, &a, "admin-")
	if name == "create" {
		f.Var(&disabled, "disabled", "Set issuer to disabled state.")
		return need(issuerFlags(c, &p), "provider-name")
	}
	f.Var(&enabled, "enabled", "Set issuer enabled state.")
	return issuerFlags(c, &p)
}

func adminFlags(f *pflag.FlagSet, a *estate.IssuerAdmin, prefix string) {
	f.StringVar(&a.FirstName, prefix+"first-name", "", "Admin first name.")
	f.StringVar(&a.LastName, prefix+"last-name", "", "Admin last name.")
	f.StringVar(&a.Email, prefix+"email", "", "Admin e-mail address. Must be unique within the vault.")
	f.StringVar(&a.Phone, prefix+"phone", "", "Admin phone number.")
}

// admins reads who an issuer may ask.
func (t *tool) admins(p place) ([]estate.IssuerAdmin, error) {
	c, err := t.ask("certificates/get-issuer", p, nil)
	if err != nil || c.Issuer == nil {
		return nil, err
	}
	return c.Issuer.Admins, nil
}

func (t *tool) adminList() *cobra.Command {
	var p place
	return issuerFlags(t.command("list", "List admins for a specified certificate issuer.", func() (any, error) {
		admins, err := t.admins(p)
		if err != nil {
			return nil, err
		}
		lines := []any{}
		for _, a := range admins {
			lines = append(lines, object{"emailAddress": or(a.Email), "firstName": or(a.FirstName), "lastName": or(a.LastName), "phone": or(a.Phone)})
		}
		return lines, nil
	}), &p)
}

func (t *tool) adminAdd() *cobra.Command {
	var p place
	var a estate.IssuerAdmin
	c := issuerFlags(t.command("add", "Add admin details for a specified certificate issuer.", func() (any, error) {
		admins, err := t.admins(p)
		if err != nil {
			return nil, err
		}
		if hasAdmin(admins, a.Email) {
			return nil, fail("admin '%s' already exists", a.Email)
		}
		err = t.setAdmins(p, append(slices.Clone(admins), a))
		if err != nil {
			return nil, err
		}
		return object{"email": or(a.Email), "firstName": or(a.FirstName), "lastName": or(a.LastName), "phone": or(a.Phone)}, nil
	}), &p)
	adminFlags(c.Flags(), &a, "")
	return need(c, "email")
}

func hasAdmin(admins []estate.IssuerAdmin, email string) bool {
	return slices.ContainsFunc(admins, func(a estate.IssuerAdmin) bool { return strings.EqualFold(a.Email, email) })
}

func (t *tool) setAdmins(p place, admins []estate.IssuerAdmin) error {
	_, err := t.ask("certificates/update-issuer", p, &operation.IssuerBody{Issuer: estate.Issuer{Name: p.name, Admins: admins}})
	return err
}

func (t *tool) adminDelete() *cobra.Command {
	var p place
	var email string
	c := issuerFlags(t.command("delete", "Delete admin details for the specified certificate issuer.", func() (any, error) {
		admins, err := t.admins(p)
		if err != nil {
			return nil, err
		}
		if !hasAdmin(admins, email) {
			return nil, fail("admin '%s' not found for issuer '%s'", email, p.name)
		}
		left := slices.DeleteFunc(slices.Clone(admins), func(a estate.IssuerAdmin) bool { return strings.EqualFold(a.Email, email) })
		return nil, t.setAdmins(p, left)
	}), &p)
	c.Flags().StringVar(&email, "email", "", "Admin e-mail address. Must be unique within the vault.")
	return need(c, "email")
}
