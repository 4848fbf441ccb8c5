package windows

import (
	"image"
	"strconv"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// Predict asks how a request will end before it is issued: whoever has said what they expect sees more in the answer.
type Predict struct {
	list
	request  *engine.Request
	book     *learner.Book
	endings  []learner.Ending
	commands []desktop.Command
}

// endingRow is what a click can hit; it answers.
type endingRow int

// endingKeys are the keys of the answers, in the order of learner.Endings.
var endingKeys = [...]string{"a", "i", "z", "n", "o"}

// endingTexts say what each answer means.
var endingTexts = [...]string{"allowed: every gate lets it through", "stopped at identity", "stopped at authorization",
	"stopped at network", "stopped at the object"}

// NewPredict makes the dialog for a request of a session.
func NewPredict(s *session.Session, request string) (*Predict, error) {
	r, err := s.Find(request)
	if err != nil {
		return nil, err
	}
	p := &Predict{request: r, book: s.Learner, endings: learner.Endings()}
	p.resize(len(endingTexts))
	for i, key := range endingKeys {
		p.commands = append(p.commands, desktop.Command{ID: "predict." + string(p.endings[i]), Keys: []string{key},
			Title: p.endings[i].InWords(), Help: "Say that the request will be " + p.endings[i].InWords() + ", and issue it.",
			Run: func() desktop.Action { return p.answer(i) }})
	}
	p.commands = append(p.commands, []desktop.Command{
		{ID: "predict.answer", Keys: []string{"enter", "space"}, Title: "say so", Hint: 9,
			Help: "Say what is under the cursor, and issue the request.", Run: func() desktop.Action { return p.answer(p.cursor) }},
		{ID: "predict.skip", Keys: []string{"s"}, Title: "skip", Hint: 8, Help: "Issue the request without saying anything.",
			Run: func() desktop.Action { return session.Issue{Request: request} }},
		{ID: "predict.off", Keys: []string{"x"}, Title: "stop asking", Hint: 6, Help: "Do not ask before requests any more; the window of the requests turns it on again.",
			Run: func() desktop.Action { return session.AskForecasts{} }},
		{ID: "predict.cancel", Keys: []string{"esc"}, Title: "cancel", Hint: 7, Help: "Issue nothing.", Run: dismiss},
	}...)
	p.commands = append(p.commands, p.moves("predict")...)
	return p, nil
}

func (p *Predict) answer(row int) desktop.Action {
	return session.Foretold{Request: p.request.ID, Said: p.endings[row]}
}

// ID see desktop.Window.
func (p *Predict) ID() string { return "predict" }

// Title see desktop.Window.
func (p *Predict) Title() string { return "How will it end?" }

// Version see desktop.Window.
func (p *Predict) Version() uint64 { return p.Counter.Version() + p.book.Version() }

// Commands see desktop.Window.
func (p *Predict) Commands() []desktop.Command { return p.commands }

// Want see Dialog.
func (p *Predict) Want(screen image.Point) image.Point {
	width := min(72, screen.X-4)
	return image.Pt(width, desktop.Rows(p.request.Label, width-4)+desktop.Rows(asked(p.request), width-4)+len(endingTexts)+6)
}

// Draw see desktop.Window.
func (p *Predict) Draw(c desktop.Canvas) {
	t, w := c.Theme, c.Width()
	y := c.Wrapped(0, 0, w, 0, p.request.Label, t.Strong)
	y += c.Wrapped(0, y, w, 0, asked(p.request), t.Muted) + 1
	record := p.book.Record()
	for i, text := range endingTexts {
		area := image.Rect(0, y, w, y+1)
		if i == p.cursor {
			c.Text(0, y, t.Glyph.Cursor, t.Key)
		}
		c.Text(2, y, endingKeys[i], t.Key)
		end := w
		if n := record.Forecasts[p.endings[i]]; n.Made > 0 {
			end = c.Right(w, y, rightOf(n), t.Muted) - 1
		}
		c.Fit(5, y, end-5, text, t.Text)
		c.Mark(area, endingRow(i))
		if i == p.cursor {
			c.Paint(area, selected(c))
		}
		y++
	}
	c.Wrapped(0, y+1, w, 0, calibrationLine(record), t.Muted)
}

// rightOf is a tally in words.
func rightOf(t learner.Tally) string {
	return strconv.Itoa(t.Right) + " of " + strconv.Itoa(t.Made) + " right"
}

// calibrationLine is how often the learner was right so far.
func calibrationLine(r *learner.Record) string {
	all := r.Calibration()
	if all.Made == 0 {
		return "Nothing said so far. The verdict is yours first, then kvlab's."
	}
	return "So far you were right " + strconv.Itoa(all.Right) + " of " + strconv.Itoa(all.Made) + " times."
}

// Click see desktop.Window.
func (p *Predict) Click(t desktop.Target) desktop.Action {
	if row, ok := t.(endingRow); ok {
		return p.answer(int(row))
	}
	return nil
}

// Wheel see desktop.Window.
func (p *Predict) Wheel(delta int) { p.to(p.cursor + delta) }
