package tui

import (
	"testing"

	"kvlab/tui/desktop"
)

// A window that has to ask the lab first knows its answer as soon as it is in sight, and a new one after every change.
func TestWindowsAskWhenTheyComeIntoSight(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 150, 45)
	d.press("A")
	d.wants("Allowed by Azure RBAC", "app-reports         identity ◦ idle")
	d.press("2", "space") // back to access policies
	d.press("A")
	d.wants("access policies", "app-reports         identity ✓ yes")
	d.press("W")
	d.wants("What address has the name?", "Private DNS zone")
}

// What a learner writes is kept a moment later, and in any case when they leave.
func TestNotesAreKept(t *testing.T) {
	o := stored(t, "half-migrated-rbac")
	d := drive(t, o, 120, 40)
	d.press("M", "i", "d", "l", "e")
	if len(d.m.room.unkept()) != 1 {
		t.Fatal("nothing is to be kept")
	}
	d.pass()
	if len(d.m.room.unkept()) != 0 {
		t.Fatal("the notes were not written down a moment later")
	}
	d.press("!", "f6")
	d.leave()
	d = drive(t, o, 120, 40)
	d.press("M")
	d.wants("idle!")
	d.press("f6")
	d.leave()
}

// busy is a window in which something runs until it is interrupted.
type busy struct {
	desktop.Window
	stopped int
}

func (b *busy) Running() bool { return b.stopped == 0 }

func (b *busy) Interrupt() bool {
	b.stopped++
	return b.stopped == 1
}

// ctrl+c stops what runs in a window first, wherever the keyboard is; the next one leaves.
func TestCtrlCStopsWhatRunsBeforeItLeaves(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	r := d.m.room
	i := r.index(r.find("console"))
	w := &busy{Window: r.order[i]}
	r.order[i] = w
	if d.press("2"); !d.m.following || len(d.due) == 0 {
		t.Error("nobody looks at what runs")
	}
	d.press("ctrl+c")
	if d.gone || w.stopped != 1 {
		t.Fatalf("gone %t after %d", d.gone, w.stopped)
	}
	d.press("ctrl+c")
	if !d.gone {
		t.Error("the second one did not leave")
	}
}

// A ctrl+c that comes a moment too late for the line that it was to stop does not leave; the next one does.
func TestCtrlCInTheConsoleLeavesTheSecondTime(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press("0", "ctrl+c")
	if d.gone {
		t.Fatal("it leaves at once")
	}
	d.wants("nothing runs here; ctrl+c once more leaves kvlab")
	d.press("a", "ctrl+c")
	if d.gone {
		t.Error("a key in between does not count")
	}
	if d.press("ctrl+c"); !d.gone {
		t.Error("twice does not leave")
	}
}

// Where a replay stops and how fast it runs is kept with the lab.
func TestBreakpointsAndSpeedAreKept(t *testing.T) {
	o := stored(t, "half-migrated-rbac")
	d := drive(t, o, 120, 40)
	d.press("3", "down", "enter", "d", "b", "s")
	was := d.m.room.session.Reading
	if len(was.Breakpoints) != 1 || was.Speed == 0 {
		t.Fatalf("breakpoints %v, speed %v", was.Breakpoints, was.Speed)
	}
	d.leave()
	d = drive(t, o, 120, 40)
	if now := d.m.room.session.Reading; len(now.Breakpoints) != 1 || now.Breakpoints[0] != was.Breakpoints[0] || now.Speed != was.Speed {
		t.Errorf("breakpoints %v, speed %v", now.Breakpoints, now.Speed)
	}
	d.leave()
}

// A lesson that was open is open again, in its place, and the keyboard is where it was.
func TestALessonIsOpenAgain(t *testing.T) {
	o := stored(t, "half-migrated-rbac")
	d := drive(t, o, 120, 40)
	d.press("L")
	d.wants("L One vault, one list of grants", "Two lists, one reader")
	d.press("2")
	d.leave()
	d = drive(t, o, 120, 40)
	d.wants("L One vault, one list of grants")
	if d.m.room.focus != d.m.room.gates {
		t.Errorf("the keyboard is in %s", d.m.room.focus.ID())
	}
	d.press("L")
	d.wants("Two lists, one reader")
	d.press("alt+x")
	d.leave()
	d = drive(t, o, 120, 40)
	if w := d.m.room.find("lesson"); d.m.room.floor.Standing(w) == desktop.Open {
		t.Error("a closed lesson is open again")
	}
	d.leave()
}
