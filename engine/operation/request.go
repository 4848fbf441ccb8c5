package operation

import "time"

// Request is one data-plane call that somebody in the lab makes. Names are the lab's.
type Request struct {
	ID    string
	Label string
	// Host is where the program runs. User is a person who signed in there by hand; with no host at all, they sit
	// at an ordinary machine on the internet. With a host alone, the program authenticates as the host is set up to.
	Host      string
	User      string
	Operation string
	Vault     string
	Object    string // empty for operations on the whole vault
	Version   string // empty for the current one
	// Secret is what secrets/set stores.
	Secret *SecretBody
}

// SecretBody is the content of a secrets/set.
type SecretBody struct {
	Value       string
	ContentType string
	Tags        map[string]string
	Disabled    bool
	NotBefore   time.Time
	Expires     time.Time
}

// Caller is how the request's caller is shown.
func (r *Request) Caller() string {
	if r.User != "" {
		return r.User
	}
	return r.Host
}
