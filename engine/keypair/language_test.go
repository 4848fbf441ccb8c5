package keypair_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/keypair"
)

// The language of testdata/language:
//
//	spec kty=EC-HSM crv=P-384 bits=384     what a request for such a key comes to
//	algorithms kty=EC crv=P-256K           what a key can be used with
//	pem rsa-1024.pem password=correct      what a file of testdata/pem holds
//	jwk rfc7515-a2                         what a key of testdata/jwk comes to, after the changes below it:
//	drop d                                   a member is left out
//	set kty "RSA-HSM"                        a member gets another value, in JSON
//	take d rfc7516-a1                        a member comes from another key
func TestLanguage(t *testing.T) {
	datadriven.Walk(t, "testdata/language", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "spec":
				return tellSpec(wanted(t, d))
			case "algorithms":
				return tellAlgorithms(wanted(t, d))
			case "pem":
				return tellPEM(t, d)
			case "jwk":
				return tellJWK(t, d)
			}
			t.Fatalf("%s: no such command: %s", d.Pos, d.Cmd)
			return ""
		})
	})
}

func argument(t *testing.T, d *datadriven.TestData, key string) (value string) {
	t.Helper()
	d.MaybeScanArgs(t, key, &value)
	return value
}

func wanted(t *testing.T, d *datadriven.TestData) keypair.Spec {
	t.Helper()
	bits, err := strconv.Atoi("0" + argument(t, d, "bits"))
	if err != nil {
		t.Fatalf("%s: %v", d.Pos, err)
	}
	return keypair.Spec{Kind: keypair.Kind(argument(t, d, "kty")), Bits: bits, Curve: keypair.Curve(argument(t, d, "crv"))}
}

func tellSpec(s keypair.Spec) string {
	done, err := s.Complete()
	if err != nil {
		return err.Error() + "\n"
	}
	place := "software"
	if done.Kind.HSM() {
		place = "hardware"
	}
	return fmt.Sprintf("%s in %s\n", done, place)
}

func tellAlgorithms(s keypair.Spec) string {
	return fmt.Sprintf("sign: %v\nencrypt: %v\n", keypair.Algorithms(keypair.Signing, s.Kind, s.Curve),
		keypair.Algorithms(keypair.Encryption, s.Kind, s.Curve))
}

func tellPEM(t *testing.T, d *datadriven.TestData) string {
	pair, err := keypair.FromPEM(file(t, "pem", d.CmdArgs[0].Key), argument(t, d, "password"))
	if err != nil {
		return err.Error() + "\n"
	}
	return pair.Public().Spec().String() + "\n"
}

func tellJWK(t *testing.T, d *datadriven.TestData) string {
	members := jwkMembers(t, d.CmdArgs[0].Key)
	for line := range strings.Lines(d.Input) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, value, _ := strings.Cut(rest, " ")
		switch verb {
		case "drop":
			delete(members, name)
		case "set":
			members[name] = json.RawMessage(value)
		case "take":
			members[name] = jwkMembers(t, value)[name]
		default:
			t.Fatalf("%s: no such change: %s", d.Pos, line)
		}
	}
	_, spec, operations, err := keypair.FromJWK(marshal(t, members))
	if err != nil {
		return err.Error() + "\n"
	}
	return fmt.Sprintf("%s, key_ops %q\n", spec, operations)
}

func jwkMembers(t testing.TB, name string) map[string]json.RawMessage {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal(file(t, "jwk", name+".json"), &members); err != nil {
		t.Fatal(err)
	}
	return members
}

func file(t testing.TB, folder, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func marshal(t testing.TB, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
