package windows

import (
	"fmt"
	"image"
	"regexp"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// easel is one window on a lab, without a desktop around it: it draws it, presses its keys, clicks on its texts, and
// carries out what it asks for.
type easel struct {
	t      testing.TB
	s      *session.Session
	w      desktop.Window
	canvas desktop.Canvas
	buf    *uv.Buffer
}

// panes makes the windows of this file's tests by their names.
var panes = map[string]func(*session.Session) desktop.Window{
	"objects":  func(s *session.Session) desktop.Window { return NewObjects(s) },
	"log":      func(s *session.Session) desktop.Window { return NewLog(s) },
	"timeline": func(s *session.Session) desktop.Window { return NewTimeline(s) },
	"clock":    func(s *session.Session) desktop.Window { return NewClock(s) },
}

func newEasel(t testing.TB, window string, s *session.Session) *easel {
	e := &easel{t: t, s: s, w: panes[window](s)}
	e.watch()
	e.draw(120, 40, &theme.Options{})
	return e
}

// watch reads what the window shows, as the desktop does when a window comes into sight.
func (e *easel) watch() {
	if w, ok := e.w.(session.Watcher); ok && e.s.Watch(w.Watches()) {
		e.work(session.Refresh{})
	}
}

func (e *easel) work(a session.Doer) string {
	u, err := a.Job(e.s)()
	if err != nil {
		return "error: " + err.Error()
	}
	e.s.Accept(u)
	if u.Issued != nil {
		return u.Label + "\n" + trace.Summary(u.Trace)
	}
	return u.Label
}

// do carries out what the window asks for, and tells it.
func (e *easel) do(a desktop.Action) string {
	switch a := a.(type) {
	case nil:
		return ""
	case session.Doer:
		return e.work(a)
	}
	return fmt.Sprintf("%T", a)
}

func (e *easel) press(key string) string {
	if typist, ok := e.w.(desktop.Typist); ok && typist.Typing() && len(key) == 1 {
		return e.do(typist.Type(key))
	}
	for _, c := range e.w.Commands() {
		if c.Has(key) {
			if why := c.Why(); why != "" {
				return "cannot " + c.Title + ": " + why
			}
			return e.do(c.Run())
		}
	}
	return "no such key: " + key
}

// draw draws the inside of the window, and returns its text.
func (e *easel) draw(w, h int, o *theme.Options) string {
	e.buf = uv.NewBuffer(w, h)
	e.canvas = desktop.NewCanvas(e.buf, theme.New(*o), true)
	e.w.Draw(e.canvas)
	return e.text()
}

// madeUp are digests of keys, which are new in every lab.
var madeUp = regexp.MustCompile(`\b[0-9A-F]{40}\b`)

func (e *easel) text() string {
	lines := strings.Split(e.buf.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(madeUp.ReplaceAllString(l, strings.Repeat("#", 40)), " \r")
	}
	return strings.Join(lines, "\n")
}

// find is the place of a text on the canvas.
func (e *easel) find(text string) (image.Point, bool) {
	for y, line := range strings.Split(e.buf.String(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return image.Pt(desktop.Width(before), y), true
		}
	}
	return image.Point{}, false
}

func (e *easel) click(text string) string {
	p, ok := e.find(text)
	if !ok {
		return "not in sight: " + text
	}
	return e.do(e.w.Click(e.canvas.TargetAt(p.X, p.Y)))
}

// themes are what draw can be asked for.
var themes = map[string]theme.Options{"": {}, "none": {None: true}, "ascii": {ASCII: true}}

// Each file tells a story of one window:
//
//	lab SCENARIO WINDOW [flip=GATE] [issue=REQUEST ...]
//	draw 100x30 [none|ascii]      the window's inside
//	press KEY ...                 what each key led to
//	click TEXT                    (in the next line)
//	issue REQUEST                 somebody works on the lab meanwhile
func TestWindowsOnTheWholeLab(t *testing.T) {
	for window := range panes {
		t.Run(window, func(t *testing.T) {
			var e *easel
			datadriven.Walk(t, "testdata/"+window, func(t *testing.T, path string) {
				datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
					if d.Cmd == "lab" {
						e = newEasel(t, window, open(t, d.CmdArgs[0].Key, ""))
						return ""
					}
					return ended(e.run(d))
				})
			})
		})
	}
}

func ended(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}

func (e *easel) run(d *datadriven.TestData) string {
	var out []string
	tell := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	switch d.Cmd {
	case "draw":
		var w, h int
		if _, err := fmt.Sscanf(d.CmdArgs[0].Key, "%dx%d", &w, &h); err != nil {
			return err.Error()
		}
		name := ""
		if len(d.CmdArgs) > 1 {
			name = d.CmdArgs[1].Key
		}
		o := themes[name]
		return e.draw(w, h, &o)
	case "press":
		for _, a := range d.CmdArgs {
			tell(e.press(a.Key))
		}
	case "type":
		for _, r := range strings.TrimSpace(d.Input) {
			tell(e.press(string(r)))
		}
	case "click":
		tell(e.click(d.Input))
	case "issue", "flip":
		for _, a := range d.CmdArgs {
			e.change(d.Cmd, a.Key)
		}
	default:
		return "unknown command"
	}
	return strings.Join(out, "\n")
}

func (e *easel) change(how, what string) {
	job := e.s.Issue
	if how == "flip" {
		job = e.s.Flip
	}
	u, err := job(what)()
	if err != nil {
		e.t.Fatal(err)
	}
	e.s.Accept(u)
}
