package trace_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kvlab/engine/trace"
)

// onlyShapes fails unless a picture is well-formed and made of shapes and texts alone, with nothing that runs, loads or
// styles.
func onlyShapes(t *testing.T, picture string) {
	t.Helper()
	allowed := map[string][]string{
		"svg":   {"xmlns", "width", "height", "viewBox", "role", "font-family", "font-size"},
		"title": nil, "desc": nil,
		"rect": {"x", "y", "width", "height", "rx", "fill", "stroke", "stroke-width", "stroke-dasharray"},
		"text": {"x", "y", "fill", "font-weight"},
	}
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, picture)
		}
		switch x := token.(type) {
		case xml.StartElement:
			names, known := allowed[x.Name.Local]
			if !known {
				t.Fatalf("there is a <%s>", x.Name.Local)
			}
			for _, a := range x.Attr {
				if !slices.Contains(names, a.Name.Local) {
					t.Fatalf("<%s> has the attribute %s", x.Name.Local, a.Name.Local)
				}
			}
		case xml.ProcInst, xml.Directive, xml.Comment:
			t.Fatalf("%T in the picture", x)
		}
	}
}

// diagramLine is everything that a diagram's line may be; texts hold no sign that Mermaid gives a meaning.
var diagramLine = regexp.MustCompile(`^(sequenceDiagram` +
	`|    participant \w+ as TEXT` +
	`|    Note (over|right of) \w+: TEXT` +
	`|    \w+(->>|-->>|--x)\w+: TEXT` +
	`|    opt not reached|    end|)$`)

// diagramText is a text in which every other sign is a number code.
var diagramText = regexp.MustCompile(`^([\pL\pN ._/(),?-]|#\d+;)*$`)

func onlyOurSyntax(t *testing.T, diagram string) {
	t.Helper()
	for _, line := range strings.Split(diagram, "\n") {
		text := ""
		for _, cut := range []string{": ", " as "} {
			if before, after, ok := strings.Cut(line, cut); ok {
				line, text = before+cut+"TEXT", after
				break
			}
		}
		if !diagramLine.MatchString(line) || !diagramText.MatchString(text) {
			t.Fatalf("%q %q is no line of ours", line, text)
		}
		for _, word := range strings.Fields(text) {
			if strings.EqualFold(word, "end") {
				t.Fatalf("the word end closes a box: %q", text)
			}
		}
	}
}

func TestTheDecidingStepIsTheLastFailureOfTheGateThatStopped(t *testing.T) {
	steps := func(outcomes ...trace.Outcome) []trace.Step {
		var out []trace.Step
		for _, o := range outcomes {
			out = append(out, trace.Step{Outcome: o})
		}
		return out
	}
	network := trace.Network
	for _, test := range []struct {
		name       string
		stopped    *trace.GateName
		identity   []trace.Step
		network    []trace.Step
		gate, step int
	}{
		{"nothing at all", nil, nil, nil, -1, -1},
		{"allowed: the last step of all", nil, steps(trace.Pass, trace.Pass), steps(trace.Pass, trace.Info), 1, 1},
		{"allowed, and the last gate has no steps", nil, steps(trace.Pass, trace.Pass), nil, 0, 1},
		{"refused: the last failure", &network, steps(trace.Fail), steps(trace.Fail, trace.Fail, trace.Info), 1, 1},
		{"refused without a failed step", &network, steps(trace.Fail), steps(trace.Info), 1, 0},
	} {
		in := &trace.Trace{StoppedAt: test.stopped, Gates: []trace.Gate{{Gate: trace.Identity, Steps: test.identity},
			{Gate: trace.Network, Steps: test.network}}}
		if gate, step := in.Deciding(); gate != test.gate || step != test.step {
			t.Errorf("%s: %d, %d", test.name, gate, step)
		}
	}
}

func TestEveryFormatHasItsNameAndAnExtensionOfItsOwn(t *testing.T) {
	taken := map[string]trace.Format{}
	for _, f := range trace.Formats {
		if got, err := trace.ParseFormat(string(f)); err != nil || got != f {
			t.Errorf("%s: %s, %v", f, got, err)
		}
		if other, twice := taken[f.Extension()]; twice {
			t.Errorf("%s and %s both end with %s", f, other, f.Extension())
		}
		taken[f.Extension()] = f
	}
	if _, err := trace.ParseFormat("mermade"); err == nil || !strings.Contains(err.Error(), "mermaid") {
		t.Errorf("no hint at the nearest name: %v", err)
	}
}
