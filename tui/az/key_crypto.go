package az

import (
	"encoding/base64"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

// cryptoFlags are those of the commands that use a key.
type cryptoFlags struct {
	place
	algorithm choice
}

func (x *cryptoFlags) add(c *cobra.Command, use keypair.Use) {
	x.flags(c.Flags(), estate.Keys)
	x.versionFlag(c.Flags(), estate.Keys)
	x.algorithm.choices = algorithms(use)
	c.Flags().VarP(&x.algorithm, "algorithm", "a", "Algorithm identifier.")
}

// algorithms are those of a use, with any kind of key.
func algorithms(use keypair.Use) []string {
	var names []string
	for _, a := range keypair.Algorithms(use, keypair.RSA, "") {
		names = append(names, string(a))
	}
	for _, curve := range keypair.Curves() {
		for _, a := range keypair.Algorithms(use, keypair.EC, curve) {
			names = append(names, string(a))
		}
	}
	return names
}

// use settles which key is meant and makes the request.
func (x *cryptoFlags) use(t *tool, id string, value, digest []byte) (crypto, error) {
	if err := x.object(); err != nil {
		return crypto{}, err
	}
	c, err := t.ask(id, x.place, &operation.CryptoBody{Algorithm: keypair.Algorithm(x.algorithm.word), Value: value, Digest: digest})
	if err != nil {
		return crypto{}, err
	}
	if c.Crypto == nil {
		return crypto{}, fail("%s returned nothing", id)
	}
	return crypto{address(x.vault, "keys", x.name, c.Crypto.Version), x.algorithm.word, c.Crypto.Value, c.Crypto.Valid}, nil
}

// crypto is what came of using a key.
type crypto struct {
	kid       string
	algorithm string
	value     []byte
	valid     bool
}

func (x crypto) base64() string { return base64.StdEncoding.EncodeToString(x.value) }

// plaintext is what --data-type calls text that is no base64.
const plaintext = "plaintext"

// dataType adds --data-type.
func dataType(c *cobra.Command, d *choice) {
	*d = choice{"base64", []string{"base64", plaintext}}
	c.Flags().Var(d, "data-type", "The type of the original data.")
}

// fromBase64 decodes a flag's value.
func fromBase64(flag, s string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, fail("%s is not base64: the tool takes it padded, in the standard alphabet", flag)
	}
	return raw, nil
}

func (t *tool) keyEncrypt() *cobra.Command {
	var x cryptoFlags
	var value string
	var d choice
	c := t.command("encrypt", "Encrypt an arbitrary sequence of bytes using an encryption key that is stored in a vault.", func() (any, error) {
		raw := []byte(value)
		if d.word != plaintext {
			var err error
			if raw, err = fromBase64("--value", value); err != nil {
				return nil, err
			}
		}
		r, err := x.use(t, "keys/encrypt", raw, nil)
		if err != nil {
			return nil, err
		}
		return object{"aad": nil, "algorithm": r.algorithm, "iv": nil, "kid": r.kid, "result": r.base64(), "tag": nil}, nil
	})
	x.add(c, keypair.Encryption)
	c.Flags().StringVar(&value, "value", "", "The value to be encrypted. Default data type is Base64 encoded string.")
	dataType(c, &d)
	return need(c, "algorithm", "value")
}

func (t *tool) keyDecrypt() *cobra.Command {
	var x cryptoFlags
	var value string
	var d choice
	c := t.command("decrypt", "Decrypt a single block of encrypted data.", func() (any, error) {
		raw, err := fromBase64("--value", value)
		if err != nil {
			return nil, err
		}
		r, err := x.use(t, "keys/decrypt", raw, nil)
		if err != nil {
			return nil, err
		}
		result := r.base64()
		if d.word == plaintext {
			result = string(r.value)
		}
		return object{"algorithm": r.algorithm, "kid": r.kid, "result": result}, nil
	})
	x.add(c, keypair.Encryption)
	c.Flags().StringVar(&value, "value", "", "The value to be decrypted, which should be the result of \"az keyvault encrypt\".")
	dataType(c, &d)
	return need(c, "algorithm", "value")
}

func (t *tool) keySign() *cobra.Command {
	var x cryptoFlags
	var digest string
	c := t.command("sign", "Create a signature from a digest using a key that is stored in a vault.", func() (any, error) {
		raw, err := fromBase64("--digest", digest)
		if err != nil {
			return nil, err
		}
		r, err := x.use(t, "keys/sign", raw, nil)
		if err != nil {
			return nil, err
		}
		return object{"algorithm": r.algorithm, "keyId": r.kid, "signature": r.base64()}, nil
	})
	x.add(c, keypair.Signing)
	c.Flags().StringVar(&digest, "digest", "", "The value to sign, in base64.")
	return need(c, "algorithm", "digest")
}

func (t *tool) keyVerify() *cobra.Command {
	var x cryptoFlags
	var digest, signature string
	c := t.command("verify", "Verify a signature using the key that is stored in a vault.", func() (any, error) {
		raw, err := fromBase64("--digest", digest)
		if err != nil {
			return nil, err
		}
		signed, err := fromBase64("--signature", signature)
		if err != nil {
			return nil, err
		}
		r, err := x.use(t, "keys/verify", signed, raw)
		if err != nil {
			return nil, err
		}
		return object{"algorithm": r.algorithm, "isValid": r.valid, "keyId": r.kid}, nil
	})
	x.add(c, keypair.Signing)
	c.Flags().StringVar(&digest, "digest", "", "Digest value to verify, in base64.")
	c.Flags().StringVar(&signature, "signature", "", "Signature to verify, in base64.")
	return need(c, "algorithm", "digest", "signature")
}
