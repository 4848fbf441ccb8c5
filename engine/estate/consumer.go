package estate

import "time"

// ConsumerKind says in which way a consumer uses a vault.
type ConsumerKind string

const (
	// Reference is an app setting of an App Service or Function that the platform fills in from a secret.
	Reference ConsumerKind = "reference"
	// Encryption is a service that encrypts its data with a key of the vault (customer-managed key).
	Encryption ConsumerKind = "encryption"
	// Binding is a gateway or app that serves TLS with a certificate of the vault.
	Binding ConsumerKind = "binding"
)

// Consumer is something that uses a vault by itself, from time to time.
type Consumer struct {
	Name string
	Kind ConsumerKind
	Host string // where its requests come from
	// Identity is the user-assigned identity it calls as; empty is the host's own.
	Identity string
	// Setting and Text are a reference's name and its text, "@Microsoft.KeyVault(...)".
	Setting string
	Text    string
	// Vault, Object and Version are what an encryption or binding uses; an empty version follows the current one.
	Vault   string
	Object  string
	Version string
	Now     Condition
}

// Condition is how a consumer fares.
type Condition struct {
	// Status is the word the platform shows, "Resolved" or "AccessToKeyVaultDenied"; empty before the first try.
	Status  string
	Detail  string
	TriedAt time.Time
	// Version is the one in use, and GoodAt when it was last fetched or used successfully.
	Version string
	GoodAt  time.Time
	// Value is what a reference's program sees, Wrapped the encrypted data key of an encryption, Thumbprint and Expires
	// the certificate of a binding.
	Value      Private
	Wrapped    []byte
	Thumbprint string
	Expires    time.Time
}
