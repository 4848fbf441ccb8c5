package session

import (
	"slices"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/nearest"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

// Problem says why a draft cannot be asked, for its author; empty when it can. Names that nobody knows are no problem:
// what comes of asking for them is worth seeing.
func (s *Session) Problem(d Draft) string {
	d = d.Plain()
	for _, why := range []string{d.aim(), d.caller(s.State.Estate), d.names(), s.content(d)} {
		if why != "" {
			return why
		}
	}
	return ""
}

// aim is about the operation.
func (d Draft) aim() string {
	if _, ok := operation.Find(d.Operation); ok {
		return ""
	}
	return "there is no operation " + d.Operation + nearest.Hint(d.Operation, OperationIDs())
}

// OperationIDs lists all operations.
func OperationIDs() []string {
	all := operation.All()
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
}

// caller is about who asks, and from where.
func (d Draft) caller(e *engine.Estate) string {
	switch {
	case d.Host != "" && !slices.ContainsFunc(e.Hosts, func(h estate.Host) bool { return h.Name == d.Host }):
		return "this lab has no machine " + d.Host
	case d.As.Kind == AsPerson && d.As.Name == "":
		return "say who sits there"
	case d.Host == "" && d.As.Kind != AsPerson:
		return "somewhere on the internet no program of this lab runs: choose a person"
	case !slices.Contains([]AsKind{AsProgram, AsPerson, AsPlatform}, d.As.Kind):
		return "nobody can ask as " + string(d.As.Kind)
	}
	return ""
}

// names is about what is asked for. A name that cannot be one has no address that it could be asked at.
func (d Draft) names() string {
	switch {
	case d.Takes(VaultName) && d.Vault == "":
		return "say which vault"
	case d.Vault != "" && !objects.ValidName(d.Vault):
		return "no vault can be called " + d.Vault + ": a name has letters, digits and hyphens"
	case d.Takes(ObjectName) && d.Object == "":
		return "say which " + d.noun()
	case d.Object != "" && !objects.ValidName(d.Object):
		return "nothing can be called " + d.Object + ": a name has 1 to 127 letters, digits and hyphens"
	case d.Version != "" && !objects.ValidName(d.Version):
		return "no version can be called " + d.Version
	}
	return ""
}

// content is about what is carried.
func (s *Session) content(d Draft) string {
	if d.base(s.Scenario) != nil && d.Text == "" {
		return ""
	}
	switch d.Carries().Text {
	case "value":
		if d.Text == "" {
			return "type the value to store"
		}
	case "result of":
		if d.Text == "" {
			return "name the request that made what this one works on; there may be none yet"
		}
	case "rotate after":
		if _, err := estate.ParsePeriod(d.Text); err != nil {
			return err.Error()
		}
	}
	return ""
}
