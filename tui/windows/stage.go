package windows

import (
	"strconv"

	"kvlab/tui/desktop"
	"kvlab/tui/present"
	"kvlab/tui/session"
)

// Stage shows a story to a class: one beat at a time, in few words that can be read from the last row.
type Stage struct {
	desktop.Counter
	session  *session.Session
	story    *present.Story
	course   *present.Course
	podium   Podium
	at       int
	scroll   desktop.Scroll
	overflow bool // of the last drawing: not all of the beat is in sight
	// unsettled says that the requests' endings have to be shown anew: what the last job changed has made all of them stale.
	unsettled bool
	said      string // what the last turn had to say for the status bar
	commands  []desktop.Command
}

// Podium is what a speaker does to the screen as a whole.
type Podium struct {
	// Chart is the map that the stage has to draw by itself, nil while there is one beside it.
	Chart func() *Map
	// Front brings the stage before all other windows, and Fronted says that it is there.
	Front   func()
	Fronted func() bool
	// Blank makes the screen dark, until the next key.
	Blank func()
	// Notes shows or hides the speaker's notes; NoNotes says why it cannot.
	Notes   func()
	NoNotes func() string
	// Turned is called when the story has moved.
	Turned func()
}

// stageBeat is what a click on the row of beats hits; stageTurn one on the words beside it.
type (
	stageBeat int
	stageTurn int
)

// NewStage makes the window. The session's lab must be one that was just begun.
func NewStage(s *session.Session, story *present.Story, podium Podium) *Stage {
	w := &Stage{session: s, story: story, course: present.NewCourse(story, s.Lab), podium: podium}
	last := len(story.Beats) - 1
	by := func(n int) func() desktop.Action {
		return func() desktop.Action { return turn{w, func(at int) int { return at + n }} }
	}
	to := func(n int) func() desktop.Action { return func() desktop.Action { return w.turnTo(n) } }
	doing := func(f func()) func() desktop.Action { return func() desktop.Action { f(); return nil } }
	scroll := func(rows int) func() desktop.Action { return doing(func() { w.Wheel(rows) }) }
	w.commands = []desktop.Command{
		{ID: "stage.on", Keys: []string{"space", "enter", "right", "pgdown"}, Title: "go on", Hint: 9, Disabled: w.atEnd,
			Help: "Go on by a beat; the lab is changed as the story says.", Run: by(1)},
		{ID: "stage.back", Keys: []string{"left", "backspace", "pgup"}, Title: "back", Hint: 8, Disabled: w.atStart,
			Help: "Go back by a beat; what it changed in the lab is undone.", Run: by(-1)},
		{ID: "stage.blank", Keys: []string{"b"}, Title: "blank screen", Hint: 6, Help: "Empty the screen; any key brings it back.", Run: doing(podium.Blank)},
		{ID: "stage.notes", Keys: []string{"n"}, Title: "notes", Hint: 5, Disabled: podium.NoNotes,
			Help: "Show or hide the line of the speaker's notes.", Run: doing(podium.Notes)},
		{ID: "stage.first", Keys: []string{"home"}, Title: "first beat", Disabled: w.atStart, Help: "Go back to where the story begins.", Run: to(0)},
		{ID: "stage.last", Keys: []string{"end"}, Title: "last beat", Disabled: w.atEnd, Help: "Go to the end of the story.", Run: to(last)},
		{ID: "stage.up", Keys: []string{"up", "k"}, Title: "up", Disabled: w.inSight, Help: "Scroll one row up.", Run: scroll(-1)},
		{ID: "stage.down", Keys: []string{"down", "j"}, Title: "scroll", Disabled: w.inSight, Help: "Scroll one row down.", Run: scroll(1)},
		{ID: "stage.front", Keys: []string{"esc"}, Title: "stage", Hint: 7, Disabled: w.fronted,
			Help: "Bring the stage back before all other windows.", Run: doing(podium.Front)},
	}
	return w
}

func (w *Stage) turnTo(n int) desktop.Action { return turn{w, func(int) int { return n }} }

func (w *Stage) atStart() string {
	if w.at == 0 {
		return "this is where the story begins"
	}
	return ""
}

func (w *Stage) atEnd() string {
	if w.at == len(w.story.Beats)-1 {
		return "this is the end of the story"
	}
	return ""
}

func (w *Stage) inSight() string {
	if !w.overflow {
		return "all of it is in sight"
	}
	return ""
}

func (w *Stage) fronted() string {
	if w.podium.Fronted() && w.atPlace() {
		return "the stage is in front"
	}
	return ""
}

// Begin leads to where a talk goes on that was left: to a beat, counted from 1.
func (w *Stage) Begin(beat int) desktop.Action { return w.turnTo(beat - 1) }

// UnderWay reports whether a talk would be left in its middle: it has begun, and the last beat is still to come.
func (w *Stage) UnderWay() bool { return w.at > 0 && w.at < len(w.story.Beats)-1 }

// Beat is the one that is shown, and its number from 0.
func (w *Stage) Beat() (*present.Beat, int) { return &w.story.Beats[w.at], w.at }

// ID see desktop.Window.
func (w *Stage) ID() string { return "stage" }

// Title see desktop.Window.
func (w *Stage) Title() string { return "Stage " + w.Progress() }

// Progress says which of how many beats is shown.
func (w *Stage) Progress() string {
	return strconv.Itoa(w.at+1) + "/" + strconv.Itoa(len(w.story.Beats))
}

// Commands see desktop.Window.
func (w *Stage) Commands() []desktop.Command { return w.commands }

// Click see desktop.Window.
func (w *Stage) Click(t desktop.Target) desktop.Action {
	switch t := t.(type) {
	case stageBeat:
		return w.turnTo(int(t))
	case stageTurn:
		return turn{w, func(at int) int { return at + int(t) }}
	}
	return nil
}

// Wheel see desktop.Window.
func (w *Stage) Wheel(delta int) {
	w.scroll.By(delta)
	w.Bump()
}
