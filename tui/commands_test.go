package tui

import (
	"image"
	"slices"
	"strings"
	"testing"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// everyReach lists the sets of commands that keys can reach at once: each window with what holds everywhere, and
// each dialog with what holds even then.
func everyReach(d *driver) map[string][]desktop.Command {
	m := d.m
	out := map[string][]desktop.Command{}
	for _, w := range m.room.order {
		out[w.ID()] = append(append([]desktop.Command{}, w.Commands()...), m.commands...)
	}
	goal := m.room.session.Scenario.Goals[0]
	for _, dialog := range []windows.Dialog{windows.NewPicker(""), windows.NewPicker("broken-dns"), windows.NewHelp(m.sections()),
		windows.NewConfirm("", "", "do it", quit{}), windows.NewNotice("", ""), windows.NewQuestion(&goal), windows.NewDebrief(m.room.session),
		must(windows.NewPredict(m.room.session, m.room.session.Scenario.Requests[0].ID)), m.contextMenu(image.Point{}),
		windows.NewCompose(m.room.session, must(m.room.session.NewDraft())),
		desktop.NewMenu("", nil, image.Point{}, true), desktop.NewPalette(m.entries()), newTour()} {
		m.dialog = dialog
		out["dialog "+dialog.ID()] = slices.Concat(dialog.Commands(), m.dialogMoves(), m.always())
	}
	m.dialog = nil
	m.room.show(m.room.trace)
	m.arrange()
	m.takeUp()
	out["moving"] = append(append([]desktop.Command{}, m.moving.commands...), m.always()...)
	return out
}

func TestNoTwoCommandsReachableAtOnceShareAKey(t *testing.T) {
	for place, commands := range everyReach(start(t, Options{Scenario: "broken-dns"}, 120, 40)) {
		taken := map[string]string{}
		for _, c := range commands {
			for _, key := range c.Keys {
				if other := taken[key]; other != "" && !evaded(place, &c, taken) {
					t.Errorf("%s: %q is both %s and %s", place, key, other, c.ID)
				}
				taken[key] = c.ID
			}
		}
	}
}

// evaded reports whether a command has another key in a window with a field to type into, which may need a key that
// means something else everywhere else.
func evaded(place string, c *desktop.Command, taken map[string]string) bool {
	for _, key := range c.Keys {
		if taken[key] == "" && len(key) > 1 {
			return place == "console" || place == "notes"
		}
	}
	return false
}

func TestEveryCommandHasAKeyATitleAndASentence(t *testing.T) {
	for place, commands := range everyReach(start(t, Options{Scenario: "broken-dns"}, 120, 40)) {
		for _, c := range commands {
			switch {
			case c.ID == "" || len(c.Keys) == 0 || c.Run == nil:
				t.Errorf("%s: %q has no key or does nothing", place, c.ID)
			case c.Title == "" || len(strings.Fields(c.Title)) > 3:
				t.Errorf("%s: the title of %s is not one to three words: %q", place, c.ID, c.Title)
			case !strings.HasSuffix(c.Help, "."):
				t.Errorf("%s: the help of %s is no sentence: %q", place, c.ID, c.Help)
			}
		}
	}
}

func TestEveryKeyOfTheTableIsSpelledAsTheTerminalSpellsIt(t *testing.T) {
	for place, commands := range everyReach(start(t, Options{Scenario: "broken-dns"}, 120, 40)) {
		for _, c := range commands {
			for _, key := range c.Keys {
				if got := keyMsg(key).String(); got != key {
					t.Errorf("%s: %s has the key %q, which arrives as %q", place, c.ID, key, got)
				}
			}
		}
	}
}

// A disabled command says why, in words that stand on the status bar when its key is pressed.
func TestADisabledCommandSaysWhy(t *testing.T) {
	disabled := 0
	for i := range everyWindow {
		d := start(t, Options{Scenario: "broken-dns"}, 200, 60)
		d.press(everyWindow[i])
		reach := d.m.reach()
		for n, commands := range reach {
			for _, c := range commands {
				why, key := c.Why(), d.m.keyNow(&c, reach[:n])
				if why == "" || key == "" { // letters are text where there is a field
					continue
				}
				disabled++
				d.press(key)
				d.wants(c.Title + ": " + why)
			}
		}
	}
	if disabled < 15 {
		t.Errorf("only %d disabled commands were met: a fresh lab should have more", disabled)
	}
}

var everyWindow = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "A", "W", "C", "L", "M"}

func TestTheHelpListsEveryCommandOfEveryWindow(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 1000)
	d.press("?")
	commands := slices.Clone(d.m.commands)
	for _, w := range d.m.room.order {
		commands = append(commands, w.Commands()...)
	}
	shown := d.screen()
	for _, c := range commands {
		if !strings.Contains(shown, c.Title) {
			t.Errorf("%s is missing", c.Title)
		}
	}
	d.press("esc")
	if d.m.dialog != nil {
		t.Error("esc does not close the help")
	}
}

func TestThePrintedKeysAreTheTable(t *testing.T) {
	var b strings.Builder
	if err := WriteKeys(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Everywhere\n", "  i                        issue", "  w                        window menu", "In the window trace\n", "In the window notes\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

// In a window that takes text the bar names no key that would be typed into it.
func TestHintsNameNoKeyThatIsTypedAsText(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 200, 60)
	d.press("M")
	if bar := d.bottom(); strings.Contains(bar, "q quit") || strings.Contains(bar, "i issue") || !strings.Contains(bar, "f1 help") {
		t.Errorf("it does: %s", bar)
	}
	d.press("q", "i", "5")
	if d.gone || d.m.room.focus.ID() != "notes" {
		t.Error("letters that are typed fire commands")
	}
	d.press("f6", "alt+5")
	if d.m.room.focus.ID() != "trace" {
		t.Error("there is no way out of a field")
	}
}

func TestAnUnknownKeyPointsToTheHelp(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("x")
	d.wants("x does nothing here; ? lists the keys")
}

func TestHintsNameOnlyWhatCanRunNow(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 200, 60)
	if bar := d.bottom(); strings.Contains(bar, "undo") {
		t.Errorf("nothing can be undone yet: %s", bar)
	}
	d.press("space")
	if bar := d.bottom(); !strings.Contains(bar, "u undo") {
		t.Errorf("undo is missing: %s", bar)
	}
}

func (d *driver) bottom() string {
	lines := strings.Split(strings.TrimRight(d.screen(), "\n"), "\n")
	return lines[len(lines)-1]
}

// A key that the bar names does what the bar says: no other command that is asked before has a use for it.
func TestHintsNameKeysThatReachTheirCommand(t *testing.T) {
	for _, o := range []Options{{Scenario: "broken-dns"}, {Scenario: "broken-dns", Present: true}} {
		d := start(t, o, 200, 60)
		for _, window := range everyWindow {
			d.press("alt+"+window, window)
			reach := d.m.reach()
			for n, commands := range reach {
				for i := range commands {
					key := d.m.keyNow(&commands[i], reach[:n])
					if key == "" {
						continue
					}
					for _, list := range reach[:n] {
						if leads(list, key) {
							t.Errorf("in %s %q is said to be %s", d.m.room.focus.ID(), key, commands[i].ID)
						}
					}
				}
			}
			if d.m.typist() != nil {
				d.press("f6")
			}
		}
	}
}
