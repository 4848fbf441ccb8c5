package main

import (
	"errors"

	"kvlab/engine"
	"kvlab/tui/session"
)

var (
	errNoHome     = errors.New("there is no home directory to keep labs in")
	errNoTerminal = errors.New("the desktop needs a terminal, and this is none")
	errDumb       = errors.New("the desktop moves the cursor, and this terminal cannot (TERM=dumb)")
)

// hints say what to do about an error, where a person can do something.
var hints = []struct {
	err  error
	text string
}{
	{errNoHome, "name a directory with --data, or keep everything in memory with --ephemeral"},
	{errNoTerminal, "kvlab run SCENARIO prints the same without one, and kvlab --plain is all of it in lines"},
	{errDumb, "kvlab --plain is all of it in lines"},
	{engine.ErrInUse, "close the other kvlab, or open a copy in memory with --ephemeral"},
	{engine.ErrNewer, "use the kvlab that wrote it, or another directory with --data; nothing was changed"},
	{engine.ErrDamaged, "nothing was changed; throw the lab away with kvlab reset SCENARIO --discard, or look at it elsewhere first"},
	{engine.ErrForeign, "name another directory with --data"},
	{session.ErrChanged, "begin it anew with kvlab reset SCENARIO --discard, or open it beside the old one with --ephemeral"},
}

func hint(err error) string {
	if _, ok := errors.AsType[commandLineError](err); ok {
		return "kvlab --help lists the commands, kvlab COMMAND --help says what one takes"
	}
	for _, h := range hints {
		if errors.Is(err, h.err) {
			return h.text
		}
	}
	return ""
}
