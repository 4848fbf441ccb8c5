//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
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
	mu      sync.Mutex // of screen
	painted chan struct{}
	ended   chan error
}

// settle is how long the screen must stay the same before it is read: frames arrive in pieces.
const settle = 40 * time.Millisecond

// boot starts kvlab in a terminal of its own.
func boot(t *testing.T, width, height int, args ...string) *terminal {
	t.Helper()
	pty, err := xpty.NewPty(width, height)
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, pty: pty, command: exec.Command("kvlab", args...), screen: vt.NewEmulator(width, height),
		painted: make(chan struct{}, 1), ended: make(chan error, 1)}
	x.command.Env = append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "COLORTERM=truecolor")
	if err := pty.Start(x.command); err != nil {
		t.Fatal(err)
	}
	go x.read()
	go func() { _, _ = io.Copy(pty, x.screen) }()
	go func() { x.ended <- x.command.Wait() }()
	t.Cleanup(x.close)
	return x
}

func (x *terminal) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := x.pty.Read(buf)
		x.mu.Lock()
		_, _ = x.screen.Write(buf[:n])
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
