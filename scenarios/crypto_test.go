package scenarios

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"strings"
	"testing"

	"kvlab/engine/operation"
)

// bodyOf is what a request carries whose table has these lines.
func bodyOf(t *testing.T, op, lines string) operation.Body {
	t.Helper()
	s := parsed(t, "[[request]]\nid = \"sign\"\nuser = \"ana\"\noperation = \"keys/sign\"\nvault = \"kv-small\"\nobject = \"k\"\n"+
		"[[request]]\nid = \"x\"\nuser = \"ana\"\noperation = \""+op+"\"\nvault = \"kv-small\"\nobject = \"k\"\n"+lines)
	r, err := s.Request("x")
	if err != nil {
		t.Fatal(err)
	}
	return r.Body
}

func TestAMessageIsHashedAsItsAlgorithmWantsIt(t *testing.T) {
	s256, s384, s512 := sha256.Sum256([]byte("m")), sha512.Sum384([]byte("m")), sha512.Sum512([]byte("m"))
	for algorithm, want := range map[string][]byte{
		"RS256": s256[:], "PS256": s256[:], "ES256": s256[:], "ES256K": s256[:], "ES384": s384[:], "PS384": s384[:],
		"ES512": s512[:], "RS512": s512[:], "RSNULL": []byte("m"),
	} {
		lines := "algorithm = \"" + algorithm + "\"\nmessage = \"m\"\n"
		signed, ok := bodyOf(t, "keys/sign", lines).(*operation.CryptoBody)
		if !ok || string(signed.Value) != string(want) || signed.Digest != nil {
			t.Errorf("%s signs %+v, want %s", algorithm, signed, hex.EncodeToString(want))
		}
		verified, ok := bodyOf(t, "keys/verify", lines+"input = \"sign\"\n").(*operation.CryptoBody)
		if !ok || string(verified.Digest) != string(want) || verified.Value != nil || verified.Input != "sign" {
			t.Errorf("%s verifies %+v, want %s", algorithm, verified, hex.EncodeToString(want))
		}
	}
}

func TestBytesAreReadInBothAlphabetsOfBase64(t *testing.T) {
	for text, want := range map[string]string{"+/8=": "\xfb\xff", "-_8": "\xfb\xff", "AAEC": "\x00\x01\x02"} {
		b, ok := bodyOf(t, "keys/decrypt", "algorithm = \"RSA-OAEP-256\"\nvalue_base64 = \""+text+"\"\n").(*operation.CryptoBody)
		if !ok || string(b.Value) != want {
			t.Errorf("%s is read as %+v", text, b)
		}
	}
}

func TestAnUpdateChangesWhatTheFileNames(t *testing.T) {
	for lines, want := range map[string]string{
		"":                                  "",
		"enabled = false":                   "enabled false",
		"expires = 2027-01-01T00:00:00Z":    "expires 2027",
		"content_type = \"\"":               "content type",
		"not_before = 2026-01-01T00:00:00Z": "not before 2026",
	} {
		b, ok := bodyOf(t, "secrets/update", "[request.update]\n"+lines+"\n").(*operation.UpdateBody)
		if !ok {
			t.Fatalf("%s: no body", lines)
		}
		var got []string
		if b.Enabled != nil {
			got = append(got, "enabled "+map[bool]string{true: "true", false: "false"}[*b.Enabled])
		}
		if b.NotBefore != nil {
			got = append(got, "not before "+b.NotBefore.Format("2006"))
		}
		if b.Expires != nil {
			got = append(got, "expires "+b.Expires.Format("2006"))
		}
		if b.ContentType != nil {
			got = append(got, "content type"+*b.ContentType)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: changes %q", lines, got)
		}
	}
}

func TestARequestThatCarriesNothingHasNoBody(t *testing.T) {
	if b := bodyOf(t, "keys/create", ""); b != nil {
		t.Errorf("got %#v", b)
	}
}
