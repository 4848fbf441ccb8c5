package windows

import (
	"image"
	"strings"

	"kvlab/tui/desktop"
)

// Section is a group of commands in the help window.
type Section struct {
	Title    string
	Commands []desktop.Command
}

// Help lists every command there is, with its keys, what it does, and why it cannot run when it cannot.
type Help struct {
	desktop.Counter
	page
	sections []Section
	commands []desktop.Command
}

// NewHelp makes the dialog.
func NewHelp(sections []Section) *Help {
	h := &Help{sections: sections}
	h.commands = append([]desktop.Command{
		{ID: "help.close", Keys: []string{"esc", "enter", "?", "f1", "q"}, Title: "close", Hint: 9, Help: "Close the help.", Run: dismiss},
	}, h.moves("help", h.Bump)...)
	return h
}

// ID see desktop.Window.
func (h *Help) ID() string { return "help" }

// Title see desktop.Window.
func (h *Help) Title() string { return "Keys" }

// Commands see desktop.Window.
func (h *Help) Commands() []desktop.Command { return h.commands }

// Want see Dialog.
func (h *Help) Want(screen image.Point) image.Point {
	return image.Pt(min(104, screen.X-4), screen.Y-4)
}

// The columns of the help: keys, what it is called, what it does.
const (
	helpKeys  = 18
	helpTitle = 20
)

// Draw see desktop.Window.
func (h *Help) Draw(c desktop.Canvas) {
	width := c.Width() - 2 - helpKeys - helpTitle
	total := 0
	for _, s := range h.sections {
		total += 2
		for i := range s.Commands {
			total += desktop.Rows(helpText(&s.Commands[i]), width)
		}
	}
	h.height = c.Height()
	y := -h.scroll.Clamp(c.Height(), total)
	for _, s := range h.sections {
		c.Text(0, y, s.Title, c.Theme.Title)
		y++
		for i := range s.Commands {
			y += drawHelpLine(c, y, width, &s.Commands[i])
		}
		y++
	}
	c.ScrollBar(h.scroll.Top, total)
}

func drawHelpLine(c desktop.Canvas, y, width int, command *desktop.Command) int {
	style := c.Theme.Text
	if command.Why() != "" {
		style = c.Theme.Muted
	}
	c.Fit(1, y, helpKeys-2, strings.Join(command.Keys, " "), c.Theme.Key)
	c.Fit(helpKeys, y, helpTitle-1, command.Title, c.Theme.Strong)
	return c.Wrapped(helpKeys+helpTitle, y, width, 0, helpText(command), style)
}

// helpText is what a command does, and what keeps it from doing so now.
func helpText(command *desktop.Command) string {
	if why := command.Why(); why != "" {
		return command.Help + " (Not now: " + why + ".)"
	}
	return command.Help
}

// Click see desktop.Window.
func (h *Help) Click(desktop.Target) desktop.Action { return nil }

// Wheel see desktop.Window.
func (h *Help) Wheel(delta int) {
	h.scroll.By(delta * wheelLines)
	h.Bump()
}
