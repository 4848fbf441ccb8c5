package plain

import (
	"strconv"
	"strings"
	"testing"

	"kvlab/scenarios"
)

// Numbers of the list of labs open what they stand for, alone and behind the command.
func TestALabIsOpenedByItsNumber(t *testing.T) {
	for i, e := range scenarios.Catalogue() {
		n := strconv.Itoa(i + 1)
		for _, line := range []string{n, "open " + n, "open " + e.ID} {
			said := converse(t, inMemory(""), line)
			if !strings.Contains(said, "\nHere: "+e.ID) || !strings.Contains(said, n+". "+e.ID+": "+e.Title) {
				t.Errorf("%q says\n%s", line, said)
			}
		}
	}
}

func TestALabThatCannotBeOpenedLeavesTheOpenOneAlone(t *testing.T) {
	said := converse(t, inMemory("broken-dns"), "flip 1", "open wired-wbe-app", "open no/such.toml", "open 99", "open broken-dns", "timeline")
	for _, want := range []string{"did you mean wired-web-app?", "no such file", "no lab number 99", "broken-dns is open already", "1. zone-link on"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing from\n%s", want, said)
		}
	}
}
