package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"kvlab/scenarios"
	"kvlab/tui"
	"kvlab/tui/learner"
	lines "kvlab/tui/plain"
)

// talk is the app in lines. A scenario that cannot be read is reported before anything is said.
func (p *program) talk(c *cobra.Command, args []string) (err error) {
	where, err := p.where()
	if err != nil {
		return err
	}
	if where.Learner = learner.InMemory(time.Now); !where.Ephemeral {
		where.Learner = learner.Open(where.Data, time.Now)
	}
	o := lines.Options{Where: where, Exports: p.below("exports")}
	if len(args) == 1 {
		if _, err := scenarios.Open(args[0]); err != nil {
			return usage(err)
		}
		o.Scenario = args[0]
	}
	if o.Dir, err = os.Getwd(); err != nil {
		return err
	}
	if o.Exports == "" {
		o.Exports = o.Dir // who keeps nothing still gets the file they ask for
	}
	if term.IsTerminal(os.Stdin.Fd()) {
		o.Prompt, o.More = "kvlab> ", "more> "
	}
	signal.Ignore(syscall.SIGPIPE) // kvlab --plain | head: the lab is closed all the same
	defer func() {
		if r := recover(); r != nil {
			err = reported(&tui.Crash{Value: r, Stack: debug.Stack()})
		}
	}()
	return lines.Run(c.Context(), os.Stdin, c.OutOrStdout(), o)
}
