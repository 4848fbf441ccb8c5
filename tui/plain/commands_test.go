package plain

import (
	"context"
	"strings"
	"testing"
)

func TestACommandIsFoundByAsMuchAsTellsItApart(t *testing.T) {
	for word, want := range map[string]string{
		"flip": "flip", "FLIP": "flip", "fl": "flip", "f": "flip", "n": "next", "brief": "briefing", "exit": "quit", "?": "help",
		"g": "gates", "go": "goals", "de": `"de" could be`, "re": `"re" could be`, "gatse": "did you mean gates?", "xyzzy": "help lists them",
		"": `could be`, "12": "read one first", "-1": "read one first", "object": "object", "objects": "objects",
	} {
		got := ""
		c, err := find(word)
		if err != nil {
			got = err.Error()
		} else {
			got = c.name
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("%q finds %q, want %q", word, got, want)
		}
	}
}

func TestEveryCommandCanBeTypedAndIsExplained(t *testing.T) {
	taken := map[string]string{}
	for _, c := range commands() {
		for _, word := range []string{c.name, c.short} {
			if word == "" {
				continue
			}
			if other := taken[word]; other != "" {
				t.Errorf("%q is %s and %s", word, other, c.name)
			}
			taken[word] = c.name
			if found, err := find(word); err != nil || found.name != c.name {
				t.Errorf("%q does not find %s: %v", word, c.name, err)
			}
		}
		if c.help == "" || c.run == nil || strings.HasSuffix(c.help, ".") {
			t.Errorf("%s is not explained, or does nothing", c.name)
		}
		if said := answers(t, "help "+c.name); !strings.Contains(said, c.help) {
			t.Errorf("help %s does not explain it", c.name)
		}
	}
}

func TestWithoutALabEachCommandSaysSo(t *testing.T) {
	for _, c := range commands() {
		if said := answers(t, c.name); !c.free && !strings.Contains(said, "Not done: no lab is open") {
			t.Errorf("%s says\n%s", c.name, said)
		}
	}
}

// answers is what a talk without a lab says to one line.
func answers(t *testing.T, line string) string {
	t.Helper()
	var out strings.Builder
	newTalk(&out, Options{}).answer(context.Background(), line)
	return out.String()
}

func TestPickingByNumberNameOrBeginning(t *testing.T) {
	names := []string{"zone-link", "zone-record", "a-record"}
	for word, want := range map[string]int{"1": 0, "3": 2, "zone-link": 0, "ZONE-RECORD": 1, "a": 2, "zone-l": 0} {
		if got, err := pick("gate", word, names); err != nil || got != want {
			t.Errorf("%q picks %d, %v; want %d", word, got, err, want)
		}
	}
	for word, want := range map[string]string{
		"": "name the gate", "0": "there are 3", "4": "no gate number 4", "-1": "no gate number", "zone": "could be zone-link or zone-record",
		"a-recrod": "did you mean a-record?", "99999999999999999999": `there is no gate "9`,
	} {
		if _, err := pick("gate", word, names); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", word, err, want)
		}
	}
}
