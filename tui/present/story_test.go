package present

import (
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
