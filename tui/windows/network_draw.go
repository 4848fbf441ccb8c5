package windows

import (
	"image"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/profile"
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// wideNetwork is from where on the ladder and what is said of a step stand side by side.
const wideNetwork = 100

// Draw see desktop.Window.
func (n *Network) Draw(c desktop.Canvas) {
	w := n.way()
	n.drawHead(c, w)
	if w == nil {
		text := "asking" + c.Theme.Glyph.Ellipsis
		if why := n.hostless(); why != "" {
			text = capital(why) + "."
		}
		c.Wrapped(0, 2, c.Width(), 0, text, c.Theme.Muted)
		return
	}
	gate := gateOfWay(w)
	n.resize(len(gate.Steps))
	n.come()
	host, vault := endsOf(n.session, w)
	rungs := ladder(gate, host, vault)
	body := c.Rest(1)
	if c.Width() >= wideNetwork {
		half := c.Width() / 2
		n.drawLadder(body.Sub(image.Rect(0, 0, half, body.Height())), rungs)
		body.VLine(half, 0, body.Height(), c.Theme.Glyph.Vertical, c.Theme.Frame)
		n.drawDetail(body.Sub(image.Rect(half+2, 0, c.Width(), body.Height())), w, gate)
		return
	}
	rows := min(len(rungs), max(3, body.Height()/2))
	n.drawLadder(body.Sub(image.Rect(0, 0, c.Width(), rows)), rungs)
	if body.Height() > rows+1 {
		body.HLine(0, rows, c.Width(), c.Theme.Glyph.Horizontal, c.Theme.Frame)
		n.drawDetail(body.Rest(rows+1), w, gate)
	}
}

// drawHead is from where to where, and how that ends.
func (n *Network) drawHead(c desktop.Canvas, w *session.Way) {
	t := c.Theme
	host, vault := n.ends()
	x := c.Text(0, 0, host, t.Strong)
	x += c.Text(x, 0, " to ", t.Muted)
	x += c.Text(x, 0, vault, t.Strong)
	if w == nil {
		return
	}
	outcome, text := verdictOf(gateOfWay(w))
	_, style := t.Mark(outcome)
	if w.Seq != n.session.Seq() {
		text, style = "before the last change"+t.Glyph.Ellipsis, t.Muted
	} else {
		glyph, _ := t.Mark(outcome)
		text = glyph + " " + text
	}
	c.Fit(max(x+2, c.Width()-desktop.Width(text)), 0, c.Width()-x-2, text, style)
}

// verdictOf is what the gate finds by itself, whether the request reaches it or not.
func verdictOf(g *trace.Gate) (outcome, text string) {
	switch g.Outcome {
	case trace.GatePass, trace.GateWouldPass:
		return string(trace.Pass), "gets in"
	case trace.GateFail, trace.GateWouldFail:
		return string(trace.Fail), "is stopped"
	}
	return string(g.Outcome), "unknown"
}

// drawDetail is all about the step under the cursor, and what the live service would do.
func (n *Network) drawDetail(c desktop.Canvas, w *session.Way, g *trace.Gate) {
	var out []paragraph
	if n.cursor < len(g.Steps) {
		out = stepParagraphs(c.Theme, &g.Steps[n.cursor])
	}
	n.detail.draw(c, append(out, n.liveParagraphs(c.Theme, w)...))
}

// stepParagraphs is a step as prose.
func stepParagraphs(t *theme.Theme, s *trace.Step) []paragraph {
	glyph, style := t.Mark(string(s.Outcome))
	word := string(s.Outcome)
	if s.Reason != nil {
		word += ", " + s.Reason.Words()
	}
	out := []paragraph{{text: s.Title, style: t.Strong, indent: 2, lead: glyph}, {text: word, style: style, indent: 2},
		{text: s.Detail, style: t.Text, indent: 2}}
	for _, e := range s.Evidence {
		out = append(out, paragraph{text: e.Label + ": " + e.Value, style: t.Muted, indent: 4, lead: t.Glyph.Dot})
	}
	if s.Command != "" {
		out = append(out, paragraph{text: s.Command, style: t.Code, indent: 4, lead: "$"})
	}
	return out
}

// liveParagraphs say what the caller sees of this, and where the live service would do otherwise.
func (n *Network) liveParagraphs(t *theme.Theme, w *session.Way) []paragraph {
	add := func(out []paragraph, text string, style uv.Style) []paragraph {
		return append(out, paragraph{text: text, style: style, indent: 2, lead: t.Glyph.Bullet})
	}
	var out []paragraph
	host, _ := endsOf(n.session, w)
	asked := "If " + w.Asker(host) + " asks for a list of secrets, that "
	if at := w.Trace.StoppedAt; at != nil {
		out = add(out, asked+"ends as "+trace.Summary(w.Trace)+answerText(&w.Trace.Response), t.Text)
		if *at != trace.Network {
			out = add(out, "The way itself does not depend on who asks.", t.Muted)
		}
	} else {
		out = add(out, asked+"is allowed.", t.Text)
	}
	order, _ := profile.Find(profile.GateOrder)
	if n.session.State.Lab.Profile.ConnectionFirst() {
		out = add(out, "The live service goes this way first: "+order.Service+". The guide: "+order.Guide+".", t.Muted)
	} else {
		out = add(out, "The guide asks this gate third: "+order.Guide+". The live service: "+order.Service+".", t.Muted)
	}
	for _, note := range w.Trace.Notes {
		out = add(out, note, t.Warn)
	}
	return out
}

// answerText is what the client sees: the first line of the message, or the client's own error.
func answerText(r *trace.Response) string {
	text := r.Message
	if text == nil {
		text = r.ClientError
	}
	if text == nil {
		return "."
	}
	all := trace.VisibleLines(*text)
	if len(all) > 1 {
		return ": " + all[0] + " (and " + strconv.Itoa(len(all)-1) + " lines more)"
	}
	return ": " + all[0]
}
