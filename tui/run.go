package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// Options are what the command line decides.
type Options struct {
	// Where labs are kept. Its OnFatal is called after the terminal was given back.
	Where session.Where
	// Scenario is an id or a file to open at once; empty shows the list of scenarios.
	Scenario string
	// Theme is one of Themes (empty is auto), or a theme's file. Auto asks the terminal for its background and is dark
	// until it answers.
	Theme string
	// Exports is the directory that traces are saved in, Files the one that the console's commands read and write
	// below; empty for none.
	Exports, Files string
	// Tour shows new learners around when their first lab is open, once for a data directory and never in memory.
	Tour bool
	// Present tells every lab that is opened as a story to a class; Where must be in memory then. Notes is the file, FIFO or
	// terminal that the speaker's notes are written to, empty for the bottom of the screen. From is the beat, counted from
	// 1, that the story of Scenario begins at; 0 is its beginning as well.
	Present bool
	Notes   string
	From    int
	// NoMouse leaves the mouse to the terminal, so that it can select text.
	NoMouse bool
	// ASCII draws nothing but ASCII.
	ASCII bool

	// In, Out and Env are the terminal and the environment; nil takes the process's own.
	In  io.Reader
	Out io.Writer
	Env []string
	// Program holds further options of the terminal program; for tests.
	Program []tea.ProgramOption
}

// framesPerSecond is how often changes are painted: 120 takes 6 ms off the time from key to screen that 60 has.
const framesPerSecond = 120

// Run shows the desktop until its user leaves. Whatever ends it, the lab is saved and closed. A failure to open
// Options.Scenario ends the program and is returned; a panic comes back as a *Crash.
func Run(ctx context.Context, o Options) error {
	if o.Env == nil {
		o.Env = os.Environ()
	}
	if o.Where.Learner == nil && o.Where.Data != "" && !o.Where.Ephemeral {
		o.Where.Learner = learner.Open(o.Where.Data, time.Now)
	}
	m := newModel(o)
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFilter(quieten), tea.WithFPS(framesPerSecond), tea.WithEnvironment(o.Env)}
	if o.In != nil {
		options = append(options, tea.WithInput(o.In))
	}
	if o.Out != nil {
		options = append(options, tea.WithOutput(o.Out))
	}
	p := tea.NewProgram(m, append(options, o.Program...)...)
	m.options.Where.OnFatal = func(err error) {
		_ = p.ReleaseTerminal()
		if o.Where.OnFatal != nil {
			o.Where.OnFatal(err)
		}
	}
	_, err := p.Run()
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		err = nil // asked to stop from outside: that is no failure
	}
	return errors.Join(err, m.finish())
}

// quieten keeps messages away that nothing listens to, so that nothing is done for them.
func quieten(model tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.MouseMotionMsg, tea.MouseReleaseMsg:
		if m, ok := model.(*Model); !ok || m.drag == nil {
			return nil
		}
	case tea.KeyReleaseMsg:
		return nil
	}
	return msg
}

// Crash is a panic that was caught: a fault of kvlab's own. The terminal is in order when Run returns it.
type Crash struct {
	Value any
	Stack []byte
}

func newCrash(value any) *Crash { return &Crash{value, debug.Stack()} }

// Error implements error.
func (c *Crash) Error() string { return fmt.Sprintf("kvlab crashed: %v", c.Value) }

// Report is all that is known, for a file.
func (c *Crash) Report() string { return c.Error() + "\n\n" + string(c.Stack) }
