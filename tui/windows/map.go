package windows

import (
	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Map draws the estate as one request meets it: who calls, where the name leads, which way in, and what is behind
// it. The way lights up as the reader steps through the trace, and breaks where the request was stopped. What is
// broken in the estate shows before anything is issued.
type Map struct {
	desktop.Counter
	session  *session.Session
	requests *Requests // the request under its cursor is the one drawn
	commands []desktop.Command
}

// mapStation is what a click can hit: it goes to the station's first step.
type mapStation int

// NewMap makes the window; it draws the request under the cursor of requests.
func NewMap(s *session.Session, requests *Requests) *Map {
	m := &Map{session: s, requests: requests}
	r := &s.Reading
	step := func(id string, keys []string, title, help string, hint int, to func() int) desktop.Command {
		return desktop.Command{ID: "map." + id, Keys: keys, Title: title, Help: help, Hint: hint, Disabled: m.nothing,
			Run: func() desktop.Action {
				r.Playing = false
				r.MoveTo(max(0, to()))
				return nil
			}}
	}
	m.commands = []desktop.Command{
		step("forward", []string{"right", "down", "n", "j"}, "step", "Go to the next step.", 9, func() int { return r.Place() + 1 }),
		step("back", []string{"left", "up", "p", "k"}, "back", "Go back to the step before.", 8, func() int { return r.Place() - 1 }),
		step("deciding", []string{"d"}, "deciding step", "Jump to the step that decided how the request ended.", 7, r.Deciding),
		step("start", []string{"home"}, "start", "Go to the first step.", 0, func() int { return 0 }),
		step("end", []string{"end"}, "end", "Go to the last step.", 0, func() int { return r.Steps() - 1 }),
		{ID: "map.play", Keys: []string{"space"}, Title: "play", Hint: 6, Disabled: m.nothing,
			Help: "Step forward by itself; again to pause.", Run: func() desktop.Action { return play(r) }},
	}
	return m
}

// play starts or pauses the steps that go by themselves.
func play(r *session.Reading) desktop.Action {
	if !r.Playing && r.Place() >= r.Steps()-1 {
		r.MoveTo(0)
	}
	r.Playing = !r.Playing
	r.Bump()
	return session.Play{}
}

// request is what the map is drawn for: what the learner points at, else what was issued last.
func (m *Map) request() *engine.Request {
	if r := m.requests.Current(); r != nil {
		return r
	}
	return m.session.Request
}

// followed reports whether the trace that is read belongs to the request on the map.
func (m *Map) followed() bool {
	t, r := m.session.Reading.Trace, m.request()
	return t != nil && r != nil && t.Request.ID == r.ID
}

func (m *Map) nothing() string {
	switch {
	case m.session.Reading.Trace == nil:
		return "issue a request first: there is no trace yet"
	case !m.followed():
		return "issue this request first; the trace is of another one"
	}
	return ""
}

// ID see desktop.Window.
func (m *Map) ID() string { return "map" }

// Title see desktop.Window.
func (m *Map) Title() string {
	if r := m.request(); r != nil {
		return "Map of " + r.ID
	}
	return "Map"
}

// Version see desktop.Window.
func (m *Map) Version() uint64 { return m.Counter.Version() + m.requests.Version() }

// Commands see desktop.Window.
func (m *Map) Commands() []desktop.Command { return m.commands }

// Draw see desktop.Window.
func (m *Map) Draw(c desktop.Canvas) {
	r := m.request()
	if r == nil || m.session.State.Estate == nil {
		c.Wrapped(0, 0, c.Width(), 0, "There is no request to draw a map for.", c.Theme.Muted)
		return
	}
	at := m.stations(r)
	if c.Width() >= wideMap && c.Height() >= 4*stationRows {
		m.drawWide(c, at)
		return
	}
	drawChain(c, at)
}

func (m *Map) stations(r *engine.Request) *[stations]station {
	var at [stations]station
	chart(&m.session.State, r, &at)
	if m.followed() {
		survey(&m.session.Reading, &at)
	} else {
		survey(&session.Reading{}, &at)
	}
	return &at
}

// Click see desktop.Window.
func (m *Map) Click(t desktop.Target) desktop.Action {
	if n, ok := t.(mapStation); ok && m.followed() {
		if first := m.stations(m.request())[n].first; first >= 0 {
			m.session.Reading.MoveTo(first)
		}
	}
	return nil
}

// Wheel see desktop.Window.
func (m *Map) Wheel(delta int) {
	if m.followed() {
		m.session.Reading.MoveTo(max(0, m.session.Reading.Place()+delta))
	}
}
