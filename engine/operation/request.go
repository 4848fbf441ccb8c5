package operation

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
	// Body is what else it carries; nil for nothing. Which type an operation takes, body.go says.
	Body Body
}

// Caller is how the request's caller is shown.
func (r *Request) Caller() string {
	if r.User != "" {
		return r.User
	}
	return r.Host
}
