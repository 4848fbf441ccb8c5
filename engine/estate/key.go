package estate

import (
	"fmt"
	"io"
	"time"

	"kvlab/engine/keypair"
)

// Key is a key pair and what may be done with it.
type Key struct {
	Spec       keypair.Spec
	Operations []string // key_ops: encrypt, decrypt, sign, verify, wrapKey, unwrapKey, import, export
	Exportable bool
	Public     []byte // keypair.Public.Marshal
	Private    Private
}

// Private is private key material as keypair.Pair.Seal stores it. It does not print.
type Private []byte

// Format keeps the material out of whatever is printed.
func (Private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "(private key)") }

// MarshalJSON keeps the material out of JSON.
func (Private) MarshalJSON() ([]byte, error) { return []byte(`"(private key)"`), nil }

// RotationPolicy makes a key rotate on its own.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/keys/how-to-configure-key-rotation.md.
type RotationPolicy struct {
	Actions []RotationAction
	// Expiry is the lifetime that versions made by a rotation get; empty for none.
	Expiry  Period
	Created time.Time
	Updated time.Time
}

// RotationAction is what happens when; exactly one of AfterCreate and BeforeExpiry is set.
type RotationAction struct {
	Notify       bool // an event only; otherwise the key is rotated
	AfterCreate  Period
	BeforeExpiry Period
}

// Result is what came last of a request that encrypted, wrapped or signed: a later request can take it as its input.
type Result struct {
	Request   string // its id
	Operation string // keys/encrypt, keys/wrap, keys/sign
	Vault     string
	Object    string
	Version   string // of the key that was used
	Algorithm keypair.Algorithm
	Value     []byte // the ciphertext or the signature
	Digest    []byte // what was signed
}
