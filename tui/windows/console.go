package windows

import (
	"image"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Console is the az console: what was typed and came back above, the line to type below. What it does to the lab runs
// as jobs; the window only reads what they leave.
type Console struct {
	desktop.Counter
	console *session.Console
	found   session.Found[session.Completion]
	line    typing
	ago     int    // how many texts back the line was fetched from, 0 for none
	draft   string // what stood in the line before
	words   []string
	settled uint64 // version of found that has been taken over
	back    int    // rows scrolled up from the end
	height  int    // of the transcript in the last drawing
	rows    transcript
	asked   bool // for what was typed in earlier sittings
	caret   image.Point
	seen    bool

	commands []desktop.Command
}

// What a click can hit, besides the line.
type (
	consoleCall int // an exchange, by its number: opens the trace of its last request
	consoleWord int // a word that the last one may become
)

// NewConsole makes the window. Its commands read and write files below dir; an empty one means none.
func NewConsole(s *session.Session, dir string) *Console {
	w := &Console{console: session.NewConsole(s, dir)}
	w.commands = w.table()
	return w
}

// Close lets the directory go. No line may be running.
func (w *Console) Close() error { return w.console.Close() }

// ID see desktop.Window.
func (w *Console) ID() string { return "console" }

// Title see desktop.Window.
func (w *Console) Title() string {
	if who := w.console.Who(); who != "" {
		return "Console of " + who
	}
	return "Console"
}

// Version see desktop.Window.
func (w *Console) Version() uint64 {
	return w.Counter.Version() + w.console.Version() + w.found.Version()
}

// Commands see desktop.Window.
func (w *Console) Commands() []desktop.Command { return w.commands }

// Typing see desktop.Typist.
func (w *Console) Typing() bool { return w.nobody() == "" }

// Type see desktop.Typist. A text of several lines that is pasted waits for enter, and runs as one.
func (w *Console) Type(text string) desktop.Action {
	w.settle()
	w.words = nil
	w.back = 0
	w.Bump()
	if !w.line.insert(text) {
		return session.Say{Text: "the line is full: it holds 64 KB"}
	}
	return w.Wants()
}

// Wants is what the window needs before it can show all there is: what was typed in earlier sittings.
func (w *Console) Wants() desktop.Action {
	if w.asked || w.console.Recalled() {
		return nil
	}
	w.asked = true
	return session.Recollect{Console: w.console}
}

// Running see Interrupter.
func (w *Console) Running() bool { return w.console.Running() }

// Interrupt stops the line that runs. It reports whether one did: then ctrl+c has done its work.
func (w *Console) Interrupt() bool { return w.console.Stop() }

// Caret see desktop.Caret.
func (w *Console) Caret() (image.Point, bool) { return w.caret, w.seen }

// nobody is why nothing can be typed.
func (w *Console) nobody() string {
	if w.console.Who() == "" {
		return "this scenario does not say who sits at the keyboard"
	}
	return ""
}

const consolePrompt = "az> "

// Draw see desktop.Window.
func (w *Console) Draw(c desktop.Canvas) {
	w.settle()
	input := min(w.inputRows(c.Width()), max(1, c.Height()/3))
	words := min(w.wordRows(c.Width()), max(0, c.Height()-input-1))
	height := max(0, c.Height()-input-words)
	w.drawTranscript(c.Sub(image.Rect(0, 0, c.Width(), height)))
	w.drawWords(c.Sub(image.Rect(0, height, c.Width(), height+words)))
	w.drawInput(c, height+words)
}

func (w *Console) inputRows(width int) int { return len(w.line.lay(width - len(consolePrompt))) }

// drawInput draws the prompt and the line from row y on.
func (w *Console) drawInput(c desktop.Canvas, y int) {
	if why := w.nobody(); why != "" {
		c.Fit(0, y, c.Width(), capital(why)+".", c.Theme.Warn)
		w.seen = false
		return
	}
	c.Text(0, y, consolePrompt, c.Theme.Key)
	field := c.Sub(image.Rect(len(consolePrompt), y, c.Width(), c.Height()))
	here := rowOf(w.line.shown.rows, w.line.cursor)
	at, seen := w.line.draw(field, max(0, here-field.Height()+1), c.Theme.Text)
	w.caret, w.seen = at.Add(image.Pt(len(consolePrompt), y)), seen
}

// Click see desktop.Window.
func (w *Console) Click(t desktop.Target) desktop.Action {
	w.Bump()
	switch t := t.(type) {
	case typingCell:
		w.line.clicked(t)
	case consoleWord:
		if int(t) < len(w.words) {
			w.finishWord(w.words[t] + " ")
		}
	case consoleCall:
		return w.studyAt(int(t))
	}
	return nil
}

// Wheel see desktop.Window.
func (w *Console) Wheel(delta int) { w.scroll(-delta * wheelLines) }

func (w *Console) scroll(rows int) {
	w.back = max(0, min(w.back+rows, w.rows.total()-w.height))
	w.Bump()
}
