package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"kvlab/tui/session"
)

// terminal runs the whole program in a terminal emulator, in this process.
type terminal struct {
	t       *testing.T
	screen  *vt.Emulator
	mu      sync.Mutex   // of screen and raw
	raw     bytes.Buffer // all that was painted, as it came
	changed chan struct{}
	ended   chan error
}

// Write is the program's output.
func (x *terminal) Write(p []byte) (int, error) {
	x.mu.Lock()
	n, err := x.screen.Write(p)
	x.raw.Write(p)
	x.mu.Unlock()
	select {
	case x.changed <- struct{}{}:
	default:
	}
	return n, err
}

func boot(t *testing.T, o Options, width, height int) *terminal {
	return bootIn(t.Context(), t, o, width, height)
}

func bootIn(ctx context.Context, t *testing.T, o Options, width, height int) *terminal {
	x := &terminal{t: t, screen: vt.NewEmulator(width, height), changed: make(chan struct{}, 1), ended: make(chan error, 1)}
	_, _ = x.screen.WriteString("\x1b[20h") // without a terminal driver a line feed has to return the carriage too
	in, keys := io.Pipe()
	go func() { _, _ = io.Copy(keys, x.screen) }()
	o.In, o.Out, o.Env = in, x, utf8Env
	o.Program = append(o.Program, tea.WithWindowSize(width, height), tea.WithColorProfile(colorprofile.TrueColor), tea.WithoutSignalHandler())
	go func() { x.ended <- Run(ctx, o) }()
	t.Cleanup(func() {
		if c, ok := x.screen.InputPipe().(io.Closer); ok {
			_ = c.Close()
		}
	})
	return x
}

// text is what the emulator shows.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	buf := uv.NewScreenBuffer(x.screen.Width(), x.screen.Height())
	x.screen.Draw(buf, buf.Bounds())
	return buf.String()
}

// until waits for a text on the screen.
func (x *terminal) until(want string) {
	x.t.Helper()
	giveUp := time.After(20 * time.Second)
	for !strings.Contains(x.text(), want) {
		select {
		case <-x.changed:
		case err := <-x.ended:
			x.t.Fatalf("the program ended (%v) before %q was shown", err, want)
		case <-giveUp:
			x.t.Fatalf("%q is not shown:\n%s", want, x.text())
		}
	}
}

func (x *terminal) keys(s string) {
	if _, err := io.WriteString(x.screen.InputPipe(), s); err != nil {
		x.t.Fatal(err)
	}
}

func (x *terminal) end() {
	x.t.Helper()
	select {
	case err := <-x.ended:
		if err != nil {
			x.t.Fatal(err)
		}
	case <-time.After(20 * time.Second):
		x.t.Fatalf("the program does not end:\n%s", x.text())
	}
}

func TestTheProgramInATerminal(t *testing.T) {
	o := Options{Where: session.Where{Data: t.TempDir()}}
	x := boot(t, o, 120, 40)
	x.until("The impossible 403")
	x.keys("\r")
	x.until("goals 0/5")
	x.keys("\x1b[F\x1b[A\x1b[A i") // end, up, up, space, i: typed ahead of every job
	x.until("denied at network, 403 ForbiddenByConnection")
	x.until("step 1 of")
	x.keys("d\x1b[C")
	x.until("undo 1")
	x.keys("u")
	x.until("undo 0 U redo 1")
	x.keys("q")
	x.end()

	o.Scenario = "wired-web-app"
	x = boot(t, o, 80, 24)
	x.until("goals 1/5")
	x.until("allowed, 200")
	x.keys("\x03")
	x.end()
}

// What the renderer leaves on the terminal is the frame the model drew, cell by cell.
func TestTheTerminalShowsTheFrameThatWasDrawn(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press("3", "down", "enter", "d")
	want := strings.ReplaceAll(d.m.screen.String(), " ", "")
	x := boot(t, Options{Scenario: "half-migrated-rbac", Where: session.Where{Ephemeral: true}}, 120, 40)
	x.until("goals 0/2")
	x.keys("3\x1b[B\rd")
	x.until("this step decided")
	if got := strings.ReplaceAll(x.text(), " ", ""); strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("it shows something else:\n%s", difference(want, got))
	}
	x.keys("q")
	x.end()
}

