package engine_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// act is one request in a vault's life; body may look at what came before.
type act struct {
	op, object string
	body       func(l *life) operation.Body
}

// life carries the results that later acts need.
type life struct {
	t    testing.TB
	lab  *engine.Lab
	last map[string]*engine.Result // by operation
}

func with(b operation.Body) func(*life) operation.Body {
	return func(*life) operation.Body { return b }
}

func blobOf(op string) func(*life) operation.Body {
	return func(l *life) operation.Body { return &operation.RestoreBody{Blob: l.last[op].Content.Blob} }
}

// resultOf hands the last result of an operation on, as ciphertext or signature.
func resultOf(op string, alg keypair.Algorithm) func(*life) operation.Body {
	return func(l *life) operation.Body {
		return &operation.CryptoBody{Algorithm: alg, Value: l.last[op].Content.Crypto.Value, Digest: digest}
	}
}

var (
	digest    = func() []byte { d := sha256.Sum256([]byte("a document")); return d[:] }()
	rsaKey    = keypair.Spec{Kind: "RSA", Bits: 2048}
	oaep      = keypair.Algorithm("RSA-OAEP-256")
	no        = false
	unknownCA = estate.CertificatePolicy{Issuer: "Unknown", Subject: "CN=outside.example", Months: 12, Key: keypair.Spec{Kind: "EC", Curve: "P-256"}}
	selfMade  = estate.CertificatePolicy{Issuer: "Self", Subject: "CN=self.example", Months: 12, Key: keypair.Spec{Kind: "EC", Curve: "P-256"}}
)

// signOutside signs the pending request as an authority that kvlab knows nothing of.
func signOutside(l *life) operation.Body {
	order := l.last["certificates/get-pending"].Content.Pending
	request, err := x509.ParseCertificateRequest(order.CSR)
	if err != nil {
		l.t.Fatal(err)
	}
	_, ca, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		l.t.Fatal(err)
	}
	parent := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Outside CA"}, NotBefore: morning, NotAfter: morning.AddDate(5, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	root, err := x509.CreateCertificate(rand.Reader, parent, parent, ca.Public(), ca)
	if err != nil {
		l.t.Fatal(err)
	}
	leaf, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(2), Subject: request.Subject, NotBefore: morning, NotAfter: morning.AddDate(1, 0, 0)}, parent, request.PublicKey, ca)
	if err != nil {
		l.t.Fatal(err)
	}
	return &operation.MergeBody{Chain: [][]byte{leaf, root}}
}

