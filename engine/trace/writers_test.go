package trace_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/trace"
)

// Each case of testdata/writers is a trace as JSON and what one of the writers makes of it; -rewrite writes the
// expected part anew.
func TestWriters(t *testing.T) {
	datadriven.RunTest(t, "testdata/writers", func(t *testing.T, d *datadriven.TestData) string {
		var in trace.Trace
		if err := json.Unmarshal([]byte(d.Input), &in); err != nil {
			d.Fatalf(t, "input: %v", err)
		}
		var b strings.Builder
		var err error
		switch d.Cmd {
		case "summary":
			b.WriteString(trace.Summary(&in) + "\n")
		default:
			var form trace.Format
			if form, err = trace.ParseFormat(d.Cmd); err == nil {
				err = form.Write(&b, &in)
			}
		}
		if err != nil {
			d.Fatalf(t, "%v", err)
		}
		return b.String()
	})
}

func TestWritersReportTheFirstError(t *testing.T) {
	broken := errors.New("the pipe is closed")
	in := &trace.Trace{Gates: []trace.Gate{{Steps: []trace.Step{{Title: "a"}, {Title: "b"}}}}}
	for _, form := range trace.Formats {
		if err := form.Write(failing{broken}, in); !errors.Is(err, broken) {
			t.Errorf("%s: %v", form, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// Whatever stands in a trace, nothing that a terminal obeys comes out of a writer.
func FuzzWriters(f *testing.F) {
	f.Add("plain", "\x1b[2Jgone", "two\r\nlines\u009b31m")
	f.Add("``", "| a | b |\n# head", "\u202eevil")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		reason := trace.Reason(c)
		in := &trace.Trace{
			Scenario: a, Profile: b, Notes: []string{c}, Verdict: trace.Verdict(a),
			Request:  trace.Request{ID: a, Caller: b, Host: c, Operation: a, Vault: b, Object: c, Version: a},
			Response: trace.Response{Code: &a, InnerCode: &b, Message: &c, ClientError: &a},
			Gates: []trace.Gate{{Gate: trace.Network, Steps: []trace.Step{{ID: a, Title: b, Detail: c, Command: a, Reason: &reason,
				Evidence: []trace.Evidence{{Label: b, Value: c}}}}}},
			Fixes: []trace.Fix{{Changes: []trace.Change{{Gate: a, To: b, Label: c}}, Opens: []string{a}, Breaks: []string{b}, Means: c}},
		}
		for _, form := range trace.Formats {
			var out strings.Builder
			if err := form.Write(&out, in); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if trace.Visible(line) != line {
					t.Fatalf("%s: %q reaches the terminal", form, line)
				}
			}
			switch form {
			case trace.SVG:
				onlyShapes(t, out.String())
			case trace.Mermaid:
				onlyOurSyntax(t, out.String())
			}
		}
	})
}
