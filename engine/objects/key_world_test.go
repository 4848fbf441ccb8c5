package objects_test

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// pairs are made once: RSA keys take a while.
var pairs = sync.OnceValue(func() map[string]*keypair.Pair {
	all := map[string]*keypair.Pair{}
	for name, spec := range map[string]keypair.Spec{
		"rsa": {Kind: keypair.RSA}, "rsa-old": {Kind: keypair.RSA},
		"ec": {Kind: keypair.EC}, "ec384": {Kind: keypair.EC, Curve: keypair.P384}, "ec256k": {Kind: keypair.EC, Curve: keypair.P256K},
	} {
		pair, err := keypair.Generate(spec)
		if err != nil {
			panic(err)
		}
		all[name] = pair
	}
	return all
})

var (
	ofRSA = []string{"encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"}
	ofEC  = []string{"sign", "verify"}
)

// keyOf is what a version holds of one of the pairs.
func keyOf(pair string, operations ...string) *estate.Key {
	p := pairs()[pair]
	return &estate.Key{Spec: p.Public().Spec(), Operations: operations, Public: p.Public().Marshal(), Private: p.Seal()}
}

// safe is a standard and a premium vault; the first has a key for every attribute that decides.
func safe() *estate.Estate {
	e := &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop", Location: "westeurope"}, {Name: "kv-premium", SKU: estate.Premium, Location: "northeurope"}}}
	add := func(o estate.Object, a estate.Attributes, keys ...*estate.Key) {
		o.Vault, o.Collection, o.Current = "kv-shop", estate.Keys, current
		e.Objects = append(e.Objects, o)
		for i, k := range keys {
			id, when := []string{current, older}[i], noon.AddDate(0, -1, -i)
			a.Created, a.Updated = when, when
			e.Versions = append(e.Versions, estate.Version{Vault: o.Vault, Collection: o.Collection, Name: o.Name, ID: id, Attributes: a, Key: k})
		}
	}
	add(estate.Object{Name: "kek"}, estate.Attributes{}, keyOf("rsa", ofRSA...), keyOf("rsa-old", ofRSA...))
	add(estate.Object{Name: "signer"}, estate.Attributes{}, keyOf("ec", ofEC...))
	add(estate.Object{Name: "coin"}, estate.Attributes{}, keyOf("ec256k", ofEC...))
	add(estate.Object{Name: "wrap-only"}, estate.Attributes{}, keyOf("rsa", "wrapKey", "unwrapKey"))
	add(estate.Object{Name: "disabled"}, estate.Attributes{Disabled: true}, keyOf("rsa", ofRSA...))
	add(estate.Object{Name: "expired"}, estate.Attributes{Expires: noon}, keyOf("rsa", ofRSA...))
	add(estate.Object{Name: "tomorrow"}, estate.Attributes{NotBefore: noon.AddDate(0, 0, 1)}, keyOf("rsa", ofRSA...))
	add(estate.Object{Name: "hopeless"}, estate.Attributes{Disabled: true, Expires: noon}, keyOf("ec", "verify"))
	add(estate.Object{Name: "deleted", Deleted: &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)}}, estate.Attributes{}, keyOf("ec", ofEC...))
	add(estate.Object{Name: "site", Managed: true}, estate.Attributes{}, keyOf("rsa", ofRSA...))
	add(estate.Object{Name: "hollow"}, estate.Attributes{}, (*estate.Key)(nil))
	add(estate.Object{Name: "garbled"}, estate.Attributes{}, &estate.Key{Spec: keypair.Spec{Kind: keypair.RSA, Bits: 2048}, Operations: ofRSA, Public: []byte("x"), Private: []byte("x")})
	add(estate.Object{Name: "ending"}, estate.Attributes{Expires: noon.AddDate(0, 2, 0)}, keyOf("rsa", ofRSA...))
	add(estate.Object{Name: "lost"}, estate.Attributes{}, keyOf("rsa", ofRSA...))
	e.Versions[len(e.Versions)-1].Key.Private = []byte("x")
	return e
}

// privateForms are a pair's private number as it might turn up in a text.
func privateForms(t testing.TB, pair *keypair.Pair) []string {
	t.Helper()
	var d *big.Int
	switch k := pair.Private().(type) {
	case *rsa.PrivateKey:
		d = k.D
	case *ecdsa.PrivateKey:
		d = k.D
	default:
		return nil
	}
	raw := d.Bytes()
	forms := []string{d.String(), hex.EncodeToString(raw), string(raw)}
	for shift := range 3 { // base64 of the same bytes differs by where they begin
		s := base64.StdEncoding.EncodeToString(append(make([]byte, shift), raw...))
		forms = append(forms, s[4:24], base64.URLEncoding.EncodeToString(append(make([]byte, shift), raw...))[4:24])
	}
	return forms
}

// noPrivateNumbers fails when a text holds a private number of one of the pairs.
func noPrivateNumbers(t testing.TB, what string, text any) {
	t.Helper()
	raw, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range pairs() {
		for _, form := range privateForms(t, pair) {
			if strings.Contains(string(raw), form) {
				t.Errorf("%s shows the private number of %s", what, name)
				return
			}
		}
	}
}

// jwk is a pair as a client imports it.
func jwk(t testing.TB, pair string, more map[string]any) []byte {
	t.Helper()
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	public := pairs()[pair].Public().JWK()
	k := map[string]any{"kty": public.Kind}
	switch p := pairs()[pair].Private().(type) {
	case *rsa.PrivateKey:
		k["n"], k["e"], k["d"], k["p"], k["q"] = public.N, public.E, number(p.D), number(p.Primes[0]), number(p.Primes[1])
	case *ecdsa.PrivateKey:
		k["crv"], k["x"], k["y"], k["d"] = public.Curve, public.X, public.Y, number(p.D)
	}
	for name, value := range more {
		if k[name] = value; value == nil {
			delete(k, name)
		}
	}
	raw, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
