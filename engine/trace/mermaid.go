package trace

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// WriteMermaid writes a trace as a Mermaid sequence diagram: the caller, the gates it meets, and the vault behind them,
// in the order in which they were decided. Steps that found something are notes; the one that decided is marked. Gates
// that the request never reached stand in a box of their own.
func WriteMermaid(w io.Writer, t *Trace) error {
	p := printer{w: w}
	p.line("sequenceDiagram")
	p.line("    participant caller as %s", diagram(cmp.Or(t.Request.Caller, "caller")))
	for _, g := range t.Gates {
		name := capital(string(g.Gate))
		if g.Gate == Object {
			name = cmp.Or(t.Request.Vault, name)
		}
		p.line("    participant %s as %s", lane(g.Gate), diagram(name))
	}
	p.line("    Note over caller: %s", diagram(t.Request.ID+": "+t.Request.Asked()))
	decidingGate, decidingStep := t.Deciding()
	for i := range t.Gates {
		mark := -1
		if i == decidingGate {
			mark = decidingStep
		}
		p.mermaidGate(t, &t.Gates[i], mark)
	}
	p.line("    Note over caller: %s", diagram(Summary(t)))
	return p.err
}

// lane is a gate's participant: a word of ours, so that a name in a trace can never be taken for syntax.
func lane(g GateName) string {
	for _, known := range GateNames {
		if g == known {
			return "gate_" + string(known)
		}
	}
	return "gate_other"
}

func (p *printer) mermaidGate(t *Trace, g *Gate, deciding int) {
	reached := g.Outcome == GatePass || g.Outcome == GateFail
	if !reached {
		p.line("    opt not reached")
	}
	ask := capital(string(g.Gate)) + "?"
	if g.Gate == Object {
		ask = strings.TrimSpace(t.Request.Operation + " " + t.Request.Object)
	}
	p.line("    caller->>%s: %s", lane(g.Gate), diagram(ask))
	for i := range g.Steps {
		if s := &g.Steps[i]; s.Outcome != Info || i == deciding {
			p.mermaidStep(g, s, i == deciding)
		}
	}
	arrow, answer := "-->>", g.Outcome.Words()
	if t.StoppedAt != nil && *t.StoppedAt == g.Gate {
		arrow, answer = "--x", Summary(t)
	}
	p.line("    %s%scaller: %s", lane(g.Gate), arrow, diagram(answer))
	if !reached {
		p.line("    end")
	}
}

func (p *printer) mermaidStep(g *Gate, s *Step, deciding bool) {
	text := string(s.Outcome) + ": " + s.Title
	if s.Reason != nil {
		text += " (" + s.Reason.Words() + ")"
	}
	if deciding {
		text += " - this step decided"
	}
	p.line("    Note right of %s: %s", lane(g.Gate), diagram(text))
}

// diagram writes as Mermaid's number codes whatever it could take for syntax or markup: all but letters, digits,
// blanks and a few marks. The word "end" would end a box.
func diagram(s string) string {
	var b strings.Builder
	for i, word := range strings.Split(Visible(s), " ") {
		if i > 0 {
			b.WriteByte(' ')
		}
		whole := strings.EqualFold(word, "end")
		for j, r := range word {
			if plain := unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-/(),?", r); plain && (!whole || j > 0) {
				b.WriteRune(r)
			} else {
				b.WriteString("#" + strconv.Itoa(int(r)) + ";")
			}
		}
	}
	return b.String()
}

// capital is a word with a capital first letter.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
