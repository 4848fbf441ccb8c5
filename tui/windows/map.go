package windows

import (
	"image"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Map has two views. The way draws the estate as one request meets it: who calls, where the name leads, which way in,
// and what is behind it. The estate is a diagram of all there is, larger than the window, that can be panned. In both the
// way lights up as the reader steps through the trace, and breaks where the request was stopped. What is broken in the
// estate shows before anything is issued.
type Map struct {
	desktop.Counter
	session  *session.Session
	requests *Requests // the request under its cursor is the one drawn
	view     mapView
	ground   ground
	commands [len(mapViews)][]desktop.Command
}

// mapStation is what a click can hit: it goes to the station's first step.
type mapStation int

// NewMap makes the window; it draws the request under the cursor of requests.
func NewMap(s *session.Session, requests *Requests) *Map {
	m := &Map{session: s, requests: requests}
	m.commands = m.tables()
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
func (m *Map) Commands() []desktop.Command { return m.commands[m.view] }

// EstateCommands are those of the estate's view, whichever is shown.
func (m *Map) EstateCommands() []desktop.Command { return m.commands[estateView] }

// Draw see desktop.Window.
func (m *Map) Draw(c desktop.Canvas) {
	if m.view == estateView && m.session.State.Estate != nil {
		m.drawEstate(c)
		return
	}
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
	drawChain(c, at, m.drawViews(c))
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
	switch t := t.(type) {
	case mapView:
		m.turn(t)
	case mapStation:
		if m.followed() {
			if first := m.stations(m.request())[t].first; first >= 0 {
				m.session.Reading.MoveTo(first)
			}
		}
	case mapCard:
		if m.view == estateView && int(t) < len(m.landscape().plan.cards) {
			return m.enter(int(t))
		}
	case mapPan:
		half := m.ground.view.Div(2)
		m.panBy(image.Pt(t.X*half.X, t.Y*half.Y))
	}
	return nil
}

// Wheel see desktop.Window.
func (m *Map) Wheel(delta int) {
	switch {
	case m.view == estateView:
		if m.bare() == "" {
			m.panBy(image.Pt(0, delta*panRows))
		}
	case m.followed():
		m.session.Reading.MoveTo(max(0, m.session.Reading.Place()+delta))
	}
}
