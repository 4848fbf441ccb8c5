// Package desktop draws windows into cell buffers and finds out what was clicked. It knows nothing about key vaults.
//
// A window is a plain struct with an inside; the desk owns frames, focus, buffers and hit-testing. Windows do no I/O
// and hold no terminal state: what a command or a click should change outside of its window is returned as an Action,
// and the program carries it out.
package desktop

import "image"

// Window is the inside of one window.
//
// Keys reach a window through its commands only, so that key dispatch, the status bar and the help window all read
// one table. A window that is not focused gets no keys, but clicks and the wheel go to the window under the mouse.
type Window interface {
	// ID is stable and short: "trace". Command ids start with it.
	ID() string
	// Title stands in the frame. It may change; then the version must.
	Title() string
	// Version grows whenever Draw would draw something else. The desk calls Draw only when it has grown, or when
	// size, focus or theme changed. Sum up counters where several things are shown.
	Version() uint64
	// Draw draws everything. The canvas arrives blank. Allocate little: it runs once a key.
	Draw(c Canvas)
	// Commands lists what keys do here. Build the slice once: it is asked for on every key.
	Commands() []Command
	// Click is a left click on something Draw marked; t is nil where nothing was marked.
	Click(t Target) Action
	// Wheel scrolls by delta rows, downwards when positive.
	Wheel(delta int)
}

// Typist is a window with a field to type into. While it has the keyboard and Typing says so, printable keys and
// what is pasted reach Type, not commands; all other keys reach commands as ever.
type Typist interface {
	Window
	// Typing reports whether the field takes text now.
	Typing() bool
	// Type takes text in: one key's, or all that was pasted, line breaks included.
	Type(text string) Action
}

// Puller is a window in which the mouse can hold on to something: a place on a ruler, a map to be panned.
type Puller interface {
	Window
	// Waits reports whether a click on what Draw had marked so acts only when the button comes up again with nothing
	// pulled in between. Elsewhere a click acts at once, and what is pulled from there is pulled after it.
	Waits(t Target) bool
	// Pull is a motion with the left button down, which went down in this window, where Draw had marked from: nil for
	// nothing. The mouse has come by so many cells since the last call; to is what is marked in this window where it is
	// now, in the row in which the button went down: nobody drags in a straight line.
	Pull(from, to Target, by image.Point)
}

// Caret is a window that wants the terminal's cursor somewhere: where the next character will appear. Input methods
// and screen readers follow it.
type Caret interface {
	// Caret is the place on the canvas of the last Draw; false hides the cursor.
	Caret() (image.Point, bool)
}

// Target is whatever a window marked on its canvas and understands in Click.
type Target any

// Action is a wish of a window that its program carries out; nil is none. Which ones there are is between the two.
type Action any

// Command is one thing a key does.
type Command struct {
	ID   string   // "trace.forward"
	Keys []string // as tea.KeyPressMsg.String spells them; the first one is shown
	// Title is two or three words for the status bar: "step forward". Help is one sentence for the help window.
	Title string
	Help  string
	// Menu is the menu of the bar that offers it; empty for none.
	Menu string
	// Hint puts the command on the status bar while its window is focused; higher goes further left, 0 is off.
	Hint int
	// Disabled says why the command cannot run now, in a sentence for the status bar; empty when it can.
	// nil is never disabled.
	Disabled func() string
	// Run does it. What goes beyond the window is returned.
	Run func() Action
}

// Why returns the reason that keeps the command from running, empty if nothing does.
func (c *Command) Why() string {
	if c.Disabled == nil {
		return ""
	}
	return c.Disabled()
}

// Has reports whether key triggers the command.
func (c *Command) Has(key string) bool {
	for _, k := range c.Keys {
		if k == key {
			return true
		}
	}
	return false
}

// Counter is a version: windows embed one and bump it in every method that changes what they show.
type Counter uint64

// Bump says that something changed.
func (c *Counter) Bump() { *c++ }

// Version returns the count.
func (c Counter) Version() uint64 { return uint64(c) }
