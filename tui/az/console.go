package az

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"mvdan.cc/sh/v3/interp"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// Operator is who types, by names of the lab: a person, the host they sit at, or both. With a host alone it is the
// program on that host that calls.
type Operator struct{ User, Host string }

// Options say how a console behaves.
type Options struct {
	// Dir is the directory that files are read from and written to, with what is below it. Empty: no files.
	Dir string
	// Trace prints the trace of each request on Err, after the command's output.
	Trace bool
	// Person says that a person reads along, who is helped by a hint.
	Person bool
	// Why says how that person gets to see why a request was refused; empty for not at all.
	Why string
}

// Streams are where a line's output goes. Either may be nil.
type Streams struct{ Out, Err io.Writer }

// Call is one request that a command made.
type Call struct {
	Command string          // "keyvault secret show"
	Request *engine.Request // nil for one that a consumer made
	Trace   *trace.Trace
}

// Console runs lines for one operator of one lab. Variables, functions and the working directory last from line to
// line. It runs one line at a time.
type Console struct {
	lab      *engine.Lab
	operator Operator
	options  Options
	files    *files
	shell    *interp.Runner
	status   int
	exited   bool

	mu     sync.Mutex // the two sides of a pipe run at once
	issued int
	calls  []Call
}

// remembered is how many calls a console keeps.
const remembered = 1000

// New makes a console. Close lets its directory go.
func New(lab *engine.Lab, o Operator, options Options) (*Console, error) {
	if o.User == "" && o.Host == "" {
		return nil, fmt.Errorf("name the user who types, or the host they sit at")
	}
	f, err := openFiles(options.Dir)
	if err != nil {
		return nil, err
	}
	c := &Console{lab: lab, operator: o, options: options, files: f}
	if c.shell, err = c.newShell(); err != nil {
		return nil, err
	}
	return c, nil
}

// Close lets the console's directory go; the lab stays open.
func (c *Console) Close() error { return c.files.close() }

// Calls lists what the commands asked, in order: the last thousand requests.
func (c *Console) Calls() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Call{}, c.calls...)
}

// Status is the exit status of the last command.
func (c *Console) Status() int { return c.status }

// Exited reports whether the last line ended the shell: exit, or a failure under set -e.
func (c *Console) Exited() bool { return c.exited }

// issue carries one request out, on behalf of a command.
func (c *Console) issue(command string, r *engine.Request) (*engine.Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.issued++
	r.ID = "az-" + strconv.Itoa(c.issued)
	r.User, r.Host = c.operator.User, c.operator.Host
	r.Command = strings.TrimSpace("az " + command + " " + r.Object)
	result, err := c.lab.Do(r)
	if err != nil {
		return nil, err
	}
	c.note(Call{command, r, result.Trace})
	return result, nil
}

// note adds to the calls; whoever notes holds the lock.
func (c *Console) note(call Call) {
	if len(c.calls) == remembered {
		c.calls = c.calls[1:]
	}
	c.calls = append(c.calls, call)
}

// foresee says what would become of a request, without making it.
func (c *Console) foresee(r *engine.Request) (*trace.Trace, error) {
	r.ID, r.User, r.Host = "az", c.operator.User, c.operator.Host
	return c.lab.Evaluate(r)
}

// Run runs a text: a line, or a script of many. It returns the exit status of the last command, 2 for a text that is
// no shell, and 130 when ctx ended it.
func (c *Console) Run(ctx context.Context, text string, s Streams) int {
	return c.run(ctx, newTextSource(text), s)
}
