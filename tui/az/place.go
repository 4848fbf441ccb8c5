package az

import (
	"net/url"
	"strings"

	"github.com/spf13/pflag"

	"kvlab/engine/estate"
)

// vaultSuffix follows a vault's name in its host name.
const vaultSuffix = ".vault.azure.net"

// place says which object of which vault a command is about: by names, or by the object's URL.
type place struct {
	vault, name, version, id string
	hsm                      string // --hsm-name: a Managed HSM, which no lab has
}

// flags adds the flags that name an object.
func (p *place) flags(f *pflag.FlagSet, c estate.Collection) {
	f.StringVar(&p.vault, "vault-name", "", "Name of the Key Vault. Required if --id is not specified.")
	f.StringVarP(&p.name, "name", "n", "", "Name of the "+c.Noun()+". Required if --id is not specified.")
	f.StringVar(&p.id, "id", "", "Id of the "+c.Noun()+". If specified all other 'Id' arguments should be omitted.")
	p.hsmFlag(f, c)
}

func (p *place) hsmFlag(f *pflag.FlagSet, c estate.Collection) {
	if c == estate.Keys {
		f.StringVar(&p.hsm, "hsm-name", "", "Name of the HSM. There is none in a lab.")
	}
}

// managed refuses what only a Managed HSM has.
func (p *place) managed() error {
	if p.hsm == "" {
		return nil
	}
	return notSimulated("keyvault key with --hsm-name (Managed HSM)")
}

// versionFlag adds the one that names a version.
func (p *place) versionFlag(f *pflag.FlagSet, c estate.Collection) {
	f.StringVarP(&p.version, "version", "v", "", "The "+c.Noun()+" version. If omitted, uses the latest version.")
}

// vaultFlags adds the flags that name a vault alone.
func (p *place) vaultFlags(f *pflag.FlagSet, c estate.Collection) {
	p.hsmFlag(f, c)
	f.StringVar(&p.vault, "vault-name", "", "Name of the Key Vault. Required if --id is not specified.")
	f.StringVar(&p.id, "id", "", "Full URI of the Vault. If specified all other 'Id' arguments should be omitted.")
}

// useObject is what the tool says to a command that names no object.
const useObject = "incorrect usage: --id ID | --vault-name/--hsm-name VAULT/HSM --name/-n NAME [--version VERSION]"

// object settles which object is meant.
func (p *place) object() error {
	if err := p.managed(); err != nil {
		return err
	}
	if p.id == "" && (p.vault == "" || p.name == "") {
		return &usageError{text: useObject}
	}
	if p.id == "" {
		return nil
	}
	if p.vault != "" || p.name != "" || p.version != "" {
		return &usageError{text: useObject}
	}
	vault, parts, err := split(p.id)
	if err != nil || len(parts) < 2 || len(parts) > 3 {
		return fail("Invalid identifier: %s", p.id)
	}
	p.vault, p.name = vault, parts[1]
	if len(parts) == 3 {
		p.version = parts[2]
	}
	return nil
}

// whole settles which object is meant, all of its versions.
func (p *place) whole() error {
	err := p.object()
	p.version = ""
	return err
}

// vaultOnly settles which vault is meant.
func (p *place) vaultOnly() error {
	if err := p.managed(); err != nil {
		return err
	}
	if p.id != "" {
		vault, _, err := split(p.id)
		p.vault = vault
		return err
	}
	if p.vault == "" {
		return &usageError{text: "Please specify --vault-name or --id."}
	}
	return nil
}

// split takes a URL of the data plane apart: the vault's name, and the parts of the path.
func split(id string) (vault string, parts []string, err error) {
	u, err := url.Parse(id)
	if err != nil {
		return "", nil, fail("Invalid identifier: %s", id)
	}
	vault, ok := strings.CutSuffix(strings.ToLower(u.Hostname()), vaultSuffix)
	if !ok || vault == "" || !strings.EqualFold(u.Scheme, "https") {
		return "", nil, fail("Invalid identifier: %s. A vault's address is https://VAULT%s", id, vaultSuffix)
	}
	for part := range strings.SplitSeq(u.Path, "/") {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return vault, parts, nil
}

// address is the URL of something in a vault; empty parts are left out.
func address(vault string, parts ...string) string {
	s := "https://" + strings.ToLower(vault) + vaultSuffix
	for _, part := range parts {
		if part != "" {
			s += "/" + part
		}
	}
	return s
}
