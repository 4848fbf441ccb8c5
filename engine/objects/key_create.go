package objects

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func (j *judgement) createKey() Effect {
	body, ok := j.request.Body.(*operation.CreateKeyBody)
	if !ok {
		return j.noBody()
	}
	o, free := j.free()
	if !free {
		return nil
	}
	spec, err := body.Spec.Complete()
	if err != nil {
		return j.badKey(err)
	}
	if !j.offers(spec) || !j.operations(spec, body.Exportable, body.Operations) || !j.settings(body.Settings) {
		return nil
	}
	j.passNewKey(o, spec)
	return func(tx *store.Tx) (Content, error) {
		pair, err := keypair.Generate(spec)
		if err != nil {
			return Content{}, fmt.Errorf("create key %s: %w", j.request.Object, err)
		}
		key := keyOf(pair, spec, body.Operations)
		key.Exportable = body.Exportable
		return j.storeKey(tx, o, body.Settings, key), nil
	}
}

func (j *judgement) importKey() Effect {
	body, ok := j.request.Body.(*operation.ImportKeyBody)
	if !ok {
		return j.noBody()
	}
	o, free := j.free()
	if !free {
		return nil
	}
	pair, spec, wanted, err := readKey(body.JWK)
	if err != nil {
		return j.badKey(err)
	}
	if body.HSM && !spec.Kind.HSM() {
		spec.Kind += "-HSM"
	}
	if body.Operations != nil {
		wanted = body.Operations
	}
	if !j.offers(spec) || !j.operations(spec, false, wanted) || !j.settings(body.Settings) {
		return nil
	}
	j.passNewKey(o, spec)
	key := keyOf(pair, spec, wanted)
	return func(tx *store.Tx) (Content, error) { return j.storeKey(tx, o, body.Settings, key), nil }
}

// readKey reads a private key in one of its two forms: JSON Web Key, or PEM as tools write it. A PEM text names no
// operations.
func readKey(raw []byte) (*keypair.Pair, keypair.Spec, []string, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("-----BEGIN")) {
		return keypair.FromJWK(raw)
	}
	pair, err := keypair.FromPEM(raw, "")
	if err != nil {
		return nil, keypair.Spec{}, nil, err
	}
	return pair, pair.Public().Spec(), nil, nil
}

// keyOf is a key to store; without operations it gets those that are usual for its kind.
func keyOf(pair *keypair.Pair, spec keypair.Spec, operations []string) *estate.Key {
	if len(operations) == 0 {
		operations = UsualOperations(spec)
	}
	return &estate.Key{Spec: spec, Operations: slices.Clone(operations), Public: pair.Public().Marshal(), Private: pair.Seal()}
}

func (j *judgement) passNewKey(o *estate.Object, spec keypair.Spec) {
	detail := "The key is new: this becomes its first version."
	if o != nil {
		detail = "The key exists: this becomes its current version. What older versions encrypted or signed, only they decrypt or verify."
	}
	j.pass(trace.Step{ID: "object.result", Title: "A new version is stored", Detail: detail,
		Evidence: []trace.Evidence{{Label: "kind", Value: spec.String()}}, Command: j.show()})
}

func (j *judgement) storeKey(tx *store.Tx, o *estate.Object, s operation.Settings, key *estate.Key) Content {
	head, x := j.grow(tx, o, s)
	x.Key = key
	store.Objects.Put(tx, head)
	store.Versions.Put(tx, x)
	return Content{Item: j.item(head, x)}
}

// badKey refuses a key that is not made here, or material that holds none. No error of keypair repeats private numbers.
func (j *judgement) badKey(err error) Effect {
	var spec *keypair.SpecError
	if errors.As(err, &spec) && spec.Field == "kty" {
		return j.refuse(trace.Step{ID: "object.key", Title: "No vault has keys of this kind",
			Detail:   "Vaults make RSA and EC keys, kept in software or in hardware; symmetric keys are left to Managed HSM." + unworded,
			Evidence: []trace.Evidence{{Label: "kty", Value: spec.Value}}, Reason: trace.Because(trace.KindNotOffered)},
			trace.Deny(400, "BadParameter", "", "Property kty has an invalid value: "+err.Error()))
	}
	var field *keypair.FieldError
	label, value := "key", "refused"
	switch {
	case spec != nil:
		label, value = spec.Field, spec.Value
	case errors.As(err, &field):
		label, value = field.Field, field.Why
	}
	return j.badBody(label, value, "Property key has an invalid value: "+err.Error())
}

// offers stops where the vault's tier has no hardware for the key.
func (j *judgement) offers(spec keypair.Spec) bool {
	if !spec.Kind.HSM() || j.vault.SKU == estate.Premium {
		return true
	}
	j.refuse(trace.Step{ID: "object.key", Title: "Does the vault's tier have such keys?",
		Detail: "A key of kind " + string(spec.Kind) + " is kept in hardware, which only premium vaults have. " +
			"The service words this refusal in more than one way.",
		Evidence: []trace.Evidence{{Label: "sku", Value: string(estate.Standard)}, {Label: "kty", Value: string(spec.Kind)}},
		Command:  "az keyvault show --name " + j.vault.Name + " --query properties.sku.name", Reason: trace.Because(trace.KindNotOffered)},
		trace.Deny(400, "BadParameter", "", "Hardware key operation not allowed on standard vault"))
	return false
}
