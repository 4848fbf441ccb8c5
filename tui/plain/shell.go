package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kvlab/engine"
	"kvlab/tui/az"
	"kvlab/tui/session"
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
	t.typist()
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
	if _, err := t.typed.Note(line)(); err != nil {
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

// why opens the trace of the request that the last az command made.
func (t *talk) why() error {
	if t.console == nil {
		return errors.New("no az command was run yet")
	}
	calls := t.console.Calls()
	if len(calls) == 0 {
		return errors.New("no az command has asked anything yet")
	}
	call := calls[len(calls)-1]
	t.open.Study(call.Request, call.Trace)
	t.open.Reading.MoveTo(-1)
	return t.trace("")
}

// typist remembers what was typed at the console of the open lab.
func (t *talk) typist() *session.Console {
	if t.typed == nil {
		t.typed = session.NewConsole(t.open, "")
	}
	return t.typed
}

// fewTyped is how many lines of the past are read.
const fewTyped = 20

// history lists what was typed at the console, here, at the desktop and in earlier sittings.
func (t *talk) history() error {
	if _, err := t.typist().Recall()(); err != nil {
		return err
	}
	var lines []string
	for n := 1; n <= fewTyped; n++ {
		line, ok := t.typed.Typed(n)
		if !ok {
			break
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		t.numbers("")
		t.say("Nothing was typed at the console of this lab yet.")
		return nil
	}
	slices.Reverse(lines)
	t.say("Typed at the console, the latest last:")
	var again []string
	for i, l := range lines {
		t.say("%d. %s", i+1, l)
		again = append(again, "shell "+l)
	}
	t.numbered(again)
	t.say("Type a number to run one again.")
	return nil
}

// complete lists what the last word of a line may become.
func (t *talk) complete(line string) error {
	c, err := t.consoleOf()
	if err != nil {
		return err
	}
	words := c.Complete(line)
	if len(words) == 0 {
		return errors.New("nothing is known that could stand there")
	}
	t.say("The last word may become:")
	for _, w := range words {
		t.say("- %s", w)
	}
	return nil
}