// Windows that are dragged to and fro over others leave nothing of themselves behind, and are where a driver without a
// terminal has them.
func TestDraggedWindowsTearNothing(t *testing.T) {
	for _, size := range []image.Point{{120, 40}, {200, 60}} {
		t.Run(size.String(), func(t *testing.T) {
			o := Options{Scenario: "half-migrated-rbac", Where: session.Where{Ephemeral: true}}
			d, x := start(t, o, size.X, size.Y), boot(t, o, size.X, size.Y)
			x.until("goals 0/2")
			for _, window := range []string{"trace", "map", "briefing", "trace"} {
				haul(d, x, window)
			}
			d.press("1")
			x.keys("1")
			x.becomes(d)
			x.keys("q")
			x.end()
		})
	}
}

// haul drags a window by its title over the others and back, on both screens.
func haul(d *driver, x *terminal, window string) {
	from := d.area(window).Min.Add(image.Pt(20, 0))
	d.send(tea.MouseClickMsg{X: from.X, Y: from.Y, Button: tea.MouseLeft})
	x.mouse(0, from, 'M')
	to := from
	for i := range 40 {
		to = from.Add(image.Pt(i*i%61-30, i*3%23-11))
		to = image.Pt(max(0, min(to.X, x.screen.Width()-1)), max(0, min(to.Y, x.screen.Height()-1)))
		d.send(tea.MouseMotionMsg{X: to.X, Y: to.Y, Button: tea.MouseLeft})
		x.mouse(32, to, 'M')
	}
	d.send(tea.MouseReleaseMsg{X: to.X, Y: to.Y, Button: tea.MouseLeft})
	x.mouse(0, to, 'm')
	d.pass() // two clicks in a row on one title are another gesture
}

// becomes waits until the terminal shows what the driver does.
func (x *terminal) becomes(d *driver) {
	x.t.Helper()
	same := func(shown string) bool {
		bare := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, " ", "")) }
		return bare(shown) == bare(d.m.screen.String())
	}
	for giveUp := time.After(10 * time.Second); !same(x.text()); {
		select {
		case <-x.changed:
		case <-giveUp:
			x.t.Fatalf("it shows something else:\n%s", difference(d.m.screen.String(), x.text()))
		}
	}
}

// mouse reports the mouse as terminals do: the button with its modifiers, and M for down and moving or m for up.
func (x *terminal) mouse(button int, at image.Point, kind rune) {
	x.keys(fmt.Sprintf("\x1b[<%d;%d;%d%c", button, at.X+1, at.Y+1, kind))
}

func TestAnIdleProgramWritesNothing(t *testing.T) {
	x := boot(t, Options{Scenario: "broken-dns", Where: session.Where{Ephemeral: true}}, 120, 40)
	x.until("goals 0/1")
	giveUp := time.After(10 * time.Second)
	for quiet := false; !quiet; {
		select {
		case <-x.changed:
		case <-time.After(250 * time.Millisecond):
			quiet = true
		case <-giveUp:
			t.Fatal("it goes on writing")
		}
	}
	x.keys("q")
	x.end()
}

func TestACancelledContextLeavesALabThatOpensAgain(t *testing.T) {
	o := Options{Scenario: "broken-dns", Where: session.Where{Data: t.TempDir()}}
	ctx, stop := context.WithCancel(t.Context())
	x := bootIn(ctx, t, o, 120, 40)
	x.until("goals 0/1")
	x.keys(" ")
	x.until("undo 1")
	stop()
	x.end()
	x = boot(t, o, 120, 40)
	x.until("undo 1")
	x.keys("q")
	x.end()
}

// A fault in the program ends it, comes back as a crash, and leaves the terminal as it was.
func TestACrashGivesTheTerminalBack(t *testing.T) {
	spoil := func(model tea.Model, msg tea.Msg) tea.Msg {
		if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "d" {
			model.(*Model).room.session.State.Gates = nil // the next drawing of the gates trips over it
		}
		return quieten(model, msg)
	}
	x := boot(t, Options{Scenario: "broken-dns", Where: session.Where{Ephemeral: true}, Program: []tea.ProgramOption{tea.WithFilter(spoil)}}, 120, 40)
	x.until("goals 0/1")
	x.keys("2d\t\t")
	select {
	case err := <-x.ended:
		var crash *Crash
		if !errors.As(err, &crash) {
			t.Errorf("it ends with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("it goes on:\n%s", x.text())
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	last := func(code string) int { return strings.LastIndex(x.raw.String(), "\x1b["+code) }
	for _, mode := range []string{"?1049", "?1002", "?1006", "?2004"} {
		if last(mode+"h") < 0 || last(mode+"l") < last(mode+"h") {
			t.Errorf("mode %s is still on", mode)
		}
	}
	if last("?25h") < last("?25l") {
		t.Error("the cursor is still hidden")
	}
}
