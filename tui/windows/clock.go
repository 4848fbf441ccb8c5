package windows

import (
	"image"
	"time"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Clock is the lab's time: what it is, what lies ahead, and what happened when it ran last. It stands still until it
// is advanced, and everything that falls due on the way happens at its own moment.
type Clock struct {
	list
	session  *session.Session
	commands []desktop.Command
	typing   []desktop.Command // while a period is typed
	beside   beside
	period   field
	problem  string    // with what was typed
	seen     time.Time // what time it was when the rows were last looked at
}

// clockRow is what a click can hit. A click on the chosen row lets the clock run to it.
type clockRow int

// runs are the lengths to choose from; behind them come the things that are due.
var runs = [...]struct {
	name string
	by   time.Duration
}{
	{"1 hour", time.Hour}, {"1 day", 24 * time.Hour}, {"7 days", 7 * 24 * time.Hour}, {"30 days", 30 * 24 * time.Hour},
	{"90 days", 90 * 24 * time.Hour},
}

// NewClock makes the window.
func NewClock(s *session.Session) *Clock {
	k := &Clock{session: s}
	k.commands = append(append([]desktop.Command{
		{ID: "clock.run", Keys: []string{"enter"}, Title: "run", Hint: 9, Help: "Let the clock run by the length, or to the moment, under the cursor.",
			Run: func() desktop.Action { return k.run(k.cursor) }},
		{ID: "clock.next", Keys: []string{"n"}, Title: "next event", Hint: 8, Disabled: k.idle,
			Help: "Let the clock run to the next thing that is due.", Run: func() desktop.Action { return k.run(len(runs)) }},
		{ID: "clock.period", Keys: []string{"a"}, Title: "type how far", Hint: 7, Help: "Type how far the clock is to run: 36h, 45d, 2w, P6M.",
			Run: func() desktop.Action { k.period.begin(); return k.typed() }},
	}, k.beside.commands("clock", k.Bump)...), k.moves("clock")...)
	k.typing = k.period.commands("clock", desktop.Command{Title: "run", Help: "Let the clock run that far.", Run: k.runTyped}, k.typed)
	k.settle()
	return k
}

// ID see desktop.Window.
func (k *Clock) ID() string { return "clock" }

// Title see desktop.Window.
func (k *Clock) Title() string { return "Clock" }

// Version see desktop.Window.
func (k *Clock) Version() uint64 { return k.Counter.Version() + k.session.Version() }

// Watches see session.Watcher.
func (k *Clock) Watches() session.Part { return session.DuePart | session.HistoryPart }

// Commands see desktop.Window.
func (k *Clock) Commands() []desktop.Command {
	if k.period.open {
		return k.typing
	}
	return k.commands
}

// Typing see desktop.Typist.
func (k *Clock) Typing() bool { return k.period.open }

// Type see desktop.Typist.
func (k *Clock) Type(text string) desktop.Action {
	k.period.insert(text)
	return k.typed()
}

// Caret see desktop.Caret.
func (k *Clock) Caret() (image.Point, bool) { return k.period.caret, k.period.open }

func (k *Clock) typed() desktop.Action {
	k.problem = ""
	k.Bump()
	return nil
}

// runTyped lets the clock run as far as was typed, or says what is wrong with it.
func (k *Clock) runTyped() desktop.Action {
	span, err := session.ParseSpan(k.period.text)
	k.Bump()
	if err != nil {
		k.problem = err.Error()
		return nil
	}
	k.problem, k.period.open, k.period.text = "", false, ""
	return session.Advance{Until: span.After(k.now())}
}

func (k *Clock) now() time.Time { return k.session.State.Lab.Clock }

func (k *Clock) due() []engine.Upcoming { return k.session.State.Due }

// settle brings the rows up to date. Whoever ran to something that was due stands on what is due next.
func (k *Clock) settle() {
	k.resize(len(runs) + len(k.due()))
	if now := k.now(); !now.Equal(k.seen) {
		k.seen = now
		k.cursor = min(k.cursor, len(runs), k.size-1)
	}
}

func (k *Clock) idle() string {
	switch {
	case k.session.State.Read&session.DuePart == 0:
		return "what is due has not been read yet"
	case len(k.due()) == 0:
		return "nothing is due in the next hundred years"
	}
	return ""
}

// run lets the clock run by a length or to a moment that is due.
func (k *Clock) run(row int) desktop.Action {
	k.settle()
	switch {
	case row < len(runs):
		return session.Advance{Until: k.now().Add(runs[row].by)}
	case row < k.size:
		return session.Advance{Until: k.due()[row-len(runs)].At}
	}
	return nil
}

// Click see desktop.Window.
func (k *Clock) Click(t desktop.Target) desktop.Action {
	row, ok := t.(clockRow)
	if !ok {
		return nil
	}
	if int(row) == k.cursor {
		return k.run(k.cursor)
	}
	k.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (k *Clock) Wheel(delta int) {
	if k.beside.whole {
		k.beside.scroll.By(delta * wheelLines)
		k.Bump()
		return
	}
	k.to(k.cursor + delta)
}
