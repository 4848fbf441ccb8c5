package windows

import (
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// onATrace makes the windows that show traces, by their names.
func onATrace(name string, s *session.Session) desktop.Window {
	if name == "compare" {
		return NewCompare(s)
	}
	return NewTrace(s)
}

func easelOn(t testing.TB, name string, s *session.Session) *easel {
	e := &easel{t: t, s: s, w: onATrace(name, s)}
	e.draw(120, 40, &theme.Options{})
	return e
}

// heard is do, with the words of what a window only says or copies.
func (e *easel) heard(a desktop.Action) string {
	switch a := a.(type) {
	case session.Say:
		return a.Text
	case session.Copy:
		return "copied " + a.What + ": " + strconv.Itoa(strings.Count(a.Text, "\n")) + " lines"
	case session.FindFixes:
		u, err := e.s.FindFixes()()
		if err != nil {
			return err.Error()
		}
		e.s.Accept(u)
		return u.Label
	}
	return e.do(a)
}

func (e *easel) touch(key string) string {
	for _, c := range e.w.Commands() {
		if c.Has(key) {
			if why := c.Why(); why != "" {
				return "cannot " + c.Title + ": " + why
			}
			return e.heard(c.Run())
		}
	}
	return "no such key: " + key
}

// Each file tells a story of one window, as those of the windows on the whole lab.
func TestWindowsOnTraces(t *testing.T) {
	for _, name := range []string{"trace", "compare"} {
		var e *easel
		datadriven.RunTest(t, "testdata/"+name+"/story", func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "lab":
				e = easelOn(t, name, open(t, d.CmdArgs[0].Key, ""))
				return ""
			case "press":
				var out []string
				for _, a := range d.CmdArgs {
					if said := e.touch(a.Key); said != "" {
						out = append(out, a.Key+": "+said)
					}
				}
				return ended(strings.Join(out, "\n"))
			case "click":
				p, ok := e.find(d.Input)
				if !ok {
					return "not in sight\n"
				}
				return ended(e.heard(e.w.Click(e.canvas.TargetAt(p.X, p.Y))))
			}
			return ended(e.run(d))
		})
	}
}

// A command of any page has a title of three words at most, a sentence, a key that no other one there has, and a reason
// when it cannot run.
func TestEveryPageHasItsTable(t *testing.T) {
	s := open(t, "broken-dns", "app-read")
	x := NewTrace(s)
	pages := map[string][]desktop.Command{"compare": NewCompare(s).Commands()}
	for p, name := range pageNames {
		pages[name] = x.commands[part(p)]
	}
	for page, commands := range pages {
		taken := map[string]string{}
		for _, c := range commands {
			if c.ID == "" || c.Title == "" || len(strings.Fields(c.Title)) > 3 || !strings.HasSuffix(c.Help, ".") || len(c.Keys) == 0 || c.Run == nil {
				t.Errorf("%s: %+v", page, c)
			}
			for _, key := range c.Keys {
				if other := taken[key]; other != "" {
					t.Errorf("%s: %s is both %s and %s", page, key, other, c.ID)
				}
				taken[key] = c.ID
			}
		}
		if len(commands) < 10 {
			t.Errorf("%s has %d commands", page, len(commands))
		}
	}
}

// Whatever is pressed and clicked, at whatever size, nothing panics, and all that shows is drawn anew: the version
// grows when the text changes.
func TestAnyKeysOnATrace(t *testing.T) {
	for _, name := range []string{"trace", "compare"} {
		e := easelOn(t, name, open(t, "half-migrated-rbac", ""))
		rapid.Check(t, func(rt *rapid.T) {
			w, h := rapid.IntRange(0, 130).Draw(rt, "width"), rapid.IntRange(0, 40).Draw(rt, "height")
			draw := func() string { return e.draw(w, h, &theme.Options{ASCII: true}) }
			for range rapid.IntRange(1, 12).Draw(rt, "keys") {
				draw()
				before, version := draw(), e.w.Version()
				switch rapid.IntRange(0, 9).Draw(rt, "what") {
				case 0:
					e.change("issue", rapid.SampledFrom([]string{"orders-read", "reports-read"}).Draw(rt, "request"))
				case 1:
					e.heard(e.w.Click(e.canvas.TargetAt(rapid.IntRange(0, 130).Draw(rt, "x"), rapid.IntRange(0, 40).Draw(rt, "y"))))
				case 2:
					e.w.Wheel(rapid.IntRange(-3, 3).Draw(rt, "wheel"))
				default:
					c := rapid.SampledFrom(e.w.Commands()).Draw(rt, "command")
					e.touch(c.Keys[0])
				}
				if after := draw(); after != before && e.w.Version() == version {
					rt.Fatalf("the version stays while this becomes that:\n%s\n\n%s", before, after)
				}
			}
		})
	}
}

// A step frame is drawn on every key: it may not cost more than the desktop's bound allows.
func TestAStepAllocatesLittle(t *testing.T) {
	s := open(t, "broken-dns", "app-read", "zone-link")
	for name, most := range map[string]float64{"trace": 150, "compare": 150} {
		w := onATrace(name, s)
		e := &easel{t: t, s: s, w: w}
		e.draw(120, 40, &theme.Options{})
		got := testing.AllocsPerRun(20, func() { w.Draw(e.canvas) })
		if got > most {
			t.Errorf("%s allocates %.0f times", name, got)
		}
		t.Logf("%s allocates %.0f times", name, got)
	}
}

// The alignment is new when the trace is; folded runs are of one gate, and hide no difference.
func TestFoldsHideNoDifference(t *testing.T) {
	s := open(t, "wired-web-app", "app-read", "zone-link")
	c := NewCompare(s)
	work(t, s, s.Issue("app-read"))
	work(t, s, s.Flip("zone-link"))
	work(t, s, s.Flip("role-assignment"))
	if !c.align() {
		t.Fatal("nothing to compare")
	}
	covered := 0
	for _, l := range c.lines {
		covered += l.count
		for n := l.row; l.kind == foldedLine && n < l.row+l.count; n++ {
			if !c.rows[n].Same || c.rows[n].Gate != c.rows[l.row].Gate {
				t.Errorf("row %d is folded away", n)
			}
		}
	}
	if covered != len(c.rows) {
		t.Errorf("%d of %d rows are somewhere", covered, len(c.rows))
	}
	if at := c.lines[c.cursor]; at.kind != stepsLine || c.rows[at.row].Same || c.rows[at.row].Gate != trace.Authorization {
		t.Errorf("the cursor is not at the first difference: %+v", at)
	}
}
