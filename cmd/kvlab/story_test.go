//go:build unix

package main

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kvlab/engine"
)

// Keys as a terminal sends them.
const (
	enter = "\r"
	down  = "\x1b[B"
	right = "\x1b[C"
	left  = "\x1b[D"
	end   = "\x1b[F"
	home  = "\x1b[H"
)

// stored is what is found in a lab's directory when nobody has it open.
type stored struct {
	undo, redo int
	labels     []string
}

func storedLab(t *testing.T, data, id string) stored {
	t.Helper()
	lab, err := engine.Open(filepath.Join(data, "labs", id), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	var s stored
	s.undo, s.redo = lab.Position()
	history, err := lab.History()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range history {
		s.labels = append(s.labels, e.Label)
	}
	return s
}

// Kill -9 in the middle of writing: whatever the screen had acknowledged is there, in order, and the lab opens.
func TestAKillLosesNothingThatWasAcknowledged(t *testing.T) {
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	data := seen(t)
	shown := regexp.MustCompile(`undo (\d+)`)
	before := 0
	for round := range rounds {
		x := boot(t, 120, 40, "--data", data, "wired-web-app")
		x.until("goals")
		x.keys("2" + home)
		x.until("undo " + strconv.Itoa(before))
		// More flips than can be done before the kill, at a different moment each round.
		x.keys(strings.Repeat(" ", 40))
		want := before + 1 + round*3
		acknowledged := 0
		for acknowledged < want {
			<-x.painted
			if m := shown.FindStringSubmatch(x.text()); m != nil {
				acknowledged, _ = strconv.Atoi(m[1])
			}
		}
		x.kill()
		lab := storedLab(t, data, "wired-web-app")
		if lab.undo < acknowledged {
			t.Fatalf("round %d: the screen showed %d changes, the lab has %d", round, acknowledged, lab.undo)
		}
		for i, label := range lab.labels {
			if want := "managed-identity " + [2]string{"off", "on"}[i%2]; label != want {
				t.Fatalf("round %d: change %d is %q, want %q", round, i+1, label, want)
			}
		}
		before = lab.undo
	}
}

// The second kvlab on one lab says so, and what to do.
func TestALabIsOpenOnce(t *testing.T) {
	data := seen(t)
	x := boot(t, 80, 24, "--data", data, "broken-dns")
	x.until("goals")
	y := boot(t, 80, 24, "--data", data, "broken-dns")
	if err := <-y.ended; err == nil || err.Error() != "exit status 1" {
		t.Errorf("the second one ended with %v", err)
	}
	y.last("open in another kvlab")
	y.last("--ephemeral")
	z := boot(t, 80, 24, "--data", data, "--ephemeral", "broken-dns")
	z.until("goals")
	z.keys("q")
	z.end()
	x.keys("q")
	x.end()
}
