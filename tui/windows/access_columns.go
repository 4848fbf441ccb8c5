package windows

import (
	"slices"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/theme"
)

// accessColumn is a class of operations, by the one that stands for it.
type accessColumn struct{ name, operation string }

// columns are the classes that make sense for what is looked at. A certificate's private key is read as the secret of
// its name.
func (a *Access) columns() []accessColumn {
	manage := accessColumn{"manage", "vaults/delete"}
	switch a.object.collection {
	case estate.Keys:
		return []accessColumn{{"read", "keys/get"}, {"list", "keys/list"}, {"write", "keys/create"}, {"delete", "keys/delete"},
			{"purge", "keys/purge"}, {"use key", "keys/decrypt"}, manage}
	case estate.Certificates:
		return []accessColumn{{"read", "certificates/get"}, {"list", "certificates/list"}, {"write", "certificates/create"},
			{"delete", "certificates/delete"}, {"purge", "certificates/purge"}, {"its key", "secrets/get"}, manage}
	}
	all := []accessColumn{{"read", "secrets/get"}, {"list", "secrets/list"}, {"write", "secrets/set"}, {"delete", "secrets/delete"},
		{"purge", "secrets/purge"}}
	if a.object.name == "" {
		all = append(all, accessColumn{"use key", "keys/decrypt"})
	}
	return append(all, manage)
}

func operationsOf(columns []accessColumn) []string {
	ids := make([]string, len(columns))
	for i, c := range columns {
		ids[i] = c.operation
	}
	return ids
}

// may is a cell as an outcome and a word: yes, no, or idle for a no with a grant in the model that nobody consults.
func may(f *trace.Finding) (outcome, word string) {
	switch {
	case f.Unknown:
		return "unknown", "unsaid"
	case f.Stop == nil:
		return "pass", "yes"
	case slices.ContainsFunc(f.Steps, func(s trace.Step) bool { return s.Outcome == trace.Ignored }):
		return "ignored", "idle"
	}
	return "fail", "no"
}

// kindWord is what a principal is, in one word.
func kindWord(k estate.PrincipalKind) string {
	switch k {
	case estate.ServicePrincipal:
		return "app"
	case estate.SystemIdentity, estate.UserIdentity:
		return "identity"
	}
	return string(k)
}

// grantOrder puts the steps about single grants in the order in which they matter: what counts, what refuses, what
// fails to count, what is ignored. Steps about anything else are left out.
func grantOrder(steps []trace.Step) []*trace.Step {
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

// countsAs says in words what became of a grant.
func countsAs(t *theme.Theme, s *trace.Step) string {
	glyph, _ := t.Mark(string(s.Outcome))
	word := map[trace.Outcome]string{trace.Pass: "counts", trace.Fail: "refuses", trace.Info: "does not count", trace.Ignored: "ignored"}[s.Outcome]
	if s.Reason != nil {
		word += ", " + s.Reason.Words()
	}
	return glyph + " " + word
}
