package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	"kvlab/tui/session"
)

// Options say how a talk begins.
type Options struct {
	Where session.Where
	// Scenario is opened first: an id or a file. Empty: the list of labs comes first.
	Scenario string
	// Dir is the directory that az commands read files from and write them to; empty for none.
	Dir string
	// Exports is the directory that traces are saved in; empty for none.
	Exports string
	// Prompt is written before each line is read, More before each line that goes on with the one before; empty where
	// nobody sees them.
	Prompt, More string
}

// Run talks until the input ends, the learner leaves, or ctx is done, and keeps everything. The error is of kvlab
// itself, of the scenario that was named, or of the output: what the learner gets wrong is answered. Whoever has heard
// enough and closes the pipe ends the talk as quietly as the end of the input does.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) (err error) {
	t := newTalk(out, o)
	defer func() {
		if errors.Is(err, syscall.EPIPE) {
			err = nil
		}
		err = errors.Join(err, t.end())
	}()
	if err := t.greet(); err != nil {
		return err
	}
	from := newLines(in)
	for !t.leaving && t.err == nil {
		line, err := from.command(ctx, func() { t.write(o.Prompt) }, func() { t.write(o.More) })
		switch {
		case errors.Is(err, io.EOF), ctx.Err() != nil:
			if o.Prompt != "" {
				t.write("\n") // nobody has typed the end of the line that asks
			}
			return t.err
		case errors.Is(err, errLong):
			t.refuse(err)
		case err != nil:
			return fmt.Errorf("read commands: %w", err)
		default:
			t.answer(ctx, line)
		}
	}
	return t.err
}

func newTalk(out io.Writer, o Options) *talk {
	o.Where.Learner = o.Where.Book() // one for all labs, and for between them
	return &talk{voice: voice{w: out}, options: o, parked: map[string]*session.Session{}}
}

// end closes what is open, and says that it is kept.
func (t *talk) end() error {
	err := t.leave()
	for _, s := range t.parked {
		err = errors.Join(err, s.Close())
	}
	switch {
	case err != nil:
	case t.options.Where.Ephemeral:
		t.say("You have left kvlab. Nothing was kept, as --ephemeral says.")
	default:
		t.say("You have left kvlab. Everything is kept.")
	}
	return err
}
