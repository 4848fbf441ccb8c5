package control_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// TestStories runs the conversations in testdata/stories:
//
//	do WHO OPERATION [vault=V] [object=O]      carry a request out: how it ends, what comes back, what is noted
//	tell WHO OPERATION [...]                   the last gate in full
//	trace WHO OPERATION [...]                  the whole trace
//	set                                        state paths with new values
//	undo · redo
//	world                                      what there is of each vault
//
// from=HOST sends a request from a host. go test -rewrite accepts what is new; read the difference before doing so.
func TestStories(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		lab := open(t, world())
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string { return command(t, lab, d) })
	})
}

func command(t *testing.T, lab *engine.Lab, d *datadriven.TestData) string {
	var err error
	switch d.Cmd {
	case "set":
		for line := range strings.Lines(d.Input) {
			path, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			err = lab.Apply(line, engine.Change{Path: path, Value: value})
		}
	case "undo":
		_, err = lab.Undo()
	case "redo":
		_, err = lab.Redo()
	case "world":
		return inventory(t, lab)
	default:
		return request(t, lab, d)
	}
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	return ""
}

func request(t *testing.T, lab *engine.Lab, d *datadriven.TestData) string {
	var vault, object, from string
	d.MaybeScanArgs(t, "vault", &vault)
	d.MaybeScanArgs(t, "object", &object)
	d.MaybeScanArgs(t, "from", &from)
	r := ask(d.CmdArgs[0].Key, d.CmdArgs[1].Key, vault, object)
	r.Host = from
	var b strings.Builder
	switch d.Cmd {
	case "do":
		return result(do(t, lab, r))
	case "tell":
		tell(&b, look(t, lab, r))
	case "trace":
		if err := trace.WriteText(&b, look(t, lab, r)); err != nil {
			t.Fatal(err)
		}
	default:
		d.Fatalf(t, "no command %q", d.Cmd)
	}
	return b.String()
}

func look(t *testing.T, lab *engine.Lab, r *engine.Request) *trace.Trace {
	t.Helper()
	tr, err := lab.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range tr.Gates {
		for _, s := range g.Steps {
			for _, e := range s.Evidence {
				if e.Source == "" || strings.Count(e.Source, ".") < 2 {
					continue
				}
				if _, err := lab.Fact(e.Source); err != nil {
					t.Errorf("%s, evidence %s: %v", s.ID, e.Label, err)
				}
			}
		}
	}
	return tr
}

// result is how a request ends, in the words its caller sees; of a longer message the first line.
func result(r *engine.Result) string {
	var b strings.Builder
	a := r.Trace.Response
	fmt.Fprintf(&b, "%s %d", r.Trace.Verdict, a.Status)
	for _, word := range []*string{a.Code, a.Message, a.ClientError} {
		if word != nil {
			line, _, _ := strings.Cut(*word, "\r\n")
			b.WriteString(" " + line)
		}
	}
	b.WriteString("\n")
	for _, v := range r.Content.Vaults {
		b.WriteString("  " + v.Name + state(&v) + "\n")
	}
	for _, note := range r.Trace.Notes {
		b.WriteString("  note: " + note + "\n")
	}
	return b.String()
}

func state(v *estate.Vault) string {
	if v.Deleted == nil {
		return ""
	}
	return ", deleted " + trace.Stamp(v.Deleted.At) + ", purged " + trace.Stamp(v.Deleted.PurgeAt)
}

func tell(b *strings.Builder, t *trace.Trace) {
	g := t.Gates[len(t.Gates)-1]
	fmt.Fprintf(b, "%s\n", g.Outcome)
	for _, s := range g.Steps {
		fmt.Fprintf(b, "%-5s%s: %s", s.Outcome, s.ID, s.Title)
		if s.Reason != nil {
			fmt.Fprintf(b, " (%s)", *s.Reason)
		}
		fmt.Fprintf(b, "\n  %s\n", s.Detail)
		for _, e := range s.Evidence {
			fmt.Fprintf(b, "    %s = %s\n", e.Label, e.Value)
		}
		if s.Command != "" {
			fmt.Fprintf(b, "  $ %s\n", s.Command)
		}
	}
}

// inventory counts what there is of each vault, and says which role assignments are made.
func inventory(t *testing.T, lab *engine.Lab) string {
	t.Helper()
	e, err := lab.Estate()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range []string{"kv-safe", "kv-shop"} {
		held := func(of string) int {
			if of == name {
				return 1
			}
			return 0
		}
		there, n := "gone", [5]int{}
		for _, v := range e.Vaults {
			if v.Name == name {
				there = "there" + state(&v)
			}
		}
		for _, x := range e.Objects {
			n[0] += held(x.Vault)
		}
		for _, x := range e.Versions {
			n[1] += held(x.Vault)
		}
		for _, x := range e.Issuers {
			n[2] += held(x.Vault)
		}
		for _, x := range e.Contacts {
			n[3] += held(x.Vault)
		}
		for _, x := range e.AccessPolicies {
			n[4] += held(x.Vault)
		}
		fmt.Fprintf(&b, "%s: %s; %d objects, %d versions, %d issuers, %d contacts, %d access policies\n", name, there, n[0], n[1], n[2], n[3], n[4])
	}
	for _, x := range e.PrivateEndpoints {
		b.WriteString(x.Name + ": " + string(x.Connection) + "\n")
	}
	b.WriteString("role assignments:")
	for _, a := range e.RoleAssignments {
		if !a.Absent {
			b.WriteString(" " + a.Name)
		}
	}
	return b.String() + "\n"
}
