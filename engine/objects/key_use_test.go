package objects_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// takes is a request whose input is another one's result.
func takes(id, key, version, input string, alg keypair.Algorithm) operation.Request {
	return operation.Request{Operation: id, Object: key, Version: version, Body: &operation.CryptoBody{Algorithm: alg, Input: input}}
}

func wrapDEK(dek []byte) operation.Request {
	r := asks("keys/wrap", "kek", keypair.RSAOAEP256, dek...)
	r.ID = "wrap-dek"
	return r
}

// finding is what the gate says about a request of the shop, under the service profile.
func finding(t testing.TB, s *store.Store, r operation.Request) trace.Finding {
	t.Helper()
	v := s.View()
	defer v.Close()
	r.Vault = "kv-shop"
	return judge(t, v, profile.Service, r)
}

// says fails unless some step of the finding has that detail.
func says(t *testing.T, f trace.Finding, id string, parts ...string) {
	t.Helper()
	for _, s := range f.Steps {
		if s.ID != id {
			continue
		}
		for _, part := range parts {
			if !strings.Contains(s.Detail, part) {
				t.Errorf("%s does not say %q: %s", id, part, s.Detail)
			}
		}
		return
	}
	t.Errorf("no step %s: %s", id, steps(f))
}

// Envelope encryption: the data key is wrapped, the key rotates, and only the version that wrapped opens it again.
func TestEnvelopeEncryptionOutlivesARotationByItsVersion(t *testing.T) {
	s := open(t, safe())
	unwrap := takes("keys/unwrap", "kek", "", "wrap-dek", keypair.RSAOAEP256)
	says(t, finding(t, s, unwrap), "object.input", "issue wrap-dek first")

	dek := []byte("a data key of 32 bytes, or so ...")
	wrapped := carry(t, s, wrapDEK(dek)).Crypto
	if wrapped.Version != current || bytes.Contains(wrapped.Value, dek) {
		t.Fatalf("wrapped with %s", wrapped.Version)
	}
	says(t, finding(t, s, unwrap), "object.input", "wrap-dek made it with the version that this request means")
	if got := carry(t, s, unwrap).Crypto; !bytes.Equal(got.Value, dek) || got.Version != current {
		t.Errorf("unwrapped %q with %s", got.Value, got.Version)
	}

	rotated := carry(t, s, operation.Request{Operation: "keys/rotate", Object: "kek"}).Item
	f := finding(t, s, unwrap)
	if refusal(f) != notOpened {
		t.Errorf("the new version opens the old ciphertext: %s", refusal(f))
	}
	says(t, f, "object.input", "made it with version "+current+", and this request means version "+rotated.Version)
	says(t, f, "object.result", "name version "+current)

	unwrap.Version = current
	if got := carry(t, s, unwrap).Crypto; !bytes.Equal(got.Value, dek) {
		t.Errorf("the old version unwrapped %q", got.Value)
	}
	rewrapped := carry(t, s, wrapDEK(dek)).Crypto
	if unwrap.Version = ""; rewrapped.Version != rotated.Version || !bytes.Equal(carry(t, s, unwrap).Crypto.Value, dek) {
		t.Errorf("wrapped again with %s, and the last result does not count", rewrapped.Version)
	}
}

// Results belong to the lab's state: undo takes them back.
func TestUndoTakesAResultBack(t *testing.T) {
	s := open(t, safe())
	carry(t, s, wrapDEK([]byte("x")))
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	says(t, finding(t, s, takes("keys/unwrap", "kek", "", "wrap-dek", keypair.RSAOAEP256)), "object.input", "issue wrap-dek first")
}

