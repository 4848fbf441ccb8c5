package network

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestGate runs the conversations in testdata/gate:
//
//	estate                          lines that lay out a world, in place of the one before
//	set                             state paths with new values
//	check host=H [vault=V] [...]    the gate with all it says
//	brief host=H [vault=V] [...]    its ending, and how each step came out
//	walk host=H [vault=V]           its ending and the name resolution, step by step
//	message host=H [...]            the text the caller sees, line breaks shown
//	manage host=H [vault=V]         the way to Azure Resource Manager, with all it says
//
// Further words: service=NAME makes the caller a Microsoft service, and "nobody" one that nobody knows; at=TIME.
// go test -rewrite accepts what is new; read the difference before doing so.
func TestGate(t *testing.T) {
	datadriven.Walk(t, "testdata/gate", func(t *testing.T, path string) {
		w := &world{}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string { return w.command(t, d) })
		w.close(t)
	})
}

func (w *world) command(t *testing.T, d *datadriven.TestData) string {
	switch d.Cmd {
	case "estate":
		w.close(t)
		*w = world{}
		w.define(t, d.Input)
		return ""
	case "set":
		w.set(t, strings.Split(strings.TrimSpace(d.Input), "\n")...)
		return ""
	}
	x := words{t, d.Pos, d.CmdArgs}
	if d.Cmd == "manage" {
		r := w.manage(t, x.text("host"), x.or("vault", "kv-shop"))
		return summary(r) + told(r, "network.")
	}
	at := noon
	if x.text("at") != "" {
		at = x.moment("at")
	}
	r := w.evaluate(t, x.text("host"), x.or("vault", "kv-shop"), x.text("service"), at)
	switch d.Cmd {
	case "check":
		return summary(r) + told(r, "network.")
	case "walk":
		return summary(r) + told(r, "network.hosts_file", "network.resolver", "network.dns.")
	case "brief":
		return summary(r) + outcomes(r)
	case "message":
		return summary(r) + message(r)
	}
	d.Fatalf(t, "no command %q", d.Cmd)
	return ""
}

// summary is the gate's outcome and the way the connection took.
func summary(r Result) string {
	s := string(r.Outcome(true))
	if r.Stop != nil {
		s += ": " + string(r.Stop.Verdict)
		a := r.Stop.Response
		if a.Status != 0 {
			s += fmt.Sprintf(" %d %s %s", a.Status, *a.Code, *a.InnerCode)
		}
		if a.ClientError != nil {
			s += ": " + *a.ClientError
		}
	}
	s += fmt.Sprintf("\npath: %s, via %s", r.Path.Kind, r.Path.Via)
	if r.Path.Endpoint != "" {
		s += " (" + r.Path.Endpoint + ")"
	}
	if r.Path.Client != "" {
		s += ", client " + r.Path.Client
	}
	return s + "\n"
}

func outcomes(r Result) string {
	var b strings.Builder
	for _, s := range r.Steps {
		b.WriteString(outcome(s.ID, string(s.Outcome), s.Title, s.Reason))
	}
	return b.String()
}

func outcome[R ~string](id, outcome, title string, reason *R) string {
	s := fmt.Sprintf("%-5s%s: %s", outcome, strings.TrimPrefix(id, "network."), title)
	if reason != nil {
		s += " (" + string(*reason) + ")"
	}
	return s + "\n"
}

// told is all that the steps with one of the prefixes say.
func told(r Result, prefixes ...string) string {
	var b strings.Builder
	for _, s := range r.Steps {
		for _, p := range prefixes {
			if !strings.HasPrefix(s.ID, p) {
				continue
			}
			b.WriteString(outcome(s.ID, string(s.Outcome), s.Title, s.Reason) + "  " + s.Detail + "\n")
			for _, e := range s.Evidence {
				b.WriteString("    " + e.Label + " = " + e.Value)
				if e.Source != "" {
					b.WriteString("   <- " + e.Source)
				}
				b.WriteString("\n")
			}
			if s.Command != "" {
				b.WriteString("  $ " + s.Command + "\n")
			}
		}
	}
	return b.String()
}

func message(r Result) string {
	if r.Stop == nil || r.Stop.Response.Message == nil {
		return ""
	}
	return strings.ReplaceAll(*r.Stop.Response.Message, "\r\n", "\\r\\n\n") + "\n"
}
