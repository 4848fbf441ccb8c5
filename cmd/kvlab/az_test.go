package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"kvlab/scenarios"
	"kvlab/tui/session"
)

// A lab that is open on a desktop is not worked on from beside it: kvlab az says so, and what to do.
func TestAzLeavesALabAloneThatIsOpen(t *testing.T) {
	where := session.Where{Data: t.TempDir()}
	sc, err := scenarios.Open("wired-web-app")
	if err != nil {
		t.Fatal(err)
	}
	open, err := session.Open(where, sc)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	var out, complaint bytes.Buffer
	line := []string{"az", "wired-web-app", "--lab", "--data", where.Data, "-c", "echo never"}
	if status := run(context.Background(), line, &out, &complaint); status != statusFault || out.Len() > 0 {
		t.Errorf("exit status %d:\n%s", status, &out)
	}
	if said := complaint.String(); !strings.Contains(said, "open in another kvlab") || !strings.Contains(said, "hint: ") {
		t.Errorf("it says:\n%s", said)
	}
	if status := run(context.Background(), append(line[:2:2], "-c", "echo beside"), &out, &complaint); status != statusFine || out.String() != "beside\n" {
		t.Errorf("a copy in memory: exit status %d:\n%s", status, &out)
	}
}
