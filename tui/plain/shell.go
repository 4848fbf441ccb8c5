package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/tui/az"
)

func (t *talk) az(rest string) error { return t.shell("az " + rest) }

// shell runs a line of the az console, and looks at what it did to the lab.
func (t *talk) shell(line string) error {
	if line == "" {
		return errors.New("shell takes a line for the az console; shell help lists its words")
	}
	c, err := t.consoleOf()
	if err != nil {
		return err
	}
	status := 0
	job := t.work(line, func(*engine.Lab) error {
		screen := az.Screen(&t.voice)
		status = c.Run(t.ctx, line, az.Streams{Out: screen, Err: screen})
		return nil
	})
	was := t.summary()
	u, err := t.take(job)
	if err != nil {
		return err
	}
	t.say("Exit status %d.", status)
	if t.summary() != was {
		t.say("%s", strings.TrimSpace(t.effect(was)))
	}
	t.reached(u)
	return nil
}

// consoleOf is the console of the open lab. The scenario's operator types at it.
func (t *talk) consoleOf() (*az.Console, error) {
	if t.console != nil {
		return t.console, nil
	}
	who := t.open.Scenario.Operator
	if who == nil {
		return nil, errors.New("this lab does not say who types: az needs a caller")
	}
	c, err := az.New(t.open.Lab, az.Operator(*who), az.Options{Dir: t.options.Dir, Person: true, Why: "why says why"})
	if err != nil {
		return nil, fmt.Errorf("open the az console: %w", err)
	}
	t.console = c
	return c, nil
}

// why reads the trace of the request that the last az command made.
func (t *talk) why() error {
	if t.console == nil {
		return errors.New("no az command was run yet")
	}
	calls := t.console.Calls()
	if len(calls) == 0 {
		return errors.New("no az command has asked anything yet")
	}
	return trace.WriteText(&t.voice, calls[len(calls)-1].Trace)
}
