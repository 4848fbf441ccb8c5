package store

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
)

// part draws strings that make trouble: terminators, escapes, letters whose cases are not one to one, no UTF-8.
var part = rapid.OneOf(
	rapid.StringOf(rapid.SampledFrom([]rune{0, 1, 'a', 'A', 'b', '/', 0xff, 'ÿ', 'İ', 'ı', 'K', 'ſ', 'ς', 'ß', 0x10ffff})),
	rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOf(rapid.SampledFrom([]byte{0, 1, 2, 'a', 'B', 0xfe, 0xff})).Draw(t, "bytes"))
	}),
	rapid.String(),
)

var tuple = rapid.SliceOfN(part, 0, 4)

// folded is the oracle: a part's letters in the case that keys have, rune by rune.
func folded(part string) string {
	var b strings.Builder
	for part != "" {
		r, size := utf8.DecodeRuneInString(part)
		if r == utf8.RuneError && size == 1 {
			b.WriteByte(part[0])
		} else {
			b.WriteRune(fold(r))
		}
		part = part[size:]
	}
	return b.String()
}

func foldedAll(parts []string) []string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = folded(p)
	}
	return all
}

func key(parts []string) []byte { return appendKey(nil, "e:test", parts) }

func TestKeysSortAsTheirTuplesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := tuple.Draw(t, "a"), tuple.Draw(t, "b")
		if got, want := bytes.Compare(key(a), key(b)), slices.Compare(foldedAll(a), foldedAll(b)); got != want {
			t.Fatalf("keys compare %d, tuples %d: %q and %q", got, want, key(a), key(b))
		}
	})
}

func TestAPrefixOfATupleIsAPrefixOfItsKeyAndNoOtherIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := tuple.Draw(t, "a"), tuple.Draw(t, "b")
		is := len(a) <= len(b) && slices.Equal(foldedAll(a), foldedAll(b)[:min(len(a), len(b))])
		if got := bytes.HasPrefix(key(b), key(a)); got != is {
			t.Fatalf("prefix is %t, want %t: %q and %q", got, is, key(a), key(b))
		}
		within := bytes.Compare(key(a), key(b)) <= 0 && bytes.Compare(key(b), after(key(a))) < 0
		if within != is {
			t.Fatalf("between prefix and its end is %t, want %t: %q and %q", within, is, key(a), key(b))
		}
	})
}

func TestEachPrefixVisitsEveryTuplePrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := tuple.Draw(t, "a")
		var want, got [][]byte
		for n := range len(a) + 1 {
			want = append(want, key(a[:n]))
		}
		eachPrefix(key(a), func(p []byte) { got = append(got, bytes.Clone(p)) })
		if !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestNamesShareAKeyExactlyWhenTheyDifferInLetterCaseOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.String().Draw(t, "a")
		b := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			a, strings.ToUpper(a), strings.ToLower(a), strings.ToTitle(a),
		})).Draw(t, "b")
		if same := bytes.Equal(key([]string{a}), key([]string{b})); same != strings.EqualFold(a, b) {
			t.Fatalf("%q and %q: one key %t, equal but for case %t", a, b, same, !same)
		}
	})
}

func TestTheTurkishIAndTheKelvinSign(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"kv-shop", "KV-SHOP", true},
		{"kv-shop", "\u212av-shop", true}, // the Kelvin sign is a k
		{"İ", "i", false},                 // strings.ToLower would make them one
		{"ı", "I", false},
		{"ΣΊΣΥΦΟΣ", "σίσυφος", true}, // two small sigmas, one capital
		{"straße", "STRASSE", false}, // folding never changes the number of letters
		{"\xfe", "\xff", false},      // no UTF-8 at all
		{"a\x00b", "a\x00B", true},
		{"a\x00\x01b", "a", false},
	} {
		if same := bytes.Equal(key([]string{c.a}), key([]string{c.b})); same != c.same {
			t.Errorf("%q and %q share a key: %t", c.a, c.b, same)
		}
	}
}

// What one request could write, later ones can read, whatever the name and the value are made of.
func TestAnyNameAndValueComesBack(t *testing.T) {
	s := memory(t)
	rapid.Check(t, func(t *rapid.T) {
		want := estate.Version{Vault: part.Draw(t, "vault"), Collection: estate.Secrets, Name: part.Draw(t, "name"), ID: part.Draw(t, "version"),
			Secret:     &estate.Secret{Value: part.Draw(t, "value")},
			Attributes: estate.Attributes{Tags: map[string]string{part.Draw(t, "k"): part.Draw(t, "v")}}}
		if err := s.Update("set", noon, func(tx *Tx) error { Versions.Put(tx, &want); return nil }); err != nil {
			t.Fatal(err)
		}
		v := s.View()
		got := Versions.Get(v, want.Vault, string(want.Collection), want.Name, want.ID)
		if err := v.Close(); err != nil || got == nil || got.Secret.Value != want.Secret.Value || got.Name != want.Name {
			t.Fatalf("got %+v, %v, want %+v", got, err, want)
		}
		for k, x := range want.Tags {
			if y, ok := got.Tags[k]; !ok || x != y {
				t.Fatalf("tag %q is %q, want %q", k, y, x)
			}
		}
	})
}

func TestNumbersSortAsTextTheWayTheyCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Uint64().Draw(t, "a"), rapid.Uint64().Draw(t, "b")
		if (a < b) != (number(a) < number(b)) {
			t.Fatalf("%d and %d: %s and %s", a, b, number(a), number(b))
		}
	})
}

func FuzzKey(f *testing.F) {
	f.Add("kv-shop", "db")
	f.Add("a\x00", "\x00\x01b")
	f.Add("\xff\x00\xff", "İ")
	f.Fuzz(func(t *testing.T, a, b string) {
		one, two := key([]string{a}), key([]string{a, b})
		if !bytes.HasPrefix(two, one) || bytes.Compare(two, after(one)) >= 0 {
			t.Errorf("%q is not below %q", two, one)
		}
		parts := 0
		eachPrefix(two, func([]byte) { parts++ })
		if parts != 3 {
			t.Errorf("%q has %d parts, want the table and two", two, parts)
		}
		if again := key([]string{folded(a), folded(b)}); !bytes.Equal(again, two) {
			t.Errorf("folding twice makes another key: %q and %q", two, again)
		}
	})
}
