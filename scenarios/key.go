package scenarios

import (
	"errors"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
)

// keys reads a vault's keys. The file says what kind of key it is; the numbers are made when the lab begins. All
// versions of a key are of one kind, for rotating it keeps that.
func (t *table) keys(v *estate.Vault) {
	e := t.file.scenario.Estate
	for _, k := range t.objectTables(v, estate.Keys) {
		key := k.key(v)
		o := k.read(func(_ *table, x *estate.Version, _ int) {
			own := key
			x.Key = &own
			k.file.pairs++
		})
		if o.Rotation = k.rotation(); o.Rotation != nil {
			created := e.Versions[len(e.Versions)-1].Created
			o.Rotation.Created, o.Rotation.Updated = created, created
		}
		e.Objects = append(e.Objects, o)
	}
}

// key reads what kind of key it is and what it is for.
func (t *table) key(v *estate.Vault) estate.Key {
	spec := t.spec()
	if spec.Kind.HSM() && v.SKU != estate.Premium {
		t.bad("type", noHardware(v))
	}
	exportable := t.flag("exportable", false)
	return estate.Key{Spec: spec, Operations: t.operations(spec, exportable), Exportable: exportable}
}

func noHardware(v *estate.Vault) string {
	return "a key in hardware takes a premium vault, and " + v.Name + " is " + string(v.SKU)
}

// specKeys are the keys of a file that say what the service's names of the fields say.
var specKeys = map[string]string{"kty": "type", "key_size": "size", "crv": "curve"}

// spec reads what kind of key is wanted, with the service's defaults: RSA of 2048 bits, or EC of P-256.
func (t *table) spec() keypair.Spec {
	spec := keypair.Spec{Kind: keypair.Kind(t.choice("type", string(keypair.RSA), words(keypair.Kinds()))),
		Bits: t.number("size", 1, 1<<16, 0), Curve: keypair.Curve(t.text("curve"))}
	full, err := spec.Complete()
	var refused *keypair.SpecError
	switch {
	case err == nil:
		return full
	case errors.As(err, &refused) && len(refused.Choices) == 0:
		t.bad(specKeys[refused.Field], "a key of type "+string(spec.Kind)+" has none")
	case errors.As(err, &refused):
		t.bad(specKeys[refused.Field], quote(refused.Value)+" is not possible here, choose from "+strings.Join(refused.Choices, ", "))
	}
	return keypair.Spec{Kind: keypair.EC, Curve: keypair.P256}
}

// operations reads what a key may be used for; absent is all that suits its kind. Two words stand apart: export lets a key
// be released, and import is for one that others are wrapped with on their way into the vault.
func (t *table) operations(spec keypair.Spec, exportable bool) []string {
	usual, special := objects.UsualOperations(spec), []string{"export"}
	if spec.Kind.Bare() == keypair.RSA {
		special = append(special, "import")
	}
	if !t.has("operations") {
		return usual
	}
	wanted := t.distinct("operations")
	for _, op := range wanted {
		t.oneOf("operations", op, slices.Concat(usual, special))
	}
	if slices.Contains(wanted, "import") && len(wanted) > 1 {
		t.bad("operations", "import goes with no other operation")
	}
	if slices.Contains(wanted, "export") && !exportable {
		t.bad("operations", "export needs a key with exportable = true")
	}
	return wanted
}

// words are values of a string type as texts.
func words[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}
