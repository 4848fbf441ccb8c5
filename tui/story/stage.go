package story

import "image"

// Stage is where a story is played: a program, its screen and its input. One stage serves one story.
type Stage interface {
	// Start runs the program, on the data that it left there before.
	Start(Start) error
	// Ended waits until the program has ended by itself, and fine.
	Ended() error
	// Press presses keys one after the other, as tea.KeyPressMsg.String spells them.
	Press(keys ...string) error
	// Type types a text.
	Type(text string) error
	// Mouse does with the mouse one thing after the other.
	Mouse(...Mouse) error
	// Resize changes the size of the screen, in cells.
	Resize(size image.Point) error
	// Screen is what is shown, once it has come to rest.
	Screen() (Screen, error)
	// Until waits for a screen of which something holds, and returns the last one that it saw.
	Until(holds func(Screen) bool) (Screen, error)
	// Clipboard is what the program has put there last.
	Clipboard() string
}

// Start is how a program is run.
type Start struct {
	Lab  string // opened at once; empty shows the list
	Size image.Point
	// Newcomer says that whoever sits there has never seen the program.
	Newcomer bool
	// Present tells the lab to a class.
	Present bool
}

// Mouse is something that happens to the mouse.
type Mouse struct {
	At   image.Point
	Does Gesture
}

// Gesture is what the mouse does.
type Gesture int

// Gestures. Drag is a motion with the left button held.
const (
	Down Gesture = iota
	DownRight
	Drag
	Up
	WheelUp
	WheelDown
)
