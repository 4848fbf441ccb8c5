package windows

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// reserved are the keys that the desktop has for itself.
var reserved = []string{"i", "u", "U", "ctrl+r", "R", "P", "o", "tab", "shift+tab", "z", "1", "2", "3", "4", "5", "?", "f1", "t", "m", "q", "ctrl+c", "ctrl+z",
	"w", ":", "ctrl+k"}

// each runs a test for every window of the whole lab.
func each(t *testing.T, f func(t *testing.T, e *easel)) {
	for name := range panes {
		t.Run(name, func(t *testing.T) { f(t, newEasel(t, name, open(t, "deleted-and-purged", "prod-reads"))) })
	}
}

func TestEveryCommandOfTheseWindowsHasAKeyOfItsOwnATitleAndASentence(t *testing.T) {
	each(t, func(t *testing.T, e *easel) {
		taken := map[string]string{}
		for _, c := range e.w.Commands() {
			for _, key := range c.Keys {
				if taken[key] != "" || slices.Contains(reserved, key) {
					t.Errorf("%s: %q is taken by %q", c.ID, key, taken[key])
				}
				taken[key] = c.ID
			}
			if c.Title == "" || len(strings.Fields(c.Title)) > 3 || !strings.HasSuffix(c.Help, ".") || !strings.HasPrefix(c.ID, e.w.ID()+".") {
				t.Errorf("%s: %q, %q", c.ID, c.Title, c.Help)
			}
		}
	})
}

func TestWithoutAnOperatorNobodyAsks(t *testing.T) {
	s := open(t, "wired-web-app", "")
	s.Scenario.Operator = nil
	o := NewObjects(s)
	asks := 0
	for _, c := range o.Commands() {
		switch c.ID {
		case "objects.read", "objects.enable", "objects.delete", "objects.recover", "objects.purge", "objects.rotate":
			asks++
			if c.Why() == "" {
				t.Errorf("%s can run", c.ID)
			}
		}
	}
	if asks != 6 {
		t.Errorf("%d commands ask the vault", asks)
	}
}

// keysOf are all keys a window reacts to, and some text.
func keysOf(e *easel) []string {
	keys := []string{"4", "x", "-", "é", "esc", "backspace"}
	for _, c := range e.w.Commands() {
		keys = append(keys, c.Keys...)
	}
	return keys
}

// Whatever is pressed and clicked at whatever size, a window draws itself, and draws the same as long as its version
// says that nothing has changed.
func TestAnyKeysAtAnySizeAndTheVersionTellsTheTruth(t *testing.T) {
	for name := range panes {
		t.Run(name, func(t *testing.T) {
			s := open(t, "deleted-and-purged", "")
			rapid.Check(t, func(r *rapid.T) {
				work(t, s, s.Reset())
				e := newEasel(t, name, s)
				w, h := rapid.IntRange(1, 130).Draw(r, "width"), rapid.IntRange(1, 40).Draw(r, "height")
				o := theme.Options{ASCII: rapid.Bool().Draw(r, "ascii")}
				before, version := e.draw(w, h, &o), e.w.Version()
				for range rapid.IntRange(1, 12).Draw(r, "moves") {
					e.stumble(r, w, h)
					if now := e.draw(w, h, &o); e.w.Version() == version && now != before {
						r.Fatalf("it draws something else under the same version:\n%s\n---\n%s", before, now)
					} else {
						before, version = now, e.w.Version()
					}
				}
			})
		})
	}
}

// stumble does one thing without a thought.
func (e *easel) stumble(r *rapid.T, w, h int) {
	switch rapid.SampledFrom([]string{"key", "key", "key", "click", "wheel", "issue"}).Draw(r, "move") {
	case "key":
		e.press(rapid.SampledFrom(keysOf(e)).Draw(r, "key"))
	case "click":
		if t := e.canvas.TargetAt(rapid.IntRange(0, w).Draw(r, "x"), rapid.IntRange(0, h).Draw(r, "y")); t != nil {
			e.do(e.w.Click(t))
		}
	case "wheel":
		e.w.Wheel(rapid.IntRange(-3, 3).Draw(r, "delta"))
	case "issue":
		e.change("issue", e.s.Scenario.Requests[0].ID)
	}
}

// A value shows when it was asked for at this row, and at no other time.
func TestAValueShowsOnlyWhereItWasAskedFor(t *testing.T) {
	s := open(t, "deleted-and-purged", "")
	rapid.Check(t, func(r *rapid.T) {
		work(t, s, s.Reset())
		e := newEasel(t, "objects", s)
		o := e.w.(*Objects)
		shown := false
		for range rapid.IntRange(1, 15).Draw(r, "keys") {
			key := rapid.SampledFrom([]string{"v", "v", "up", "down", "down", "enter", "space", "pgdown", "home", "g", "wheel"}).Draw(r, "key")
			was := o.path()
			if key == "wheel" && !o.beside.whole {
				o.Wheel(1)
				o.Wheel(-1)
			} else {
				e.press(key)
			}
			switch row := o.current(); {
			case key == "v":
				shown = !shown && row.version != nil && row.version.Secret != nil
			case key == "up", key == "down", key == "home", key == "wheel" && !o.beside.whole, o.path() != was:
				shown = false
			}
			visible := false
			o.beside.scroll, o.beside.about = desktop.Scroll{}, ""
			for _, x := range o.about(e.canvas) {
				visible = visible || strings.HasPrefix(x.text, "pk-")
			}
			if visible != shown || !shown && strings.Contains(e.draw(120, 40, &theme.Options{}), "pk-") {
				r.Fatalf("after %s at %s the value shows: %v", key, o.path(), visible)
			}
		}
	})
}

