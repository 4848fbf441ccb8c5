package estate

import "time"

// Secret is a named secret of a vault; its values are in its versions.
type Secret struct {
	Vault   string
	Name    string
	Current string // version id that a request without a version reads
	Deleted *Deletion
}

// Deletion says that an object is soft-deleted and when the service will purge it.
type Deletion struct {
	At      time.Time
	PurgeAt time.Time
}

// SecretVersion is one immutable value with its attributes.
type SecretVersion struct {
	Vault       string
	Name        string
	Version     string // 32 lower-case hexadecimal digits
	Value       string
	ContentType string
	Tags        map[string]string
	Disabled    bool
	NotBefore   time.Time // zero: none
	Expires     time.Time // zero: none
	Created     time.Time
	Updated     time.Time
}
