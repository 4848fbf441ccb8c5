package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// ground is the estate's diagram in the map's window: the plan, which part of it is in sight, and the card under the
// cursor.
type ground struct {
	pan
	plan   *plan
	of     planStamp
	travel travel
	cursor int
	// seen is the step that was last brought into sight; follow says that the cursor is to be.
	seen   stepStamp
	follow bool
	left   bool // the view is where it was left: the first step does not take it away
	// drawn and trunk are of the last drawing.
	drawn []drawnWire
	trunk trunk
}

// planStamp is what a plan was made of.
type planStamp struct {
	estate *engine.Estate
	lab    estate.Lab
}

// stepStamp tells one step of one trace from all others.
type stepStamp struct {
	trace   *trace.Trace
	place   int
	request string
}

// What a click can hit.
type (
	mapCard int
	mapPan  image.Point // the direction of a sign at the edge
)

// landscape brings plan and way up to date.
func (m *Map) landscape() *ground {
	g, s := &m.ground, m.session
	if now := (planStamp{s.State.Estate, s.State.Lab}); g.plan == nil || now != g.of {
		g.plan, g.of = newPlan(&s.State, s.Scenario.Requests), now
	}
	g.cursor = max(0, min(g.cursor, len(g.plan.cards)-1))
	reading, empty := &s.Reading, session.Reading{}
	if !m.followed() {
		reading = &empty
	}
	r := m.request()
	if r == nil {
		return g
	}
	g.travel.follow(g.plan, r, reading)
	if now := (stepStamp{reading.Trace, reading.Place(), r.ID}); now != g.seen {
		g.seen, g.follow, g.left = now, !g.left, false
		g.cursor = max(0, or(g.travel.here(), g.plan.card("host", r.Host, "")))
	}
	return g
}

// drawEstate draws what is in sight of the estate.
func (m *Map) drawEstate(c desktop.Canvas) {
	g := m.landscape()
	m.drawHead(c)
	c = c.Rest(1)
	view := g.framed(image.Pt(c.Size()))
	g.view = view.Size()
	if g.follow && len(g.plan.cards) > 0 {
		g.show(g.plan.cards[g.cursor].area)
		g.follow = false
	}
	g.clamp(g.plan.size)
	sight := g.sight()
	land := land{c.Sub(view).Sub(image.Rectangle{Min: g.at.Mul(-1), Max: g.plan.size.Sub(g.at)}), sight}
	g.drawFrames(land, sight)
	g.drawWires(land.Canvas, sight)
	for i := range g.plan.cards {
		if g.plan.cards[i].area.Overlaps(sight) {
			m.drawCard(land, i)
		}
	}
	g.drawEdges(c)
}

// drawHead says which step is in view.
func (m *Map) drawHead(c desktop.Canvas) {
	room := c.Width() - m.drawViews(c)
	r := &m.session.Reading
	step := r.Step()
	if !m.followed() || step == nil {
		c.Fit(0, 0, room, "the whole estate", c.Theme.Muted)
		return
	}
	glyph, style := c.Theme.Mark(string(step.Outcome))
	text := glyph + " " + strconv.Itoa(r.Place()+1) + "/" + strconv.Itoa(r.Steps()) + " " + string(step.Outcome) + " "
	used := c.Fit(0, 0, room, text, style)
	c.Fit(used, 0, room-used, step.Title, c.Theme.Text)
}

func (g *ground) drawFrames(c land, sight image.Rectangle) {
	t := c.Theme
	for i := range g.plan.columns {
		col := &g.plan.columns[i]
		c.Fit(col.x, titleRow, col.width, columnKinds[i].title, t.Faint)
	}
	for i := range g.plan.frames {
		f := &g.plan.frames[i]
		if f.area.Overlaps(sight) {
			drawFrame(c, f, sight)
		}
	}
	for _, x := range g.plan.remarks {
		col := &g.plan.columns[x.column]
		if x.y < sight.Min.Y || x.y >= sight.Max.Y {
			continue
		}
		style, text := t.Muted, x.text
		if x.warn {
			style, text = t.Warn, t.Glyph.Fail+" "+text
		}
		c.Fit(col.cards, x.y, columnKinds[x.column].width, text, style)
	}
}

func drawFrame(c land, f *frame, sight image.Rectangle) {
	t, g, a := c.Theme, c.Theme.Glyph, f.area
	for _, y := range [2]int{a.Min.Y, a.Max.Y - 1} {
		c.Text(a.Min.X, y, g.CornerLeft, t.Frame)
		c.HLine(a.Min.X+1, y, a.Dx()-2, g.Horizontal, t.Frame)
		c.Text(a.Max.X-1, y, g.CornerRight, t.Frame)
	}
	for _, x := range [2]int{a.Min.X, a.Max.X - 1} {
		drawAlong(c.Canvas, image.Rect(x, a.Min.Y+1, x+1, a.Max.Y-1), sight, g.Vertical, t.Frame)
	}
	c.Text(a.Min.X+1, a.Min.Y, " ", t.Frame)
	used := min(desktop.Width(f.title), a.Dx()-5)
	c.Text(a.Min.X+2+used, a.Min.Y, " ", t.Frame)
	c.Fit(a.Min.X+2, a.Min.Y, used, f.title, t.Muted)
}

