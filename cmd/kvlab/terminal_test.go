//go:build unix

package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"
)

// terminal is the real program in a pseudo terminal, with an emulator that reads what it paints.
type terminal struct {
	t       *testing.T
	command *exec.Cmd
	pty     xpty.Pty
	screen  *vt.Emulator
	mu      sync.Mutex   // of screen and raw
	raw     bytes.Buffer // all that was painted, as it came
	painted chan struct{}
	ended   chan error
}

// settle is how long the screen must stay the same before it is read: frames arrive in pieces.
const settle = 40 * time.Millisecond

// boot starts kvlab in a terminal of its own.
func boot(t *testing.T, width, height int, args ...string) *terminal {
	t.Helper()
	x, err := launch(launching{width: width, height: height, args: args})
	if err != nil {
		t.Fatal(err)
	}
	x.t = t
	t.Cleanup(x.close)
	return x
}

// seen is a new data directory of somebody who has seen the tour.
func seen(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	if err := os.WriteFile(filepath.Join(data, "tour-seen"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return data
}

// launching is how a terminal is made and kvlab started in it.
type launching struct {
	width, height int
	program       string // empty for kvlab
	args          []string
	env           []string
	// deaf is a terminal that answers no question.
	deaf bool
}

func launch(l launching) (*terminal, error) {
	pty, err := xpty.NewPty(l.width, l.height)
	if err != nil {
		return nil, err
	}
	x := &terminal{pty: pty, command: exec.Command(cmp.Or(l.program, "kvlab"), l.args...), screen: vt.NewEmulator(l.width, l.height),
		painted: make(chan struct{}, 1), ended: make(chan error, 1)}
	x.command.Env = append(append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "COLORTERM=truecolor"), l.env...)
	// Without a terminal of its own to control it, a program hears neither of sizes nor of ctrl+z.
	x.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := pty.Start(x.command); err != nil {
		return nil, errors.Join(err, pty.Close())
	}
	answers := io.Writer(pty)
	if l.deaf {
		answers = io.Discard
	}
	go x.read()
	go func() { _, _ = io.Copy(answers, x.screen) }()
	go func() { x.ended <- x.command.Wait() }()
	return x, nil
}

func (x *terminal) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := x.pty.Read(buf)
		x.mu.Lock()
		_, _ = x.screen.Write(buf[:n])
		x.raw.Write(buf[:n])
		x.mu.Unlock()
		select {
		case x.painted <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (x *terminal) close() {
	_ = x.command.Process.Kill()
	_ = x.pty.Close()
	if c, ok := x.screen.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
}

// text is what the screen shows.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	buf := uv.NewScreenBuffer(x.screen.Width(), x.screen.Height())
	x.screen.Draw(buf, buf.Bounds())
	return buf.String()
}

// bytes is all that came from the program so far.
func (x *terminal) bytes() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.raw.String()
}

// resize changes the size of the terminal, as its window does.
func (x *terminal) resize(width, height int) error {
	x.mu.Lock()
	x.screen.Resize(width, height)
	x.mu.Unlock()
	return x.pty.Resize(width, height)
}

// until waits for a text on a screen that has come to rest, and returns the screen.
func (x *terminal) until(want string) string {
	x.t.Helper()
	giveUp := time.After(30 * time.Second)
	for {
		shown := x.text()
		rest := time.After(settle)
		select {
		case <-x.painted:
			continue
		case <-rest:
			if strings.Contains(shown, want) {
				return shown
			}
		case <-giveUp:
			x.t.Fatalf("%q is not shown:\n%s", want, shown)
		}
		select {
		case <-x.painted:
		case err := <-x.ended:
			x.t.Fatalf("kvlab ended (%v) before %q was shown:\n%s", err, want, shown)
		case <-giveUp:
			x.t.Fatalf("%q is not shown:\n%s", want, shown)
		}
	}
}

func (x *terminal) keys(s string) {
	x.t.Helper()
	if _, err := io.WriteString(x.pty, s); err != nil {
		x.t.Fatal(err)
	}
}

// last is the screen of a program that has ended, once a text is on it: what was written last may still be on its way.
func (x *terminal) last(want string) string {
	x.t.Helper()
	for giveUp := time.After(patience); ; {
		if shown := x.text(); strings.Contains(shown, want) {
			return shown
		}
		select {
		case <-x.painted:
		case <-giveUp:
			x.t.Fatalf("%q is not shown:\n%s", want, x.text())
		}
	}
}

// end waits for the program to leave by itself, and fine.
func (x *terminal) end() {
	x.t.Helper()
	select {
	case err := <-x.ended:
		if err != nil {
			x.t.Fatal(err)
		}
	case <-time.After(30 * time.Second):
		x.t.Fatalf("kvlab does not end:\n%s", x.text())
	}
}

// kill ends the program as a power cut would.
func (x *terminal) kill() {
	x.t.Helper()
	if err := x.command.Process.Kill(); err != nil {
		x.t.Fatal(err)
	}
	<-x.ended
}
