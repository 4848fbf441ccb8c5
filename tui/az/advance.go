package az

import (
	"fmt"

	"kvlab/engine/agenda"
	"kvlab/engine/trace"
)

// advance moves the clock, and tells what happened on the way.
func (c *Console) advance(s Streams, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%w: advance 90d, 12h or next", errUse)
	}
	events, err := c.move(args[0])
	if err != nil {
		return err
	}
	for _, e := range events {
		fmt.Fprintf(s.Out, "%s  %s\n", trace.Stamp(e.At), trace.Visible(e.What))
	}
	return c.clock(s, nil)
}

func (c *Console) move(how string) ([]agenda.Event, error) {
	if how == "next" {
		return c.lab.AdvanceToNext()
	}
	d, err := period(how)
	if err != nil {
		return nil, err
	}
	return c.lab.Advance(d)
}
