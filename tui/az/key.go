package az

import (
	"crypto/x509"
	"encoding/pem"
	"strings"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

var keys = kind{collection: estate.Keys, bundle: keyBundle, line: keyLine, dead: deadKey, deadLine: deadKeyLine}

func (t *tool) key() *cobra.Command {
	g := group("key", "Manage keys.")
	policy := group("rotation-policy", "Manage key's rotation policy.")
	policy.AddCommand(t.rotationShow(), t.rotationUpdate())
	g.AddCommand(t.keyCreate(), t.keyImport(), t.keySetAttributes(), t.keyRotate(), t.keyDownload(),
		t.keyEncrypt(), t.keyDecrypt(), t.keySign(), t.keyVerify(), policy)
	g.AddCommand(t.life(keys)...)
	return g
}

// keyOperations are the words of --ops.
func keyOperations() []string {
	return []string{"decrypt", "encrypt", "export", "import", "sign", "unwrapKey", "verify", "wrapKey"}
}

// newKey are the flags of commands that make a key.
type newKey struct {
	place
	settingsFlags
	ops        choices
	protection choice
	exportable tri
	policy     string
	size       int
}

func (n *newKey) add(c *cobra.Command) {
	f := c.Flags()
	n.flags(f, estate.Keys)
	n.settingsFlags.add(f, "key")
	n.ops.choices = keyOperations()
	n.protection = choice{"", []string{"software", "hsm"}}
	f.Var(&n.ops, "ops", "Space-separated list of permitted JSON web key operations.")
	f.VarP(&n.protection, "protection", "p", "Specifies the type of key protection.")
	f.Var(&n.exportable, "exportable", "Whether the private key can be exported.")
	f.StringVar(&n.policy, "policy", "", "The policy rules under which the key can be exported.")
	f.IntVar(&n.size, "size", 0, "The key size in bits. For example: 2048, 3072, or 4096 for RSA.")
}

// settled says which key is to be made, and refuses what the lab does not play.
func (n *newKey) settled() error {
	if n.policy != "" {
		return notSimulated("keyvault key with a release policy (--policy)")
	}
	return n.whole()
}

func (t *tool) keyCreate() *cobra.Command {
	var n newKey
	kty := choice{"", []string{"EC", "EC-HSM", "RSA", "RSA-HSM", "oct", "oct-HSM"}}
	curve := choice{"", []string{"P-256", "P-256K", "P-384", "P-521"}}
	c := t.command("create", "Create a new key, stores it, then returns key parameters and attributes to the client.", func() (any, error) {
		if err := n.settled(); err != nil {
			return nil, err
		}
		spec := keypair.Spec{Kind: kindOf(kty.word, n.protection.word), Bits: n.size, Curve: keypair.Curve(curve.word)}
		body := &operation.CreateKeyBody{Spec: spec, Operations: n.ops.words, Exportable: n.exportable.is(), Settings: n.settings()}
		return t.shaped("keys/create", n.place, body, keyBundle)
	})
	n.add(c)
	c.Flags().Var(&kty, "kty", "The type of key to create. RSA by default.")
	c.Flags().Var(&curve, "curve", "Elliptic curve name.")
	return c
}

// kindOf is the kind of key that --kty and --protection ask for together.
func kindOf(kty, protection string) keypair.Kind {
	if kty == "" {
		kty = string(keypair.RSA)
	}
	if protection == "hsm" && !strings.HasSuffix(kty, "-HSM") {
		kty += "-HSM"
	}
	return keypair.Kind(kty)
}

func (t *tool) keyImport() *cobra.Command {
	var n newKey
	var pemFile, pemString, password, byokFile, byokString string
	c := t.command("import", "Import a private key.", func() (any, error) {
		if err := n.settled(); err != nil {
			return nil, err
		}
		if byokFile != "" || byokString != "" {
			return nil, fail("--byok-file and --byok-string carry a key that only the service's hardware opens; the lab cannot import one")
		}
		if (pemFile == "") == (pemString == "") {
			return nil, &usageError{text: "supply exactly one: --pem-file, --pem-string, --byok-file, --byok-string"}
		}
		text, err := t.pem(pemFile, pemString, password)
		if err != nil {
			return nil, err
		}
		body := &operation.ImportKeyBody{JWK: text, Operations: n.ops.words, HSM: n.protection.word == "hsm", Settings: n.settings()}
		return t.shaped("keys/import", n.place, body, keyBundle)
	})
	n.add(c)
	f := c.Flags()
	f.StringVar(&pemFile, "pem-file", "", "PEM file containing the key to be imported.")
	f.StringVar(&pemString, "pem-string", "", "PEM string containing the key to be imported.")
	f.StringVar(&password, "pem-password", "", "Password of PEM file.")
	f.StringVar(&byokFile, "byok-file", "", "BYOK file containing the key to be imported. Must not be password protected.")
	f.StringVar(&byokString, "byok-string", "", "BYOK string containing the key to be imported. Must not be password protected.")
	return c
}

// pem is the text of a private key. An encrypted one is opened here, as the tool does: the password is not sent.
func (t *tool) pem(file, given, password string) ([]byte, error) {
	raw := []byte(given)
	if file != "" {
		var err error
		if raw, err = t.readFile(file); err != nil {
			return nil, err
		}
	}
	if password == "" {
		return raw, nil
	}
	pair, err := keypair.FromPEM(raw, password)
	if err != nil {
		return nil, fail("Import failed: %s", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(pair.Private())
	if err != nil {
		return nil, fail("Import failed: a key of this kind cannot be opened with a password here")
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

func (t *tool) keySetAttributes() *cobra.Command {
	var p place
	var u updateFlags
	ops := choices{choices: keyOperations()}
	c := t.command("set-attributes", "Change the properties of a key.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		body := u.body()
		body.Operations = ops.words
		return t.shaped("keys/update", p, body, keyBundle)
	})
	p.flags(c.Flags(), estate.Keys)
	p.versionFlag(c.Flags(), estate.Keys)
	u.add(c.Flags(), "key")
	c.Flags().Var(&ops, "ops", "Space-separated list of permitted JSON web key operations.")
	return c
}

func (t *tool) keyRotate() *cobra.Command {
	var p place
	c := t.command("rotate", "Rotate the key based on the key policy by generating a new version of the key.", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		return t.shaped("keys/rotate", p, nil, keyBundle)
	})
	p.flags(c.Flags(), estate.Keys)
	return c
}

func (t *tool) keyDownload() *cobra.Command {
	var p place
	var file string
	form := choice{"PEM", []string{"PEM", "DER"}}
	c := t.command("download", "Download the public part of a stored key.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		item, err := t.item("keys/get", p, nil)
		if err != nil {
			return nil, err
		}
		if item.Key == nil {
			return nil, fail("the key has no public part")
		}
		return nil, t.save(file, inForm(form.word, "PUBLIC KEY", item.Key.Public), true)
	})
	p.flags(c.Flags(), estate.Keys)
	p.versionFlag(c.Flags(), estate.Keys)
	fileFlag(c, &file, "File to receive the key contents.")
	c.Flags().VarP(&form, "encoding", "e", "Encoding of the key, default: PEM.")
	return need(c, "file")
}

// inForm is DER as it is, or in a PEM block.
func inForm(form, block string, der []byte) []byte {
	if form == "DER" {
		return der
	}
	return pem.EncodeToMemory(&pem.Block{Type: block, Bytes: der})
}
