package session

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/tui/az"
)

// Console is the az console of a session: a shell that works on its lab, what was typed, and what came back. Lines run
// as jobs; the window reads what they leave while they run, so all of that is under one lock.
type Console struct {
	session *Session
	dir     string
	cancel  context.CancelFunc // of the line that runs
	shell   *az.Console        // of the jobs; nil before the first

	mu        sync.Mutex
	exchanges []*Exchange
	history   []string // oldest first
	recalled  bool     // history has been read from the lab
	version   uint64
}

// Exchange is one text that was typed and what came of it so far. It does not change once Running is false.
type Exchange struct {
	Typed   string
	Output  []Output
	Status  int
	Running bool
	Call    *az.Call // the last request it made; nil for none
}

// Output is one line that a command wrote. Complaint says that it came on standard error.
type Output struct {
	Text      string
	Complaint bool
}

// How much a console remembers.
const (
	mostExchanges = 200
	mostTyped     = 300
	mostOutput    = 2000 // lines of one exchange
)

// keptConsole is what is kept of a console beside the lab: consoleMemo.
const keptConsole = "console"

type consoleMemo struct{ History []string }

// NewConsole makes the console. Files are read and written below dir; an empty one means none. Close lets it go.
func NewConsole(s *Session, dir string) *Console { return &Console{session: s, dir: dir} }

// errNobody: without an operator there is nobody to type as.
var errNobody = errors.New("this scenario does not say who sits at the keyboard, so nobody can type")

// Who is who types, as a prompt shows it: "ada@vm-jump". Empty for nobody.
func (c *Console) Who() string {
	o := c.session.Scenario.Operator
	switch {
	case o == nil:
		return ""
	case o.User == "" || o.Host == "":
		return o.User + o.Host
	}
	return o.User + "@" + o.Host
}

// Run returns a job that runs a text and keeps it with those to recall. A text that begins with a space is not kept,
// as in Bash.
func (c *Console) Run(text string) Job {
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	x := c.open(text)
	b := c.session.bench()
	before := c.session.State
	return func() (*Update, error) {
		defer cancel()
		if err := c.run(ctx, x); err != nil {
			c.finish(x, func() { x.Output = append(x.Output, Output{"kvlab: " + err.Error(), true}); x.Status = 1 })
		}
		if err := c.keep(b.lab); err != nil {
			return nil, err
		}
		u, err := b.look(firstWords(text))
		if err == nil && x.Call != nil {
			u.Last = x.Call.Request
		}
		if err == nil && u.State.Undo == before.Undo && u.State.Redo == before.Redo {
			u.Trace = nil // nothing to read anew
		}
		return u, err
	}
}

// Stop interrupts the text that runs. It reports whether one did.
func (c *Console) Stop() bool {
	if !c.Running() || c.cancel == nil {
		return false
	}
	c.cancel()
	return true
}

// open begins an exchange.
func (c *Console) open(text string) *Exchange {
	x := &Exchange{Typed: text, Running: true}
	c.change(func() {
		c.exchanges = append(c.exchanges[max(0, len(c.exchanges)-mostExchanges+1):len(c.exchanges):len(c.exchanges)], x)
		if n := len(c.history); !strings.HasPrefix(text, " ") && (n == 0 || c.history[n-1] != text) {
			c.history = append(c.history, text)
		}
	})
	return x
}

func (c *Console) run(ctx context.Context, x *Exchange) error {
	shell, err := c.ready()
	if err != nil {
		return err
	}
	before := last(shell.Calls())
	r := recorder{told: func(lines []Output) { c.change(func() { x.Output = lines }) }}
	status := shell.Run(ctx, x.Typed, az.Streams{Out: r.stream(false), Err: r.stream(true)})
	call := last(shell.Calls())
	c.finish(x, func() {
		x.Output, x.Status = r.all(), status
		if call != nil && (before == nil || call.Trace != before.Trace) {
			x.Call = call
		}
	})
	if shell.Exited() && ctx.Err() == nil {
		c.shell = nil // exit: the next line begins a new one
		return shell.Close()
	}
	return nil
}

