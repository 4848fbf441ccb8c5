package trace

import (
	"io"
	"strconv"
	"strings"
)

// WriteMarkdown writes a trace as a document to hand on: in a ticket, a lesson, a review. Names and values stand in
// code spans or are escaped, so that none of them is taken for markup.
func WriteMarkdown(w io.Writer, t *Trace) error {
	p := printer{w: w}
	p.line("## %s: %s", prose(t.Request.ID), prose(Summary(t)))
	p.line("")
	p.line("%s. Profile %s, clock %s.", prose(t.Request.Asked()), code(t.Profile), code(Stamp(t.At)))
	p.line("")
	p.line("| gate | outcome |")
	p.line("| --- | --- |")
	for _, g := range t.Gates {
		p.line("| %s | %s |", string(g.Gate), g.Outcome.Words())
	}
	for i := range t.Gates {
		p.markdownGate(&t.Gates[i])
	}
	p.markdownAnswer(t.Response)
	if len(t.Notes) > 0 {
		p.line("")
		p.line("### Notes")
		p.line("")
		for _, note := range t.Notes {
			p.line("- %s", prose(note))
		}
	}
	if len(t.Fixes) > 0 {
		p.markdownFixes(t.Fixes)
	}
	return p.err
}

func (p *printer) markdownGate(g *Gate) {
	p.line("")
	p.line("### %s: %s", string(g.Gate), g.Outcome.Words())
	p.line("")
	for i := range g.Steps {
		s := &g.Steps[i]
		reason := ""
		if s.Reason != nil {
			reason = ", " + s.Reason.Words()
		}
		p.line("- **%s**: %s (%s%s)", string(s.Outcome), prose(s.Title), code(s.ID), reason)
		if s.Detail != "" {
			p.line("  %s", prose(s.Detail))
		}
		for _, e := range s.Evidence {
			p.line("  - %s: %s", prose(e.Label), code(e.Value))
		}
		if s.Command != "" {
			p.line("  - %s", code(s.Command))
		}
	}
}

func (p *printer) markdownAnswer(r Response) {
	message := r.seen()
	if message == nil {
		return
	}
	p.line("")
	p.line("### What the caller sees")
	p.line("")
	for _, l := range VisibleLines(*message) {
		p.line("    %s", l)
	}
}

func (p *printer) markdownFixes(fixes []Fix) {
	p.line("")
	p.line("### What would fix it")
	p.line("")
	for i, f := range fixes {
		p.line("%s. %s", strconv.Itoa(i+1), prose(f.InWords()))
		if f.Means != "" {
			p.line("   %s", prose(f.Means))
		}
		if len(f.Opens) > 0 {
			p.line("   Also opens %s.", prose(strings.Join(f.Opens, ", ")))
		}
		if len(f.Breaks) > 0 {
			p.line("   Breaks %s.", prose(strings.Join(f.Breaks, ", ")))
		}
	}
}

// prose escapes what Markdown would take for markup.
func prose(s string) string {
	var b strings.Builder
	for _, r := range Visible(s) {
		if strings.ContainsRune("\\`*_[]<>|#~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code is a code span: its fence is one backtick longer than any run inside.
func code(s string) string {
	s = Visible(s)
	if s == "" {
		return "(empty)"
	}
	run, longest := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