// However the rows are folded, the tree holds what the vaults hold, everything once, and below what it belongs to.
func TestTheTreeHoldsWhatTheVaultsHold(t *testing.T) {
	for _, scenario := range []string{"deleted-and-purged", "certificate-key-as-secret", "revoked-customer-key"} {
		s := open(t, scenario, "")
		e := s.State.Estate
		all := map[string]bool{}
		for _, h := range plant(e, nil) {
			if h.kind == objectHolding {
				all[h.path()] = true
			}
		}
		vaults, objects, versions := 0, 0, 0
		last := holding{}
		for _, h := range plant(e, all) {
			switch h.kind {
			case vaultHolding:
				vaults++
			case objectHolding:
				objects++
				if h.vault.Name != h.object.Vault || last.depth < 1 {
					t.Errorf("%s: %s stands in %s", scenario, h.object.Name, h.vault.Name)
				}
			case versionHolding:
				versions++
				if h.version.Name != h.object.Name || h.version.Collection != h.object.Collection {
					t.Errorf("%s: version %s stands below %s", scenario, h.version.ID, h.object.Name)
				}
			}
			last = h
		}
		if vaults != len(e.Vaults) || objects != len(e.Objects) || versions != len(e.Versions) {
			t.Errorf("%s: %d vaults, %d objects, %d versions", scenario, vaults, objects, versions)
		}
	}
}

// Each condition has a word and, in ASCII too, a sign of its own.
func TestConditionsHaveSignsOfTheirOwn(t *testing.T) {
	for _, o := range []theme.Options{{}, {ASCII: true}} {
		taken := map[string]condition{}
		for _, s := range []condition{sound, disabled, expired, notYetValid, deleted, pending} {
			glyph, _ := s.mark(theme.New(o))
			if other, ok := taken[glyph]; ok {
				t.Errorf("%s and %s are both %s", s, other, glyph)
			}
			taken[glyph] = s
		}
	}
}

func TestTheGravestConditionIsShown(t *testing.T) {
	s := open(t, "wired-web-app", "")
	now := s.State.Lab.Clock
	sealed := &estate.Deletion{At: now, PurgeAt: now.AddDate(0, 0, 7)}
	waiting := &estate.Issuance{Pending: &estate.Order{Status: estate.InProgress}}
	for _, test := range []struct {
		want    condition
		object  estate.Object
		version *estate.Version
		vault   estate.Vault
	}{
		{want: sound, version: &estate.Version{}},
		{want: disabled, version: &estate.Version{Attributes: estate.Attributes{Disabled: true, Expires: now}}},
		{want: expired, version: &estate.Version{Attributes: estate.Attributes{Expires: now}}},
		{want: notYetValid, version: &estate.Version{Attributes: estate.Attributes{NotBefore: now.Add(1)}}},
		{want: deleted, object: estate.Object{Deleted: sealed}, version: &estate.Version{Attributes: estate.Attributes{Disabled: true}}},
		{want: deleted, vault: estate.Vault{Deleted: sealed}, version: &estate.Version{}},
		{want: pending, object: estate.Object{Issuance: waiting}},
		{want: pending, object: estate.Object{Issuance: waiting}, version: &estate.Version{}},
		{want: unissued, object: estate.Object{Issuance: &estate.Issuance{}}},
	} {
		h := holding{kind: objectHolding, vault: &test.vault, object: &test.object, version: test.version}
		if got := h.state(now); got != test.want {
			t.Errorf("%+v is %s, not %s", test, got, test.want)
		}
	}
}

// However somebody leaves a row, also for a moment between two drawings, its value is masked when they come back.
func TestEveryWayOutOfARowMasksItsValue(t *testing.T) {
	for name, away := range map[string]func(*easel){
		"keys":  func(e *easel) { e.press("down"); e.press("up") },
		"wheel": func(e *easel) { e.w.Wheel(1); e.w.Wheel(-1) },
		"click": func(e *easel) { e.w.Click(objectsRow(0)); e.w.Click(objectsRow(2)) },
		"fold":  func(e *easel) { e.press("left"); e.press("down") },
	} {
		e := newEasel(t, "objects", open(t, "deleted-and-purged", ""))
		e.press("down")
		e.press("down")
		e.press("v")
		if !strings.Contains(e.draw(120, 40, &theme.Options{}), "pk-live") {
			t.Fatalf("%s: the value is not shown", name)
		}
		if away(e); strings.Contains(e.draw(120, 40, &theme.Options{}), "pk-live") {
			t.Errorf("%s: the value is still shown", name)
		}
	}
}
