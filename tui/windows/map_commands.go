package windows

import (
	"image"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// tables lists the commands of each view. The arrow keys step through the trace in both; letters that step in the one
// move the view and the cursor in the other.
func (m *Map) tables() [len(mapViews)][]desktop.Command {
	r := &m.session.Reading
	other := func(to mapView, help string) desktop.Command {
		return desktop.Command{ID: "map.view", Keys: []string{"v"}, Title: mapViews[to], Hint: 5, Help: help,
			Run: func() desktop.Action { m.turn(to); return nil }}
	}
	way := append(m.stepCommands([]string{"right", "down", "n", "j"}, []string{"left", "up", "p", "k"}),
		m.jump("start", "home", "start", "Go to the first step.", func() int { return 0 }),
		m.jump("end", "end", "end", "Go to the last step.", func() int { return r.Steps() - 1 }),
		other(estateView, "Show the whole estate, with the request's way on it; again to go back to the way alone."))
	land := append(m.stepCommands([]string{"right", "down"}, []string{"left", "up"}),
		m.jump("start", "g", "start", "Go to the first step.", func() int { return 0 }),
		m.jump("end", "G", "end", "Go to the last step.", func() int { return r.Steps() - 1 }),
		other(wayView, "Show the way of the request alone."))
	land = append(land, m.cardCommands()...)
	return [...][]desktop.Command{wayView: way, estateView: append(land, m.panCommands()...)}
}

// jump is a command that goes to a step.
func (m *Map) jump(id, key, title, help string, to func() int) desktop.Command {
	return m.stepCommand(id, []string{key}, title, help, 0, to)
}

func (m *Map) stepCommand(id string, keys []string, title, help string, hint int, to func() int) desktop.Command {
	r := &m.session.Reading
	return desktop.Command{ID: "map." + id, Keys: keys, Title: title, Help: help, Hint: hint, Disabled: m.nothing,
		Run: func() desktop.Action {
			r.Playing = false
			r.MoveTo(max(0, to()))
			return nil
		}}
}

// stepCommands go through the trace, in either view.
func (m *Map) stepCommands(forward, back []string) []desktop.Command {
	r := &m.session.Reading
	return []desktop.Command{
		m.stepCommand("forward", forward, "step", "Go to the next step.", 9, func() int { return r.Place() + 1 }),
		m.stepCommand("back", back, "back", "Go back to the step before.", 8, func() int { return r.Place() - 1 }),
		m.stepCommand("deciding", []string{"d"}, "deciding step", "Jump to the step that decided how the request ended.", 7, r.Deciding),
		{ID: "map.play", Keys: []string{"space"}, Title: "play", Hint: 6, Disabled: m.nothing,
			Help: "Step forward by itself; again to pause.", Run: func() desktop.Action { return play(r) }},
	}
}

// cardCommands are about the box under the cursor.
func (m *Map) cardCommands() []desktop.Command {
	move := func(by int) func() desktop.Action {
		return func() desktop.Action { m.toCard(m.ground.cursor + by); return nil }
	}
	return []desktop.Command{
		{ID: "map.next", Keys: []string{"n"}, Title: "next box", Hint: 4, Disabled: m.bare, Help: "Move the cursor to the next box.", Run: move(1)},
		{ID: "map.previous", Keys: []string{"N"}, Title: "box before", Disabled: m.bare, Help: "Move the cursor to the box before.", Run: move(-1)},
		{ID: "map.enter", Keys: []string{"enter"}, Title: "go to its step", Hint: 3, Disabled: m.bare,
			Help: "Go to the first step that takes place at this box, as a click on it does; where none does, open the window that shows it among others of its kind: objects, access, network.",
			Run:  func() desktop.Action { return m.enter(m.landscape().cursor) }},
		{ID: "map.open", Keys: []string{"O"}, Title: "open its window", Disabled: m.bare,
			Help: "Open the window that shows this box among others of its kind: objects, access, network.",
			Run:  func() desktop.Action { return m.open(m.landscape().cursor) }},
		{ID: "map.here", Keys: []string{"c"}, Title: "back into sight", Disabled: m.bare, Help: "Bring the box of the step in view back into sight.",
			Run: func() desktop.Action {
				m.ground.seen = stepStamp{}
				m.Bump()
				return nil
			}},
	}
}

// panCommands move the view over the estate.
func (m *Map) panCommands() []desktop.Command {
	pan := func(id string, keys []string, title, help string, by func() image.Point) desktop.Command {
		return desktop.Command{ID: "map." + id, Keys: keys, Title: title, Help: help, Disabled: m.bare,
			Run: func() desktop.Action { m.panBy(by()); return nil }}
	}
	steps := func(x, y int) func() image.Point {
		return func() image.Point { return image.Pt(x*panColumns, y*panRows) }
	}
	far := 1 << 20
	commands := []desktop.Command{
		pan("pan_right", []string{"shift+right", "l"}, "pan right", "Move the view to the right; the mouse can drag the ground.", steps(1, 0)),
		pan("pan_left", []string{"shift+left", "h"}, "pan left", "Move the view to the left.", steps(-1, 0)),
		pan("pan_down", []string{"shift+down", "j"}, "pan down", "Move the view down, as the wheel does.", steps(0, 1)),
		pan("pan_up", []string{"shift+up", "k"}, "pan up", "Move the view up.", steps(0, -1)),
		pan("page_down", []string{"pgdown"}, "page down", "Move the view down by what is in sight.", func() image.Point { return image.Pt(0, m.ground.view.Y) }),
		pan("page_up", []string{"pgup"}, "page up", "Move the view up by what is in sight.", func() image.Point { return image.Pt(0, -m.ground.view.Y) }),
		pan("home", []string{"home"}, "upper left", "Move the view to the upper left corner of the estate.", func() image.Point { return image.Pt(-far, -far) }),
		pan("far", []string{"end"}, "lower right", "Move the view to the lower right corner of the estate.", func() image.Point { return image.Pt(far, far) }),
	}
	commands[0].Hint = 2
	return commands
}

// bare is why there is nothing to move over.
func (m *Map) bare() string {
	if m.session.State.Estate == nil || len(m.landscape().plan.cards) == 0 {
		return "there is nothing in this estate"
	}
	return ""
}

func (m *Map) panBy(by image.Point) {
	g := m.landscape()
	g.at = g.at.Add(by)
	g.clamp(g.plan.size)
	g.follow = false
	m.Bump()
}

// toCard moves the cursor to a box, round and round, and brings it into sight.
func (m *Map) toCard(n int) {
	g := m.landscape()
	count := len(g.plan.cards)
	g.cursor, g.follow = (n%count+count)%count, true
	m.Bump()
}

// enter goes to the first step at a box, or opens the window that shows it.
func (m *Map) enter(n int) desktop.Action {
	m.toCard(n)
	g := &m.ground
	if s := g.travel.at(n); s != nil && s.first >= 0 && m.followed() {
		m.session.Reading.MoveTo(s.first)
		return nil
	}
	return m.open(n)
}

// open goes to the window that shows a box among others of its kind.
func (m *Map) open(n int) desktop.Action {
	c := &m.ground.plan.cards[n]
	return session.OpenWindow{Window: c.opens, At: c.fact}
}

// Waits see desktop.Puller: where boxes stand close together the ground is held by them as well.
func (m *Map) Waits(t desktop.Target) bool {
	_, box := t.(mapCard)
	return box && m.view == estateView
}

// Pull see desktop.Puller: the ground goes with the mouse.
func (m *Map) Pull(_, _ desktop.Target, by image.Point) {
	if m.view == estateView && m.bare() == "" {
		m.panBy(by.Mul(-1))
	}
}
