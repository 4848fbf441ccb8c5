package az

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/profile"
	"kvlab/scenarios"
)

// bench is a console on the lab of testdata/lab.toml, with what it printed.
type bench struct {
	*Console
	out, err bytes.Buffer
}

func newBench(t testing.TB, who Operator, o Options, p profile.Profile) *bench {
	t.Helper()
	sc, err := scenarios.Open("testdata/lab.toml")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := sc.Start(lab); err != nil {
		t.Fatal(err)
	}
	if p != "" {
		if err := lab.SetProfile(p); err != nil {
			t.Fatal(err)
		}
	}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	c, err := New(lab, who, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	return &bench{Console: c}
}

// ada is who types in most tests.
var ada = Operator{User: "ada", Host: "vm-jump"}

func adas(t testing.TB) *bench { return newBench(t, ada, Options{}, "") }

// do runs lines and returns what they printed, and their exit status.
func (b *bench) do(lines ...string) (out, err string, status int) {
	b.out.Reset()
	b.err.Reset()
	status = b.Run(context.Background(), strings.Join(lines, "\n")+"\n", Streams{&b.out, &b.err})
	return b.out.String(), b.err.String(), status
}

// must runs a line that has to succeed, and returns its output without the last line end.
func (b *bench) must(t testing.TB, line string) string {
	t.Helper()
	out, complaint, status := b.do(line)
	if status != 0 {
		t.Fatalf("%s\nexit status %d: %s", line, status, complaint)
	}
	return strings.TrimSuffix(out, "\n")
}

// masked puts the same words in the place of what differs from run to run: versions and other ids in the order they
// turn up in, and long base64.
type masked struct{ seen map[string]string }

var (
	ids   = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
	blobs = regexp.MustCompile(`[A-Za-z0-9+/_-]{42,}={0,2}`)
	// resource is in what looks like base64 and is a path or a ruler.
	resource = regexp.MustCompile(`^/subscriptions|/vaults/|/virtualNetworks/|---`)
	prints   = regexp.MustCompile(`("x5t"|"x509Thumbprint(Hex)?"): "[^"]+"`)
)

func (m *masked) mask(s string) string {
	s = ids.ReplaceAllStringFunc(s, func(id string) string {
		if m.seen[id] == "" {
			m.seen[id] = fmt.Sprintf("<id %d>", len(m.seen)+1)
		}
		return m.seen[id]
	})
	s = prints.ReplaceAllString(s, `$1: "<thumbprint>"`)
	return blobs.ReplaceAllStringFunc(s, func(blob string) string {
		if resource.MatchString(blob) {
			return blob
		}
		return "<base64>"
	})
}
