package trace

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// WriteText writes a trace for a terminal, a pipe or a screen reader: plain words in front of every step, no colour,
// no drawing characters, nothing that a terminal would obey.
func WriteText(w io.Writer, t *Trace) error {
	p := printer{w: w}
	p.line("%s: %s", t.Request.ID, t.Request.Asked())
	p.line("%s", Summary(t))
	p.line("profile %s, clock %s", t.Profile, Stamp(t.At))
	for i := range t.Gates {
		p.textGate(&t.Gates[i])
	}
	p.textAnswer(t.Response)
	for _, note := range t.Notes {
		p.line("")
		p.line("note: %s", note)
	}
	if t.Fixes != nil {
		p.textFixes(t)
	}
	return p.err
}

// printer writes lines and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

// line writes one line; the arguments are made visible, the format is ours.
func (p *printer) line(format string, args ...string) {
	if p.err != nil {
		return
	}
	visible := make([]any, len(args))
	for i, a := range args {
		visible[i] = Visible(a)
	}
	_, p.err = fmt.Fprintf(p.w, format+"\n", visible...)
}

func (p *printer) textGate(g *Gate) {
	p.line("")
	p.line("%s: %s", string(g.Gate), g.Outcome.Words())
	for i := range g.Steps {
		p.textStep(&g.Steps[i])
	}
}

// margin is where a step's words start, behind its outcome.
const margin = "          "

func (p *printer) textStep(s *Step) {
	title := s.Title + "  [" + s.ID + "]"
	if s.Reason != nil {
		title += "  (" + s.Reason.Words() + ")"
	}
	p.line("  %-7s %s", string(s.Outcome), title)
	if s.Detail != "" {
		p.line(margin+"%s", s.Detail)
	}
	for _, e := range s.Evidence {
		p.line(margin+"%s = %s", e.Label, cmp.Or(e.Value, "(empty)"))
	}
	if s.Command != "" {
		p.line(margin+"$ %s", s.Command)
	}
}

// textAnswer is what the caller sees, word for word.
func (p *printer) textAnswer(r Response) {
	message := r.seen()
	if message == nil {
		return
	}
	p.line("")
	p.line("the caller sees:")
	for _, l := range VisibleLines(*message) {
		p.line("  %s", l)
	}
}

func (p *printer) textFixes(t *Trace) {
	p.line("")
	switch {
	case t.Verdict == Allowed:
		p.line("fixes: none needed")
		return
	case len(t.Fixes) == 0:
		p.line("fixes: no small set of changes in this lab opens the request")
		return
	}
	p.line("what would fix it, the smallest and narrowest first:")
	for i, f := range t.Fixes {
		p.line("  %s. %s", fmt.Sprint(i+1), f.InWords())
		if f.Means != "" {
			p.line("     %s", f.Means)
		}
		if len(f.Opens) > 0 {
			p.line("     also opens %s", strings.Join(f.Opens, ", "))
		}
		if len(f.Breaks) > 0 {
			p.line("     breaks %s", strings.Join(f.Breaks, ", "))
		}
	}
}
