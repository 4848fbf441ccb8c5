package scenarios

import (
	"strings"

	"kvlab/engine/estate"
)

func consumerKinds() []string {
	return words([]estate.ConsumerKind{estate.Reference, estate.Encryption, estate.Binding})
}

// readConsumers reads what uses vaults by itself. Whether it finds what it looks for is not judged here: a reference
// that is written wrong is a lesson.
func (f *file) readConsumers() {
	for _, t := range f.names.of("consumer").tables {
		f.scenario.Estate.Consumers = append(f.scenario.Estate.Consumers, t.consumer())
	}
}

func (t *table) consumer() estate.Consumer {
	c := estate.Consumer{Name: t.text("name"), Host: t.needRef("host", "host"), Identity: t.ref("identity", "identity"),
		Kind: estate.ConsumerKind(t.choice("kind", "", consumerKinds()))}
	ofReference, ofOthers := []string{"setting", "text"}, []string{"vault", "object", "version"}
	switch c.Kind {
	case estate.Reference:
		c.Setting = t.need("setting", "the program finds the value under this name")
		c.Text = t.need("text", "the reference, such as @Microsoft.KeyVault(VaultName=kv-shop;SecretName=Db)")
		t.none("belongs to an encryption or a binding: a reference says it in its text", ofOthers...)
	case estate.Encryption, estate.Binding:
		c.Vault, c.Version = t.needRef("vault", "vault"), t.pinned()
		c.Object = t.need("object", "the key or the certificate that it uses")
		t.objectName("object", c.Object)
		t.none("belongs to a reference", ofReference...)
	default:
		if !t.has("kind") {
			t.missing("kind", "choose from "+strings.Join(consumerKinds(), ", "))
		}
		t.skip(append(ofReference, ofOthers...)...)
	}
	return c
}

// skip leaves keys unread that may be right or not: another problem comes first.
func (t *table) skip(keys ...string) { t.known = append(t.known, keys...) }

// none reports keys that do not go with what the table says otherwise.
func (t *table) none(why string, keys ...string) {
	for _, key := range keys {
		if t.has(key) {
			t.bad(key, why)
		}
	}
}

// pinned reads which version of an object is meant, empty for the current one.
func (t *table) pinned() string {
	s := t.text("version")
	if s != "" && !isVersion(s) {
		t.bad("version", quote(s)+" is no version: 32 lower-case hexadecimal digits")
	}
	return s
}
