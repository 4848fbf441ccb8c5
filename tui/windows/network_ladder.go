package windows

import (
	"image"
	"slices"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// rung is one row of the ladder: the head of a stage, a step, or a rule of the vault's firewall.
type rung struct {
	stage   session.Stage
	step    int // number of the step; -1 for a head
	title   string
	fact    string // the value that matters most
	outcome string // of a rule "pass" where it covers the client; empty for none
	rule    bool
	reached bool // of a head: a step of the stage was taken
}

// ladder lays the steps of the gate out, under all three heads.
func ladder(g *trace.Gate, host *estate.Host, vault *estate.Vault) []rung {
	var out []rung
	for at := range session.Stages {
		head := len(out)
		out = append(out, rung{stage: at, step: -1, title: at.Question()})
		for i := range g.Steps {
			s := &g.Steps[i]
			if session.StageOf(s.ID) != at {
				continue
			}
			out[head].reached = true
			out = append(out, rung{stage: at, step: i, title: s.Title, fact: factOf(s), outcome: string(s.Outcome)})
			if s.ID == "network.firewall" && vault != nil {
				out = append(out, rules(g, i, host, vault)...)
			}
		}
	}
	return out
}

// rules are the rules of the vault's firewall, each with whether it covers this client as the vault sees it. What they
// come to, the step says.
func rules(g *trace.Gate, step int, host *estate.Host, vault *estate.Vault) []rung {
	var out []rung
	for _, x := range session.FirewallRules(g.Steps, host, vault) {
		r := rung{stage: session.RulesStage, step: step, title: x.Rule, fact: x.Otherwise, outcome: string(trace.Info), rule: true}
		if x.Covers {
			r.fact, r.outcome = "covers the client", string(trace.Pass)
		}
		out = append(out, r)
	}
	return out
}

// factLabels is the label of the value that says most about a step.
var factLabels = map[string]string{"network.resolver": "resolver", "network.dns.alias": "CNAME", "network.dns.zone": "zone", "network.dns.answer": "address",
	"network.endpoint": "connection", "network.connect": "via", "network.source": "client address", "network.perimeter": "mode",
	"network.trusted_service": "bypass", "network.public_access": "publicNetworkAccess", "network.firewall": "default action"}

// factOf is what a row says beside a step's title: why it failed, else the value that matters.
func factOf(s *trace.Step) string {
	if s.Reason != nil {
		return s.Reason.Words()
	}
	if v := valueOf(s, factLabels[s.ID]); v != "" {
		return v
	}
	if len(s.Evidence) > 0 {
		return s.Evidence[0].Value
	}
	return ""
}

func valueOf(s *trace.Step, label string) string {
	i := slices.IndexFunc(s.Evidence, func(e trace.Evidence) bool { return e.Label == label })
	if i < 0 {
		return ""
	}
	return s.Evidence[i].Value
}

// endsOf finds the host and the vault of a way in the estate, nil where there is none.
func endsOf(s *session.Session, w *session.Way) (host *estate.Host, vault *estate.Vault) {
	e := s.State.Estate
	for i := range e.Hosts {
		if e.Hosts[i].Name == w.Host {
			host = &e.Hosts[i]
		}
	}
	for i := range e.Vaults {
		if e.Vaults[i].Name == w.Vault {
			vault = &e.Vaults[i]
		}
	}
	return host, vault
}

// drawLadder draws the rungs, the one of the cursor in sight.
func (n *Network) drawLadder(c desktop.Canvas, rungs []rung) {
	here := slices.IndexFunc(rungs, func(r rung) bool { return r.step == n.cursor && !r.rule })
	n.scroll.Show(max(0, here-1), here, c.Height())
	top := n.scroll.Clamp(c.Height(), len(rungs))
	for y := range min(c.Height(), len(rungs)-top) {
		n.drawRung(c, y, &rungs[top+y], top+y == here)
	}
	c.ScrollBar(top, len(rungs))
}

// rungIndent is where titles begin: behind the cursor, the rail and the sign.
const rungIndent = 5

func (n *Network) drawRung(c desktop.Canvas, y int, r *rung, here bool) {
	t, width := c.Theme, c.Width()-2
	if r.step < 0 {
		c.Fit(1, y, width-1, r.title, t.Title)
		if !r.reached {
			c.Right(width, y, " not reached", t.Faint)
		}
		return
	}
	glyph, style := t.Mark(r.outcome)
	x := rungIndent
	if r.rule {
		x += 2
	}
	c.Text(1, y, t.Glyph.HeavyVertical, style)
	c.Text(x-2, y, glyph, style)
	fact := min(desktop.Width(r.fact), max(0, width-x)/2)
	title := c.Fit(x, y, width-x-fact-1, r.title, t.Text)
	c.Fit(max(x+title+1, width-fact), y, fact, r.fact, style)
	c.MarkRow(y, networkStep(r.step))
	if here {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
		c.Paint(image.Rect(0, y, c.Width(), y+1), selected(c))
	}
}
