package windows

import (
	"fmt"
	"image"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// askers makes the windows that ask the lab in their own way, by their names.
var askers = map[string]func(*session.Session) Asker{
	"console": func(s *session.Session) Asker { return NewConsole(s, "") },
	"notes":   func(s *session.Session) Asker { return NewNotes(s) },
	"access":  func(s *session.Session) Asker { return NewAccess(s) },
	"network": func(s *session.Session) Asker { return NewNetwork(s) },
}

// newAsker puts such a window on an easel.
func newAsker(t testing.TB, window string, s *session.Session) *easel {
	e := &easel{t: t, s: s, w: askers[window](s)}
	e.draw(80, 24, &theme.Options{})
	e.ask()
	return e
}

// ask carries out what the window wants, as the desktop does when it comes into sight and after every job.
func (e *easel) ask() string { return e.do(e.w.(Asker).Wants()) }

// Each file tells a story of one window, in the language of the windows on the whole lab, and besides:
//
//	type          (in the next line) puts the text in as typing it does
//	paste         (in the next lines) puts it in at once
//	fact          (in the next lines) writes facts of the lab, as somebody else does
//	caret         where the terminal's cursor would be
//	title         what stands in the frame
func TestWindowsThatAsk(t *testing.T) {
	for window := range askers {
		t.Run(window, func(t *testing.T) {
			var e *easel
			datadriven.Walk(t, "testdata/"+window, func(t *testing.T, path string) {
				datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
					if d.Cmd == "lab" {
						e = newAsker(t, window, open(t, d.CmdArgs[0].Key, ""))
						return ""
					}
					return ended(e.tell(d) + e.ask())
				})
			})
		})
	}
}

func (e *easel) tell(d *datadriven.TestData) string {
	switch d.Cmd {
	case "paste":
		return e.do(e.w.(desktop.Typist).Type(d.Input))
	case "caret":
		at, seen := e.w.(desktop.Caret).Caret()
		return fmt.Sprint(at, " ", seen)
	case "title":
		return e.w.Title()
	case "fact":
		var changes []engine.Change
		for line := range lines(d.Input) {
			path, value, _ := strings.Cut(line, " ")
			changes = append(changes, engine.Change{Path: path, Value: value})
		}
		if err := e.s.Lab.Apply("facts", changes...); err != nil {
			return err.Error()
		}
		return e.work(session.Refresh{})
	}
	return e.run(d)
}

// What is drawn holds nothing but what fits, and every mark is understood.
func TestNoInputBreaksAWindowThatAsks(t *testing.T) {
	for window := range askers {
		t.Run(window, func(t *testing.T) {
			s := open(t, "half-migrated-rbac", "reports-read")
			rapid.Check(t, func(rt *rapid.T) {
				e := newAsker(t, window, s)
				for range rapid.IntRange(1, 25).Draw(rt, "inputs") {
					e.disturb(rt)
				}
			})
		})
	}
}

func (e *easel) disturb(rt *rapid.T) {
	commands := e.w.Commands()
	switch rapid.IntRange(0, 5).Draw(rt, "kind") {
	case 0:
		e.w.Wheel(rapid.IntRange(-3, 3).Draw(rt, "wheel"))
	case 1:
		w, h := e.canvas.Size()
		e.do(e.w.Click(e.canvas.TargetAt(rapid.IntRange(0, max(0, w)).Draw(rt, "x"), rapid.IntRange(0, max(0, h)).Draw(rt, "y"))))
	case 2:
		if typist, ok := e.w.(desktop.Typist); ok && typist.Typing() {
			e.do(typist.Type(rapid.SampledFrom([]string{"a", "az ", "az keyvault ", "\n", "日", "\x1b[2J", "é"}).Draw(rt, "text")))
		}
	default:
		c := &commands[rapid.IntRange(0, len(commands)-1).Draw(rt, "command")]
		if c.Why() == "" {
			e.do(c.Run())
		}
	}
	e.ask()
	e.draw(rapid.IntRange(0, 130).Draw(rt, "width"), rapid.IntRange(0, 40).Draw(rt, "height"), &theme.Options{ASCII: rapid.Bool().Draw(rt, "ascii")})
}

func TestEveryCommandOfAWindowThatAsksHasAKeyAndASentence(t *testing.T) {
	s := open(t, "broken-dns", "")
	for window, make := range askers {
		taken := map[string]string{}
		for _, c := range make(s).Commands() {
			switch {
			case !strings.HasPrefix(c.ID, window+".") || len(c.Keys) == 0 || c.Run == nil || !strings.HasSuffix(c.Help, "."):
				t.Errorf("%s is incomplete: %+v", window, c)
			case c.Title == "" || len(strings.Fields(c.Title)) > 3:
				t.Errorf("%s: the title is not one to three words: %q", c.ID, c.Title)
			}
			for _, key := range c.Keys {
				if taken[key] != "" {
					t.Errorf("%s: %s is both %s and %s", window, key, taken[key], c.ID)
				}
				taken[key] = c.ID
			}
		}
	}
}

// Drawing a screenful again, as a key does, costs little memory: the terminal's frame has to go out in time.
func TestDrawingAWindowThatAsksIsCheap(t *testing.T) {
	s := open(t, "half-migrated-rbac", "reports-read")
	for window := range askers {
		e := newAsker(t, window, s)
		buf, th := uv.NewBuffer(100, 40), theme.New(theme.Options{})
		desk := desktop.NewDesk(th)
		desk.Arrange([]desktop.Place{{Window: e.w, Area: image.Rect(0, 0, 100, 40)}})
		n := testing.AllocsPerRun(20, func() {
			desk.SetTheme(theme.New(theme.Options{})) // which makes everything look different
			desk.Draw(buf)
		})
		if n > 400 {
			t.Errorf("%s allocates %.0f times", window, n)
		}
	}
}
