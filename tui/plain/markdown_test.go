package plain

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/scenarios"
)

func TestMarkdownIsReadOut(t *testing.T) {
	datadriven.RunTest(t, "testdata/markdown", func(t *testing.T, d *datadriven.TestData) string {
		return strings.Join(spoken(d.Input), "\n") + "\n"
	})
}

// No word of a text is lost, none is added but the names of columns, and prose is broken at a bearable length.
func TestNothingOfALabsTextsIsLost(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		sc, err := scenarios.Open(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{sc.Briefing, sc.Debrief} {
			read := strings.Join(spoken(text), "\n")
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n*|`#-:", r) }) {
				if !strings.Contains(read, word) {
					t.Errorf("%s: %q is lost", e.ID, word)
				}
			}
			for _, line := range strings.Split(read, "\n") {
				if len(line) > wide && !strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "- ") {
					t.Errorf("%s: a line is %d wide: %s", e.ID, len(line), line)
				}
			}
		}
	}
}

func TestAnyMarkdownIsReadOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"*", "**", "`", "|", "\n", "\n\n", "    ", "# ", "- ", "1. ", "a", "b c", "---", "\x1b[2J",
			"\t", "\r", "ü"})).Draw(t, "text"), "")
		for _, line := range spoken(text) {
			if steers(line) != "" || strings.Contains(line, "\n") {
				t.Fatalf("it reads %q", line)
			}
		}
	})
}
