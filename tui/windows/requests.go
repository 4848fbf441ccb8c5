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

// Requests lists what the learner may ask of the vaults, and how each request ended last time.
type Requests struct {
	list
	session  *session.Session
	commands []desktop.Command
}

// requestRow is what a click can hit. The first click chooses a request, a click on the chosen one issues it.
type requestRow int

// requestHeight: the label with its verdict, and what it asks.
const requestHeight = 2

// NewRequests makes the window.
func NewRequests(s *session.Session) *Requests {
	r := &Requests{session: s}
	r.resize(len(s.Scenario.Requests))
	r.commands = append([]desktop.Command{{
		ID: "requests.issue", Keys: []string{"enter", "space"}, Title: "issue", Hint: 9,
		Help:     "Issue the request under the cursor: it is evaluated, carried out and written to the audit log.",
		Disabled: r.nothing,
		Run:      func() desktop.Action { return r.issue(r.cursor) },
	}, {
		ID: "requests.foretell", Keys: []string{"f"}, Title: "foretell", Hint: 5,
		Help: "Turn the question how a request will end, before it is issued, on or off.",
		Run:  func() desktop.Action { return session.AskForecasts{On: !s.Learner.Record().Foretells} },
	}}, r.moves("requests")...)
	return r
}

func (r *Requests) nothing() string {
	if r.size == 0 {
		return "this scenario has no requests to issue"
	}
	return ""
}

func (r *Requests) issue(row int) desktop.Action {
	return r.session.Issuing(r.session.Scenario.Requests[row].ID)
}

// Current is the request under the cursor, nil when there is none.
func (r *Requests) Current() *engine.Request {
	if r.size == 0 {
		return nil
	}
	return r.session.Scenario.Requests[r.cursor]
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
	total := r.size * requestHeight
	at := r.cursor * requestHeight
	r.scroll.Show(at, at+requestHeight-1, c.Height())
	top := r.scroll.Clamp(c.Height(), total)
	for row, request := range r.session.Scenario.Requests {
		r.drawRow(c, row*requestHeight-top, row, request)
	}
	c.ScrollBar(top, total)
}

func (r *Requests) drawRow(c desktop.Canvas, y, row int, request *engine.Request) {
	t, w := c.Theme, c.Width()
	label := request.Label
	if label == "" {
		label = request.ID
	}
	c.Fit(2, y, w-3, label, t.Strong)
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
	s := r.Caller() + " " + r.Operation + " " + r.Vault
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
	if int(row) == r.cursor {
		return r.issue(r.cursor)
	}
	r.to(int(row))
	return nil
}

// Wheel see desktop.Window.
func (r *Requests) Wheel(delta int) { r.to(r.cursor + delta) }
