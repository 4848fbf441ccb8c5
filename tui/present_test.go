package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"kvlab/scenarios"
	"kvlab/tui/desktop"
)

// presented are beats worth looking at, each with the keys that lead there.
var presented = []struct {
	name string
	keys []string
}{
	{"opening", nil},
	{"ask", again("space", 8)},
	{"ignored", again("space", 9)},
	{"outcome", again("pgdown", 11)},
	{"change", again("enter", 12)},
	{"end", []string{"end", "n"}},
	{"over", append(again("right", 11), "2")},
}

func again(key string, n int) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = key
	}
	return keys
}

func presenting(t testing.TB, o Options, width, height int) *driver {
	t.Helper()
	o.Present = true
	return start(t, o, width, height)
}

func TestBeatsOnTheStageAreAsReviewed(t *testing.T) {
	for _, size := range sizes {
		for _, scene := range presented {
			name := fmt.Sprintf("present-%s-%dx%d", scene.name, size.w, size.h)
			t.Run(name, func(t *testing.T) {
				d := presenting(t, Options{Scenario: "half-migrated-rbac"}, size.w, size.h)
				d.press(scene.keys...)
				d.golden(name)
			})
		}
	}
}

func TestTheStageLosesNothingWithoutColour(t *testing.T) {
	for _, scene := range presented {
		d := presenting(t, Options{Scenario: "half-migrated-rbac", Env: append([]string{"NO_COLOR=1"}, utf8Env...)}, 120, 40)
		d.press(scene.keys...)
		golden(t, "present-"+scene.name+"-120x40", d.screen())
		if strings.Contains(d.m.View().Content, "\x1b[38") {
			t.Errorf("%s sets colours", scene.name)
		}
	}
}

func TestTheStageDrawsNothingButASCIIWhereItMust(t *testing.T) {
	for _, scene := range presented {
		d := presenting(t, Options{Scenario: "half-migrated-rbac", ASCII: true}, 120, 40)
		d.press(scene.keys...)
		for _, r := range d.m.View().Content {
			if r > 0x7e {
				t.Fatalf("%s: %q in the frame", scene.name, r)
			}
		}
		golden(t, "ascii-present-"+scene.name, d.screen())
	}
}

// Forward to the end and back to the start, every beat looks on the way back as it did on the way there.
func TestEveryBeatLooksTheSameOnTheWayBack(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		t.Run(e.ID, func(t *testing.T) {
			d := presenting(t, Options{Scenario: e.ID}, 120, 40)
			n := d.beats()
			var forth []string
			for range n - 1 {
				forth = append(forth, d.shown())
				d.press("space")
			}
			goals := len(d.m.room.session.Scenario.Goals)
			d.wants(fmt.Sprintf("goals %d/%d", goals, goals), fmt.Sprintf("Stage %d/%d", n, n))
			for i := n - 2; i >= 0; i-- {
				d.press("left")
				if got := d.shown(); got != forth[i] {
					t.Fatalf("beat %d:\n%s", i+1, difference(forth[i], got))
				}
			}
		})
	}
}

func (d *driver) beats() int { return len(d.m.room.stage().Story().Beats) }

// shown is the screen, the endings of the requests and what else windows would show, but for what can be put back: going
// back leaves that behind, as undo does everywhere.
func (d *driver) shown() string {
	lines := strings.Split(d.screen(), "\n")
	return fmt.Sprint(strings.Join(lines[1:], "\n"), d.m.room.session.Verdicts, d.m.room.session.State.Gates, d.m.room.session.Progress)
}

func (d *driver) at() int {
	_, n := d.m.room.stage().Beat()
	return n + 1
}

