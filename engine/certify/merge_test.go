package certify_test

import (
	"encoding/base64"
	"encoding/pem"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/certify"
)

func TestAChainInAnyOrderIsSorted(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	_, stranger := selfSigned(t, shop(), noon)
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.Permutation(append(slices.Clone(chain), stranger...)).Draw(t, "order")
		given = slices.Clone(given)
		for i, form := range rapid.SliceOfN(rapid.IntRange(0, 2), len(given), len(given)).Draw(t, "forms") {
			given[i] = written(given[i], form)
		}
		got, err := certify.Merge(pair.Public(), given)
		if err != nil || !slices.EqualFunc(got, append(slices.Clone(chain), stranger...), slices.Equal) {
			t.Fatalf("%d certificates, %v", len(got), err)
		}
	})
}

// written is a certificate in one of the forms that clients send.
func written(der []byte, form int) []byte {
	switch form {
	case 1:
		return []byte(base64.StdEncoding.EncodeToString(der))
	case 2:
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	return der
}

func TestWhatIsNotMerged(t *testing.T) {
	pair, chain := answered(t, shop(), noon)
	for name, c := range map[string]struct {
		chain [][]byte
		want  error
	}{
		"no certificate":                {nil, certify.ErrNoCertificate},
		"no certificate for this key":   {chain[1:], certify.ErrKeyMismatch},
		"something that is none":        {[][]byte{chain[0], []byte("hello")}, certify.ErrForm},
		"more than anybody has a chain": {slices.Repeat(chain, 11), certify.ErrForm},
	} {
		if _, err := certify.Merge(pair.Public(), c.chain); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := certify.Merge(pair.Public(), chain[:1]); err != nil || len(got) != 1 {
		t.Errorf("the certificate alone: %v", err)
	}
}

func FuzzMerge(f *testing.F) {
	pair, chain := answered(f, shop(), noon)
	f.Add(chain[0], chain[1])
	f.Add([]byte("-----BEGIN CERTIFICATE-----\n"), []byte{0x30, 0})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		got, err := certify.Merge(pair.Public(), [][]byte{a, b})
		if err == nil && (len(got) != 2 || !slices.Equal(parse(t, got[0]).RawSubjectPublicKeyInfo, pair.Public().Marshal())) {
			t.Fatalf("%d certificates, the first for another key", len(got))
		}
	})
}
