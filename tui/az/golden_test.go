package az

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/profile"
)

// TestConsole runs the conversations in testdata/console. Each file has one console on the lab of testdata/lab.toml.
//
//	run                       lines of the shell; then their output, what came on stderr, and the exit status
//	lab [as=USER] [from=HOST] [profile=P] [person]
//	                          a fresh lab, in place of the one before
//	complete                  a line; what its last word may become
//	calls                     the requests that were made since the last time
//
// Ids and long base64 are masked: they differ from run to run. go test -rewrite accepts what is new; read the
// difference before doing so.
func TestConsole(t *testing.T) {
	datadriven.Walk(t, "testdata/console", func(t *testing.T, path string) {
		talk := &conversation{t: t, bench: adas(t), masked: masked{map[string]string{}}}
		datadriven.RunTest(t, path, talk.command)
	})
}

type conversation struct {
	t *testing.T
	*bench
	masked
	told int // calls that were shown already
}

func (c *conversation) command(t *testing.T, d *datadriven.TestData) string {
	switch d.Cmd {
	case "lab":
		c.fresh(t, d)
		return ""
	case "complete":
		return strings.Join(c.Complete(strings.TrimSuffix(d.Input, "$")), "\n") + "\n"
	case "calls":
		return c.news()
	case "run":
		out, err, status := c.do(d.Input)
		if c.options.Person {
			out, err = seen(out), seen(err)
		}
		if err != "" {
			out += "stderr:\n" + err
		}
		return c.mask(out) + fmt.Sprintf("exit %d\n", status)
	}
	d.Fatalf(t, "no command %q", d.Cmd)
	return ""
}

func (c *conversation) fresh(t *testing.T, d *datadriven.TestData) {
	who, o := ada, Options{}
	var p string
	if d.HasArg("as") {
		d.ScanArgs(t, "as", &who.User)
	}
	if d.HasArg("from") {
		who.User = ""
		d.ScanArgs(t, "from", &who.Host)
	}
	d.MaybeScanArgs(t, "profile", &p)
	if d.HasArg("person") {
		o = Options{Person: true, Why: "kvlab az --trace shows why"}
	}
	c.bench, c.told = newBench(c.t, who, o, profile.Profile(p)), 0
	c.seen = map[string]string{}
}

// news are the calls since the last time, a line each.
func (c *conversation) news() string {
	var b strings.Builder
	calls := c.Calls()
	for _, call := range calls[c.told:] {
		r := call.Trace.Request
		fmt.Fprintf(&b, "%s by az %s: %s %s %s %s: %s\n", r.ID, call.Command, r.Operation, r.Vault, r.Object, c.mask(r.Version), call.Trace.Verdict)
	}
	c.told = len(calls)
	return b.String()
}

// seen is text as a terminal gets it.
func seen(s string) string {
	var b strings.Builder
	_, _ = Screen(&b).Write([]byte(s)) // a strings.Builder never fails
	return b.String()
}