func TestAnotherWindowComesOverTheStageAndGoesAgain(t *testing.T) {
	d := presenting(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	for _, back := range []string{"esc", "f5", "pgdown"} {
		d.press("2")
		d.wants("Key Vault Secrets User for app-reports")
		d.press(back)
		if d.m.room.focus.ID() != "stage" || d.m.room.floor.Shown() != 2 {
			t.Errorf("%s: the keyboard is in %s, and %d windows are open", back, d.m.room.focus.ID(), d.m.room.floor.Shown())
		}
	}
	d.press("7", "pgdown", "M", "pgdown", "1", "pgup")
	if d.at() != 3 || d.m.room.focus.ID() != "stage" {
		t.Errorf("it is beat %d, in %s", d.at(), d.m.room.focus.ID())
	}
}

// A speaker who tries something out in between finds the story where it was, and the lab as the story has it.
func TestTheStoryGoesOnAfterAChangeByHand(t *testing.T) {
	d := presenting(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press(again("space", 12)...)
	gates := fmt.Sprint(d.m.room.session.State.Gates)
	d.press("2", "home", "space", "i", "u", "R", "enter", "esc", "right")
	d.wants("what was changed by hand is taken back", "Stage 14/18")
	d.press("left")
	if got := fmt.Sprint(d.m.room.session.State.Gates); got != gates {
		t.Errorf("the gates are %s, and were %s", got, gates)
	}
}

func TestABlankScreenComesBackWithAnyKey(t *testing.T) {
	d := presenting(t, Options{Scenario: "broken-dns"}, 80, 24)
	before := d.screen()
	for _, light := range []func(){
		func() { d.press("space") }, func() { d.press("b") }, func() { d.send(tea.MouseClickMsg{X: 3, Y: 3, Button: tea.MouseLeft}) },
	} {
		d.press("b")
		if dark := d.screen(); strings.TrimSpace(dark) != "" {
			t.Fatalf("it is not blank:\n%s", dark)
		}
		if light(); d.screen() != before {
			t.Errorf("it comes back as\n%s", difference(before, d.screen()))
		}
	}
}

func TestTheStageWorksByMouse(t *testing.T) {
	d := presenting(t, Options{Scenario: "broken-dns"}, 120, 40)
	for _, x := range []struct {
		text string
		beat int
	}{{"go on ▸", 2}, {"space go on", 3}, {"◂ back", 2}, {"◂ back", 1}, {"◂ back", 1}} {
		d.click(x.text)
		if d.at() != x.beat {
			t.Fatalf("a click on %s leads to beat %d, want %d", x.text, d.at(), x.beat)
		}
	}
	row := d.find("◂ back")
	number := d.find(" 1/" + strconv.Itoa(d.beats()) + " go on")
	d.send(tea.MouseClickMsg{X: number.X - 1, Y: row.Y, Button: tea.MouseLeft})
	if d.at() != d.beats() {
		t.Errorf("a click on the end of the row leads to beat %d", d.at())
	}
}

func TestThePresentationsCommandsFollowTheRules(t *testing.T) {
	d := presenting(t, Options{Scenario: "broken-dns"}, 120, 40)
	taken := map[string]string{}
	for _, commands := range d.m.reach() {
		for _, c := range commands {
			for _, key := range c.Keys {
				if taken[key] != "" {
					t.Errorf("%s is both %s and %s", key, taken[key], c.ID)
				}
				taken[key] = c.ID
			}
			if why := c.Why(); why != "" {
				d.press(c.Keys[0])
				d.wants(c.Title + ": " + why)
			}
			if c.Title == "" || len(strings.Fields(c.Title)) > 3 || !strings.HasSuffix(c.Help, ".") {
				t.Errorf("%s: %q, %q", c.ID, c.Title, c.Help)
			}
		}
	}
	var sheet strings.Builder
	if err := WriteKeys(&sheet); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"In the window stage\n", "  space enter right pgdown go on", "  b                        blank screen", "  f5                       stage"} {
		if !strings.Contains(sheet.String(), want) {
			t.Errorf("the sheet of keys lacks %q", want)
		}
	}
}

func TestALabOfTheListIsPresentedAsWell(t *testing.T) {
	d := presenting(t, Options{}, 120, 40)
	d.press("enter")
	d.wants("Stage 1/", "Map of app-read")
	d.press("space", "space", "o", "down", "enter")
	d.wants("Stage 1/")
}

func TestNotesGoToAFileAndNotToTheScreen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.txt")
	d := presenting(t, Options{Scenario: "broken-dns", Notes: file}, 120, 40)
	d.press(again("space", d.beats()-1)...)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n := range d.beats() {
		if want := fmt.Sprintf("%d/%d ", n+1, d.beats()); !strings.Contains(string(text), want) {
			t.Errorf("beat %d is missing", n+1)
		}
	}
	for _, want := range []string{"Next: request: The web app reads", "The class does not see this yet: It will be denied at network", "Keys: space"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	d.press("home")
	if strings.Contains(d.screen(), "say ") {
		t.Errorf("the class reads the notes:\n%s", d.screen())
	}
	d.press("n")
	d.wants("notes: they are written to " + file)
}

// Nobody reads the FIFO: the notes stay on the screen with the reason, and the talk goes on. A reader who comes later gets
// them.
func TestAFIFOWithoutAReaderDoesNotHoldTheTalk(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "notes")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	d := presenting(t, Options{Scenario: "broken-dns", Notes: fifo}, 120, 40)
	d.wants("the notes do not arrive")
	d.press("space", "space")
	if d.at() != 3 {
		t.Errorf("beat %d:\n%s", d.at(), d.screen())
	}
	d.wants("the notes do not arrive at "+fifo, "say Expect votes for authorization")
	reader, err := os.OpenFile(fifo, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	d.press("space")
	buf := make([]byte, 4096)
	if n, err := reader.Read(buf); err != nil || !strings.HasPrefix(string(buf[:n]), "4/") {
		t.Errorf("%q, %v", buf[:n], err)
	}
	d.wants("the notes arrive at " + fifo)
	if d.press("home"); strings.Contains(d.screen(), "say ") {
		t.Errorf("the class still reads the notes:\n%s", d.screen())
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	d.press("space")
	d.wants("the notes do not arrive")
}

func TestNotesThatDoNotArriveStandOnTheScreen(t *testing.T) {
	for _, size := range sizes {
		d := presenting(t, Options{Scenario: "broken-dns", Notes: "/nonexistent/x"}, size.w, size.h)
		d.press("space", "space")
		d.wants("the notes do not arrive at /nonexi", "say Expect votes")
		d.press("n")
		if strings.Contains(d.screen(), "say ") {
			t.Errorf("n does not take them away:\n%s", d.screen())
		}
		d.press("n")
		d.wants("the notes do not arrive at /nonexi", "say Expect votes")
	}
}

// The stage and the map tell of one step, whatever was looked at in between.
func TestComingBackToTheStageIsComingBackToItsBeat(t *testing.T) {
	d := presenting(t, Options{Scenario: "revoked-customer-key"}, 120, 40)
	d.press(again("space", 9)...)
	want := d.told()
	for _, away := range [][]string{{"5", "home"}, {"i"}, {"4", "right"}, {"2", "space"}, {"3", "down"}, {"u"}, {"5", "p"}} {
		for _, back := range [][]string{{"esc"}, {"f5"}, {"pgdown", "pgup"}} {
			d.press(away...)
			d.press(back...)
			if got := d.told(); got != want {
				t.Errorf("%v, %v: they tell of %s, and the story of %s", away, back, got, want)
			}
		}
	}
}

// told is what the map and the trace show: the request, and the place in its trace.
func (d *driver) told() string {
	s := d.m.room.session
	b, _ := d.m.room.stage().Beat()
	return fmt.Sprint(d.m.room.chart.Title(), " ", s.Request.ID, " ", s.Reading.Trace == b.Trace, " ", s.Reading.Place(), " ", s.Reading.Playing)
}

// The class is not told of a goal before the story tells of it.
func TestTheBarDoesNotGiveTheOutcomeAway(t *testing.T) {
	d := presenting(t, Options{Scenario: "broken-dns"}, 120, 40)
	for _, x := range []struct {
		beat int
		bar  string
	}{{9, "goals 0/1"}, {10, "goals 0/1"}, {11, "goals 1/1"}, {12, "goals 1/1"}} {
		d.press("home")
		d.press(again("space", x.beat-1)...)
		d.wants(fmt.Sprintf("Stage %d/12", x.beat), x.bar)
	}
	d.press("left", "left")
	d.wants("Stage 10/12", "goals 0/1")
}

func TestATalkThatIsUnderWayIsNotLeftByOneKey(t *testing.T) {
	d := presenting(t, Options{Scenario: "revoked-customer-key"}, 80, 24)
	d.press(again("space", 8)...)
	d.press("q")
	d.wants("Leave the talk at 9/29?", "kvlab --present revoked-customer-key --from 9")
	if d.press("esc"); d.gone || d.at() != 9 {
		t.Errorf("gone: %v, at beat %d", d.gone, d.at())
	}
	if d.press("q", "enter"); !d.gone {
		t.Error("it does not leave")
	}
	for _, key := range []string{"home", "end"} {
		d := presenting(t, Options{Scenario: "broken-dns"}, 80, 24)
		if d.press(key, "q"); !d.gone {
			t.Errorf("at the %s of a story there is nothing to ask", key)
		}
	}
}

// What an interrupted talk shows when it goes on is what it showed before.
func TestATalkGoesOnWhereItWasLeft(t *testing.T) {
	d := presenting(t, Options{Scenario: "revoked-customer-key"}, 120, 40)
	d.press(again("space", 8)...)
	file := filepath.Join(t.TempDir(), "notes.txt")
	e := presenting(t, Options{Scenario: "revoked-customer-key", From: 9, Notes: file}, 120, 40)
	e.press("o", "esc")
	e.m.talk.pad, e.m.talk.notes = nil, true
	e.m.arrange()
	if e.press("f5"); e.shown() != d.shown() {
		t.Error(difference(d.shown(), e.shown()))
	}
	if text, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(text), "9/29 ") {
		t.Errorf("the notes begin with %.20q, %v", text, err)
	}
}

func TestALabOfAFileIsNamedAsTheShellKnowsIt(t *testing.T) {
	text, err := os.ReadFile("../scenarios/broken-dns.toml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "Ana's lab.toml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	d := presenting(t, Options{Scenario: file, From: 4}, 120, 40)
	want := "kvlab --present '" + strings.ReplaceAll(file, "'", `'\''`) + "' --from 4"
	if got := d.m.goOn(); got != want {
		t.Errorf("it is %s, want %s", got, want)
	}
}

func TestTheFootOfTheStageIsDimWhereItLeadsNowhere(t *testing.T) {
	d := presenting(t, Options{Scenario: "broken-dns"}, 120, 40)
	for _, x := range []struct{ key, text string }{{"home", "◂ back"}, {"end", "go on ▸"}} {
		d.press(x.key)
		p := d.find(x.text)
		if got := d.m.screen.CellAt(p.X, p.Y).Style; got.Fg != d.m.look.theme.Faint.Fg || got.Attrs != d.m.look.theme.Faint.Attrs {
			t.Errorf("%s is lit at the %s", x.text, x.key)
		}
		at := d.at()
		if d.click(x.text); d.at() != at || d.m.status.text != "" {
			t.Errorf("a click on %s does something: %q", x.text, d.m.status.text)
		}
	}
}

// Where there is no room for the map's window, its way is drawn on the stage.
func TestASmallStageDrawsTheWayItself(t *testing.T) {
	d := presenting(t, Options{Scenario: "half-migrated-rbac"}, 80, 24)
	d.press(again("space", 11)...)
	d.wants("Stage 12/18", "✓ ╍╍╍╍╍╍╍╍▸ ✓", "app-reports", "✗ ✗ ╌", "##  ##")
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.wants("Map of reports-read")
	if strings.Contains(d.screen(), "app-reports ") && strings.Count(d.screen(), "Entra ID") != 1 {
		t.Errorf("the way is drawn twice:\n%s", d.screen())
	}
}

// Nobody has to scroll before a class, even on a small screen: the way gives its rows to long beats.
func TestAllOfEveryBeatIsInSight(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		d := presenting(t, Options{Scenario: e.ID}, 60, 21)
		for n := range d.beats() {
			for _, c := range d.m.room.stage().Commands() {
				if c.ID == "stage.down" && c.Why() == "" {
					t.Errorf("%s, beat %d:\n%s", e.ID, n+1, d.screen())
				}
			}
			d.press("space")
		}
	}
}

func TestTheStageHasAPicture(t *testing.T) {
	d := presenting(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press(again("space", 11)...)
	drawn(t, "windows/stage", svg(frames{d.m.screen.Clone()}))
}

// Whatever is pressed in a talk, nothing breaks, and the next beat is told in the lab that belongs to it.
func TestNothingThatIsPressedBreaksTheTalk(t *testing.T) {
	keys := []string{"space", "left", "pgdown", "home", "end", "b", "n", "esc", "f5", "2", "3", "4", "5", "8", "u", "U", "i", "enter", "down", "R", "P",
		"tab", "z", "?", "w", "q", "alt+x", "alt+t", "alt+down", "f2", "A"}
	rapid.Check(t, func(rt *rapid.T) {
		d := drive(t, Options{Scenario: "half-migrated-rbac", Present: true}, rapid.IntRange(30, 130).Draw(rt, "width"), rapid.IntRange(8, 45).Draw(rt, "height"))
		for range rapid.IntRange(1, 25).Draw(rt, "presses") {
			d.press(rapid.SampledFrom(keys).Draw(rt, "key"))
		}
		if d.m.failure != nil {
			rt.Fatal(d.m.failure)
		}
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.press("b", "esc", "esc", "esc", "f5", "home", "end")
		if d.m.failure != nil || d.at() != d.beats() || d.m.room.floor.Standing(d.m.room.stage()) != desktop.Open {
			rt.Fatalf("%v, beat %d:\n%s", d.m.failure, d.at(), d.screen())
		}
		if err := d.m.finish(); err != nil {
			rt.Fatal(err)
		}
	})
}
