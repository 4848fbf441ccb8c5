package session

import (
	"slices"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/scenarios"
)

// Draft is a request that the learner puts together: what can be chosen of one, and nothing else. Two drafts that are
// equal after Plain ask for the same. Drafts are kept with the lab: fields are added, never given another meaning.
type Draft struct {
	Host string // empty: an ordinary machine somewhere on the internet
	As   As

	Operation string // "secrets/get"
	Vault     string
	Object    string
	Version   string // empty for the current one

	// Choice and Text are what it carries besides names; what they mean is the operation's business (Carries).
	Choice, Text string
	// Like names the scenario's request that it began as, when that carries something: what Choice and Text leave open
	// is as there.
	Like string
}

// As is who makes a request at its host.
type As struct {
	Kind AsKind
	// Name is the person's, or the user-assigned identity's that the platform uses; empty for the program and for the
	// system-assigned identity.
	Name string
}

// AsKind is a kind of caller.
type AsKind string

const (
	AsProgram  AsKind = "" // the host's own, which authenticates as the host is set up to
	AsPerson   AsKind = "person"
	AsPlatform AsKind = "platform" // with a managed identity of the host
)

// as is who makes a request.
func as(r *engine.Request) As {
	switch {
	case r.User != "":
		return As{AsPerson, r.User}
	case r.Platform:
		return As{AsPlatform, r.Identity}
	}
	return As{}
}

// request is what the draft asks for, under an id.
func (d Draft) request(id string, sc *scenarios.Scenario) *engine.Request {
	d = d.Plain()
	r := &engine.Request{ID: id, Label: d.Title(), Host: d.Host, Operation: d.Operation, Vault: d.Vault, Object: d.Object,
		Version: d.Version, Body: d.body(sc)}
	switch d.As.Kind {
	case AsPerson:
		r.User = d.As.Name
	case AsPlatform:
		r.Platform, r.Identity = true, d.As.Name
	}
	return r
}

// draftOf is a scenario's request as a draft.
func draftOf(r *engine.Request) Draft {
	d := Draft{Host: r.Host, As: as(r), Operation: r.Operation, Vault: r.Vault, Object: r.Object, Version: r.Version}
	if r.Body != nil {
		d.Like = r.ID
	}
	return d
}

// Name is a name that an operation may need to be told.
type Name int

const (
	VaultName Name = iota
	ObjectName
	VersionName
)

// Takes reports whether the draft's operation can be told a name. Of an unknown operation nobody can say.
func (d Draft) Takes(n Name) bool {
	op, ok := operation.Find(d.Operation)
	if !ok {
		return n != VersionName
	}
	switch n {
	case ObjectName:
		return op.Path("n", "") != op.Path("", "") // an issuer is named, and yet its operations are on the vault
	case VersionName:
		return op.Path("n", "v") != op.Path("n", "")
	}
	return op.Plane == operation.Data || op.Verb != "list"
}

// Plain is the draft without what its operation does not take.
func (d Draft) Plain() Draft {
	if !d.Takes(VaultName) {
		d.Vault = ""
	}
	if !d.Takes(ObjectName) {
		d.Object = ""
	}
	if !d.Takes(VersionName) {
		d.Version = ""
	}
	c := d.Carries()
	if c.Choice == "" {
		d.Choice = ""
	}
	if c.Text == "" {
		d.Text = ""
	}
	return d
}

// collection is what the draft's operation is about.
func (d Draft) collection() operation.Collection {
	collection, _, _ := strings.Cut(d.Operation, "/")
	return operation.Collection(collection)
}

// verb is the part of the operation's name that says what is done.
func (d Draft) verb() string {
	_, verb, _ := strings.Cut(d.Operation, "/")
	return verb
}

// NewDraft begins with the operator's place: they read the first secret of the first vault, or list what is not there.
func (s *Session) NewDraft() (Draft, error) {
	o := s.Scenario.Operator
	if o == nil {
		return Draft{}, ErrNoOperator
	}
	d := Draft{Host: o.Host, Operation: "secrets/list"}
	if o.User != "" {
		d.As = As{AsPerson, o.User}
	}
	e := s.State.Estate
	if i := slices.IndexFunc(e.Vaults, func(v estate.Vault) bool { return !v.Absent }); i >= 0 {
		d.Vault = e.Vaults[i].Name
	}
	for i := range e.Objects {
		if x := &e.Objects[i]; x.Vault == d.Vault && x.Collection == operation.Secrets {
			d.Operation, d.Object = "secrets/get", x.Name
			break
		}
	}
	return d, nil
}
