package az

import (
	"encoding/pem"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

var certificates = kind{collection: estate.Certificates, bundle: certificateBundle, line: certificateLine, dead: deadCertificate, deadLine: deadCertificateLine}

func (t *tool) certificate() *cobra.Command {
	g := group("certificate", "Manage certificates.")
	g.AddCommand(t.certificateCreate(), t.certificateImport(), t.certificateSetAttributes(), t.certificateDownload(),
		t.defaultPolicy(), t.pending(), t.contact(), t.issuer())
	g.AddCommand(t.life(certificates)...)
	return g
}

// newCertificate are the flags of commands that make one.
type newCertificate struct {
	place
	disabled tri
	tags     list
	policy   string
	validity int
}

func (n *newCertificate) add(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&n.vault, "vault-name", "", "Name of the Key Vault.")
	f.StringVarP(&n.name, "name", "n", "", "Name of the certificate.")
	f.Var(&n.disabled, "disabled", "Create certificate in disabled state.")
	tagged(f, &n.tags)
	f.StringVarP(&n.policy, "policy", "p", "", "JSON encoded policy definition. Use @{file} to load from a file(e.g. @my_policy.json).")
}

func (n *newCertificate) settings() operation.Settings {
	return operation.Settings{Tags: n.tags.pairs(), Disabled: n.disabled.is()}
}

func (t *tool) certificateCreate() *cobra.Command {
	var n newCertificate
	c := t.command("create", "Create a certificate in a vault.", func() (any, error) {
		policy, err := parsePolicy(n.policy)
		if err != nil {
			return nil, err
		}
		whole := policy.whole()
		if n.validity != 0 {
			whole.Months = n.validity
		}
		if _, err := t.ask("certificates/create", n.place, &operation.CreateCertificateBody{Policy: whole, Settings: n.settings()}); err != nil {
			return nil, err
		}
		return t.operation(n.place)
	})
	n.add(c)
	c.Flags().IntVar(&n.validity, "validity", 0, "Number of months the certificate is valid for. Overrides the value specified with --policy/-p.")
	return need(c, "name", "policy", "vault-name")
}

// operation looks how far a certificate request has come. The tool asks again until it is done, unless nothing will
// come by itself; here time stands still meanwhile, so it asks once.
func (t *tool) operation(p place) (any, error) {
	c, err := t.ask("certificates/get-pending", p, nil)
	if err != nil {
		return nil, err
	}
	if c.Pending != nil && c.Pending.Status == estate.InProgress && !c.Pending.ReadyAt.IsZero() {
		t.warn("kvlab: az would wait here until the authority has answered; the lab's clock stands still, see advance")
	}
	return operationShape(p, c.Pending), nil
}

func (t *tool) certificateImport() *cobra.Command {
	var n newCertificate
	var file, password string
	c := t.command("import", "Import a certificate into a vault.", func() (any, error) {
		raw, err := t.readFile(file)
		if err != nil {
			return nil, err
		}
		body := &operation.ImportCertificateBody{Material: raw, Password: password, Settings: n.settings()}
		if n.policy != "" {
			policy, err := parsePolicy(n.policy)
			if err != nil {
				return nil, err
			}
			whole := policy.whole()
			body.Policy = &whole
		}
		return t.shaped("certificates/import", n.place, body, certificateBundle)
	})
	n.add(c)
	fileFlag(c, &file, "PKCS12 file or PEM file containing the certificate and private key.")
	c.Flags().StringVar(&password, "password", "", "If the private key in certificate is encrypted, the password used for encryption.")
	return need(c, "file", "name", "vault-name")
}

func (t *tool) certificateSetAttributes() *cobra.Command {
	var p place
	var enabled tri
	var labels list
	var policy string
	c := t.command("set-attributes", "Update the specified attributes associated with the given certificate.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		if policy != "" {
			given, err := parsePolicy(policy)
			if err != nil {
				return nil, err
			}
			if _, err := t.ask("certificates/update-policy", place{vault: p.vault, name: p.name}, given.parts()); err != nil {
				return nil, err
			}
		}
		return t.shaped("certificates/update", p, &operation.UpdateBody{Enabled: enabled.on, Tags: labels.pairs()}, certificateBundle)
	})
	p.flags(c.Flags(), estate.Certificates)
	p.versionFlag(c.Flags(), estate.Certificates)
	c.Flags().Var(&enabled, "enabled", "Enable the certificate.")
	tagged(c.Flags(), &labels)
	c.Flags().StringVarP(&policy, "policy", "p", "", "JSON encoded policy definition. Use @{file} to load from a file(e.g. @my_policy.json).")
	return c
}

func (t *tool) certificateDownload() *cobra.Command {
	var p place
	var file string
	form := choice{"PEM", []string{"PEM", "DER"}}
	c := t.command("download", "Download the public portion of a certificate.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		item, err := t.item("certificates/get", p, nil)
		if err != nil {
			return nil, err
		}
		return nil, t.saveCertificate(file, form.word, item)
	})
	p.flags(c.Flags(), estate.Certificates)
	p.versionFlag(c.Flags(), estate.Certificates)
	fileFlag(c, &file, "File to receive the binary certificate contents.")
	c.Flags().VarP(&form, "encoding", "e", "Encoding of the certificate. DER will create a binary DER formatted x509 certificate, and PEM will create a base64 PEM x509 certificate.")
	return need(c, "file")
}

func (t *tool) saveCertificate(file, form string, item *objects.Item) error {
	if item.Certificate == nil || len(item.Certificate.Leaf) == 0 {
		return fail("the certificate is not issued yet")
	}
	return t.save(file, inForm(form, "CERTIFICATE", item.Certificate.Leaf), true)
}

func (t *tool) pending() *cobra.Command {
	g := group("pending", "Manage pending certificate creation operations.")
	g.AddCommand(
		t.pendingCommand("show", "Get the creation operation of a certificate.", "certificates/get-pending"),
		t.pendingCommand("delete", "Delete the creation operation for a specific certificate.", "certificates/delete-pending"),
		t.merge())
	return g
}

func (t *tool) pendingCommand(name, short, id string) *cobra.Command {
	var p place
	c := t.command(name, short, func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		c, err := t.ask(id, p, nil)
		if err != nil {
			return nil, err
		}
		return operationShape(p, c.Pending), nil
	})
	p.flags(c.Flags(), estate.Certificates)
	return c
}

func (t *tool) merge() *cobra.Command {
	var n newCertificate
	var file string
	c := t.command("merge", "Merge a certificate or a certificate chain with a key pair existing on the server.", func() (any, error) {
		raw, err := t.readFile(file)
		if err != nil {
			return nil, err
		}
		return t.shaped("certificates/merge", n.place, &operation.MergeBody{Chain: chain(raw), Settings: n.settings()}, certificateBundle)
	})
	n.add(c)
	_ = c.Flags().MarkHidden("policy") // it shares its flags with commands that have one
	fileFlag(c, &file, "File containing the certificate or certificate chain to merge.")
	return need(c, "file", "name", "vault-name")
}

// chain are the certificates of a file: PEM blocks, or one certificate in DER.
func chain(raw []byte) [][]byte {
	var ders [][]byte
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		ders = append(ders, block.Bytes)
	}
	if ders == nil {
		return [][]byte{raw}
	}
	return ders
}
