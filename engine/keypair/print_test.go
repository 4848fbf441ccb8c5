package keypair_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/big"
	"strings"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"

	"kvlab/engine/keypair"
)

// privateNumbers are what no text may hold.
func privateNumbers(t *testing.T, p *keypair.Pair) [][]byte {
	t.Helper()
	switch k := p.Private().(type) {
	case *rsa.PrivateKey:
		return [][]byte{k.D.Bytes(), k.Primes[0].Bytes(), k.Primes[1].Bytes(), k.Precomputed.Dp.Bytes(), k.Precomputed.Dq.Bytes(), k.Precomputed.Qinv.Bytes()}
	case *ecdsa.PrivateKey:
		return [][]byte{k.D.Bytes()}
	case *secp256k1.PrivateKey:
		return [][]byte{k.Serialize()}
	}
	t.Fatalf("no numbers of %T are known", p.Private())
	return nil
}

// checkSilent looks for the beginning of each number, in each form that a program prints bytes in.
func checkSilent(t *testing.T, where, text string, numbers [][]byte) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, n := range numbers {
		some := n[:15]
		for _, form := range []string{
			string(some), hex.EncodeToString(some), base64.RawURLEncoding.EncodeToString(some), base64.RawStdEncoding.EncodeToString(some),
			strings.Trim(fmt.Sprint(some), "[]"), strings.ReplaceAll(strings.Trim(fmt.Sprint(some), "[]"), " ", ","), new(big.Int).SetBytes(n).String(),
			strings.Trim(fmt.Sprintf("%#v", some), "byte[]{}"),
		} {
			if strings.Contains(text, form) || strings.Contains(lower, strings.ToLower(form)) {
				t.Errorf("%s shows a private number: %s", where, text)
			}
		}
	}
}

// holder keeps a pair where fmt cannot call its methods.
type holder struct {
	pair  *keypair.Pair
	value keypair.Pair
	any   any
}

func TestAPairNeverPrints(t *testing.T) {
	for _, pair := range append(everyCurve(t), generated()) {
		numbers := privateNumbers(t, pair)
		held := holder{pair, *pair, pair}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10.3v"} {
			for _, v := range []any{pair, *pair, held, &held, []any{pair, *pair}, map[string]*keypair.Pair{"k": pair}, pair.Public()} {
				checkSilent(t, verb, fmt.Sprintf(verb, v), numbers)
			}
			if got := fmt.Sprintf(verb+verb, pair, *pair); got != "(private key)(private key)" {
				t.Errorf("%s prints %s", verb, got)
			}
		}
		if pair.String() != "(private key)" || pair.GoString() != "(private key)" {
			t.Errorf("named %s, %s", pair, pair.GoString())
		}
	}
}

func TestAPairIsNotEncoded(t *testing.T) {
	pair := generated()
	if got := string(marshal(t, map[string]any{"a": pair, "b": *pair})); got != `{"a":"(private key)","b":"(private key)"}` {
		t.Errorf("JSON: %s", got)
	}
	if got, err := pair.MarshalJSON(); err != nil || string(got) != `"(private key)"` {
		t.Errorf("JSON: %s, %v", got, err)
	}
	if got, err := pair.MarshalText(); err != nil || string(got) != "(private key)" {
		t.Errorf("text: %s, %v", got, err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("made", "pair", pair)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "pair", pair)
	checkSilent(t, "a log", log.String(), privateNumbers(t, pair))
	if strings.Count(log.String(), "(private key)") != 2 {
		t.Errorf("logged as %s", log.String())
	}
}

// Every member of a private key is spoilt in turn; no answer repeats any of the others.
func TestErrorsDoNotRepeatThePrivateNumbers(t *testing.T) {
	for _, name := range []string{"rfc7515-a2", "rfc7515-a3"} {
		numbers := privateNumbers(t, fromJWK(t, name))
		for member := range jwkMembers(t, name) {
			for _, spoilt := range []string{`"AQAB"`, `"!"`, `7`, `["x"]`, `null`} {
				members := jwkMembers(t, name)
				members[member] = json.RawMessage(spoilt)
				if _, _, _, err := keypair.FromJWK(marshal(t, members)); err != nil {
					checkSilent(t, "the error", fmt.Sprintf("%v %+v %#v", err, err, err), numbers)
				}
			}
		}
	}
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	numbers, sealed := privateNumbers(t, pair), pair.Seal()
	for i := 0; i < len(sealed); i += 7 {
		spoilt := bytes.Clone(sealed)
		spoilt[i] ^= 0x55
		if _, err := keypair.Open(spoilt); err != nil {
			checkSilent(t, "the error", fmt.Sprintf("%v %+v %#v", err, err, err), numbers)
		}
	}
	for _, a := range all() {
		_, signErr := pair.Sign(a, make([]byte, 1000))
		_, decryptErr := pair.Decrypt(a, make([]byte, 256))
		checkSilent(t, "the error", fmt.Sprintf("%+v %+v", signErr, decryptErr), numbers)
	}
}
