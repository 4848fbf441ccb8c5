package tui

import (
	"image"

	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/present"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// talk is what a presentation adds to the desktop: every lab that is opened is told as a story on a stage, the map stands
// above it, and a speaker has notes. Labs of a presentation are in memory: nobody's own lab is touched.
type talk struct {
	notes bool // the line of the notes is shown, where they do not go to a file
	dark  bool // the screen is empty until the next key
	pad   *pad
	due   bool   // the notes of the beat are still to be written
	under bool   // they are being written
	lost  string // why they do not arrive, empty as long as they do
	talkPlace
}

func newTalk(o Options) *talk {
	if !o.Present {
		return nil
	}
	t := &talk{notes: o.Notes == "", talkPlace: talkPlace{from: o.From, names: map[string]string{}}}
	if o.Notes != "" {
		t.pad = &pad{name: o.Notes}
	}
	return t
}

// record makes the story of a session that was just opened. It plays the lab: not for the event loop.
func (o Options) record(sc *scenarios.Scenario) (*present.Story, error) {
	if !o.Present {
		return nil, nil
	}
	return present.Record(sc, 0)
}

// stageKey opens the stage: the key that begins a talk in most programs.
const stageKey = "f5"

// setStage puts a story on a room's stage and leaves the map beside it; all other windows come when they are asked for.
func (m *Model) setStage(r *room, story *present.Story) {
	if story == nil {
		return
	}
	p := windows.Podium{Chart: func() *windows.Map { return m.uncharted(r) }, Front: func() { m.back(r) }, Fronted: func() bool { return r.focus.ID() == "stage" },
		Blank: func() { m.talk.dark = true }, Notes: m.toggleNotes, NoNotes: m.noNotes, Turned: func() { m.turned(r) }}
	w := windows.NewStage(r.session, story, p)
	r.plans = append(r.plans, plan{name: "stage", key: stageKey, about: "the stage", make: func(*room) desktop.Window { return w }})
	r.order = append(r.order, w)
	r.floor.Put(w, desktop.Open)
	for i := range r.plans {
		r.plans[i].later = r.order[i] != desktop.Window(w) && r.order[i] != desktop.Window(r.chart)
	}
	m.turned(r)
	r.asAtFirst()
	r.show(w)
	r.changes = 0
}

// uncharted is the map while it is not beside the stage, nil while it is.
func (m *Model) uncharted(r *room) *windows.Map {
	if abreast(m.layout) && !r.zoomed && r.floor.Standing(r.chart) == desktop.Open {
		return nil
	}
	return r.chart
}

// stage is where the room's story is told, nil outside of presentations.
func (r *room) stage() *windows.Stage {
	w, _ := r.find("stage").(*windows.Stage)
	return w
}

// turned follows the story: the map draws the request that it has come to, and the stage is before everything.
func (m *Model) turned(r *room) {
	m.point(r)
	m.front(r)
	m.talk.due = true
}

// point puts the list of requests, and the map with it, on the one that the story has come to.
func (m *Model) point(r *room) {
	w := r.stage()
	_, n := w.Beat()
	about := w.Story().About(n)
	row := 0
	for i, q := range r.session.Scenario.Requests {
		if q.ID == about {
			row = i
		}
	}
	r.requests.Go(row)
}

// back comes back to the stage, and to what the beat tells of, after a look at something else.
func (m *Model) back(r *room) {
	r.stage().Return()
	m.point(r)
	m.front(r)
}

// front brings the stage before all other windows: they are closed again, but for the map.
func (m *Model) front(r *room) {
	w := r.stage()
	for _, x := range r.order {
		if x != desktop.Window(w) && x != desktop.Window(r.chart) {
			r.floor.Stand(x, desktop.Closed)
		}
	}
	r.floor.Stand(r.chart, desktop.Open)
	r.zoomed = r.zoomed && r.focus == desktop.Window(w)
	r.show(w)
	m.arrange()
}

// talkCommands hold everywhere in a presentation.
func (m *Model) talkCommands() []desktop.Command {
	if m.talk == nil {
		return nil
	}
	return []desktop.Command{{ID: "window.stage", Keys: []string{stageKey}, Title: "stage", Disabled: m.closed,
		Help: "Go to the stage, and close what lies over it.", Run: m.do(func() { m.back(m.room) })}}
}

// remote is the command of a key that a presenter's remote sends, nil for other keys. It moves the story whatever window is
// in front, for who holds it may stand anywhere; prose is scrolled by space and the arrows then.
func (m *Model) remote(key string) *desktop.Command {
	if m.talk == nil || m.room == nil || m.dialog != nil || m.moving != nil || m.layout.small || key != "pgdown" && key != "pgup" {
		return nil
	}
	if w := m.room.stage(); w != nil {
		commands := w.Commands()
		for i := range commands {
			if commands[i].Has(key) {
				return &commands[i]
			}
		}
	}
	return nil
}

// behind are the commands of the stage while another window has the keyboard: what that window and the commands everywhere
// have no use for moves the story all the same.
func (m *Model) behind() [][]desktop.Command {
	if m.talk == nil || m.room.stage() == nil || m.room.focus.ID() == "stage" {
		return nil
	}
	return [][]desktop.Command{m.room.stage().Commands()}
}

// lit gives a dark screen back and reports whether it was dark. Keys that leave the program work in the dark as well.
func (m *Model) lit(key string) bool {
	if m.talk == nil || !m.talk.dark || key == "ctrl+c" || key == "ctrl+z" {
		return false
	}
	m.talk.dark, m.dirty = false, true
	return true
}

// dark reports whether the speaker wants nothing to be seen.
func (m *Model) dark() bool { return m.talk != nil && m.talk.dark }

// staged is the arrangement of a presentation: the map above the stage, and what is asked for over both. Where there is no
// room for two large windows, the stage has it all.
func (r *room) staged(l layout, at []image.Rectangle) []image.Rectangle {
	stage, over := l.desk, l.desk.Inset(1)
	if abreast(l) {
		at[r.index(r.chart)], stage = rows(l.desk, mapRows(l.desk.Dy()))
	}
	for i, p := range r.plans {
		if p.later {
			at[i] = over
		}
	}
	at[r.index(r.stage())] = stage
	return at
}

// abreast reports whether a screen has room for the stage and the map.
func abreast(l layout) bool { return l.screen.Dx() >= fullWidth && l.screen.Dy() >= fullHeight }

// sheetStage puts a story on the stage for the sheet of keys.
func (m *Model) sheetStage(r *room, s *session.Session) error {
	story, err := m.options.record(s.Scenario)
	if err == nil {
		m.setStage(r, story)
	}
	return err
}
