package authz

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// TestFindings runs the conversations in testdata. "estate" lays out a world, one thing a line; "check" evaluates a
// request and tells all of it, "verdicts" only how each step came out. go test -rewrite accepts what is new.
func TestFindings(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		l := lab{callers: map[string]*estate.Caller{}}
		var v *store.View
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "estate":
				for line := range strings.Lines(d.Input) {
					if err := l.add(strings.TrimSpace(line)); err != nil {
						d.Fatalf(t, "%s: %v", line, err)
					}
				}
				v = l.open(t)
				return ""
			case "check":
				f := l.check(t, v, d.CmdArgs)
				sourcesExist(t, v, f)
				return whole(f)
			case "verdicts":
				return verdicts(l.check(t, v, d.CmdArgs))
			case "message":
				return message(l.check(t, v, d.CmdArgs))
			}
			d.Fatalf(t, "unknown command %s", d.Cmd)
			return ""
		})
	})
}

// sourcesExist: what a step says it read can be looked up under the path it names.
func sourcesExist(t *testing.T, v *store.View, f trace.Finding) {
	t.Helper()
	for _, s := range f.Steps {
		for _, e := range s.Evidence {
			if e.Source == "" {
				continue
			}
			p, err := facts.ParsePath(e.Source)
			if err == nil {
				_, err = facts.Get(v, p)
			}
			if err != nil {
				t.Errorf("%s: %v", s.Title, err)
			}
		}
	}
}

// verdicts is one line for the gate and one for each step.
func verdicts(f trace.Finding) string {
	var b strings.Builder
	b.WriteString(ending(f) + "\n")
	for _, s := range f.Steps {
		reason := ""
		if s.Reason != nil {
			reason = " (" + string(*s.Reason) + ")"
		}
		fmt.Fprintf(&b, "%-8s%s: %s%s\n", s.Outcome, strings.TrimPrefix(s.ID, "authorization."), s.Title, reason)
	}
	return b.String()
}

func whole(f trace.Finding) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimSuffix(verdicts(f), "\n"), "\n")
	b.WriteString(lines[0] + "\n")
	for i, s := range f.Steps {
		b.WriteString(lines[i+1] + "\n  " + s.Detail + "\n")
		for _, e := range s.Evidence {
			fmt.Fprintf(&b, "    %s = %s", e.Label, e.Value)
			if e.Source != "" {
				b.WriteString("   <- " + e.Source)
			}
			b.WriteString("\n")
		}
		if s.Command != "" {
			b.WriteString("  $ " + s.Command + "\n")
		}
	}
	return b.String()
}

// message is the service's text with its line breaks shown.
func message(f trace.Finding) string {
	if f.Stop == nil || f.Stop.Response.Message == nil {
		return ending(f) + "\n"
	}
	return ending(f) + "\n" + strings.ReplaceAll(*f.Stop.Response.Message, "\r\n", "\\r\\n\n")
}

func ending(f trace.Finding) string {
	s := string(f.Outcome(true))
	if f.Stop == nil {
		return s
	}
	s += ": " + string(f.Stop.Verdict)
	r := f.Stop.Response
	if r.Status != 0 {
		s += fmt.Sprintf(" %d %s", r.Status, *r.Code)
	}
	if r.InnerCode != nil {
		s += " " + *r.InnerCode
	}
	if r.ClientError != nil {
		s += " " + *r.ClientError
	}
	return s
}
