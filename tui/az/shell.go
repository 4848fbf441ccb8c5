package az

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// Exit statuses of the shell, as Bash has them.
const (
	statusSyntax   = 2
	statusNotFound = 127
	statusStopped  = 130
)

// newShell makes the interpreter: Bash without the machine around it.
func (c *Console) newShell() (*interp.Runner, error) {
	return interp.New(
		interp.Env(expand.ListEnviron("HOME="+c.files.dir, "PATH=", "USER="+c.operator.User, "UID=1000", "EUID=1000", "GID=1000")),
		interp.StdIO(nil, nil, nil),
		interp.CallHandler(fenced),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc { return c.execute }),
		interp.OpenHandler(func(ctx context.Context, path string, flag int, perm os.FileMode) (io.ReadWriteCloser, error) {
			return c.files.open(interp.HandlerCtx(ctx).Dir, path, flag, perm)
		}),
		interp.ReadDirHandler2(func(_ context.Context, path string) ([]fs.DirEntry, error) { return c.files.list(path) }),
		interp.StatHandler(func(_ context.Context, path string, follow bool) (fs.FileInfo, error) {
			return c.files.stat(path, follow)
		}),
		interp.AccessHandler(func(_ context.Context, path string, _ interp.AccessMode) error {
			_, err := c.files.stat(path, true)
			return err
		}),
		func(r *interp.Runner) error { r.Dir = c.files.dir; return nil },
	)
}

// builtins are the shell's own commands that the console has. The others look at the machine, or at jobs.
var builtins = [...]string{":", "true", "false", "echo", "printf", "test", "[", "set", "unset", "shift", "read", "cd", "pwd",
	"return", "break", "continue", "exit", "eval", "trap", "getopts", "mapfile", "readarray", "shopt", "alias", "unalias",
	"export", "readonly", "declare", "typeset", "local", "let", "times"}

// missing stands before a builtin that the console does not have.
const missing = "\x00"

// fenced lets no builtin through that the console does not have: execute then tells that it is not there.
func fenced(_ context.Context, args []string) ([]string, error) {
	if !interp.IsBuiltin(args[0]) {
		return args, nil
	}
	for _, name := range builtins {
		if args[0] == name {
			return args, nil
		}
	}
	return append([]string{missing + args[0]}, args[1:]...), nil
}

// run runs what a source has, statement by statement, as a shell does: what stands before a mistake has happened.
func (c *Console) run(ctx context.Context, src *source, s Streams) int {
	s = s.filled()
	c.exited = false
	for !c.exited {
		statements, err := src.next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if ctx.Err() != nil {
			c.stop()
			break
		}
		if err == nil {
			err = inScope(statements)
		}
		if err != nil {
			fmt.Fprintln(s.Err, "kvlab: "+err.Error())
			c.status = statusSyntax
			if src.patient {
				continue
			}
			break
		}
		c.runAll(ctx, statements, s)
		if ctx.Err() != nil {
			c.stop()
		}
	}
	return c.status
}

// stop is what an interrupt comes to.
func (c *Console) stop() { c.status, c.exited = statusStopped, true }

// runAll runs statements one after the other, until one ends the shell.
func (c *Console) runAll(ctx context.Context, statements []*syntax.Stmt, s Streams) {
	if err := interp.StdIO(nil, s.Out, s.Err)(c.shell); err != nil {
		c.status = statusError
		fmt.Fprintln(s.Err, "kvlab: "+err.Error())
		return
	}
	for _, st := range statements {
		err := c.shell.Run(&allowance{Context: ctx}, st)
		status, ended := errors.AsType[interp.ExitStatus](err)
		c.status = int(status)
		if err != nil && !ended && ctx.Err() == nil {
			c.status = statusError
			fmt.Fprintln(s.Err, "kvlab: "+visible(err.Error()))
		}
		if c.shell.Exited() {
			c.exited = !errors.Is(err, errEndless)
			return
		}
	}
}

// errEndless ends a statement that goes on and on.
var errEndless = errors.New("the statement was given up after 20,000 steps")

// allowance ends a statement after so many steps: the interpreter asks the context before each of them. It is what
// keeps "while true" from running for ever where nobody can interrupt it.
type allowance struct {
	context.Context
	used atomic.Int64
}

const steps = 20_000

// Err see context.Context.
func (a *allowance) Err() error {
	if err := a.Context.Err(); err != nil {
		return err
	}
	if a.used.Add(1) > steps {
		return errEndless
	}
	return nil
}

// inScope refuses what would reach past the console: a process beside the line, or a pipe in the file system.
func inScope(statements []*syntax.Stmt) (err error) {
	for _, st := range statements {
		syntax.Walk(st, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.ProcSubst:
				err = errors.New("<(...) and >(...) are not in this shell: use a pipe or $(...)")
			case *syntax.CoprocClause:
				err = errors.New("coproc is not in this shell")
			case *syntax.Stmt:
				if n.Background {
					err = errors.New("& is not in this shell: commands run one after the other")
				}
			}
			return err == nil
		})
	}
	return err
}

// execute runs what is neither a function nor a builtin: az, or a word of the lab's own.
func (c *Console) execute(ctx context.Context, args []string) error {
	hc := interp.HandlerCtx(ctx)
	name := strings.TrimPrefix(args[0], missing)
	if name == "az" {
		return exit(c.az(ctx, hc, args[1:]))
	}
	for _, w := range words() {
		if w.name == name {
			return exit(w.say(c, hc, args[1:]))
		}
	}
	fmt.Fprintf(hc.Stderr, "%s: command not found%s\n", name, c.hint(notFound(name)))
	return exit(statusNotFound)
}

func exit(status int) error {
	if status == 0 {
		return nil
	}
	return interp.ExitStatus(status)
}
