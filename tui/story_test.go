package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/engine"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// stored are options with labs on disk.
func stored(t *testing.T, scenario string) Options {
	return Options{Scenario: scenario, Where: session.Where{Data: t.TempDir()}}
}

// leave ends a driver's program as Run would.
func (d *driver) leave() {
	d.t.Helper()
	d.press("q")
	if !d.gone {
		d.t.Fatal("q does not end the program")
	}
	if err := d.m.finish(); err != nil {
		d.t.Fatal(err)
	}
}

// withoutMessage cuts the bottom bar off: messages are not kept.
func withoutMessage(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	return strings.Join(lines[:len(lines)-1], "\n")
}

func TestAKillLosesNothingThatWasShown(t *testing.T) {
	o := stored(t, "broken-dns")
	d := start(t, o, 120, 40)
	d.press("space", "i")
	d.wants("allowed, 200", "goals 1/1")
	// The process dies here: nothing is saved or closed. The files as they are now are all that is left.
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(o.Where.Data)); err != nil {
		t.Fatal(err)
	}
	d = start(t, Options{Scenario: "broken-dns", Where: session.Where{Data: copied}}, 120, 40)
	d.wants("allowed, 200", "goals 1/1", "undo 1", "◉ on  DNS zone linked")
}

func TestKeysTypedWhileAJobRunsWaitForIt(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	_, cmd := d.m.Update(keyMsg("space")) // the flip's job is under way
	for _, key := range []string{"i", "right", "right", "u"} {
		d.send(keyMsg(key))
	}
	if d.m.room.session.State.Undo != 0 {
		t.Fatal("the job ran at once: this test shows nothing")
	}
	d.carry(cmd)
	d.wants("undo: zone-link on", "denied at network", "undo 0 U redo 1")
}

func TestAStaleMessageChangesNothing(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	before := d.screen()
	d.send(done{seq: 1, of: d.m.room.session, err: errors.New("long ago")})
	d.send(playNext{seq: 99})
	if d.screen() != before {
		t.Errorf("a stale message shows:\n%s", difference(before, d.screen()))
	}
}

func TestTheBackwardsWayOfATogglingKey(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	before := d.screen()
	for _, keys := range [][]string{{"z", "z"}, {"?", "esc"}, {"o", "esc"}, {"tab", "shift+tab"}, {"R", "n"}} {
		d.press(keys...)
		if d.screen() != before {
			t.Errorf("%v leaves a trace:\n%s", keys, difference(before, d.screen()))
		}
	}
}

func TestResetAsksAndCanBeUndone(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("space", "R")
	d.wants("Reset the lab")
	d.press("enter")
	d.wants("◌ off DNS zone linked", "undo 2")
	d.press("u")
	d.wants("◉ on  DNS zone linked")
}

func TestPlayGoesOnByItselfAndStopsAtTheEnd(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("i", "space")
	r := &d.m.room.session.Reading
	for i := 0; r.Playing; i++ {
		if i > 100 {
			t.Fatal("it never ends")
		}
		d.pass()
	}
	if r.Place() != r.Steps()-1 {
		t.Errorf("it stopped at %d of %d", r.Place(), r.Steps())
	}
}

func TestWhileNothingHappensNothingIsDone(t *testing.T) {
	d := start(t, stored(t, "broken-dns"), 120, 40)
	d.press("i", "right")
	d.pass() // the note of the place
	d.pass()
	if len(d.due) != 0 {
		t.Fatalf("timers are set: %#v", d.due)
	}
	frame := d.m.View().Content
	for _, msg := range []tea.Msg{tea.BlurMsg{}, tea.MouseMotionMsg{X: 3, Y: 3}, tea.PasteMsg{Content: "q\x1b[31m"}, tea.KeyReleaseMsg{}, struct{}{}} {
		_, cmd := d.m.Update(msg)
		if cmd != nil && cmd() != nil || d.m.dirty {
			t.Errorf("%T sets something off", msg)
		}
	}
	if now := d.m.View().Content; now != frame {
		t.Error("the frame has changed")
	}
}

func TestAScenarioThatIsNotThereEndsTheProgram(t *testing.T) {
	d := start(t, Options{Scenario: "brokn-dns"}, 120, 40)
	if !d.gone || d.m.failure == nil || !strings.Contains(d.m.failure.Error(), "broken-dns") {
		t.Errorf("gone %v, %v", d.gone, d.m.failure)
	}
	d.m.failure = nil
}

