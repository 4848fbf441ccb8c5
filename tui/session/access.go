package session

import (
	"slices"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// AccessColumn is a class of operations, by the one that stands for it.
type AccessColumn struct{ Name, Operation string }

// AccessColumns are the classes that make sense for what is asked about. A certificate's private key is read as the
// secret of its name.
func AccessColumns(q engine.AccessQuestion) []AccessColumn {
	manage := AccessColumn{"manage", "vaults/delete"}
	switch q.Collection {
	case estate.Keys:
		return []AccessColumn{{"read", "keys/get"}, {"list", "keys/list"}, {"write", "keys/create"}, {"delete", "keys/delete"},
			{"purge", "keys/purge"}, {"use key", "keys/decrypt"}, manage}
	case estate.Certificates:
		return []AccessColumn{{"read", "certificates/get"}, {"list", "certificates/list"}, {"write", "certificates/create"},
			{"delete", "certificates/delete"}, {"purge", "certificates/purge"}, {"its key", "secrets/get"}, manage}
	}
	all := []AccessColumn{{"read", "secrets/get"}, {"list", "secrets/list"}, {"write", "secrets/set"}, {"delete", "secrets/delete"},
		{"purge", "secrets/purge"}}
	if q.Object == "" {
		all = append(all, AccessColumn{"use key", "keys/decrypt"})
	}
	return append(all, manage)
}

// May is what authorization comes to for one principal and one operation.
type May int

const (
	Refused   May = iota
	Granted       // a grant counts
	Idle          // refused, with a grant in the model that nobody consults
	Undecided     // no model is in force
)

// MayOf is what a finding comes to.
func MayOf(f *trace.Finding) May {
	switch {
	case f.Unknown:
		return Undecided
	case f.Stop == nil:
		return Granted
	case slices.ContainsFunc(f.Steps, func(s trace.Step) bool { return s.Outcome == trace.Ignored }):
		return Idle
	}
	return Refused
}

// GrantOrder puts the steps about single grants in the order in which they matter: what counts, what refuses, what
// fails to count, what is ignored. Steps about anything else are left out.
func GrantOrder(steps []trace.Step) []*trace.Step {
	var out []*trace.Step
	for _, outcome := range []trace.Outcome{trace.Pass, trace.Fail, trace.Info, trace.Ignored} {
		for i := range steps {
			s := &steps[i]
			switch s.ID {
			case "authorization.assignment", "authorization.deny", "authorization.policy":
				if s.Outcome == outcome {
					out = append(out, s)
				}
			}
		}
	}
	return out
}
