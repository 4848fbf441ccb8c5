package windows

import (
	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// columns are the classes of operations that make sense for what is looked at.
func (a *Access) columns() []session.AccessColumn { return session.AccessColumns(a.question()) }

func operationsOf(columns []session.AccessColumn) []string {
	ids := make([]string, len(columns))
	for i, c := range columns {
		ids[i] = c.Operation
	}
	return ids
}

// may is a cell as an outcome and a word: yes, no, or idle for a no with a grant in the model that nobody consults.
func may(f *trace.Finding) (outcome, word string) {
	switch session.MayOf(f) {
	case session.Undecided:
		return "unknown", "unsaid"
	case session.Granted:
		return "pass", "yes"
	case session.Idle:
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

// countsAs says in words what became of a grant.
func countsAs(t *theme.Theme, s *trace.Step) string {
	glyph, _ := t.Mark(string(s.Outcome))
	word := map[trace.Outcome]string{trace.Pass: "counts", trace.Fail: "refuses", trace.Info: "does not count", trace.Ignored: "ignored"}[s.Outcome]
	if s.Reason != nil {
		word += ", " + s.Reason.Words()
	}
	return glyph + " " + word
}
