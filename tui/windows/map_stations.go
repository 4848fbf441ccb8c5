package windows

import (
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// The stations of a request's way, in the order the map shows them: who calls, where the name leads, the two ways
// in, and what is behind them.
const (
	callerStation = iota
	tokenStation
	resolverStation
	zoneStation
	addressStation
	privateStation
	publicStation
	vaultStation
	objectStation
	stations
)

// station is one place on the map. What it is called and what is set there comes from the estate; what the request
// met there comes from the trace's steps. Nothing is judged here.
type station struct {
	name, fact string
	// broken says that the estate alone shows why nothing can pass: a pending endpoint, a zone that is not linked.
	broken bool
	// closed says that the way is shut, as it may be meant to be: public access switched off.
	closed bool
	// first is the place of the station's first step, -1 when the trace has none here.
	first int
	// outcome is what the steps came to, empty before the reader has come here; would-outcomes where the request
	// never came.
	outcome string
	// lit says that the request passed here, as far as the reader has stepped. stopped says that it ended here.
	lit, stopped bool
	// aside says that the request's way does not lead here, whatever was looked at.
	aside bool
	// here says that the step in view belongs to this station.
	here bool
}

// survey places a reading's steps on the stations.
func survey(r *session.Reading, at *[stations]station) {
	for i := range at {
		at[i].first = -1
	}
	if r.Trace == nil {
		return
	}
	at[callerStation].lit = r.Place() >= 0
	private := throughEndpoint(r.Trace)
	at[privateStation].aside = !private
	place := 0
	for i := range r.Trace.Gates {
		g := &r.Trace.Gates[i]
		for j := range g.Steps {
			if n := stationOf(g.Gate, &g.Steps[j], private); n >= 0 {
				at[n].visit(r, g, &g.Steps[j], place)
			}
			place++
		}
	}
	in := func(n int) bool { return at[n].lit && !at[n].stopped }
	if !in(privateStation) && !in(publicStation) {
		at[vaultStation].lit, at[objectStation].lit = at[vaultStation].stopped, at[objectStation].stopped
	}
}

// visit adds one step to a station.
func (s *station) visit(r *session.Reading, g *trace.Gate, step *trace.Step, place int) {
	if s.first < 0 {
		s.first = place
	}
	s.here = s.here || place == r.Place()
	if place > r.Place() {
		return
	}
	reached := g.Outcome == trace.GatePass || g.Outcome == trace.GateFail
	s.lit = s.lit || reached && !s.aside
	s.outcome = worse(s.outcome, outcomeAt(g, step, reached))
	if r.Trace.StoppedAt != nil && *r.Trace.StoppedAt == g.Gate && place == r.Deciding() {
		s.stopped = true
	}
	if step.Reason != nil && step.Outcome != trace.Pass && strings.HasPrefix(step.ID, "network.dns.") {
		s.broken = true
	}
	if step.ID == "network.dns.answer" {
		s.name, s.fact = answered(step)
	}
}

// outcomeAt is what a step says about its station: in a gate that lets the request through, a step that failed was
// only one of several tries.
func outcomeAt(g *trace.Gate, step *trace.Step, reached bool) string {
	out := "info"
	failing := g.Outcome == trace.GateFail || g.Outcome == trace.GateWouldFail
	switch {
	case step.Outcome == trace.Fail && failing:
		out = "fail"
	case step.Outcome == trace.Pass, step.ID == "network.resolver":
		out = "pass"
	}
	if !reached && out != "info" {
		out = "would_" + out
	}
	return out
}

// worse returns the outcome that a reader must not miss.
func worse(a, b string) string {
	rank := map[string]int{"": 0, "info": 1, "would_pass": 2, "pass": 3, "would_fail": 4, "fail": 5}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// answered is what a name came to.
func answered(step *trace.Step) (name, fact string) {
	address, kind := evidence(step, "address"), evidence(step, "kind")
	if kind == "" || kind == "none" {
		return address, "no address"
	}
	return address, kind + " address"
}

func evidence(step *trace.Step, label string) string {
	for _, e := range step.Evidence {
		if e.Label == label {
			return e.Value
		}
	}
	return ""
}

// throughEndpoint reports whether the connection went, or would have gone, through a private endpoint.
func throughEndpoint(t *trace.Trace) bool {
	for i := range t.Gates {
		for j := range t.Gates[i].Steps {
			switch s := &t.Gates[i].Steps[j]; s.ID {
			case "network.dns.answer":
				if evidence(s, "kind") == "private" {
					return true
				}
			case "network.connect":
				return evidence(s, "via") == "private endpoint"
			}
		}
	}
	return false
}

// stationOf says where a step takes place; -1 for nowhere on the map.
func stationOf(gate trace.GateName, s *trace.Step, private bool) int {
	switch gate {
	case trace.Identity:
		return tokenStation
	case trace.Authorization:
		return vaultStation
	case trace.Object:
		return objectStation
	}
	switch s.ID {
	case "network.hosts_file", "network.resolver", "network.dns.alias":
		return resolverStation
	case "network.dns.zone", "network.dns.record":
		return zoneStation
	case "network.dns.answer":
		return addressStation
	case "network.endpoint":
		return privateStation
	}
	if private {
		return privateStation
	}
	return publicStation
}