// script goes through every operation of the data plane once at least.
var script = []act{
	{"secrets/set", "s", with(&operation.SecretBody{Value: marked + "-1"})},
	{"secrets/set", "s", with(&operation.SecretBody{Value: marked + "-2", Settings: operation.Settings{Expires: morning.AddDate(0, 1, 0)}})},
	{"secrets/get", "s", nil},
	{"secrets/update", "s", with(&operation.UpdateBody{Tags: map[string]string{"a": "b"}})},
	{"secrets/list", "", nil}, {"secrets/list-versions", "s", nil}, {"secrets/backup", "s", nil},
	{"secrets/delete", "s", nil}, {"secrets/list-deleted", "", nil}, {"secrets/get-deleted", "s", nil}, {"secrets/recover", "s", nil},
	{"secrets/delete", "s", nil}, {"secrets/purge", "s", nil}, {"secrets/restore", "", blobOf("secrets/backup")},

	{"keys/create", "k", with(&operation.CreateKeyBody{Spec: rsaKey})},
	{"keys/import", "imported", with(&operation.ImportKeyBody{JWK: foreignKey()})},
	{"keys/get", "k", nil}, {"keys/list", "", nil},
	{"keys/encrypt", "k", with(&operation.CryptoBody{Algorithm: oaep, Value: []byte(marked)})}, {"keys/decrypt", "k", resultOf("keys/encrypt", oaep)},
	{"keys/wrap", "k", with(&operation.CryptoBody{Algorithm: oaep, Value: []byte(marked)})}, {"keys/unwrap", "k", resultOf("keys/wrap", oaep)},
	{"keys/sign", "k", with(&operation.CryptoBody{Algorithm: "RS256", Value: digest})}, {"keys/verify", "k", resultOf("keys/sign", "RS256")},
	{"keys/set-rotation-policy", "k", with(&operation.RotationBody{Policy: estate.RotationPolicy{Actions: []estate.RotationAction{{AfterCreate: "P30D"}}, Expiry: "P90D"}})},
	{"keys/get-rotation-policy", "k", nil}, {"keys/rotate", "k", nil}, {"keys/list-versions", "k", nil},
	{"keys/update", "k", with(&operation.UpdateBody{Operations: []string{"sign", "verify"}})},
	{"keys/backup", "k", nil}, {"keys/delete", "k", nil}, {"keys/list-deleted", "", nil}, {"keys/get-deleted", "k", nil}, {"keys/recover", "k", nil},
	{"keys/delete", "k", nil}, {"keys/purge", "k", nil}, {"keys/restore", "", blobOf("keys/backup")},

	{"certificates/set-issuer", "ca", with(&operation.IssuerBody{Issuer: estate.Issuer{Provider: "DigiCert", AccountID: "7", Password: estate.Private(marked)}})},
	{"certificates/update-issuer", "ca", with(&operation.IssuerBody{Issuer: estate.Issuer{OrgID: "9"}})},
	{"certificates/get-issuer", "ca", nil}, {"certificates/list-issuers", "", nil},
	{"certificates/set-contacts", "", with(&operation.ContactsBody{Contacts: []estate.Contact{{Email: "ops@contoso.example"}}})},
	{"certificates/get-contacts", "", nil}, {"certificates/delete-contacts", "", nil},
	{"certificates/create", "c", with(&operation.CreateCertificateBody{Policy: selfMade})},
	{"certificates/get", "c", nil}, {"certificates/get-policy", "c", nil},
	{"secrets/get", "c", nil}, // its private key
	{"certificates/update-policy", "c", with(&operation.PolicyBody{X509: &operation.PolicyX509{Subject: "CN=other.example", Months: 6}})},
	{"certificates/update", "c", with(&operation.UpdateBody{Enabled: &no})},
	{"certificates/import", "i", func(l *life) operation.Body {
		return &operation.ImportCertificateBody{Material: []byte(*l.last["secrets/get"].Content.Item.Secret)}
	}},
	{"certificates/create", "o", with(&operation.CreateCertificateBody{Policy: unknownCA})},
	{"certificates/get-pending", "o", nil}, {"certificates/cancel-pending", "o", nil}, {"certificates/delete-pending", "o", nil},
	{"certificates/create", "o", with(&operation.CreateCertificateBody{Policy: unknownCA})},
	{"certificates/get-pending", "o", nil}, {"certificates/merge", "o", signOutside},
	{"certificates/list", "", nil}, {"certificates/list-versions", "c", nil}, {"certificates/backup", "c", nil},
	{"certificates/delete", "c", nil}, {"certificates/list-deleted", "", nil}, {"certificates/get-deleted", "c", nil}, {"certificates/recover", "c", nil},
	{"certificates/delete", "c", nil}, {"certificates/purge", "c", nil}, {"certificates/restore", "", blobOf("certificates/backup")},
	{"certificates/delete-issuer", "ca", nil},
}

// foreignKey is a private key in a form the service imports.
func foreignKey() []byte {
	pair, err := keypair.Generate(keypair.Spec{Kind: "EC", Curve: "P-256"})
	if err != nil {
		panic(err)
	}
	key := pair.Private().(*ecdsa.PrivateKey)
	raw, err := json.Marshal(map[string]any{"kty": "EC", "crv": "P-256",
		"x": base64.RawURLEncoding.EncodeToString(key.X.FillBytes(make([]byte, 32))),
		"y": base64.RawURLEncoding.EncodeToString(key.Y.FillBytes(make([]byte, 32))),
		"d": base64.RawURLEncoding.EncodeToString(key.D.FillBytes(make([]byte, 32)))})
	if err != nil {
		panic(err)
	}
	return raw
}

// play goes through the script and calls after for each act that was carried out.
func play(t *testing.T, after func(l *life, a act, before string, result *engine.Result)) *life {
	t.Helper()
	e := consumers()
	e.Consumers = nil
	l := &life{t: t, lab: open(t, e), last: map[string]*engine.Result{}}
	for i, a := range script {
		r := as(a.op, a.object, nil)
		if a.body != nil {
			r.Body = a.body(l)
		}
		r.ID = fmt.Sprintf("act-%d", i)
		before, err := l.lab.StateHash()
		if err != nil {
			t.Fatal(err)
		}
		result := do(t, l.lab, r)
		l.last[a.op] = result
		after(l, a, before, result)
	}
	return l
}

