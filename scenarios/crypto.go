package scenarios

import (
	"encoding/base64"

	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

// algorithms are all that some key can be used with.
func algorithms() []string {
	var names []string
	for _, use := range []keypair.Use{keypair.Signing, keypair.Encryption} {
		names = append(names, words(keypair.Algorithms(use, keypair.RSA, ""))...)
		for _, c := range keypair.Curves() {
			names = append(names, words(keypair.Algorithms(use, keypair.EC, c))...)
		}
	}
	return names
}

// cryptoBody reads what is encrypted, opened, signed or verified: a text, bytes in base64, or what another request of
// the lab came to.
func (t *table) cryptoBody(op string) operation.Body {
	b := &operation.CryptoBody{Algorithm: keypair.Algorithm(t.choice("algorithm", "", algorithms())),
		Value: t.base64("value_base64"), Digest: t.base64("digest_base64"), Input: t.text("input")}
	if !t.has("algorithm") {
		t.missing("algorithm", "what the key does it with, such as RSA-OAEP-256 or ES256")
	}
	if t.has("plaintext") {
		t.only("plaintext", "value_base64")
		b.Value = []byte(t.text("plaintext"))
	}
	if t.has("message") {
		digest := b.Algorithm.Digest([]byte(t.text("message")))
		if op == "keys/sign" {
			t.only("message", "value_base64")
			b.Value = digest
		} else {
			t.only("message", "digest_base64")
			b.Digest = digest
		}
	}
	if b.Input != "" {
		t.only("input", "value_base64")
		t.earlier(b.Input)
	}
	return b
}

// only reports a second key that says the same.
func (t *table) only(key, other string) {
	if t.has(other) {
		t.bad(other, "says the same as "+key+": give one of them")
	}
}

// earlier reports an input that is no request before this one.
func (t *table) earlier(id string) {
	s := t.file.scenario
	if _, err := s.Request(id); err != nil {
		t.bad("input", "there is no request "+quote(id)+" before this one"+t.file.hint(id, s.requestIDs()))
	}
}

// base64 reads bytes in either of the two alphabets, nil when the key is absent.
func (t *table) base64(key string) []byte {
	s := t.text(key)
	if s == "" {
		return nil
	}
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
		if raw, err := e.DecodeString(s); err == nil {
			return raw
		}
	}
	t.bad(key, quote(s)+" is no base64")
	return nil
}
