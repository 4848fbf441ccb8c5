package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// What a file may say of a key is what the engine lets somebody make: neither knows the other's rule.
func TestAFileTakesTheOperationsThatTheEngineTakes(t *testing.T) {
	lab := startLab(t, parsed(t, ""))
	words := []string{"encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey", "import", "export", "fly"}
	lists := [][]string{{"import", "sign"}, {"export", "sign"}, {"wrapKey", "unwrapKey"}, {"sign", "verify"}}
	for _, w := range words {
		lists = append(lists, []string{w})
	}
	for _, kind := range []keypair.Kind{keypair.RSA, keypair.EC} {
		for _, exportable := range []bool{false, true} {
			for _, list := range lists {
				text := fmt.Sprintf("[request.key]\ntype = %q\nexportable = %v\noperations = [%q]\n", kind, exportable, strings.Join(list, `", "`))
				_, err := Parse("small.toml", []byte(small+createKey+strings.ReplaceAll(text, `\"`, `"`)))
				got, want := err == nil, creates(t, lab, kind, exportable, list)
				if got != want {
					t.Errorf("%s, exportable %v, %q: the file takes it: %v (%v), the engine: %v", kind, exportable, list, got, err, want)
				}
			}
		}
	}
}

const createKey = "[[request]]\nid = \"create\"\nuser = \"ana\"\noperation = \"keys/create\"\nvault = \"kv-small\"\nobject = \"k\"\n"

// creates reports what the object itself would say, whoever asks.
func creates(t *testing.T, lab *engine.Lab, kind keypair.Kind, exportable bool, operations []string) bool {
	t.Helper()
	x, err := lab.Evaluate(&engine.Request{ID: "create", User: "ana", Operation: "keys/create", Vault: "kv-small", Object: "k",
		Body: &operation.CreateKeyBody{Spec: keypair.Spec{Kind: kind}, Operations: operations, Exportable: exportable}})
	if err != nil {
		t.Fatal(err)
	}
	last := x.Gates[len(x.Gates)-1]
	return last.Gate == trace.Object && (last.Outcome == trace.GatePass || last.Outcome == trace.GateWouldPass)
}

func TestAKeyOfAFileIsForWhatANewKeyIsFor(t *testing.T) {
	lab := startLab(t, openLab(t, customerKeys))
	for _, kind := range []keypair.Kind{keypair.RSA, keypair.EC} {
		want := objects.UsualOperations(keypair.Spec{Kind: kind})
		result, err := lab.Do(&engine.Request{ID: "create", User: "ana", Operation: "keys/create", Vault: "kv-shop", Object: "new-" + string(kind),
			Body: &operation.CreateKeyBody{Spec: keypair.Spec{Kind: kind}}})
		if err != nil || result.Content.Item == nil {
			t.Fatalf("%s: %+v, %v", kind, result, err)
		}
		if got := result.Content.Item.Key.Operations; !slices.Equal(got, want) {
			t.Errorf("%s: a new key is for %q, one of a file for %q", kind, got, want)
		}
	}
}

func TestAKeyIsOfItsVault(t *testing.T) {
	for sku, want := range map[string]bool{"standard": false, "premium": true} {
		text := strings.Replace(small, "[[vault.secret]]", "sku = \""+sku+"\"\n[[vault.key]]\nname = \"k\"\ntype = \"EC-HSM\"\n[[vault.secret]]", 1)
		if _, err := Parse("small.toml", []byte(text)); (err == nil) != want {
			t.Errorf("a key in hardware in a %s vault: %v", sku, err)
		}
	}
}

// A key takes up to a second to make, so a file cannot ask for any number of them.
func TestALabHasNoMoreKeysThanItCanMake(t *testing.T) {
	for count, want := range map[int]string{maxPairs: "", maxPairs + 1: "a lab has at most 64"} {
		var b strings.Builder
		for i := range count {
			fmt.Fprintf(&b, "[[vault.key]]\nname = \"k%d\"\nsize = 4096\n", i)
		}
		_, err := Parse("many.toml", []byte(strings.Replace(small, "[[vault.secret]]", b.String()+"[[vault.secret]]", 1)))
		if got := fmt.Sprint(err); (want == "") != (err == nil) || err != nil && !strings.Contains(got, want) {
			t.Errorf("%d keys: %v", count, err)
		}
	}
}

func TestObjectsOfOneNameInTwoCollectionsHaveDifferentVersions(t *testing.T) {
	s := opened(t, strings.Replace(small, "[[vault.secret]]", "[[vault.key]]\nname = \"Db\"\n[[vault.secret]]", 1))
	if a, b := s.Estate.Versions[0], s.Estate.Versions[1]; a.Name != b.Name || a.ID == b.ID {
		t.Errorf("got %s %s of %s and %s %s of %s", a.Name, a.ID, a.Collection, b.Name, b.ID, b.Collection)
	}
}

func TestTheVersionsOfAKeyAreOfOneKind(t *testing.T) {
	s := opened(t, strings.Replace(small, "[[vault.secret]]", `[[vault.key]]
name = "k"
type = "EC"
curve = "P-384"
operations = ["verify"]
[[vault.key.version]]
[[vault.secret]]`, 1))
	var versions []estate.Version
	for _, x := range s.Estate.Versions {
		if x.Key != nil {
			versions = append(versions, x)
		}
	}
	older, newer := versions[0], versions[1]
	if !reflect.DeepEqual(older.Key, newer.Key) || older.Key == newer.Key || older.Key.Spec.Curve != keypair.P384 || !older.Created.Before(newer.Created) {
		t.Errorf("got %+v and %+v", older, newer)
	}
	if o := s.Estate.Objects[slices.IndexFunc(s.Estate.Objects, func(o estate.Object) bool { return o.Name == "k" })]; o.Current != newer.ID {
		t.Errorf("the current version is %s, the newest %s", o.Current, newer.ID)
	}
}

// opened reads a file that is right.
func opened(t *testing.T, text string) *Scenario {
	t.Helper()
	s, err := Parse("small.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