func TestALabOpenElsewhereIsExplained(t *testing.T) {
	o := stored(t, "")
	other, err := session.Open(o.Where, must(scenarios.Open("wired-web-app")))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	d := start(t, o, 120, 40)
	d.press("enter")
	d.wants("Cannot open wired-web-app", "--ephemeral")
	d.press("enter")
	d.wants("The impossible 403")

	d = start(t, Options{Scenario: "wired-web-app", Where: o.Where}, 120, 40)
	if !errors.Is(d.m.failure, engine.ErrInUse) {
		t.Errorf("from the command line: %v", d.m.failure)
	}
	d.m.failure = nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAChangedScenarioFileAsksBeforeItThrowsTheLabAway(t *testing.T) {
	o := stored(t, "")
	text := must(os.ReadFile("../scenarios/broken-dns.toml"))
	o.Scenario = filepath.Join(t.TempDir(), "mine.toml")
	write := func(text string) {
		if err := os.WriteFile(o.Scenario, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(string(text))
	d := start(t, o, 120, 40)
	d.press("space")
	d.leave()
	write(string(text) + "\n# a new comment\n")
	d = start(t, o, 120, 40)
	d.wants("The scenario has changed")
	d.press("esc")
	d.wants("Scenarios")
	d = start(t, o, 120, 40)
	d.press("enter")
	d.wants("undo 0", "◌ off DNS zone linked")
}

func TestALabInMemoryIsStillThereAfterAVisitElsewhere(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("space", "o", "home", "enter")
	d.wants("A web app reads its")
	d.press("o", "home", "down", "enter")
	d.wants("◉ on  DNS zone linked", "undo 1")
}

func TestAPanicComesBackAsAnErrorWithItsStack(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.m.room.session.State.Gates = nil // the next drawing of the gates trips over it
	d.press("tab", "tab")
	var crash *Crash
	if !d.gone || !errors.As(d.m.failure, &crash) || !strings.Contains(crash.Report(), "windows.(*Gates)") {
		t.Errorf("gone %v, %v", d.gone, d.m.failure)
	}
	d.m.failure = nil
}

func TestAPanicInAJobComesBackTheSameWay(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.carry(d.m.work(func(*session.Session) session.Job { return func() (*session.Update, error) { panic("boom") } }))
	if !d.gone || d.m.failure == nil || d.m.failure.Error() != "kvlab crashed: boom" {
		t.Errorf("gone %v, %v", d.gone, d.m.failure)
	}
	d.m.failure = nil
}

// A program that is stopped from outside may drop a job that was handed out and has not begun. Leaving must not wait
// for it, and it must not begin later.
func TestAJobThatWasDroppedDoesNotHoldUpTheEnd(t *testing.T) {
	d := drive(t, Options{Scenario: "broken-dns"}, 120, 40)
	_, dropped := d.m.Update(keyMsg("space"))
	if dropped == nil {
		t.Fatal("flipping a gate hands out no job")
	}
	left := make(chan error)
	go func() { left <- d.m.finish() }()
	select {
	case err := <-left:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("leaving waits for a job that nobody runs")
	}
	d.carry(dropped)
}

// The palette leads to a step even where the trace's window shows something else.
func TestAStepFoundByNameIsInSight(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("i", "a", ":", "s", "t", "e", "p", "space", "p", "r", "i", "v", "a", "t", "e", "enter")
	d.wants("▸Steps", "Private DNS zone")
}

// One key opens the debrief once there is one; before that it says why not.
func TestTheDebriefIsAKeyAway(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("D")
	d.wants("debrief: there are goals left to reach")
	d.press("2", "space")
	d.press("i")
	d.wants("100 of 100 points, all goals reached; D shows why, and what is next")
	d.press("D")
	d.wants("of 100 points", "Next:")
	d.press("esc")
	if d.m.dialog != nil {
		t.Error("it does not close")
	}
}

// However many windows are open, the goals stay on the bar: the windows' names give way.
func TestTheGoalsStayOnTheBar(t *testing.T) {
	for _, size := range sizes[:3] {
		d := start(t, Options{Scenario: "broken-dns"}, size.w, size.h)
		for _, key := range everyWindow {
			if key == "0" || key == "M" {
				continue // there, letters are text
			}
			d.press(key)
			d.wants("goals 0/1")
		}
	}
}
