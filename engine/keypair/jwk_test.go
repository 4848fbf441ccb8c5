package keypair_test

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"kvlab/engine/keypair"
)

func TestAPublicKeyOnTheWire(t *testing.T) {
	if got, want := string(marshal(t, fromJWK(t, "rfc7515-a3").Public().JWK())),
		`{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`; got != want {
		t.Errorf("got %s", got)
	}
	var members map[string]string
	if err := json.Unmarshal(marshal(t, fromJWK(t, "rfc7515-a2").Public().JWK()), &members); err != nil {
		t.Fatal(err)
	}
	want := jwkMembers(t, "rfc7515-a2")
	for _, name := range []string{"kty", "n", "e"} {
		if got := fmt.Sprintf("%q", members[name]); got != string(want[name]) {
			t.Errorf("%s is %s", name, got)
		}
	}
	if len(members) != 3 {
		t.Errorf("the public half has %d members", len(members))
	}
}

// go-jose reads what goes over the wire as the same key.
func TestAPublicKeyIsReadByJOSE(t *testing.T) {
	for _, pair := range everyKind(t) {
		if pair.Public().Spec().Curve == keypair.P256K {
			continue
		}
		var read jose.JSONWebKey
		if err := read.UnmarshalJSON(marshal(t, pair.Public().JWK())); err != nil {
			t.Fatal(err)
		}
		if key := pair.Public().Key().(interface{ Equal(crypto.PublicKey) bool }); !key.Equal(read.Key) {
			t.Errorf("%v is read as another key", pair.Public().Spec())
		}
	}
}

// cutJWK is a private key of a curve as a client that cuts leading zeros off sends it.
func cutJWK(t *testing.T, c keypair.Curve, d, x, y *big.Int) []byte {
	t.Helper()
	short := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	return marshal(t, map[string]string{"kty": "EC", "crv": string(c), "d": short(d), "x": short(x), "y": short(y)})
}

// The Azure CLI sends the numbers of an imported PEM without leading zeros. Half of all P-521 keys have one somewhere.
// Source: azure-keyvault-keys for Python, _internal.py, _int_to_bytes.
func TestCoordinatesWithoutLeadingZerosAreRead(t *testing.T) {
	for _, pair := range everyCurve(t) {
		curve := pair.Public().Spec().Curve
		for cut := 0; cut < 3; {
			fresh, err := keypair.Generate(keypair.Spec{Kind: keypair.EC, Curve: curve})
			if err != nil {
				t.Fatal(err)
			}
			public := fresh.Public().JWK()
			x, y, d := decode(t, public.X), decode(t, public.Y), privateNumber(t, fresh)
			if width := map[keypair.Curve]int{keypair.P256: 32, keypair.P256K: 32, keypair.P384: 48, keypair.P521: 66}[curve]; len(x) != width || len(y) != width {
				t.Fatalf("%s: coordinates of %d and %d bytes", curve, len(x), len(y))
			}
			if x[0] != 0 && y[0] != 0 && len(d.Bytes()) == len(x) {
				continue
			}
			cut++
			read, _, _, err := keypair.FromJWK(cutJWK(t, curve, d, new(big.Int).SetBytes(x), new(big.Int).SetBytes(y)))
			if err != nil || !read.Public().Equal(fresh.Public()) {
				t.Errorf("%s: %v", curve, err)
			}
		}
	}
}

func privateNumber(t *testing.T, p *keypair.Pair) *big.Int {
	t.Helper()
	return new(big.Int).SetBytes(privateNumbers(t, p)[0])
}

// A key cut off in the middle is refused at every byte.
func TestTruncatedKeysAreRefused(t *testing.T) {
	for _, name := range []string{"rfc7515-a2", "rfc7515-a3"} {
		raw := bytes.TrimSpace(file(t, "jwk", name+".json"))
		for i := range raw {
			if _, _, _, err := keypair.FromJWK(raw[:i]); err == nil {
				t.Errorf("%s: %d of %d bytes are a key", name, i, len(raw))
			}
		}
	}
}

func TestLongJWKsAreNotRead(t *testing.T) {
	raw := file(t, "jwk", "rfc7515-a3.json")
	if _, _, _, err := keypair.FromJWK(append(raw, bytes.Repeat([]byte(" "), 64*1024)...)); !errors.Is(err, keypair.ErrForm) {
		t.Errorf("got %v", err)
	}
}

// A key of P-256K with another key's point, which no library checks for us.
func TestP256KHalvesMustBelongTogether(t *testing.T) {
	first, second := fromPEM(t, "ec-p256k-sec1.pem"), everyCurve(t)[1]
	own, other := first.Public().JWK(), second.Public().JWK()
	d := privateNumber(t, first)
	point := func(j keypair.JWK) (x, y *big.Int) {
		return new(big.Int).SetBytes(decode(t, j.X)), new(big.Int).SetBytes(decode(t, j.Y))
	}
	x, y := point(own)
	if _, spec, _, err := keypair.FromJWK(cutJWK(t, keypair.P256K, d, x, y)); err != nil || spec.Curve != keypair.P256K {
		t.Errorf("its own point: %v, %v", spec, err)
	}
	order := new(big.Int).Add(d, mustHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"))
	otherX, otherY := point(other)
	for name, raw := range map[string][]byte{
		"another point": cutJWK(t, keypair.P256K, d, otherX, otherY), "half of another": cutJWK(t, keypair.P256K, d, x, otherY),
		"no number": cutJWK(t, keypair.P256K, new(big.Int), x, y), "once around": cutJWK(t, keypair.P256K, order, x, y),
	} {
		if _, _, _, err := keypair.FromJWK(raw); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func mustHex(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 16)
	if !ok {
		panic(digits)
	}
	return n
}
