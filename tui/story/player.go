package story

import (
	"fmt"
	"strings"

	"kvlab/engine"
	"kvlab/scenarios"
)

// Failure is a line that the program did not live up to.
type Failure struct {
	Story *Story
	Line  *Line
	Way   Way
	Err   error
	// Screen is what was shown then.
	Screen Screen
}

// Error implements error.
func (f *Failure) Error() string {
	return fmt.Sprintf("%s:%d, %v: %s\n%v; the screen shows:\n%s", f.Story.File, f.Line.Number, f.Way, f.Line.Text, f.Err, f.Screen)
}

// Unwrap see errors.Is.
func (f *Failure) Unwrap() error { return f.Err }

// Play plays a story by a hand. What goes wrong is a *Failure.
func (s *Story) Play(stage Stage, way Way) error {
	p := &player{stage: stage, story: s}
	p.hand = &byKeys{p}
	if way == ByMouse {
		p.hand = &byMouse{p}
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		if err := line.verb.do(p, &line.said); err != nil {
			shown, _ := stage.Screen()
			return &Failure{s, line, way, err, shown}
		}
	}
	return nil
}

// player is a story under way.
type player struct {
	stage Stage
	hand  hand
	story *Story
	lab   *scenarios.Scenario // the one that is open, nil for none
	runs  bool
	talks bool   // it tells a lab to a class
	asks  bool   // the program asks how a request will end before it issues it
	typed bool   // the window with the keyboard takes letters as text
	known string // the screen that was remembered
}

// hand is a way to work the program. Windows are brought to the front by whatever is done in them.
type hand interface {
	lab(*scenarios.Scenario) error
	issue(*engine.Request) error
	// foretell issues a request of which the program asks first how it will end, and answers that.
	foretell(r *engine.Request, ending string) error
	flip(*scenarios.Gate) error
	// ask opens the question of a goal.
	ask(*scenarios.Goal) error
	goTo(*window) error
	// command does what a key does in a window and what an item of its menu does.
	command(w *window, key, title string) error
	// choose does what an item of a window's menu does.
	choose(w *window, title string) error
	everywhere(menu, key, title string) error
	page(w *window, key, title string) error
	// find goes to something by the palette: what is typed, and the kind and the title of what is meant.
	find(query, kind, title string) error
	// mark moves the cursor of a frame to a row.
	mark(f func(Screen) (frame, bool), text string) error
	// pick chooses a row of a frame and does what it is for.
	pick(f func(Screen) (frame, bool), text string) error
	step(title string) error
	link(text string) error
	press(key, shown string) error
	move(w *window, by point) error
	size(w *window, by point) error
	button(w *window, key string, column int) error
	// twice clicks twice on a window's title.
	twice(*window) error
	// aside moves the dialog that stands in front.
	aside(dialog frame, by point) error
	// part chooses one part of the request that is composed.
	part(part, text string) error
	// pan moves the view over the estate, and visit goes to one of its boxes.
	pan(by point) error
	visit(box string) error
	// scrub goes to the n-th step by the trace's timeline.
	scrub(n int) error
	// light brings a screen back that was blanked.
	light() error
	leave() error
}

// until waits for something that the screen has to show. what says what that is.
func (p *player) until(what string, holds func(Screen) bool) (Screen, error) {
	s, err := p.stage.Until(holds)
	if err != nil {
		return s, fmt.Errorf("there is no %s: %w", what, err)
	}
	return s, nil
}

func (p *player) see(text string) error {
	_, err := p.until(fmt.Sprintf("%q", text), func(s Screen) bool { return s.Shows(text) })
	return err
}

func (p *player) miss(text string) error {
	s, err := p.stage.Screen()
	if err == nil && s.Shows(text) {
		err = fmt.Errorf("%q is shown", text)
	}
	return err
}

func (p *player) placed(w *window, at, size point) error {
	s, err := p.stage.Until(func(s Screen) bool {
		f, ok := w.frame(s)
		return ok && f.area.Min == at && f.area.Size() == size
	})
	if err != nil {
		f, _ := w.frame(s)
		return fmt.Errorf("it is at %v of %v: %w", f.area.Min, f.area.Size(), err)
	}
	return nil
}

func (p *player) remember() error {
	s, err := p.stage.Screen()
	p.known = s.desk()
	return err
}

func (p *player) recall() error {
	s, err := p.stage.Until(func(s Screen) bool { return s.desk() == p.known })
	if err != nil {
		return fmt.Errorf("it was otherwise:\n%s%w", differing(p.known, s.desk()), err)
	}
	return nil
}

