package az

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// consumers lists who uses the lab's vaults by themselves, and how they fare.
func (c *Console) consumers(s Streams, args []string) error {
	if err := alone("consumers", args); err != nil {
		return err
	}
	e, err := c.lab.Estate()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for i := range e.Consumers {
		fmt.Fprintln(w, consumerLine(&e.Consumers[i]))
	}
	return w.Flush()
}

func consumerLine(c *estate.Consumer) string {
	return trace.Visible(c.Name) + "\t" + string(c.Kind) + "\t" + trace.Visible(statusOr(c)) + "\t" + trace.Visible(c.Now.Detail)
}

func statusOr(c *estate.Consumer) string {
	if c.Now.Status == "" {
		return "not tried yet"
	}
	return c.Now.Status
}

// refresh lets a consumer look again, as a restart of it does.
func (c *Console) refresh(s Streams, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%w: refresh NAME", errUse)
	}
	use, err := c.lab.Refresh(args[0])
	if err != nil {
		return err
	}
	c.noteUse("refresh "+args[0], use.Traces)
	_, err = fmt.Fprintln(s.Out, strings.ReplaceAll(consumerLine(&use.Consumer), "\t", "  "))
	if c.options.Trace {
		writeTraces(s.Err, use.Traces)
	}
	return err
}

// noteUse adds the requests that a consumer made to the calls.
func (c *Console) noteUse(command string, traces []*trace.Trace) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range traces {
		c.note(Call{Command: command, Trace: t})
	}
}
