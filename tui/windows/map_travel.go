package windows

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/facts"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// travel is a request's way across a plan: the cards it comes by, each with what it met there as far as the reader has
// stepped. They are stations like those of the other view, and say it by the same signs.
type travel struct {
	cards    []int
	stations []station
	// steps says for every step of the trace which card it takes place at, -1 for none.
	steps []int
	trace *trace.Trace
	plan  *plan
	req   string
}

// at is what the request met at a card, nil where it does not come by.
func (t *travel) at(n int) *station {
	for i, x := range t.cards {
		if x == n {
			return &t.stations[i]
		}
	}
	return nil
}

// stop adds a card to the way.
func (t *travel) stop(n int) *station {
	if n < 0 {
		return &station{first: -1}
	}
	if s := t.at(n); s != nil {
		return s
	}
	t.cards, t.stations = append(t.cards, n), append(t.stations, station{first: -1})
	return &t.stations[len(t.stations)-1]
}

// here is the card of the step in view, -1 for none.
func (t *travel) here() int {
	for i := range t.stations {
		if t.stations[i].here {
			return t.cards[i]
		}
	}
	return -1
}

// follow finds the way of a request. r is its reading, or an empty one.
func (t *travel) follow(p *plan, req *engine.Request, r *session.Reading) {
	t.cards, t.stations = t.cards[:0], t.stations[:0]
	if t.plan != p || t.trace != r.Trace || t.req != req.ID {
		t.plan, t.trace, t.req = p, r.Trace, req.ID
		t.chart(req)
	}
	caller := t.stop(p.card("host", req.Host, ""))
	if r.Trace == nil {
		return
	}
	caller.lit = r.Place() >= 0
	if n := p.card("user", req.User, ""); n >= 0 {
		t.stop(n).lit = r.Place() >= 0
	}
	t.visit(r, throughEndpoint(r.Trace))
	t.pass(p.card("public", req.Vault, ""), p.card("public", "", ""))
	t.arrive(p, req)
}

func (t *travel) visit(r *session.Reading, private bool) {
	place := 0
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		for j := range g.Steps {
			step := &g.Steps[j]
			if n := t.steps[place]; n >= 0 {
				s := t.stop(n)
				s.aside = stationOf(g.Gate, step, private) == privateStation && !private
				s.visit(r, g, step, place)
			}
			place++
		}
	}
}

// pass lights the head of the frame that a card on the way stands in.
func (t *travel) pass(n, head int) {
	if s := t.at(n); s != nil && s.lit && head >= 0 {
		t.stop(head).lit = true
	}
}

// arrive lights the vault once the request has come through a door, and its grants too.
func (t *travel) arrive(p *plan, req *engine.Request) {
	through := func(n int) bool {
		s := t.at(n)
		return s != nil && s.lit && !s.stopped
	}
	granted := through(p.card("vault", req.Vault, "grants"))
	for _, n := range p.doors[strings.ToLower(req.Vault)] {
		if granted && through(n) {
			t.stop(p.card("vault", req.Vault, "")).lit = true
		}
	}
}

// line is how a wire is drawn.
func (t *travel) line(w *wire) line {
	from, to := t.at(w.from), t.at(w.to)
	both := from != nil && to != nil && from.lit && !from.stopped
	switch {
	case both && to.stopped:
		return stoppedLine
	case w.broken:
		return brokenLine
	case both && to.lit:
		return litLine
	case w.closed:
		return closedLine
	}
	return quietLine
}

// chart finds the card of every step.
func (t *travel) chart(req *engine.Request) {
	t.steps = t.steps[:0]
	if t.trace == nil {
		return
	}
	private := throughEndpoint(t.trace)
	name := t.plan.asked(req.Host) // who or what has spoken about the name last
	for i := range t.trace.Gates {
		g := &t.trace.Gates[i]
		for j := range g.Steps {
			step := &g.Steps[j]
			at := stationOf(g.Gate, step, private)
			n := t.plan.placeOf(at, step, req, name)
			if at == resolverStation || at == zoneStation {
				name = n
			}
			t.steps = append(t.steps, n)
		}
	}
}

// placeOf is the card that a step takes place at. name is the card that spoke about the name last.
func (p *plan) placeOf(at int, step *trace.Step, req *engine.Request, name int) int {
	switch at {
	case tokenStation:
		return p.card("directory", "", "")
	case vaultStation:
		if n := p.evident(step, req.Vault, "role_assignment", "access_policy", "deny_assignment"); n >= 0 && step.ID != "authorization.result" {
			return n
		}
		return p.card("vault", req.Vault, "grants")
	case objectStation:
		return p.card("vault", req.Vault, "objects")
	case resolverStation:
		return or(p.evident(step, "", "dns_server"), p.asked(req.Host))
	case zoneStation:
		return or(p.evident(step, "", "dns_zone"), name)
	case addressStation:
		if evidence(step, "kind") == "public" {
			return or(p.card("public", req.Vault, ""), name)
		}
		return name
	case privateStation:
		if n := p.evident(step, "", "private_endpoint"); n >= 0 {
			return n
		}
		if doors := p.doors[strings.ToLower(req.Vault)]; len(doors) > 0 {
			return doors[0]
		}
	}
	return p.card("vault", req.Vault, "public")
}

func or(n, other int) int {
	if n >= 0 {
		return n
	}
	return other
}

// card is the card of a thing, -1 for none.
func (p *plan) card(kind, name, part string) int {
	if n, known := p.at[thing{kind, name, part}]; known {
		return n
	}
	return -1
}

// asked is the card of the resolver that a host asks.
func (p *plan) asked(host string) int {
	if n, known := p.asks[host]; known {
		return n
	}
	return -1
}

// evident is the card that a step's evidence was read at, if it is of one of these kinds. Grants stand at every vault
// they reach.
func (p *plan) evident(step *trace.Step, vault string, kinds ...string) int {
	for _, e := range step.Evidence {
		path, err := facts.ParsePath(e.Source)
		if err != nil || len(path) < 2 {
			continue
		}
		for _, kind := range kinds {
			part := vault
			if kind == "dns_zone" && len(path) >= 4 {
				part = path[2] + "/" + path[3]
			}
			if n := p.card(kind, path[1], part); path[0] == kind && n >= 0 {
				return n
			}
		}
	}
	return -1
}
