//go:build unix

package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// modes are the private modes of a terminal after all that a program wrote: by number, on or off.
func modes(painted string) map[int]bool {
	on := map[int]bool{}
	for _, m := range regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`).FindAllStringSubmatch(painted, -1) {
		for n := range strings.SplitSeq(m[1], ";") {
			if mode, err := strconv.Atoi(n); err == nil {
				on[mode] = m[2] == "h"
			}
		}
	}
	return on
}

// givenBack fails unless a terminal is as a shell wants it: no alternate screen, mouse, paste marks or focus reports,
// and a cursor.
func givenBack(t *testing.T, painted string) {
	t.Helper()
	on := modes(painted)
	if _, ever := on[1049]; !ever {
		t.Error("the program never took the screen: this test shows nothing")
	}
	for _, mode := range []int{1049, 1000, 1002, 1003, 1006, 1004, 2004} {
		if on[mode] {
			t.Errorf("mode %d is still on", mode)
		}
	}
	if shown, ever := on[25]; ever && !shown {
		t.Error("the cursor is still hidden")
	}
}

// A terminal that never answers is one like any other.
func TestATerminalThatAnswersNoQuestion(t *testing.T) {
	t.Parallel()
	x, err := launch(launching{width: 120, height: 40, args: []string{"--data", seen(t)}, deaf: true})
	if err != nil {
		t.Fatal(err)
	}
	x.t = t
	t.Cleanup(x.close)
	x.until("The impossible 403")
	x.keys(enter)
	x.until("goals 0/5")
	x.keys("i")
	x.until("allowed, 200")
	x.keys("2" + strings.Repeat(down, 5) + enter)
	x.until("denied at network, 403 ForbiddenByConnection")
	x.keys("5" + end)
	x.until("object.result")
	x.keys("q")
	x.end()
	givenBack(t, x.bytes())
}

// However small the screen, the program says what it needs, leaves by its key, and is whole once there is room.
func TestScreensThatAreTooSmall(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {39, 10}, {40, 9}, {12, 3}, {2, 1}, {1, 1}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			x := boot(t, size[0], size[1], "--data", seen(t), "broken-dns")
			x.keys("i")
			if size[0] == 12 {
				x.until("40 x 10")
			}
			if err := x.resize(80, 24); err != nil {
				t.Fatal(err)
			}
			x.until("goals")
			if err := x.resize(size[0], size[1]); err != nil {
				t.Fatal(err)
			}
			x.keys("q")
			x.end()
			givenBack(t, x.bytes())
		})
	}
}

// A hundred sizes in a row while keys come in: what is shown in the end is what a program shows that was begun at that
// size and knows the same.
func TestAStormOfSizes(t *testing.T) {
	t.Parallel()
	data := seen(t)
	x := boot(t, 120, 40, "--data", data, "half-migrated-rbac")
	x.until("goals")
	x.keys("3" + down + enter)
	x.until("denied at authorization, 403 ForbiddenByRbac")
	for i := range 100 {
		if err := x.resize(1+i*37%211, 1+i*23%67); err != nil {
			t.Fatal(err)
		}
		x.keys([]string{right, left, down, "\t"}[i%4])
	}
	if err := x.resize(120, 40); err != nil {
		t.Fatal(err)
	}
	x.keys("1" + home + "5d") // wherever the keys have led
	x.until("this step decided")
	x.keys("2")
	shown := x.until("enter flip")
	x.keys("q")
	x.end()

	x = boot(t, 120, 40, "--data", data, "half-migrated-rbac")
	again := x.until("this step decided")
	if got, want := desk(shown), desk(again); got != want {
		t.Errorf("after the storm it shows\n%s\nand begun anew\n%s", got, want)
	}
	x.keys("q")
	x.end()
}

// desk is a screen without its lowest line, which says what happened last.
func desk(screen string) string {
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines[:39], "\n")
}

// ctrl+z goes to the shell, which has its terminal back, and fg comes back to a whole screen.
func TestCtrlZAndBack(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell to go to")
	}
	script := `set -m; kvlab "$@"; echo "in the shell"; read line; fg >/dev/null; echo "the end: $?"`
	x, err := launch(launching{width: 120, height: 40, program: shell, args: []string{"-c", script, "sh", "--data", seen(t), "broken-dns"}})
	if err != nil {
		t.Fatal(err)
	}
	x.t = t
	t.Cleanup(x.close)
	x.until("goals 0/1")
	x.keys("i")
	before := x.until("denied at network, 403 ForbiddenByConnection")
	x.keys("\x1a")
	x.until("in the shell")
	givenBack(t, x.bytes())
	x.keys("\n")
	after := x.until("denied at network, 403 ForbiddenByConnection")
	if desk(before) != desk(after) {
		t.Errorf("it comes back with\n%s\nand was\n%s", after, before)
	}
	if !modes(x.bytes())[1049] || !modes(x.bytes())[1002] {
		t.Error("screen and mouse are not taken again")
	}
	x.keys("u")
	x.until("nothing has been changed yet")
	x.keys("q")
	x.until("the end: 0")
	givenBack(t, x.bytes())
}

// Told to end from outside, it leaves a lab that opens again with all that was acknowledged.
func TestSignalsLeaveALabThatOpens(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			data := seen(t)
			x := boot(t, 120, 40, "--data", data, "broken-dns")
			x.until("goals 0/1")
			x.keys(" ")
			x.until("undo 1")
			if err := x.command.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			select {
			case <-x.ended:
			case <-time.After(patience):
				t.Fatalf("it goes on:\n%s", x.text())
			}
			if lab := storedLab(t, data, "broken-dns"); lab.undo != 1 {
				t.Errorf("%d changes are kept", lab.undo)
			}
			if signal != syscall.SIGHUP { // after that nobody sits at the terminal
				givenBack(t, x.bytes())
			}
		})
	}
}
