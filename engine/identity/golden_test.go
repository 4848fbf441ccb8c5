package identity_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/identity"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// TestGate reads the conversations in testdata/gate: what the world holds, who asks, and all that the gate says. Run it
// with -rewrite after a change of wording, and read the difference.
func TestGate(t *testing.T) {
	datadriven.Walk(t, "testdata/gate", func(t *testing.T, path string) {
		w := newWorld()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "new":
				*w = *newWorld()
			case "define":
				for line := range strings.Lines(d.Input) {
					w.define(t, line)
				}
			case "evaluate":
				return w.evaluate(t, d)
			default:
				t.Fatalf("no command %q", d.Cmd)
			}
			return ""
		})
	})
}

// evaluate answers "evaluate host=web [user=ada] [vault=kv-shop] [operation=vaults/get] [at=TIME] [brief]". Brief leaves out what the steps
// say and read; vault=unknown asks about none.
func (w *world) evaluate(t *testing.T, d *datadriven.TestData) string {
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Load(w.estate()); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	var host, user, asked, moment string
	vault := "kv-shop"
	d.MaybeScanArgs(t, "host", &host)
	d.MaybeScanArgs(t, "user", &user)
	d.MaybeScanArgs(t, "vault", &vault)
	d.MaybeScanArgs(t, "operation", &asked)
	d.MaybeScanArgs(t, "at", &moment)
	at := noon
	if moment != "" {
		if at, err = time.Parse(time.RFC3339, moment); err != nil {
			t.Fatal(err)
		}
	}
	h := store.Hosts.Get(v, host)
	if h == nil {
		t.Fatalf("no host %q", host)
	}
	finding, caller := identity.Evaluate(v, at, &operation.Request{Host: host, User: user, Operation: asked}, h, store.Vaults.Get(v, vault))
	checkSources(t, v, finding)
	if err := v.Err(); err != nil {
		t.Fatal(err)
	}
	return render(finding, caller, d.HasArg("brief"))
}

// checkSources: evidence says where it was read, and a learner can follow. Two parts are an entity, more are a fact.
func checkSources(t *testing.T, v *store.View, f trace.Finding) {
	t.Helper()
	for _, s := range f.Steps {
		for _, e := range s.Evidence {
			if e.Source == "" {
				continue
			}
			p, err := facts.ParsePath(e.Source)
			if err == nil && len(p) > 2 {
				_, err = facts.Get(v, p)
			}
			if err != nil {
				t.Errorf("%s, evidence %s: %v", s.ID, e.Label, err)
			}
		}
	}
}

func render(f trace.Finding, c *estate.Caller, brief bool) string {
	var b strings.Builder
	renderCaller(&b, c)
	for i := range f.Steps {
		renderStep(&b, &f.Steps[i], brief)
	}
	renderStop(&b, f.Stop)
	return b.String()
}

func renderCaller(b *strings.Builder, c *estate.Caller) {
	if c == nil {
		b.WriteString("caller: unknown\n")
		return
	}
	fmt.Fprintf(b, "caller: %s\n", c.Line())
	if c.Service != "" {
		fmt.Fprintf(b, "service: %s\n", c.Service)
	}
	if c.OnBehalfOf {
		b.WriteString("on behalf of a user\n")
	}
	if len(c.Groups) > 0 {
		fmt.Fprintf(b, "groups: %s\n", strings.Join(groupNames(c), ", "))
	}
}

func groupNames(c *estate.Caller) []string {
	names := make([]string, len(c.Groups))
	for i, g := range c.Groups {
		names[i] = g.Name
	}
	return names
}

func renderStep(b *strings.Builder, s *trace.Step, brief bool) {
	fmt.Fprintf(b, "%-4s %s", s.Outcome, s.ID)
	if s.Reason != nil {
		fmt.Fprintf(b, " (%s)", *s.Reason)
	}
	b.WriteByte('\n')
	if brief {
		return
	}
	fmt.Fprintf(b, "     %s: %s\n", s.Title, s.Detail)
	for _, e := range s.Evidence {
		fmt.Fprintf(b, "     - %s = %s", e.Label, e.Value)
		if e.Source != "" {
			fmt.Fprintf(b, " <%s>", e.Source)
		}
		b.WriteByte('\n')
	}
	if s.Command != "" {
		fmt.Fprintf(b, "     $ %s\n", s.Command)
	}
}

func renderStop(b *strings.Builder, s *trace.Stop) {
	switch {
	case s == nil:
		b.WriteString("the gate lets it through\n")
	case s.Response.ClientError != nil:
		fmt.Fprintf(b, "%s, the client prints:\n", s.Verdict)
		for line := range strings.Lines(*s.Response.ClientError) {
			fmt.Fprintf(b, "  | %s\n", strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), "\n"))
		}
	default:
		fmt.Fprintf(b, "%s: %d %s: %s\n", s.Verdict, s.Response.Status, *s.Response.Code, *s.Response.Message)
	}
}