// drawAlong draws what is in sight of a line of one glyph.
func drawAlong(c desktop.Canvas, r, sight image.Rectangle, glyph string, st uv.Style) {
	switch r = r.Intersect(sight); {
	case r.Empty():
	case r.Dx() > r.Dy():
		c.HLine(r.Min.X, r.Min.Y, r.Dx(), glyph, st)
	default:
		c.VLine(r.Min.X, r.Min.Y, r.Dy(), glyph, st)
	}
}

// drawnWire is a wire in sight, and how it is drawn.
type drawnWire struct {
	*wire
	line line
}

// drawWires draws the wires in sight. Those that matter most come last, over the others.
func (g *ground) drawWires(c desktop.Canvas, sight image.Rectangle) {
	g.drawn = g.drawn[:0]
	for i := range g.plan.wires {
		w := &g.plan.wires[i]
		out, along, in := g.plan.run(w)
		if out.Overlaps(sight) || along.Overlaps(sight) || in.Overlaps(sight) {
			g.drawn = append(g.drawn, drawnWire{w, g.travel.line(w)})
		}
	}
	for _, l := range [...]line{quietLine, closedLine, brokenLine, litLine, stoppedLine} {
		g.trunk = trunk{}
		for i := range g.drawn {
			if g.drawn[i].line == l {
				g.drawWire(c, sight, &g.drawn[i])
			}
		}
	}
}

// trunk is what was drawn last along a track, and of its end: a thousand hosts have it in common.
type trunk struct{ along, in image.Rectangle }

func (g *ground) drawWire(c desktop.Canvas, sight image.Rectangle, w *drawnWire) {
	out, along, in := g.plan.run(w.wire)
	look := lookOf(c, w.line)
	drawAlong(c, out, sight, look.flat, look.style)
	tip := in.Max.Sub(image.Pt(1, 1))
	if in != g.trunk.in {
		drawAlong(c, in, sight, look.flat, look.style)
		c.Text(tip.X, tip.Y, c.Theme.Glyph.Right, look.style)
	}
	if along = along.Intersect(sight); !along.In(g.trunk.along) {
		drawAlong(c, along, sight, look.steep, look.style)
		g.trunk.along = along
	}
	g.trunk.in = in
	switch {
	case look.cut && w.early && w.line != stoppedLine:
		c.Text(out.Min.X, out.Min.Y, c.Theme.Glyph.Fail, look.cross)
	case look.cut:
		c.Text(tip.X, tip.Y, c.Theme.Glyph.Fail, look.cross)
	}
}

// wireLook is how a wire of one kind looks; cut says that there is a cross on it.
type wireLook struct {
	flat, steep  string
	style, cross uv.Style
	cut          bool
}

func lookOf(c desktop.Canvas, l line) wireLook {
	t, g := c.Theme, c.Theme.Glyph
	switch l {
	case litLine:
		return wireLook{g.HeavyHorizontal, g.HeavyVertical, t.Lit, t.Lit, false}
	case stoppedLine:
		return wireLook{g.HeavyHorizontal, g.HeavyVertical, t.Stopped, t.Stopped, true}
	case brokenLine:
		return wireLook{g.Horizontal, g.Vertical, t.Warn, t.Warn, true}
	case closedLine:
		return wireLook{g.Horizontal, g.Vertical, t.Faint, t.Muted, true}
	}
	return wireLook{g.Horizontal, g.Vertical, t.Faint, t.Faint, false}
}

// drawCard is one card: its sign, the cursor beside it, its name and what is set there.
func (m *Map) drawCard(c land, n int) {
	g, t := &m.ground, c.Theme
	x := &g.plan.cards[n]
	s := station{broken: x.broken, closed: x.closed}
	if met := g.travel.at(n); met != nil {
		s = *met
		s.broken, s.closed = s.broken || x.broken, x.closed
	}
	at, room := x.area.Min, x.area.Dx()-2
	glyph, style := mark(t, &s)
	if x.idle && s.outcome != "fail" {
		glyph, style = t.Glyph.Ignored, t.Ignored
	}
	c.Text(at.X, at.Y, glyph, style)
	name, fact := t.Text, t.Muted
	if s.lit {
		name = t.Strong
	}
	if s.broken {
		fact = t.Warn
	}
	c.Fit(at.X+2, at.Y, room, x.name, name)
	for i, text := range x.facts {
		c.Fit(at.X+2, at.Y+1+i, room, text, fact)
	}
	if request := m.request(); request != nil && n == g.plan.card("vault", request.Vault, "objects") {
		m.drawObject(c, x.area)
	}
	if n == g.cursor {
		c.Text(at.X+1, at.Y, t.Glyph.Cursor, t.Strong)
		c.Paint(x.area, selected(c.Canvas))
	}
	c.Mark(x.area, mapCard(n))
}

// drawObject is the object that the request is about, in the last rows of what its vault holds.
func (m *Map) drawObject(c land, area image.Rectangle) {
	var s station
	chartObject(&s, m.session.State.Estate, m.request())
	style := c.Theme.Muted
	if s.broken {
		style = c.Theme.Warn
	}
	x, room := area.Min.X+2, area.Dx()-2
	c.Fit(x, area.Max.Y-2, room, s.name, c.Theme.Text)
	c.Fit(x, area.Max.Y-1, room, s.fact, style)
}
