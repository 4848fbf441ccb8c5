package scenarios

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

const brokenDir = "testdata/broken/"

// Each file of testdata/broken is wrong in many ways; testdata/problems says what its author is told.
func TestABrokenFileIsToldAllItsProblems(t *testing.T) {
	shown := map[string]bool{}
	datadriven.RunTest(t, "testdata/problems", func(t *testing.T, d *datadriven.TestData) string {
		shown[d.Cmd] = true
		_, err := Open(brokenDir + d.Cmd)
		var problems Problems
		if !errors.As(err, &problems) {
			t.Fatalf("%s: want problems, got %v", d.Cmd, err)
		}
		return strings.ReplaceAll(problems.Error(), brokenDir, "") + "\n"
	})
	files, err := os.ReadDir(brokenDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !shown[f.Name()] {
			t.Errorf("%s is not in testdata/problems", f.Name())
		}
	}
}

func TestOpeningWhatIsNoScenario(t *testing.T) {
	const labs = "broken-dns, certificate-key-as-secret, deleted-and-purged, half-migrated-rbac, revoked-customer-key, " +
		"rotation-with-a-pinned-reference, wired-web-app"
	for name, want := range map[string]string{
		"wired-web-ap":   `there is no scenario "wired-web-ap", did you mean wired-web-app?`,
		"weather":        `there is no scenario "weather", choose from ` + labs + `, or name a .toml file`,
		"":               `there is no scenario "", choose from ` + labs + `, or name a .toml file`,
		"no/such.toml":   `open scenario: stat no/such.toml: no such file or directory`,
		"testdata/":      `open scenario: testdata/ is a directory`,
		"../doc.go/x":    `open scenario: stat ../doc.go/x: no such file or directory`,
		"testdata\\what": `open scenario: stat testdata\what: no such file or directory`,
	} {
		if _, err := Open(name); err == nil || err.Error() != want {
			t.Errorf("Open(%q): got %v, want %s", name, err, want)
		}
	}
}

func TestAFileBeyondAllMeasureIsNotRead(t *testing.T) {
	big := t.TempDir() + "/big.toml"
	if err := os.WriteFile(big, make([]byte, maxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	var problems Problems
	if _, err := Open(big); !errors.As(err, &problems) || !strings.Contains(problems.Error(), "a scenario has at most 1048576") {
		t.Errorf("got %v", err)
	}
	if _, err := Parse("big.toml", make([]byte, maxSize+1)); !errors.As(err, &problems) {
		t.Errorf("got %v", err)
	}
}

// Deep nesting costs the TOML library quadratic time, so it must be refused before the library sees it.
func TestNestingIsRefusedBeforeItHurts(t *testing.T) {
	for _, unit := range []string{"[", "{a=", "a."} {
		text := "schema = 1\na = " + strings.Repeat(unit, maxSize/4)
		if unit == "a." {
			text = "schema = 1\n" + strings.Repeat(unit, maxSize/4) + "a = 1"
		}
		if _, err := Parse("deep.toml", []byte(text)); err == nil || !strings.Contains(err.Error(), "nest at most 16 deep") {
			t.Errorf("%q: got %.200v", unit, err)
		}
	}
}

func TestOnlyTheFirstHundredProblemsSearchForNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("schema = 1\nid = \"many\"\ntitle = \"Many\"\n")
	for range 2000 {
		b.WriteString("[[user]]\nnaem = \"ana\"\n")
	}
	_, err := Parse("many.toml", []byte(b.String()))
	var problems Problems
	if !errors.As(err, &problems) || len(problems) < 4000 {
		t.Fatalf("got %d problems", len(problems))
	}
	if last := problems[len(problems)-1]; strings.Contains(last.Message, "did you mean") {
		t.Errorf("still searching: %v", last)
	}
}