func TestAnInputSaysWhereItComesFrom(t *testing.T) {
	s := open(t, safe())
	carry(t, s, wrapDEK([]byte("x")))
	sign := asks("keys/sign", "signer", keypair.ES256, digest(32)...)
	sign.ID = "sign-token"
	carry(t, s, sign)
	for name, c := range map[string]struct {
		request operation.Request
		stop    string
		step    string
		parts   []string
	}{
		"another key": {takes("keys/unwrap", "wrap-only", "", "wrap-dek", keypair.RSAOAEP), notOpened,
			"object.result", []string{"made with key kek of vault kv-shop: ask that one"}},
		"another key's input": {takes("keys/unwrap", "wrap-only", "", "wrap-dek", keypair.RSAOAEP), notOpened,
			"object.input", []string{"made it with key kek of vault kv-shop, which is another key"}},
		"another algorithm": {takes("keys/unwrap", "kek", "", "wrap-dek", keypair.RSAOAEP), notOpened,
			"object.result", []string{"made with RSA-OAEP-256, and this request says RSA-OAEP"}},
		"a signature to unwrap": {takes("keys/unwrap", "kek", "", "sign-token", keypair.RSAOAEP), "failed: kvlab: the result of request sign-token, keys/sign, is no input for keys/unwrap",
			"object.input", []string{"Request sign-token was keys/sign"}},
		"a ciphertext to verify": {takes("keys/verify", "signer", "", "wrap-dek", keypair.ES256), "failed: kvlab: the result of request wrap-dek, keys/wrap, is no input for keys/verify",
			"object.input", []string{"verify takes what was signed"}},
		"a ciphertext to sign": {takes("keys/sign", "signer", "", "wrap-dek", keypair.ES256), "failed: kvlab: the result of request wrap-dek, keys/wrap, is no input for keys/sign",
			"object.input", nil},
		"a signature to verify": {takes("keys/verify", "signer", "", "sign-token", keypair.ES256), "200",
			"object.result", []string{"over this very digest"}},
		"a signature over something else": {operation.Request{Operation: "keys/verify", Object: "signer", Body: &operation.CryptoBody{Algorithm: keypair.ES256, Digest: make([]byte, 32), Input: "sign-token"}}, "200",
			"object.result", []string{"200 with value false", "not for what the request gives as its digest"}},
		"what the request carries comes first": {operation.Request{Operation: "keys/unwrap", Object: "kek", Body: &operation.CryptoBody{Algorithm: keypair.RSAOAEP, Value: sealedFor(t, "rsa", keypair.RSAOAEP), Input: "wrap-dek"}}, "200",
			"object.result", nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := finding(t, s, c.request)
			if refusal(f) != c.stop {
				t.Errorf("got %s", refusal(f))
			}
			says(t, f, c.step, c.parts...)
		})
	}
}

// A request without an id is nobody's input, and must not become that of all of them.
func TestAResultNeedsAName(t *testing.T) {
	s := open(t, safe())
	carry(t, s, asks("keys/wrap", "kek", keypair.RSAOAEP256, 1))
	v := s.View()
	defer v.Close()
	if all := store.Results.List(v); len(all) != 0 {
		t.Errorf("kept %+v", all)
	}
}

// The vault's signatures are everybody's: the standard library takes them for right, and the vault takes the standard
// library's.
func TestSignaturesAgreeWithTheStandardLibrary(t *testing.T) {
	s := open(t, safe())
	hashed := sha256.Sum256([]byte("order 42"))
	long := sha512.Sum512([]byte("order 42"))
	rsaKey, ecKey := pairs()["rsa"].Private().(*rsa.PrivateKey), pairs()["ec"].Private().(*ecdsa.PrivateKey)
	signed := func(key string, alg keypair.Algorithm, digest []byte) []byte {
		return carry(t, s, asks("keys/sign", key, alg, digest...)).Crypto.Value
	}
	if err := rsa.VerifyPKCS1v15(&rsaKey.PublicKey, crypto.SHA256, hashed[:], signed("kek", keypair.RS256, hashed[:])); err != nil {
		t.Errorf("RS256: %v", err)
	}
	if err := rsa.VerifyPSS(&rsaKey.PublicKey, crypto.SHA512, long[:], signed("kek", keypair.PS512, long[:]), &rsa.PSSOptions{SaltLength: 64}); err != nil {
		t.Errorf("PS512: %v", err)
	}
	raw := signed("signer", keypair.ES256, hashed[:])
	r, n := new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])
	if !ecdsa.Verify(&ecKey.PublicKey, hashed[:], r, n) {
		t.Error("ES256")
	}
	theirs, err := rsa.SignPKCS1v15(rand.Reader, rsaKey, crypto.SHA256, hashed[:])
	if err != nil {
		t.Fatal(err)
	}
	for valid, d := range map[bool][]byte{true: hashed[:], false: make([]byte, 32)} {
		c := carry(t, s, operation.Request{Operation: "keys/verify", Object: "kek", Body: &operation.CryptoBody{Algorithm: keypair.RS256, Value: theirs, Digest: d}}).Crypto
		if c.Valid != valid || c.Version != current || c.Value != nil {
			t.Errorf("verify says %+v, want %t", c, valid)
		}
	}
}

// purposes is what the documentation says each kind of key does with which algorithm, written out by hand.
var purposes = map[string]string{
	"RSA encrypt":   "RSA-OAEP-256 RSA-OAEP RSA1_5",
	"RSA sign":      "RS256 RS384 RS512 PS256 PS384 PS512 RSNULL",
	"P-256 sign":    "ES256",
	"P-256K sign":   "ES256K",
	"P-256 encrypt": "", "P-256K encrypt": "",
}

