package scenarios

import (
	"slices"
	"strings"

	"kvlab/engine/operation"
)

// content is a key of a request that says what it carries, and the operations that take it. read reads a table; the keys
// without it stand in the request itself and belong together.
type content struct {
	key   string
	taken []string
	read  func(t *table, op string) operation.Body
}

// contents are all there are. Bodies that no lab has use for, such as imports and merges, have no keys.
func contents() []content {
	sealing, opening := []string{"keys/encrypt", "keys/wrap"}, []string{"keys/decrypt", "keys/unwrap"}
	sign, verify := "keys/sign", "keys/verify"
	all := slices.Concat(sealing, opening, []string{sign, verify})
	return []content{
		{"secret", []string{"secrets/set"}, (*table).secretBody},
		{"key", []string{"keys/create"}, (*table).keyBody},
		{"certificate", []string{"certificates/create"}, (*table).certificateBody},
		{"rotation", []string{"keys/set-rotation-policy"}, (*table).rotationBody},
		{"update", []string{"secrets/update", "keys/update", "certificates/update"}, (*table).updateBody},
		{"algorithm", all, nil},
		{"value_base64", all, nil},
		{"plaintext", sealing, nil},
		{"input", append(opening, verify), nil},
		{"message", []string{sign, verify}, nil},
		{"digest_base64", []string{verify}, nil},
	}
}

// body reads what a request carries, nil for nothing. A request without what its operation needs is no mistake of the
// file: the service refuses it.
func (t *table) body(op string) (body operation.Body) {
	inline := false
	for _, c := range contents() {
		switch {
		case !t.has(c.key):
		case !slices.Contains(c.taken, op):
			t.bad(c.key, "belongs to "+strings.Join(c.taken, ", "))
		case c.read == nil:
			inline = true
		default:
			if inner := t.table(c.key); inner != nil {
				body = c.read(inner, op)
			}
		}
	}
	if inline {
		return t.cryptoBody(op)
	}
	return body
}

// settings reads the attributes of a version to be made.
func (t *table) settings(c operation.Collection) operation.Settings {
	s := operation.Settings{Tags: t.tags(c), Disabled: !t.flag("enabled", true)}
	s.NotBefore, s.Expires = t.moment("not_before"), t.moment("expires")
	return s
}

func (t *table) secretBody(string) operation.Body {
	return &operation.SecretBody{Value: t.text("value"), ContentType: t.text("content_type"), Settings: t.settings(operation.Secrets)}
}

// keyBody reads a key to be made. In which vault it is asked for is the request's business, and a refusal a lesson.
func (t *table) keyBody(string) operation.Body {
	spec, exportable := t.spec(), t.flag("exportable", false)
	return &operation.CreateKeyBody{Spec: spec, Operations: t.operations(spec, exportable), Exportable: exportable,
		Settings: t.settings(operation.Keys)}
}

func (t *table) certificateBody(string) operation.Body {
	return &operation.CreateCertificateBody{Policy: t.policy(),
		Settings: operation.Settings{Tags: t.tags(operation.Certificates), Disabled: !t.flag("enabled", true)}}
}

func (t *table) rotationBody(string) operation.Body {
	return &operation.RotationBody{Policy: *t.rotationPolicy()}
}

// updateBody reads the attributes to change; what the file does not say stays as it is.
func (t *table) updateBody(op string) operation.Body {
	o, _ := operation.Find(op)
	b := &operation.UpdateBody{Tags: t.tags(o.Collection)}
	if t.has("enabled") {
		b.Enabled = new(t.flag("enabled", true))
	}
	if t.has("not_before") {
		b.NotBefore = new(t.moment("not_before"))
	}
	if t.has("expires") {
		b.Expires = new(t.moment("expires"))
	}
	if t.has("content_type") {
		b.ContentType = new(t.text("content_type"))
	}
	if t.has("operations") {
		b.Operations = t.distinct("operations")
	}
	if o.Collection != operation.Secrets {
		t.none("belongs to secrets/update", "content_type")
	}
	if o.Collection != operation.Keys {
		t.none("belongs to keys/update", "operations")
	}
	return b
}
