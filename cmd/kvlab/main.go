// Kvlab is a flight simulator for Azure Key Vault: it loads a lab, lets a learner flip its gates and issue requests,
// and shows step by step how identity, authorization and network decided.
//
// Exit status: 0 allowed or fine, 3 a request was denied or failed, 2 wrong usage, file or name, 1 a fault of
// kvlab's own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"charm.land/fang/v2"

	"kvlab/engine/trace"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// Exit statuses: other programs rely on them.
const (
	statusFine    = 0
	statusFault   = 1
	statusUsage   = 2
	statusRefused = 3
)

// run is the whole program between its arguments and its exit status.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	p := &program{}
	root := p.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	err := fang.Execute(ctx, root, fang.WithVersion(version()), fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	if err != nil { // the command line itself was wrong: commands report their own errors
		p.failure = usage(commandLineError{err})
	}
	if p.failure == nil {
		return p.status
	}
	report(errOut, p.failure)
	if _, ok := errors.AsType[usageError](p.failure); ok {
		return statusUsage
	}
	return statusFault
}

// usageError is a mistake in what the user gave: arguments, a file, a name.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// commandLineError is such a mistake in flags and number of arguments.
type commandLineError struct{ error }

func (e commandLineError) Unwrap() error { return e.error }

func usage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}

// report prints an error for people: one line for each thing that is wrong, then what to do about it.
func report(w io.Writer, err error) {
	for i, line := range strings.Split(err.Error(), "\n") {
		if i == 0 {
			line = "kvlab: " + line
		}
		fmt.Fprintln(w, trace.Visible(line))
	}
	if h := hint(err); h != "" {
		fmt.Fprintln(w, "hint: "+h)
	}
}
