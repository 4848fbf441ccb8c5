package estate

import (
	"fmt"
	"io"
	"time"
)

// Collection is one of a vault's three kinds of object. Names are unique within one of them.
type Collection string

const (
	Secrets      Collection = "secrets"
	Keys         Collection = "keys"
	Certificates Collection = "certificates"
)

// Collections lists the three.
var Collections = []Collection{Secrets, Keys, Certificates}

// Noun is the word for one object of the collection, in lower case: "secret".
func (c Collection) Noun() string {
	if c == "" {
		return "object"
	}
	return string(c[:len(c)-1])
}

// Object is one named thing in a vault. What it holds is in its versions.
type Object struct {
	Vault      string
	Collection Collection
	Name       string
	// Current is the version that a request without one means; empty for a certificate that was never issued.
	Current string
	Deleted *Deletion
	// Managed says that a key or secret belongs to the certificate of the same name, which alone may change it.
	Managed bool
	// Rotation is a key's rotation policy, nil for none.
	Rotation *RotationPolicy
	// Issuance is how a certificate is issued and what is under way; nil for secrets and keys.
	Issuance *Issuance
}

// Deletion says that something is soft-deleted and when the service will purge it.
type Deletion struct {
	At      time.Time
	PurgeAt time.Time
}

// Attributes are what a version of any kind carries besides its content.
type Attributes struct {
	Tags      map[string]string
	Disabled  bool
	NotBefore time.Time // zero: none
	Expires   time.Time // zero: none
	Created   time.Time
	Updated   time.Time
}

// Early reports whether t lies before the validity window, Late whether the window has ended by then.
func (a *Attributes) Early(t time.Time) bool { return !a.NotBefore.IsZero() && t.Before(a.NotBefore) }

// Late see Early.
func (a *Attributes) Late(t time.Time) bool { return !a.Expires.IsZero() && !t.Before(a.Expires) }

// Version is one version of an object: content that never changes, and attributes that may. Of the three contents
// it has the one of its collection.
type Version struct {
	Vault      string
	Collection Collection
	Name       string
	ID         string // 32 lower-case hexadecimal digits
	Attributes
	Secret      *Secret
	Key         *Key
	Certificate *Certificate
}

// Secret is a value that can be read back, by those who ask for it. It does not print.
type Secret struct {
	Value       string
	ContentType string
}

// Format keeps the value out of whatever is printed.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "(secret)") }
