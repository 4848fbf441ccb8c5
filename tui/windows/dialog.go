package windows

import (
	"image"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Dialog is a window that stands in front of the others until it is answered. An action that it returns closes it.
type Dialog interface {
	desktop.Window
	// Want is the size it would like on a screen of that size, its frame included.
	Want(screen image.Point) image.Point
}

// Confirm asks before something that deserves a second thought, or, without a verb, only tells something.
type Confirm struct {
	desktop.Counter
	title, text string
	verb        string
	then        desktop.Action
	commands    []desktop.Command
}

// confirmYes and confirmNo are what a click can hit.
type confirmYes struct{}
type confirmNo struct{}

// NewConfirm makes a question: verb is what enter does ("reset"), then the action that does it.
func NewConfirm(title, text, verb string, then desktop.Action) *Confirm {
	c := &Confirm{title: title, text: text, verb: verb, then: then}
	c.commands = []desktop.Command{
		{ID: "confirm.yes", Keys: []string{"enter", "y"}, Title: verb, Hint: 9, Help: "Go ahead.",
			Run: func() desktop.Action { return then }},
		{ID: "confirm.no", Keys: []string{"esc", "n"}, Title: "cancel", Hint: 8, Help: "Leave everything as it is.", Run: dismiss},
	}
	return c
}

// NewNotice makes a dialog that only tells something.
func NewNotice(title, text string) *Confirm {
	c := &Confirm{title: title, text: text}
	c.commands = []desktop.Command{
		{ID: "notice.close", Keys: []string{"enter", "esc", "space"}, Title: "close", Hint: 9, Help: "Close this notice.", Run: dismiss},
	}
	return c
}

func dismiss() desktop.Action { return session.Dismiss{} }

// ID see desktop.Window.
func (c *Confirm) ID() string { return "confirm" }

// Title see desktop.Window.
func (c *Confirm) Title() string { return c.title }

// Commands see desktop.Window.
func (c *Confirm) Commands() []desktop.Command { return c.commands }

// Want see Dialog.
func (c *Confirm) Want(screen image.Point) image.Point {
	width := min(64, screen.X-4)
	return image.Pt(width, desktop.Rows(c.text, width-4)+4)
}

// Draw see desktop.Window.
func (c *Confirm) Draw(canvas desktop.Canvas) {
	y := canvas.Wrapped(0, 0, canvas.Width(), 0, c.text, canvas.Theme.Text) + 1
	x := 0
	if c.verb != "" {
		x += button(canvas, x, y, "enter "+c.verb, confirmYes{}) + 2
		button(canvas, x, y, "esc cancel", confirmNo{})
	} else {
		button(canvas, x, y, "enter close", confirmNo{})
	}
}

func button(c desktop.Canvas, x, y int, text string, t desktop.Target) int {
	used := c.Text(x, y, " "+text+" ", c.Theme.Selected)
	c.Mark(image.Rect(x, y, x+used, y+1), t)
	return used
}

// Click see desktop.Window.
func (c *Confirm) Click(t desktop.Target) desktop.Action {
	switch t.(type) {
	case confirmYes:
		return c.then
	case confirmNo:
		return session.Dismiss{}
	}
	return nil
}

// Wheel see desktop.Window.
func (c *Confirm) Wheel(int) {}
