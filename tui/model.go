package tui

import (
	"errors"
	"image"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// Model is the program: it routes messages to the pieces and draws what has changed. It has no knowledge of its own.
type Model struct {
	options  Options
	look     look
	layout   layout
	desk     *desktop.Desk
	screen   *uv.Buffer
	renderer desktop.Renderer
	bars     desktop.Canvas // of the last drawing: what was marked on the bars
	room     *room          // nil until a scenario is open
	parked   map[string]*room
	dialog   windows.Dialog // in front of everything, nil for none
	beneath  windows.Dialog // the dialog that the help lies over and gives way to again, nil for none
	picker   *windows.Picker
	menu     int  // the menu of the bar that was opened last, by its index
	context  bool // the menu in front is a window's, not the bar's
	status   status
	jobs     queue
	held     []typed // keys that wait for a job's outcome
	wheel    wheel
	player   player
	tour     *tour // under way, nil for none
	drag     *drag // what the mouse holds, nil for nothing
	first    firstClick
	shifted  image.Point // how far the dialog was moved from where it belongs
	moving   *moving     // a window that the arrow keys move, nil for none
	noted    uint64      // version of the room when a note of the place was last asked for
	noting   bool        // a note of the reader's place is due soon
	// following says that what runs in a window is looked at again soon.
	following bool
	commands  []desktop.Command
	shifts    []desktop.Command // of dialogs
	mouse     bool
	next      desktop.Action // what to do once that is open, nil for nothing
	opening   string         // what is being opened, empty for nothing
	leaving   bool
	asked     bool  // the last key was a ctrl+c
	talk      *talk // of a presentation, nil for none
	failure   error // why the program ended by itself
	// after is a message later on: the only clock there is.
	after func(time.Duration, tea.Msg) tea.Cmd

	view  tea.View
	dirty bool
}

func newModel(o Options) *Model {
	m := &Model{options: o, look: newLook(o), mouse: !o.NoMouse, after: after, parked: map[string]*room{}, dirty: true}
	m.talk = newTalk(o)
	m.desk = desktop.NewDesk(m.look.theme)
	m.screen = uv.NewBuffer(0, 0)
	m.commands, m.shifts = m.table(), m.shiftCommands()
	m.view = m.frame("")
	return m
}

func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// Init see tea.Model. Nothing is read before the first frame: the scenario is opened beside it.
func (m *Model) Init() tea.Cmd {
	if m.options.Scenario != "" {
		return tea.Batch(m.open(m.options.Scenario), m.look.ask())
	}
	return tea.Batch(m.pick(), m.look.ask())
}

// Update see tea.Model. The frame is drawn here, so that a fault in drawing is caught like any other.
func (m *Model) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			next, cmd = m, m.crash(newCrash(r)) // it is asked for a view once more before it quits
		}
	}()
	cmd = tea.Batch(m.route(msg), m.watch(), m.wants(), m.note(), m.follow(), m.speak())
	m.draw()
	return m, cmd
}

// route hands a message to whom it concerns.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(image.Pt(msg.Width, msg.Height))
	case tea.KeyPressMsg:
		if m.lit(msg.String()) {
			return nil
		}
		return m.press(msg)
	case tea.MouseClickMsg:
		if m.lit("") {
			return nil
		}
		return m.click(msg.Mouse())
	case tea.MouseMotionMsg:
		return m.pull(msg.Mouse())
	case tea.MouseReleaseMsg:
		return m.release()
	case tea.BlurMsg:
		m.drop()
	case dragRest:
		return m.dragOn()
	case firstOver:
		m.clickOver(msg)
	case tea.PasteMsg:
		return m.paste(msg.Content)
	case tea.MouseWheelMsg:
		return m.roll(msg.Mouse())
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		if m.look.learn(msg) {
			m.repaint()
		}
	case tea.FocusMsg:
		return m.look.ask()
	case tea.ResumeMsg:
		m.dirty = true
	case done:
		return m.finished(msg)
	case left:
		if msg.err != nil {
			m.fail(msg.err.Error())
		}
	case opened:
		return m.opened(msg)
	case taught:
		m.taught(msg)
	case gathered:
		m.gathered(msg)
	case offered:
		m.offered(msg)
	case wheelRest:
		return m.wheelOn()
	case playNext:
		return m.playOn(msg)
	case spoke:
		m.spokeOf(msg)
	case followDue:
		m.followOn()
	case noteDue:
		return m.noteNow()
	}
	return nil
}

// View see tea.Model. It is asked for after every message and hands out the last frame.
func (m *Model) View() tea.View { return m.view }

func (m *Model) resize(size image.Point) {
	m.letGo()
	m.layout = newLayout(size)
	m.screen = uv.NewBuffer(size.X, size.Y)
	m.arrange()
	if m.touring() {
		m.guide() // beside its window
	}
}

// repaint draws everything anew: the theme has changed.
func (m *Model) repaint() {
	m.desk.SetTheme(m.look.theme)
	m.dirty = true
}

// crash ends the program because of a fault in it.
func (m *Model) crash(c *Crash) tea.Cmd {
	m.failure = c
	return tea.Quit
}

// finish saves and closes what is open, whatever ended the program, and says why it ended if by itself.
func (m *Model) finish() error {
	m.jobs.close()
	errs := []error{m.failure}
	if m.room != nil {
		m.parked[m.room.session.Scenario.ID] = m.room
	}
	for id, r := range m.parked {
		errs = append(errs, r.keep()(), r.close())
		delete(m.parked, id)
	}
	m.room = nil
	return errors.Join(errs...)
}
