package plain

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"kvlab/engine/trace"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// converse feeds lines to a talk as a pipe does, and returns all that it says.
func converse(t testing.TB, o Options, lines ...string) string {
	t.Helper()
	var out strings.Builder
	if err := Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")), &out, o); err != nil {
		t.Fatalf("%v, after\n%s", err, &out)
	}
	return out.String()
}

// reopened is the lab as the desktop would find it.
func reopened(t testing.TB, o Options) *session.Session {
	t.Helper()
	sc, err := scenarios.Open(o.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(o.Where, sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func inMemory(scenario string) Options {
	return Options{Where: session.Where{Ephemeral: true}, Scenario: scenario}
}

func onDisk(t testing.TB, scenario string) Options {
	return Options{Where: session.Where{Data: t.TempDir()}, Scenario: scenario}
}

// steers returns the first line that a terminal would obey, empty for none. Tables of the az console have tabs.
func steers(text string) string {
	for line := range strings.Lines(text) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", " ")
		if trace.Visible(line) != line {
			return line
		}
	}
	return ""
}

// Lines need no library that draws, not even by way of others.
func TestNothingHereDraws(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, library := range []string{"charm.land/bubbletea", "charm.land/lipgloss", "charm.land/glamour", "github.com/charmbracelet/ultraviolet",
		"kvlab/tui/desktop", "kvlab/tui/theme", "kvlab/tui/windows"} {
		if strings.Contains(string(out), library) {
			t.Errorf("plain depends on %s", library)
		}
	}
}
