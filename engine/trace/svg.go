package trace

import (
	"io"
	"strconv"
	"strings"
)

// Measures of the picture, in pixels. The font is a monospaced one, so that a text's width is known without drawing it.
const (
	svgWidth  = 960
	svgMargin = 24
	svgRow    = 22
	svgLetter = 8   // a letter's width is at most this at the size below
	svgColumn = 108 // from the outcome's word to the step's title
	svgLine   = (svgWidth - 2*svgMargin) / svgLetter
)

// WriteSVG writes a trace as one self-contained picture: the verdict, the gates in the order in which they were decided,
// their steps, and what the caller sees. Every outcome is a sign and a word, so it can be read without colour. There are
// no scripts, links, styles or fonts in it, and every text is escaped.
func WriteSVG(w io.Writer, t *Trace) error {
	d := drawing{y: svgMargin}
	d.head(t)
	gate, step := t.Deciding()
	for i := range t.Gates {
		deciding := -1
		if i == gate {
			deciding = step
		}
		d.gate(&t.Gates[i], deciding)
	}
	d.answer(t.Response)
	p := printer{w: w}
	height := strconv.Itoa(d.y + svgMargin)
	width := strconv.Itoa(svgWidth)
	p.line(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" font-family="monospace" font-size="13">`,
		width, height, width, height)
	p.line(`<title>%s</title>`, markup(t.Request.ID+": "+Summary(t)))
	p.line(`<desc>%s</desc>`, markup(t.Request.Asked()))
	p.line(`<rect width="%s" height="%s" fill="#ffffff"/>`, width, height)
	for _, element := range d.elements {
		p.line("%s", element)
	}
	p.line("</svg>")
	return p.err
}

// drawing is a picture that grows downwards.
type drawing struct {
	elements []string
	y        int // where the next row begins
}

// ink is how a text is set.
type ink struct {
	fill string
	bold bool
}

var (
	svgText  = ink{fill: "#24292f"}
	svgTitle = ink{fill: "#24292f", bold: true}
	svgQuiet = ink{fill: "#57606a"}
)

// inkOf is how an outcome is shown: sign and colour. Contrast on white is at least 4.5:1.
func inkOf(outcome string) (sign string, i ink) {
	switch outcome {
	case "pass", "allowed":
		return "✓", ink{fill: "#116329"}
	case "fail", "denied", "failed":
		return "✗", ink{fill: "#b3202a", bold: true}
	case "would_pass":
		return "◌", ink{fill: "#116329"}
	case "would_fail":
		return "⊘", ink{fill: "#b3202a"}
	case "ignored":
		return "◦", ink{fill: "#7d4e00"}
	case "info":
		return "∙", svgQuiet
	}
	return "?", svgQuiet
}

func (d *drawing) add(parts ...string) { d.elements = append(d.elements, strings.Join(parts, "")) }

// text writes one line at x, cut where the picture ends.
func (d *drawing) text(x int, s string, i ink) {
	letters := []rune(Visible(s))
	if room := (svgWidth - svgMargin - x) / svgLetter; len(letters) > room {
		letters = append(letters[:room-1], '…')
	}
	weight := ""
	if i.bold {
		weight = ` font-weight="bold"`
	}
	d.add(`<text x="`, strconv.Itoa(x), `" y="`, strconv.Itoa(d.y+15), `" fill="`, i.fill, `"`, weight, `>`, markup(string(letters)), `</text>`)
}

// box frames the next rows. A dashed frame is for what was not reached.
func (d *drawing) box(rows int, stroke string, width int, dashed bool) {
	dash := ""
	if dashed {
		dash = ` stroke-dasharray="6 4"`
	}
	d.add(`<rect x="`, strconv.Itoa(svgMargin-8), `" y="`, strconv.Itoa(d.y), `" width="`, strconv.Itoa(svgWidth-2*svgMargin+16),
		`" height="`, strconv.Itoa(rows*svgRow), `" rx="3" fill="none" stroke="`, stroke, `" stroke-width="`, strconv.Itoa(width), `"`, dash, `/>`)
}

func (d *drawing) head(t *Trace) {
	sign, i := inkOf(string(t.Verdict))
	d.text(svgMargin, t.Request.ID+": "+t.Request.Asked(), svgTitle)
	d.y += svgRow
	d.text(svgMargin, sign+" "+Summary(t), i)
	d.y += svgRow
	d.text(svgMargin, "profile "+t.Profile+", clock "+Stamp(t.At), svgQuiet)
	d.y += svgRow + svgRow/2
}

func (d *drawing) gate(g *Gate, deciding int) {
	sign, i := inkOf(string(g.Outcome))
	reached := g.Outcome == GatePass || g.Outcome == GateFail
	d.box(1+len(g.Steps), "#57606a", 1, !reached)
	d.text(svgMargin, capital(string(g.Gate)), svgTitle)
	d.text(svgMargin+svgColumn+2*svgLetter, sign+" "+g.Outcome.Words(), i)
	d.y += svgRow
	for n := range g.Steps {
		d.step(&g.Steps[n], n == deciding)
	}
	d.y += svgRow / 2
}

func (d *drawing) step(s *Step, deciding bool) {
	sign, i := inkOf(string(s.Outcome))
	title := s.Title
	if s.Reason != nil {
		title += " (" + s.Reason.Words() + ")"
	}
	style := svgText
	if deciding {
		d.box(1, i.fill, 2, false)
		title, style = "decided: "+title, svgTitle
	}
	d.text(svgMargin+2*svgLetter, sign+" "+string(s.Outcome), i)
	d.text(svgMargin+svgColumn, title, style)
	d.y += svgRow
}

// answer is what the caller sees, word for word, in lines that fit.
func (d *drawing) answer(r Response) {
	message := r.seen()
	if message == nil {
		return
	}
	d.text(svgMargin, "The caller sees:", svgTitle)
	d.y += svgRow
	for _, line := range VisibleLines(*message) {
		for letters := []rune(line); ; {
			n := min(len(letters), svgLine)
			d.text(svgMargin, string(letters[:n]), svgText)
			d.y += svgRow
			if letters = letters[n:]; len(letters) == 0 {
				break
			}
		}
	}
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// markup is a text as it stands between tags.
func markup(s string) string { return escapes.Replace(Visible(s)) }
