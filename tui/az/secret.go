package az

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

var secrets = kind{collection: estate.Secrets, bundle: secretBundle, line: secretLine, dead: deadSecret, deadLine: deadSecretLine,
	columns: []column{{"Name", []string{"name"}}, {"Id", []string{"id"}}, {"ContentType", []string{"contentType"}},
		{"Enabled", []string{"attributes", "enabled"}}, {"Expires", []string{"attributes", "expires"}}}}

func (t *tool) secret() *cobra.Command {
	g := group("secret", "Manage secrets.")
	g.AddCommand(t.secretSet(), t.secretSetAttributes(), t.secretDownload())
	g.AddCommand(t.life(secrets)...)
	return g
}

// encodings are those of a secret's file; the first is the usual one.
func encodings() []string { return []string{"utf-8", "utf-16le", "utf-16be", "ascii", "base64", "hex"} }

// settingsFlags are those of a new version.
type settingsFlags struct {
	disabled           tri
	expires, notBefore moment
	tags               list
}

func (s *settingsFlags) add(f *pflag.FlagSet, noun string) {
	f.Var(&s.disabled, "disabled", "Create "+noun+" in disabled state.")
	f.Var(&s.expires, "expires", "Expiration UTC datetime (Y-m-d'T'H:M:S'Z').")
	f.Var(&s.notBefore, "not-before", "Not usable before the provided UTC datetime (Y-m-d'T'H:M:S'Z').")
	tagged(f, &s.tags)
}

func (s *settingsFlags) settings() operation.Settings {
	return operation.Settings{Tags: s.tags.pairs(), Disabled: s.disabled.is(), NotBefore: s.notBefore.time(), Expires: s.expires.time()}
}

func (t *tool) secretSet() *cobra.Command {
	var p place
	var s settingsFlags
	var value, file, contentType string
	form := choice{encodings()[0], encodings()}
	c := t.command("set", "Create a secret (if one doesn't exist) or update a secret in a vault.", func() (any, error) {
		if (value == "") == (file == "") {
			return nil, &usageError{text: "incorrect usage: [Required] --value VALUE | --file PATH"}
		}
		body := &operation.SecretBody{Value: value, ContentType: contentType, Settings: s.settings()}
		if file != "" {
			var err error
			if body.Value, err = t.encoded(file, form.word); err != nil {
				return nil, err
			}
		}
		if body.Tags == nil {
			body.Tags = map[string]string{}
		}
		body.Tags["file-encoding"] = form.word
		return t.shaped("secrets/set", p, body, secretBundle)
	})
	f := c.Flags()
	f.StringVar(&p.vault, "vault-name", "", "Name of the Key Vault.")
	f.StringVarP(&p.name, "name", "n", "", "Name of the secret.")
	f.StringVar(&value, "value", "", "Plain text secret value. Cannot be used with '--file' or '--encoding'.")
	fileFlag(c, &file, "Source file for secret. Use in conjunction with '--encoding'.")
	f.VarP(&form, "encoding", "e", "Source file encoding. The value is saved as a tag (`file-encoding=<val>`) and used during download to automatically encode the resulting file.")
	contentTypeFlags(f, &contentType)
	s.add(f, "secret")
	return need(c, "name", "vault-name")
}

func contentTypeFlags(f *pflag.FlagSet, contentType *string) {
	f.StringVar(contentType, "content-type", "", "Description of the secret contents (e.g. password, connection string, etc).")
	f.StringVar(contentType, "description", "", "Description of the secret contents (e.g. password, connection string, etc).")
}

// encoded is a file's content as a secret's value.
func (t *tool) encoded(path, form string) (string, error) {
	raw, err := t.readFile(path)
	if err != nil {
		return "", err
	}
	switch form {
	case "base64":
		return base64.StdEncoding.EncodeToString(raw), nil
	case "hex":
		return hex.EncodeToString(raw), nil
	case "utf-16le", "utf-16be":
		text, err := utf16(form).NewDecoder().Bytes(raw)
		if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
			return "", fail("Unable to decode file '%s' with '%s' encoding.", path, form)
		}
		return string(text), nil
	}
	if !utf8.Valid(raw) {
		return "", fail("Unable to decode file '%s' with '%s' encoding.", path, form)
	}
	return string(raw), nil
}

// decoded is the way back.
func decoded(value, form string) ([]byte, error) {
	switch form {
	case "base64":
		return base64.StdEncoding.DecodeString(value)
	case "hex":
		return hex.DecodeString(value)
	case "utf-16le", "utf-16be":
		return utf16(form).NewEncoder().Bytes([]byte(value))
	}
	return []byte(value), nil
}

func utf16(name string) encoding.Encoding {
	order := unicode.LittleEndian
	if name == "utf-16be" {
		order = unicode.BigEndian
	}
	return unicode.UTF16(order, unicode.IgnoreBOM)
}

func (t *tool) secretSetAttributes() *cobra.Command {
	var p place
	var u updateFlags
	var contentType string
	c := t.command("set-attributes", "Update the attributes associated with a specified secret.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		body := u.body()
		if contentType != "" {
			body.ContentType = &contentType
		}
		return t.shaped("secrets/update", p, body, secretBundle)
	})
	p.flags(c.Flags(), estate.Secrets)
	p.versionFlag(c.Flags(), estate.Secrets)
	u.add(c.Flags(), "secret")
	contentTypeFlags(c.Flags(), &contentType)
	return c
}

// updateFlags are those that change a version's attributes.
type updateFlags struct {
	enabled            tri
	expires, notBefore moment
	tags               list
}

func (u *updateFlags) add(f *pflag.FlagSet, noun string) {
	f.Var(&u.enabled, "enabled", "Enable the "+noun+".")
	f.Var(&u.expires, "expires", "Expiration UTC datetime (Y-m-d'T'H:M:S'Z').")
	f.Var(&u.notBefore, "not-before", "Not usable before the provided UTC datetime (Y-m-d'T'H:M:S'Z').")
	tagged(f, &u.tags)
}

func (u *updateFlags) body() *operation.UpdateBody {
	return &operation.UpdateBody{Enabled: u.enabled.on, NotBefore: u.notBefore.at, Expires: u.expires.at, Tags: u.tags.pairs()}
}

func (t *tool) secretDownload() *cobra.Command {
	var p place
	var file string
	form := choice{"", encodings()}
	c := t.command("download", "Download a secret from a vault into a file.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		item, err := t.item("secrets/get", p, nil)
		if err != nil {
			return nil, err
		}
		return nil, t.saveSecret(file, item, form.word)
	})
	p.flags(c.Flags(), estate.Secrets)
	p.versionFlag(c.Flags(), estate.Secrets)
	fileFlag(c, &file, "File to receive the secret contents.")
	c.Flags().VarP(&form, "encoding", "e", "Encoding of the secret. By default, will look for the 'file-encoding' tag on the secret. Otherwise will assume 'utf-8'.")
	return need(c, "file")
}

func (t *tool) saveSecret(file string, item *objects.Item, form string) error {
	if form == "" {
		form = item.Tags["file-encoding"]
	}
	raw, err := decoded(text(item.Secret), form)
	if err != nil {
		return fail("The secret's value is not in the encoding '%s'.", form)
	}
	return t.save(file, raw, true)
}
