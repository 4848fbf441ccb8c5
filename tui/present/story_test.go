package present

import (
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/scenarios"
)

// testdata/stories holds the story of each lab as text: what the class sees, and what the speaker says.
func TestTheStoryOfEachLab(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			s := recorded(t, d.Cmd, 0)
			var b strings.Builder
			if err := s.Write(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		})
	})
}

// A sentence that speaks of the one before it is said behind that one: notes on what was to be learned are whole
// paragraphs, and what the class reads is the beginning of one.
func TestNoSentenceLosesWhatItLeansOn(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		s := recorded(t, e.ID, 0)
		whole := paragraphs(s.Scenario.Debrief)
		for n := range s.Beats {
			b := &s.Beats[n]
			if b.Kind != End || len(whole) == 0 {
				continue
			}
			for _, line := range b.Lines {
				begins := slices.ContainsFunc(whole, func(p string) bool { return strings.HasPrefix(p, line) })
				if said := slices.Contains(whole, line) || slices.ContainsFunc(strings.Split(b.Note, "\n"), func(p string) bool { return strings.HasPrefix(p, line) }); !begins || !said {
					t.Errorf("%s, beat %d: the class reads %q, and nobody says the rest", e.ID, n+1, line)
				}
			}
			for note := range strings.SplitSeq(b.Note, "\n") {
				if !slices.Contains(whole, note) && note != nothingToAdd {
					t.Errorf("%s, beat %d: the note is torn out of its paragraph: %q", e.ID, n+1, note)
				}
			}
		}
	}
}

func TestParagraphsAreReadWithoutTheirMarks(t *testing.T) {
	for _, x := range []struct{ name, markdown, want string }{
		{"names and words that stand out", "The **vault** and *Key Vault Reader*, *without* `get`.", "The vault and Key Vault Reader, without get."},
		{"what is quoted stays quoted", "Not *what is granted?* but *which model*.", `Not "what is granted?" but "which model".`},
		{"the sentence before a list stands for itself", "It has two steps:\n\n- one\n- two\n", "It has two steps.|one|two"},
		{"the sentence before commands goes with them", "It is so. Look:\n\n    az login\n\nThat was it.\n", "It is so.|That was it."},
		{"a table goes with its sentence", "It is so. These are all:\n\n| a | b |\n\nThat was it.\n", "It is so.|That was it."},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := strings.Join(paragraphs(x.markdown), "|"); got != x.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// Goals are counted where the story tells of them, whatever the lab has come to.
func TestGoalsCountWhenTheyAreTold(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		s := recorded(t, e.ID, 0)
		told := 0
		for n := range s.Beats {
			told += len(s.Beats[n].Reached)
			p := s.Progress(n)
			if len(p.Reached) != told {
				t.Errorf("%s, beat %d: %d goals count, and %d were told", e.ID, n+1, len(p.Reached), told)
			}
		}
	}
}

func recorded(t testing.TB, id string, solution int) *Story {
	t.Helper()
	sc, err := scenarios.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Record(sc, solution)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