// differing is the lines of a text that another one has not.
func differing(want, got string) string {
	have := strings.Split(got, "\n")
	var b strings.Builder
	for i, line := range strings.Split(want, "\n") {
		if i >= len(have) || have[i] != line {
			fmt.Fprintf(&b, "%3d %s\n", i+1, line)
		}
	}
	return b.String()
}

func (p *player) copied(text string) error {
	_, err := p.stage.Until(func(Screen) bool { return strings.Contains(p.stage.Clipboard(), text) })
	if err != nil {
		return fmt.Errorf("it has %q: %w", p.stage.Clipboard(), err)
	}
	return nil
}

func (p *player) labID() string {
	if p.lab == nil {
		return ""
	}
	return p.lab.ID
}

func (p *player) start(o Start) error {
	p.runs, p.talks, p.typed = true, o.Present, false
	o.Size, o.Newcomer = p.story.Size, p.story.Newcomer
	err := p.stage.Start(o)
	switch {
	case err != nil:
		return err
	case o.Lab != "":
		return p.opened()
	}
	// What is typed before the program has the terminal is the terminal's.
	_, err = p.until("list of labs", func(s Screen) bool {
		_, list := first(s.frames(), func(f frame) bool { return f.title == listTitle })
		return list
	})
	return err
}

func (p *player) open(sc *scenarios.Scenario) error {
	if !p.runs {
		if err := p.start(Start{}); err != nil {
			return err
		}
	}
	p.lab = sc
	if err := p.hand.lab(sc); err != nil {
		return err
	}
	return p.opened()
}

// opened waits for the windows of a lab.
func (p *player) opened() error {
	_, err := p.until("lab", func(s Screen) bool {
		_, list := first(s.frames(), func(f frame) bool { return f.title == listTitle || f.title == paletteTitle })
		_, window := first(s.frames(), func(f frame) bool { return f.key() != "" })
		return window && !list
	})
	return err
}

func (p *player) leave() error {
	if err := p.hand.leave(); err != nil {
		return err
	}
	p.runs = false
	return p.stage.Ended()
}

// predict turns the question how a request will end on, and answers it.
func (p *player) predict(r *engine.Request, ending string) error {
	if !p.asks {
		if err := p.hand.command(windowOf("requests"), "f", "foretell"); err != nil {
			return err
		}
		p.asks = true
	}
	return p.hand.foretell(r, ending)
}

func (p *player) answer(g *scenarios.Goal, text string) error {
	if err := p.hand.ask(g); err != nil {
		return err
	}
	return p.hand.pick(Screen.dialog, text)
}

// pick does what a row of a window is for.
func (p *player) pick(name, text string) error {
	w := windowOf(name)
	if err := p.front(w); err != nil {
		return err
	}
	return p.hand.pick(w.frame, text)
}

// rowOf is where a text stands in a frame, as a row that may be cut.
func rowOf(in func(Screen) (frame, bool), text string) func(Screen) (point, bool) {
	return func(s Screen) (point, bool) {
		f, _ := in(s)
		return s.row(text, f.inside())
	}
}

// front goes to a window and waits until it is there.
func (p *player) front(w *window) error {
	if err := p.hand.goTo(w); err != nil {
		return err
	}
	_, err := p.until("window "+w.name, func(s Screen) bool { f, ok := w.frame(s); return ok && s.held(f) })
	return err
}

// frame is the window's on a screen.
func (w *window) frame(s Screen) (frame, bool) { return s.window(w.key) }

// preview tries a fix out, which the page of the fixes has by its number.
func (p *player) preview(n int) error { return p.pick("trace", fmt.Sprintf("%d ", n)) }

func (p *player) export(form string) error {
	if err := p.hand.page(windowOf("trace"), "E", "Export"); err != nil {
		return err
	}
	return p.pick("trace", form)
}

func (p *player) az(line string) error {
	if err := p.hand.goTo(windowOf("console")); err != nil {
		return err
	}
	if _, err := p.stage.Screen(); err != nil {
		return err
	}
	if err := p.stage.Type(line); err != nil {
		return err
	}
	return p.stage.Press("enter")
}

func (p *player) note(text string) error {
	if err := p.hand.goTo(windowOf("notes")); err != nil {
		return err
	}
	return p.stage.Type(text)
}

func (p *player) clickText(text string) error {
	return (&byMouse{p}).click(text, func(s Screen) (point, bool) { return s.find(text, s.all()) })
}

func (p *player) wheel(w *window, does Gesture) error {
	f, err := p.frame(w)
	if err != nil {
		return err
	}
	return p.stage.Mouse(Mouse{f.area.Min.Add(point{X: 2, Y: 1}), does})
}

// frame waits for a window.
func (p *player) frame(w *window) (frame, error) {
	s, err := p.until("window "+w.name, func(s Screen) bool { _, ok := w.frame(s); return ok })
	f, _ := w.frame(s)
	return f, err
}
