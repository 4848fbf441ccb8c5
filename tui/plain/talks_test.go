package plain

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// sealed is what keys make of a text, which is another every time.
var sealed = regexp.MustCompile(`(result: )[\w-]{40,}`)

// ofFile is a line of a scenario's file: what is written above it moves it.
var ofFile = regexp.MustCompile(`(\.toml, line) \d+`)

// TestTalks holds the conversations of testdata/talks, each with one learner and labs in memory.
//
//	begin [lab=ID]     begins a talk; what is said before the first line
//	say                lines that are typed; what is answered
//
// go test -rewrite accepts what is new; read the difference before doing so.
func TestTalks(t *testing.T) {
	datadriven.Walk(t, "testdata/talks", func(t *testing.T, path string) {
		var out strings.Builder
		var x *talk
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			out.Reset()
			switch d.Cmd {
			case "begin":
				var lab string
				d.MaybeScanArgs(t, "lab", &lab)
				x = newTalk(&out, inMemory(lab))
				if err := x.greet(); err != nil {
					t.Fatal(err)
				}
			case "say":
				for _, line := range strings.Split(d.Input, "\n") {
					x.answer(context.Background(), line)
				}
			default:
				d.Fatalf(t, "no command %q", d.Cmd)
			}
			if line := steers(out.String()); line != "" {
				t.Errorf("a terminal would obey %q", line)
			}
			return ofFile.ReplaceAllString(sealed.ReplaceAllString(out.String(), "$1(sealed)"), "$1 N")
		})
		if err := x.end(); err != nil {
			t.Error(err)
		}
	})
}