// Random keys, algorithms and states against the table above: the service's rules, one after the other.
func TestWhatAKeyDoesIsWhatTheTablesSay(t *testing.T) {
	verbs := map[string]string{"encrypt": "encrypt", "wrapKey": "wrap", "sign": "sign"}
	all := strings.Fields("RSA-OAEP-256 RSA-OAEP RSA1_5 RS256 RS384 RS512 PS256 PS384 PS512 RSNULL ES256 ES384 ES512 ES256K HS256 none")
	lengths := map[string]int{"256": 32, "56K": 32, "384": 48, "512": 64, "ULL": 5}
	rapid.Check(t, func(rt *rapid.T) {
		pair := rapid.SampledFrom([]string{"rsa", "ec", "ec256k"}).Draw(rt, "pair")
		verb := rapid.SampledFrom([]string{"encrypt", "wrapKey", "sign"}).Draw(rt, "verb")
		alg := rapid.SampledFrom(all).Draw(rt, "alg")
		ops := rapid.SliceOfDistinct(rapid.SampledFrom(ofRSA), rapid.ID[string]).Draw(rt, "key_ops")
		disabled, late := rapid.Bool().Draw(rt, "disabled"), rapid.Bool().Draw(rt, "late")
		p := rapid.SampledFrom([]profile.Profile{profile.Guide, profile.Service}).Draw(rt, "profile")

		kind := map[string]string{"rsa": "RSA", "ec": "P-256", "ec256k": "P-256K"}[pair]
		purpose := map[string]string{"encrypt": "encrypt", "wrapKey": "encrypt", "sign": "sign"}[verb]
		want := "200"
		switch {
		case disabled:
			want = "KeyDisabled"
		case late:
			want = "KeyExpired"
		case !slices.Contains(ops, verb):
			want = "KeyOperationForbidden"
		case !slices.Contains(strings.Fields(purposes[kind+" "+purpose]), alg):
			want = "BadParameter"
		}

		e := &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}},
			Objects:  []estate.Object{{Vault: "kv-shop", Collection: estate.Keys, Name: "k", Current: current}},
			Versions: []estate.Version{{Vault: "kv-shop", Collection: estate.Keys, Name: "k", ID: current, Key: keyOf(pair, ops...)}}}
		e.Versions[0].Disabled = disabled
		if late {
			e.Versions[0].Expires = noon
		}
		size := lengths[alg[max(0, len(alg)-3):]]
		if purpose == "encrypt" {
			size = 16
		}
		r := asks("keys/"+verbs[verb], "k", keypair.Algorithm(alg), make([]byte, size)...)
		r.Vault = "kv-shop"
		if got := outcome(t, e, p, r); got != want {
			rt.Fatalf("got %s, want %s", got, want)
		}
	})
}

// outcome is the word an answer is known by: its inner code, its code, or 200.
func outcome(t *testing.T, e *estate.Estate, p profile.Profile, r operation.Request) string {
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Load(e); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	f := judge(t, v, p, r)
	switch {
	case f.Stop == nil:
		return "200"
	case f.Stop.Response.InnerCode != nil:
		return *f.Stop.Response.InnerCode
	}
	return *f.Stop.Response.Code
}

// What a caller gets and what the gate says never hold a private number, nor does the trace hold the plaintext.
func TestNothingOfAKeyComesOut(t *testing.T) {
	s := open(t, safe())
	requests := []operation.Request{wrapDEK([]byte(marked)), takes("keys/unwrap", "kek", "", "wrap-dek", keypair.RSAOAEP256),
		asks("keys/sign", "signer", keypair.ES256, digest(32)...), {Operation: "keys/rotate", Object: "kek"},
		{Operation: "keys/import", Object: "own", Body: &operation.ImportKeyBody{JWK: jwk(t, "rsa", nil)}},
		{Operation: "keys/import", Object: "own", Body: &operation.ImportKeyBody{JWK: jwk(t, "rsa", map[string]any{"q": 7})}},
		{Operation: "keys/import", Object: "own", Body: &operation.ImportKeyBody{JWK: pemOf("ec")[:150]}},
		{Operation: "keys/get", Object: "own"}, {Operation: "keys/list"}, {Operation: "keys/list-versions", Object: "kek"},
		{Operation: "keys/get-rotation-policy", Object: "kek"}, {Operation: "keys/backup", Object: "kek"},
		{Operation: "keys/delete", Object: "own"}, {Operation: "keys/get-deleted", Object: "own"}, {Operation: "keys/recover", Object: "own"}}
	for _, r := range requests {
		f := finding(t, s, r)
		c, _ := carryAt(t, s, noon, r)
		if raw, err := json.Marshal(f); err != nil || strings.Contains(string(raw), marked) {
			t.Errorf("%s: the finding shows the plaintext: %v", r.Operation, err)
		}
		noPrivateNumbers(t, r.Operation, f)
		noPrivateNumbers(t, r.Operation, c)
		noPrivateNumbers(t, r.Operation, fmt.Sprintf("%+v %#v", c, c))
	}
}

// The test above can fail: the forms it looks for are those of the stored key.
func TestPrivateNumbersWouldBeNoticed(t *testing.T) {
	for _, name := range []string{"rsa", "ec"} {
		forms := privateForms(t, pairs()[name])
		raw := string(jwk(t, name, nil))
		if !slices.ContainsFunc(forms, func(f string) bool { return strings.Contains(raw, f) }) {
			t.Errorf("%s: a JWK with its private number looks harmless", name)
		}
	}
}