// Whatever an operation changes, undo brings back to the byte, and redo does again.
func TestEveryOperationCanBeUndone(t *testing.T) {
	played := map[string]bool{}
	play(t, func(l *life, a act, before string, _ *engine.Result) {
		played[a.op] = true
		after, _ := l.lab.StateHash()
		if after == before {
			return
		}
		if _, err := l.lab.Undo(); err != nil {
			t.Fatal(err)
		}
		if undone, _ := l.lab.StateHash(); undone != before {
			t.Errorf("%s: undo did not bring the state back", a.op)
		}
		if _, err := l.lab.Redo(); err != nil {
			t.Fatal(err)
		}
		if redone, _ := l.lab.StateHash(); redone != after {
			t.Errorf("%s: redo came out otherwise", a.op)
		}
	})
	for _, op := range operation.All() {
		if op.Plane == operation.Data && !played[op.ID] && op.ID != "keys/release" && op.ID != "keys/get-attestation" && op.ID != "keys/random-bytes" {
			t.Errorf("%s is not in the script", op.ID)
		}
	}
}

// No private key comes out of any operation, and no secret's value but where it was asked for. The reading of a
// certificate's secret is asking for it.
func TestNothingShowsWhatIsSecret(t *testing.T) {
	told := func(l *life, a act, result *engine.Result) string {
		var out strings.Builder
		shown, err := json.Marshal(result.Trace)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(shown)
		if err := trace.WriteText(&out, result.Trace); err != nil {
			t.Fatal(err)
		}
		events, err := l.lab.Events(1000)
		if err != nil {
			t.Fatal(err)
		}
		history, err := l.lab.History()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%+v %+v", events, history)
		if a.op != "secrets/get" && a.op != "secrets/set" && a.op != "keys/decrypt" && a.op != "keys/unwrap" {
			content, err := json.Marshal(result.Content)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s %+v", content, result.Content)
		}
		return out.String()
	}
	var all []string
	l := play(t, func(l *life, a act, _ string, result *engine.Result) {
		text := told(l, a, result)
		if strings.Contains(text, marked) || strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(marked))) {
			t.Errorf("%s %s shows a secret", a.op, a.object)
		}
		all = append(all, text)
	})
	e, err := l.lab.Estate()
	if err != nil {
		t.Fatal(err)
	}
	printed := fmt.Sprintf("%+v %#v %v", e.Versions, e.Issuers, e.Versions[0].Secret)
	if strings.Contains(printed, marked) {
		t.Error("printing an estate, as a panic does, shows a secret")
	}
	text, keys := strings.Join(all, "\n")+printed, 0
	for _, x := range e.Versions {
		if x.Key == nil {
			continue
		}
		keys++
		for _, mark := range marks(t, x.Key.Private) {
			if strings.Contains(text, mark) {
				t.Errorf("the private key of %s/%s is shown as %.12s…", x.Name, x.ID, mark)
			}
		}
	}
	if keys < 4 {
		t.Errorf("%d keys were looked for", keys)
	}
}

// marks are the private numbers of a key in every form that they might be written in.
func marks(t testing.TB, sealed estate.Private) []string {
	t.Helper()
	pair, err := keypair.Open(sealed)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []*big.Int
	switch key := pair.Private().(type) {
	case *rsa.PrivateKey:
		numbers = append(key.Primes, key.D)
	case *ecdsa.PrivateKey:
		numbers = []*big.Int{key.D}
	}
	forms := []string{base64.StdEncoding.EncodeToString(sealed), base64.RawURLEncoding.EncodeToString(sealed), hex.EncodeToString(sealed), fmt.Sprint([]byte(sealed))}
	for _, n := range numbers {
		forms = append(forms, n.String(), n.Text(16), base64.RawURLEncoding.EncodeToString(n.Bytes()), base64.StdEncoding.EncodeToString(n.Bytes()), fmt.Sprint(n.Bytes()))
	}
	return forms
}

// A key and a secret outside their windows differ between the profiles for reasons of their own, and the note names them.
func TestTheNoteAboutAWindowNamesTheRightDifference(t *testing.T) {
	lab := open(t, consumers())
	past := operation.Settings{Expires: morning.Add(-1)}
	do(t, lab, as("secrets/set", "old", &operation.SecretBody{Value: "x", Settings: past}))
	do(t, lab, as("keys/create", "old", &operation.CreateKeyBody{Spec: keypair.Spec{Kind: "EC"}, Settings: past}))
	for op, want := range map[string]string{"secrets/get": "secret-window", "keys/get": "key-validity-use"} {
		tr := evaluate(t, lab, as(op, "old", nil))
		if len(tr.Notes) != 1 || !strings.HasPrefix(tr.Notes[0], want+": under the service profile this request would be allowed") {
			t.Errorf("%s: %q", op, tr.Notes)
		}
	}
}
