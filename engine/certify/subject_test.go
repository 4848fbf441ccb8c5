package certify_test

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine/certify"
)

// Each line of the input is a name; the output is its parts as they stand in the certificate, or what is wrong.
func TestSubjects(t *testing.T) {
	datadriven.RunTest(t, "testdata/subjects", func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for line := range strings.Lines(d.Input) {
			fmt.Fprintln(&b, told(certify.ParseSubject(strings.TrimSuffix(line, "\n"))))
		}
		return b.String()
	})
}

func told(name pkix.RDNSequence, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	var parts []string
	for _, part := range name {
		var joined []string
		for _, a := range part {
			joined = append(joined, fmt.Sprintf("%v=%q", a.Type, a.Value))
		}
		parts = append(parts, strings.Join(joined, " + "))
	}
	return strings.Join(parts, ", ")
}

// What pkix prints of a name, ParseSubject reads back.
func TestPrintedNamesAreReadBack(t *testing.T) {
	types := []asn1.ObjectIdentifier{{2, 5, 4, 3}, {2, 5, 4, 10}, {2, 5, 4, 6}, {2, 5, 4, 17}, {1, 2, 840, 113549, 1, 9, 1}, {1, 3, 6, 1, 4, 1, 99999, 7}}
	text := rapid.StringMatching(`[a-zA-Zäß€😀 ,;+"\\<>=#.\-]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		var name pkix.RDNSequence
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			var part pkix.RelativeDistinguishedNameSET
			for range rapid.IntRange(1, 2).Draw(t, "attributes") {
				part = append(part, pkix.AttributeTypeAndValue{Type: rapid.SampledFrom(types).Draw(t, "type"), Value: text.Draw(t, "value")})
			}
			name = append(name, part)
		}
		got, err := certify.ParseSubject(name.String())
		if err != nil || !reflect.DeepEqual(got, name) {
			t.Fatalf("%s is read as %s, %v", name, got, err)
		}
	})
}

func FuzzParseSubject(f *testing.F) {
	for _, s := range []string{"", "CN=a", `O="a ""b"" c", CN=d`, `CN=a\2cb\20+OU=c;DC=d`, "1.2.3=#0c0161", "CN=", "=", `CN="`, "CN=\\", "oid.2.5.4.3=x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, err := certify.ParseSubject(s)
		if err != nil {
			return
		}
		if _, err := asn1.Marshal(name); err != nil {
			t.Fatalf("%q has no DER: %v", s, err)
		}
		again, err := certify.ParseSubject(name.String())
		if err != nil || !slices.EqualFunc(again, name, func(a, b pkix.RelativeDistinguishedNameSET) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("%q is printed as %q and read as %q, %v", s, name, again, err)
		}
	})
}
