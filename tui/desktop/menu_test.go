package desktop

import (
	"image"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func items() []Command {
	no := func() string { return "not today" }
	return []Command{
		{ID: "a", Title: "open", Keys: []string{"o"}, Help: "Open it.", Run: func() Action { return "opened" }},
		Separator,
		{ID: "b", Title: "burn", Keys: []string{"b"}, Help: "Burn it.", Disabled: no},
		{ID: "c", Title: "close", Keys: []string{"c"}, Help: "Close it.", Run: func() Action { return "closed" }},
	}
}

func (m *Menu) key(key string) Action {
	for _, c := range m.Commands() {
		if c.Has(key) && c.Why() == "" {
			return c.Run()
		}
	}
	return nil
}

func TestAMenuStepsPastSeparatorsAndRound(t *testing.T) {
	m := NewMenu("Do", items(), image.Point{}, false)
	got := ""
	for _, key := range []string{"down", "down", "down", "up", "up"} {
		got += m.items[m.cursor].ID
		m.key(key)
	}
	if got += m.items[m.cursor].ID; got != "abcacb" {
		t.Errorf("the cursor goes %s", got)
	}
}

func TestAMenuSaysWhyACommandCannotRunAndDoesNotRunIt(t *testing.T) {
	m := NewMenu("Do", items(), image.Point{}, false)
	if m.Says() != "Open it" {
		t.Errorf("it says %q", m.Says())
	}
	if c, ok := m.key("enter").(Chosen); !ok || c.Command.ID != "a" {
		t.Error("enter does not choose")
	}
	m.key("down")
	if m.Says() != "burn: not today" || m.key("enter") != nil || m.Click(menuRow(2)) != nil {
		t.Errorf("it says %q and can be chosen", m.Says())
	}
	if c, ok := m.Click(menuRow(3)).(Chosen); !ok || c.Command.ID != "c" {
		t.Error("a click does not choose")
	}
	if m.Click(nil) != nil {
		t.Error("a click beside the items chooses")
	}
}

func TestAnEmptyMenuIsHarmless(t *testing.T) {
	m := NewMenu("None", nil, image.Point{}, true)
	for _, key := range []string{"up", "down", "enter"} {
		if m.key(key) != nil {
			t.Errorf("%s does something", key)
		}
	}
	c, _ := canvas(20, 3, dark)
	m.Draw(c)
}

func TestOnlyAMenuOfTheBarHasNeighbours(t *testing.T) {
	if NewMenu("Do", items(), image.Point{}, true).key("right") != Action(Aside{1}) {
		t.Error("right does not go to the next menu")
	}
	if NewMenu("Do", items(), image.Point{}, false).key("right") != nil {
		t.Error("a context menu has a neighbour")
	}
}

func TestRank(t *testing.T) {
	for _, test := range []struct{ query, better, worse string }{
		{"und", "undo", "sound"},
		{"ot", "open trace", "bottle"},
		{"flip", "flip the gate", "a float that lies in pieces"},
		{"reset lab", "reset the lab", "the label to be reset"},
		{"z", "zoom", "a very long sentence about the size of zones and zebras"},
	} {
		if b, w := Rank(test.query, test.better), Rank(test.query, test.worse); b <= w {
			t.Errorf("%q: %q has %d, %q has %d", test.query, test.better, b, test.worse, w)
		}
	}
}

// A text answers a query exactly when every word's letters stand in it in their order.
func TestRankFindsWhatCanBeReadOutOfTheText(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcAB é-")), 0, 8, -1)
	rapid.Check(t, func(rt *rapid.T) {
		query, text := letters.Draw(rt, "query"), letters.Draw(rt, "text")
		want := true
		for _, word := range strings.Fields(strings.ToLower(query)) {
			rest := []rune(strings.ToLower(text))
			for _, r := range word {
				for len(rest) > 0 && rest[0] != r {
					rest = rest[1:]
				}
				if len(rest) == 0 {
					want = false
					break
				}
				rest = rest[1:]
			}
		}
		if got := Rank(query, text) > 0; got != want {
			rt.Fatalf("%q in %q: %v", query, text, got)
		}
	})
}

func palette() *Palette {
	return NewPalette([]Entry{
		{Kind: "command", Title: "undo", Also: "Take the last change back.", Key: "u", Action: "undo"},
		{Kind: "lab", Title: "The impossible 403", Also: "half-migrated-rbac", Action: "lab"},
		{Kind: "command", Title: "redo", Disabled: func() string { return "nothing was taken back" }, Action: "redo"},
	})
}

func (p *Palette) key(key string) Action {
	for _, c := range p.Commands() {
		if c.Has(key) && c.Why() == "" {
			return c.Run()
		}
	}
	return nil
}

func TestThePaletteFindsByTitleAndByWhatStandsBesideIt(t *testing.T) {
	for _, test := range []struct {
		name string
		keys string
		want Action
	}{
		{"nothing typed offers the first", "", "undo"},
		{"a few letters", "imp403", "lab"},
		{"an id", "rbac", "lab"},
		{"what a command does", "change", "undo"},
		{"its kind", "lab", "lab"},
		{"nothing answers", "qqq", nil},
		{"what cannot be done is not done", "redo", nil},
	} {
		p := palette()
		p.Type(test.keys)
		if got := p.key("enter"); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestThePaletteIsErasedAndFilledLater(t *testing.T) {
	p := palette()
	p.Type("qé")
	p.key("backspace")
	p.key("backspace")
	p.key("backspace")
	if p.query != "" || len(p.found) != 3 {
		t.Errorf("%q finds %d", p.query, len(p.found))
	}
	p.Type("zone")
	p.Add([]Entry{{Kind: "gate", Title: "DNS zone", Action: "zone"}})
	if p.key("enter") != "zone" {
		t.Error("what came later is not found")
	}
	p.Type(strings.Repeat("long\n", 100))
	if n := len([]rune(p.query)); n > longestQuery {
		t.Errorf("the query has %d letters", n)
	}
}

func TestAClickInThePaletteChoosesThenDoes(t *testing.T) {
	p := palette()
	c, _ := canvas(60, 10, dark)
	p.Draw(c)
	if p.Click(c.TargetAt(5, 2)) != nil || p.cursor != 1 {
		t.Error("the first click does not choose the row")
	}
	if p.Click(c.TargetAt(5, 2)) != Action("lab") {
		t.Error("the second does not do it")
	}
}

// The beginning of a name that stands beside a title finds it before titles over which its letters are strewn.
func TestAWholeWordBesideATitleBeatsStrewnLetters(t *testing.T) {
	p := NewPalette([]Entry{{Kind: "lab", Title: "An archive that cannot read itself", Also: "revoked-customer-key"},
		{Kind: "lab", Title: "The impossible 403", Also: "half-migrated-rbac, intermediate"}})
	p.ask("half")
	if len(p.found) != 2 || p.found[0] != 1 {
		t.Errorf("found %v", p.found)
	}
	p.ask("that")
	if len(p.found) == 0 || p.found[0] != 0 {
		t.Errorf("a word of a title: found %v", p.found)
	}
}
