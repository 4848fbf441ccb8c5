package present

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"kvlab/engine/trace"
)

// heads are what a kind of beat is called on paper.
var heads = [...]string{Opening: "opening", Aims: "goals", Ask: "request", Step: "step", Outcome: "outcome", Question: "question",
	Answer: "answer", Change: "change", End: "end"}

// Name is a kind in a word.
func (k Kind) Name() string { return heads[k] }

// Heading is a beat in a line.
func (b *Beat) Heading() string { return b.Kind.Name() + ": " + b.Title }

// WriteBeat writes a beat as numbered lines: what the class sees, and what the speaker says.
func (s *Story) WriteBeat(w io.Writer, n int) error {
	b := &s.Beats[n]
	var out strings.Builder
	p := paper{&out}
	p.line("", strconv.Itoa(n+1)+"/"+strconv.Itoa(len(s.Beats))+" "+b.Heading())
	if b.Big != "" {
		p.line("  ", "* "+b.Big)
	}
	for _, l := range b.Lines {
		p.line("  ", l)
	}
	if met := b.gates(); met != "" {
		p.line("  ", "Gates: "+met)
	}
	for _, l := range b.Reached {
		p.line("  ", l)
	}
	p.paragraphs("Say: ", b.Note)
	if b.Coming != "" {
		p.line("  ", "Coming: "+b.Coming)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// gates is what each gate has found so far, in words.
func (b *Beat) gates() string {
	var out []string
	for _, m := range b.Met() {
		word := trace.GateOutcome(m.Outcome).Words()
		if m.Outcome == string(trace.GateUnknown) {
			word = "not yet"
		}
		out = append(out, string(m.Gate)+" "+word)
	}
	return strings.Join(out, ", ")
}

// Write writes the whole story.
func (s *Story) Write(w io.Writer) error { return s.WriteFrom(w, 0) }

// WriteFrom writes what is left of the story at a beat.
func (s *Story) WriteFrom(w io.Writer, beat int) error {
	for n := beat; n < len(s.Beats); n++ {
		if err := s.WriteBeat(w, n); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

// Notes is a page of the speaker's notes: one beat with its number, and what comes next.
func (s *Story) Notes(n int, keys string) string {
	b := &s.Beats[n]
	var out strings.Builder
	p := paper{&out}
	p.line("", strconv.Itoa(n+1)+"/"+strconv.Itoa(len(s.Beats))+" "+b.Heading())
	p.paragraphs("", b.Note)
	if b.Coming != "" {
		p.line("  ", "The class does not see this yet: "+b.Coming)
	}
	next := "That was the last one."
	if n+1 < len(s.Beats) {
		next = "Next: " + s.Beats[n+1].Heading()
	}
	p.line("  ", next)
	p.line("  ", keys)
	return out.String() + "\n"
}

// paper writes plain text in lines of bearable length. Control characters are shown, never passed on.
type paper struct{ out *strings.Builder }

// paragraphs writes a text that may have several, with a word before the first; nothing of an empty one.
func (p paper) paragraphs(before, text string) {
	if text == "" {
		return
	}
	for line := range strings.Lines(before + text) {
		p.line("  ", strings.TrimSpace(line))
	}
}

// wide is where lines are broken, in characters.
const wide = 96

func (p paper) line(indent, text string) {
	at := 0
	for _, word := range strings.Fields(trace.Visible(text)) {
		switch n := len([]rune(word)); {
		case at == 0:
			p.out.WriteString(indent + word)
			at = len(indent) + n
		case at+1+n > wide:
			p.out.WriteString("\n" + indent + "  " + word)
			at = len(indent) + 2 + n
		default:
			p.out.WriteString(" " + word)
			at += 1 + n
		}
	}
	p.out.WriteString("\n")
}