func last(calls []az.Call) *az.Call {
	if len(calls) == 0 {
		return nil
	}
	return &calls[len(calls)-1]
}

// finish writes down how an exchange ended.
func (c *Console) finish(x *Exchange, write func()) {
	c.change(func() {
		write()
		x.Running = false
	})
}

// ready is the shell, made when it is needed first. Jobs alone use it.
func (c *Console) ready() (*az.Console, error) {
	if c.shell != nil {
		return c.shell, nil
	}
	o := c.session.Scenario.Operator
	if o == nil {
		return nil, errNobody
	}
	shell, err := az.New(c.session.Lab, az.Operator(*o), az.Options{Dir: c.dir, Person: true, Why: "ctrl+t shows why"})
	c.shell = shell
	return shell, err
}

// Complete returns a job that finds what the last word of a text may become, and hands it to found.
func (c *Console) Complete(text string, found *Found[Completion]) Job {
	return c.session.Look(func() error {
		shell, err := c.ready()
		if err != nil {
			return err
		}
		found.Put(&Completion{Text: text, Words: shell.Complete(text)})
		return nil
	})
}

// Completion is what the last word of a text may become.
type Completion struct {
	Text  string
	Words []string
}

// Recalled reports whether what was typed in earlier sittings is known.
func (c *Console) Recalled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.recalled
}

// Recall returns a job that reads what was typed in earlier sittings.
func (c *Console) Recall() Job {
	lab := c.session.Lab
	return c.session.Look(func() error { return c.recall(lab) })
}

// recall puts what was typed in earlier sittings before what was typed since. A note that cannot be read is no reason
// to refuse anything.
func (c *Console) recall(lab *engine.Lab) error {
	raw, err := lab.Kept(keptConsole)
	if err != nil {
		return err
	}
	var m consoleMemo
	if raw != nil && json.Unmarshal(raw, &m) != nil {
		m = consoleMemo{}
	}
	c.change(func() {
		if !c.recalled {
			c.history = append(m.History, c.history...)
			c.recalled = true
		}
	})
	return nil
}

// keep notes what was typed beside the lab.
func (c *Console) keep(lab *engine.Lab) error {
	if err := c.recall(lab); err != nil {
		return err
	}
	c.mu.Lock()
	c.history = c.history[max(0, len(c.history)-mostTyped):]
	raw, err := json.Marshal(consoleMemo{c.history})
	c.mu.Unlock()
	if err != nil {
		return err
	}
	return lab.Keep(keptConsole, raw)
}

func (c *Console) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	c.version++
}

// Version grows with everything that is typed or comes back.
func (c *Console) Version() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.version
}

// Running reports whether a text runs or waits to.
func (c *Console) Running() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.exchanges)
	return n > 0 && c.exchanges[n-1].Running
}

// Read calls f with what there is to see; f must not keep it.
func (c *Console) Read(f func(exchanges []*Exchange)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(c.exchanges)
}

// Clear forgets what came back.
func (c *Console) Clear() { c.change(func() { c.exchanges = nil }) }

// Typed is what was typed n texts ago, 1 for the last one; false when it was never so long.
func (c *Console) Typed(n int) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n < 1 || n > len(c.history) {
		return "", false
	}
	return c.history[len(c.history)-n], true
}

// LastCall is the last request that a text made, nil before the first.
func (c *Console) LastCall() *az.Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := len(c.exchanges) - 1; i >= 0; i-- {
		if call := c.exchanges[i].Call; call != nil {
			return call
		}
	}
	return nil
}

// Close lets the console's directory go. No job of it may be running.
func (c *Console) Close() error {
	if c.shell == nil {
		return nil
	}
	return c.shell.Close()
}

// Study opens the trace of a request that was made elsewhere than in the list of requests. Without the request, the
// trace is not evaluated again after changes.
func (s *Session) Study(r *engine.Request, t *trace.Trace) {
	s.Request = r
	s.Reading.Open(t, nil)
	s.Bump()
}

// firstWords name a text in a few words: the command without its flags.
func firstWords(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	var words []string
	for _, w := range strings.Fields(line) {
		if strings.HasPrefix(w, "-") || len(words) == 4 {
			break
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}
