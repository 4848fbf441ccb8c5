package windows

import (
	"image"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// Requests lists what the learner may ask of the vaults, and how each request ended last time: the scenario's requests,
// and below them the learner's own.
type Requests struct {
	list
	session  *session.Session
	last     string // the last request of the list, when it was looked at last
	commands []desktop.Command
}

// requestRow is what a click can hit. The first click chooses a request, a click on the chosen one issues it.
type requestRow int

// requestHeight: the label with its verdict, and what it asks.
const requestHeight = 2

// NewRequests makes the window.
func NewRequests(s *session.Session) *Requests {
	r := &Requests{session: s, last: lastOf(s)}
	r.resize(len(s.Requests()))
	r.commands = r.table()
	return r
}

// settle brings the rows up to date. The cursor goes to a request that has come to the list.
func (r *Requests) settle() {
	n, last := len(r.session.Requests()), lastOf(r.session)
	if n == r.size && last == r.last {
		return
	}
	came := last != r.last && n >= r.size
	r.last = last
	r.resize(n)
	if came {
		r.cursor = n - 1
	}
}

// lastOf is the id of the last request on the list.
func lastOf(s *session.Session) string {
	all := s.Requests()
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].ID
}

// Current is the request under the cursor, nil when there is none.
func (r *Requests) Current() *engine.Request {
	r.settle()
	if r.size == 0 {
		return nil
	}
	return r.session.Requests()[r.cursor]
}

// ID see desktop.Window.
func (r *Requests) ID() string { return "requests" }

// Title see desktop.Window.
func (r *Requests) Title() string { return "Requests" }

// Version see desktop.Window.
func (r *Requests) Version() uint64 {
	return r.Counter.Version() + r.session.Version() + r.session.Learner.Version()
}

// Commands see desktop.Window.
func (r *Requests) Commands() []desktop.Command { return r.commands }

// Draw see desktop.Window.
func (r *Requests) Draw(c desktop.Canvas) {
	r.settle()
	total := r.lineOf(r.size)
	at := r.lineOf(r.cursor)
	r.scroll.Show(at, at+requestHeight-1, c.Height())
	top := r.scroll.Clamp(c.Height(), total)
	given := len(r.session.Scenario.Requests)
	for row, request := range r.session.Requests() {
		y := r.lineOf(row) - top
		if row == given {
			c.Text(0, y-1, "Yours", c.Theme.Title)
		}
		r.drawRow(c, y, row, request)
	}
	c.ScrollBar(top, total)
}

// lineOf is the line that a row begins on, the heading above the learner's own counted.
func (r *Requests) lineOf(row int) int {
	line := row * requestHeight
	if given := len(r.session.Scenario.Requests); row >= given && r.size > given {
		line++
	}
	return line
}

func (r *Requests) drawRow(c desktop.Canvas, y, row int, request *engine.Request) {
	t, w := c.Theme, c.Width()
	label := request.Label
	if label == "" {
		label = request.ID
	}
	end := w - 1
	if row >= len(r.session.Scenario.Requests) {
		end = c.Right(w-1, y, request.ID, t.Muted) - 1
	}
	c.Fit(2, y, end-2, label, t.Strong)
	x := 2
	if ended, ok := r.session.Verdicts[request.ID]; ok {
		word := marked(t, string(ended.Verdict))
		_, style := t.Mark(string(ended.Verdict))
		if ended.Stale {
			word, style = word+" before", t.Muted
		}
		x += c.Text(x, y+1, word, style) + 2
		if f := r.forecast(request.ID); f != nil {
			x += c.Text(x, y+1, f.InWords(), forecastStyle(t, f)) + 2
		}
	}
	c.Fit(x, y+1, w-x-1, asked(request), t.Muted)
	area := image.Rect(0, y, w, y+requestHeight)
	c.Mark(area, requestRow(row))
	if row == r.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(area, selected(c))
	}
}

// forecast is what was said of a request before it was issued; nil when that was another time, or when the lab has
// changed since.
func (r *Requests) forecast(request string) *learner.Forecast {
	s, f := r.session, r.session.Learner.Record().Latest
	if f == nil || f.Lab != s.Scenario.ID || f.Request != request || s.Request == nil || s.Request.ID != request || s.Reading.Before != nil {
		return nil
	}
	return f
}

// forecastStyle is how a forecast is shown; its words say the same.
func forecastStyle(t *theme.Theme, f *learner.Forecast) uv.Style {
	if f.Right() {
		return t.Pass
	}
	return t.Warn
}

// asked is a request in one line: who asks for what.
func asked(r *engine.Request) string {
	s := r.Caller()
	if r.Platform {
		s = "platform of " + s
	}
	s += " " + r.Operation + " " + r.Vault
	if r.Object != "" {
		s += "/" + r.Object
	}
	if r.Version != "" {
		s += "/" + r.Version
	}
	return s
}

// Click see desktop.Window.
func (r *Requests) Click(t desktop.Target) desktop.Action {
	row, ok := t.(requestRow)
	if !ok {
		return nil
	}
	r.settle()
	if int(row) == r.cursor {
		return r.issue()
	}
	r.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (r *Requests) Wheel(delta int) {
	r.settle()
	r.to(r.cursor + delta)
}

// Unkept see Keeper: it writes the learner's own requests down.
func (r *Requests) Unkept() session.Job { return r.session.UnkeptRequests() }
