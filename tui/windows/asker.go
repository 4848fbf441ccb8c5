package windows

import (
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Asker is a window that has to ask the lab before it can show what is true now. Its program asks each one in sight
// what it wants when it comes into sight and after every job, and carries that out. nil is nothing: a window says the
// same wish once, so that a job that fails is not begun again and again.
type Asker interface {
	desktop.Window
	Wants() desktop.Action
}

// Keeper is a window with something in it that is kept beside the lab. Its program runs the job a moment after a
// change and when it leaves the lab; nil says that all is kept.
type Keeper interface {
	desktop.Window
	Unkept() session.Job
}

// Interrupter is a window in which something may run for long, and show how far it has come. ctrl+c goes to it first,
// also while keys wait, and means what it means elsewhere only when it reports that nothing ran.
type Interrupter interface {
	desktop.Window
	Running() bool
	Interrupt() bool
}
