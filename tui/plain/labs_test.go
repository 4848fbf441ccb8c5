package plain

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"kvlab/scenarios"
)

// Numbers of the list of labs open what they stand for, alone and behind the command. A lab that was left is opened again.
func TestALabIsOpenedByItsNumber(t *testing.T) {
	var out strings.Builder
	x := newTalk(&out, inMemory(""))
	for _, command := range []string{"", "open "} {
		for i, e := range scenarios.Catalogue() {
			n := strconv.Itoa(i + 1)
			for _, line := range []string{"labs", command + n, "labs"} {
				x.answer(context.Background(), line)
			}
			if said := out.String(); !strings.Contains(said, "\nHere: "+e.ID) || !strings.Contains(said, n+". "+e.ID+": "+e.Title) {
				t.Errorf("%q says\n%s", command+n, said)
			}
			out.Reset()
		}
	}
	if err := x.end(); err != nil {
		t.Error(err)
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
