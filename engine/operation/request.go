package operation

// Request is one call that somebody in the lab makes. Names are the lab's.
type Request struct {
	ID    string
	Label string
	// Command is the command line that makes it, by which the journal then calls it; empty for requests of the lab.
	Command string
	// Host is where the program runs. User is a person who signed in there by hand; with no host at all, they sit
	// at an ordinary machine on the internet. With a host alone, the program authenticates as the host is set up to.
	Host      string
	User      string
	Operation string
	Vault     string // empty for a list of vaults
	Object    string // empty for operations on the whole vault
	Version   string // empty for the current one
	// Platform says that not the host's program calls, but the platform for it, as with Key Vault references: with a
	// managed identity of the host, whatever its program is set up to use. Identity names the user-assigned one;
	// empty is the system-assigned.
	Platform bool
	Identity string
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
