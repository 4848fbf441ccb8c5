package tui

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/learner"
	"kvlab/tui/session"
	"kvlab/tui/story"
)

// Every story is played on the model, without a terminal.
func TestStories(t *testing.T) {
	for _, s := range must(story.All()) {
		for _, way := range s.Ways() {
			t.Run(s.File+" "+way.String(), func(t *testing.T) {
				t.Parallel()
				stage := &modelStage{t: t, data: t.TempDir()}
				defer stage.close()
				if err := s.Play(stage, way); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// The windows that stories know are those that there are, and by the same keys.
func TestStoriesKnowTheWindows(t *testing.T) {
	known := story.Windows()
	for _, p := range plans() {
		if known[p.name] != p.key {
			t.Errorf("stories have the key %q for the window %s, not %q", known[p.name], p.name, p.key)
		}
		delete(known, p.name)
	}
	if known["stage"] != stageKey {
		t.Errorf("stories have the key %q for the stage, not %q", known["stage"], stageKey)
	}
	delete(known, "stage") // a talk adds it
	for name := range known {
		t.Errorf("stories know a window %s that there is not", name)
	}
}

// modelStage plays a story on the model, with labs on disk.
type modelStage struct {
	t    *testing.T
	data string
	d    *driver // nil while the program does not run
}

// Start see story.Stage.
func (x *modelStage) Start(o story.Start) error {
	if !o.Newcomer {
		if err := os.WriteFile(filepath.Join(x.data, "tour-seen"), nil, 0o600); err != nil {
			return err
		}
	}
	where := session.Where{Data: x.data, Learner: learner.Open(x.data, time.Now)}
	if o.Present {
		where = session.Where{Ephemeral: true}
	}
	x.d = drive(x.t, Options{Scenario: o.Lab, Where: where, Tour: !o.Present, Present: o.Present, Exports: filepath.Join(x.data, "exports"), Files: x.data},
		o.Size.X, o.Size.Y)
	return x.d.m.failure
}

var (
	errOn    = errors.New("the program goes on")
	errNever = errors.New("that does not come about")
)

// Ended see story.Stage.
func (x *modelStage) Ended() error {
	if !x.d.gone {
		return errOn
	}
	err := x.d.m.finish()
	x.d = nil
	return err
}

func (x *modelStage) close() {
	if x.d != nil {
		_ = x.d.m.finish()
	}
}

// send hands a message to the program, while there is one.
func (x *modelStage) send(msg tea.Msg) error {
	if x.d == nil || x.d.gone {
		return errors.New("the program has ended")
	}
	x.d.send(msg)
	return x.d.m.failure
}

// Press see story.Stage.
func (x *modelStage) Press(keys ...string) error {
	for _, key := range keys {
		if err := x.send(keyMsg(key)); err != nil {
			return err
		}
	}
	return nil
}

// Type see story.Stage.
func (x *modelStage) Type(text string) error {
	for _, r := range text {
		if err := x.send(tea.KeyPressMsg{Code: r, Text: string(r)}); err != nil {
			return err
		}
	}
	return nil
}

// Mouse see story.Stage.
func (x *modelStage) Mouse(moves ...story.Mouse) error {
	for _, m := range moves {
		if m.Does == story.Up && x.d.gone {
			return nil // the click before it was on quit
		}
		if err := x.send(mouseMsg(m)); err != nil {
			return err
		}
	}
	return nil
}

func mouseMsg(m story.Mouse) tea.Msg {
	at := tea.Mouse{X: m.At.X, Y: m.At.Y, Button: tea.MouseLeft}
	switch m.Does {
	case story.DownRight:
		at.Button = tea.MouseRight
		return tea.MouseClickMsg(at)
	case story.Drag:
		return tea.MouseMotionMsg(at)
	case story.Up:
		return tea.MouseReleaseMsg(at)
	case story.WheelUp:
		at.Button = tea.MouseWheelUp
		return tea.MouseWheelMsg(at)
	case story.WheelDown:
		at.Button = tea.MouseWheelDown
		return tea.MouseWheelMsg(at)
	}
	return tea.MouseClickMsg(at)
}

// Resize see story.Stage.
func (x *modelStage) Resize(size image.Point) error {
	return x.send(tea.WindowSizeMsg{Width: size.X, Height: size.Y})
}

// Screen see story.Stage. Whatever a timer would do soon has been done.
func (x *modelStage) Screen() (story.Screen, error) {
	if x.d == nil {
		return nil, nil
	}
	x.d.pass()
	return story.ReadScreen(x.d.m.screen.String()), x.d.m.failure
}

// Until see story.Stage: nothing happens here that does not happen at once, or when timers run out.
func (x *modelStage) Until(holds func(story.Screen) bool) (story.Screen, error) {
	for range 5 {
		s, err := x.Screen()
		if err != nil || holds(s) {
			return s, err
		}
	}
	s, _ := x.Screen()
	return s, errNever
}

// Clipboard see story.Stage.
func (x *modelStage) Clipboard() string { return x.d.clipboard }

// A stage that is asked for nothing shows what the driver of the other tests does.
func TestTheStageShowsWhatTheDriverShows(t *testing.T) {
	stage := &modelStage{t: t, data: t.TempDir()}
	defer stage.close()
	if err := stage.Start(story.Start{Lab: "broken-dns", Size: image.Pt(120, 40)}); err != nil {
		t.Fatal(err)
	}
	shown := must(stage.Screen())
	if got := fmt.Sprint(shown); got != stage.d.screen() {
		t.Errorf("it shows otherwise:\n%s", difference(stage.d.screen(), got))
	}
}
