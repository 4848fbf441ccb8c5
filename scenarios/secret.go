package scenarios

import (
	"fmt"
	"strconv"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
)

// secrets reads a vault's secrets.
func (t *table) secrets(v *estate.Vault) {
	e := t.file.scenario.Estate
	for _, s := range t.objectTables(v, estate.Secrets) {
		e.Objects = append(e.Objects, s.read(func(t *table, x *estate.Version, i int) {
			x.Secret = t.secret()
			if !t.has("value") {
				x.Secret.Value = "value " + strconv.Itoa(i+1) + " of " + s.name
			}
		}))
	}
}

// secret reads a value and what it is.
func (t *table) secret() *estate.Secret {
	s := &estate.Secret{Value: t.text("value"), ContentType: t.text("content_type")}
	if len(s.Value) > objects.MaxSecret {
		t.bad("value", fmt.Sprintf("has %d bytes: a secret holds %d", len(s.Value), objects.MaxSecret))
	}
	if len(s.ContentType) > objects.MaxContentType {
		t.bad("content_type", fmt.Sprintf("is longer than %d characters", objects.MaxContentType))
	}
	return s
}
