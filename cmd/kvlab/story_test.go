//go:build unix

package main

import (
	"fmt"
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

// A learner picks a lab, flips a gate, issues the read, walks the trace to its end and back, takes the change back and
// leaves; the next day all is as they left it.
func TestALearnersFirstHour(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			data := t.TempDir()
			x := boot(t, size[0], size[1], "--data", data)
			x.until("The impossible 403")
			x.keys(enter)
			x.until("goals 0/5")
			x.keys("i")
			x.until("allowed, 200")
			x.keys("2" + strings.Repeat(down, 5) + enter)
			x.until("denied at network, 403 ForbiddenByConnection")
			x.keys("5" + end)
			last := x.until("object.result")
			x.keys(home)
			x.until("step 1 of")
			x.keys(right + right + left)
			x.until("step 2 of")
			x.keys("u")
			x.until("allowed, 200")
			x.keys("q")
			x.end()

			if lab := storedLab(t, data, "wired-web-app"); lab.undo != 0 || lab.redo != 1 {
				t.Errorf("undo %d, redo %d, want 0 and 1", lab.undo, lab.redo)
			}
			x = boot(t, size[0], size[1], "--data", data, "wired-web-app")
			x.until("allowed, 200")
			x.until("goals 1/5")
			x.keys("U")
			x.until("denied at network")
			x.keys("5" + end)
			if again := x.until("object.result"); heading(again) != heading(last) {
				t.Errorf("the trace's head reads otherwise:\n%s\n%s", heading(last), heading(again))
			}
			x.keys("q")
			x.end()
		})
	}
}

// heading is the line with the verdict.
func heading(screen string) string {
	return regexp.MustCompile(`denied at network, 403 \w+`).FindString(screen)
}

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
	data := t.TempDir()
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
	data := t.TempDir()
	x := boot(t, 80, 24, "--data", data, "broken-dns")
	x.until("goals")
	y := boot(t, 80, 24, "--data", data, "broken-dns")
	if err := <-y.ended; err == nil || err.Error() != "exit status 1" {
		t.Errorf("the second one ended with %v", err)
	}
	if shown := y.text(); !strings.Contains(shown, "open in another kvlab") || !strings.Contains(shown, "--ephemeral") {
		t.Errorf("it says:\n%s", shown)
	}
	z := boot(t, 80, 24, "--data", data, "--ephemeral", "broken-dns")
	z.until("goals")
	z.keys("q")
	z.end()
	x.keys("q")
	x.end()
}
