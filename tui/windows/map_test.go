package windows

import (
	"testing"

	"kvlab/engine/trace"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// open begins a lab in memory, flips gates and issues a request.
func open(t *testing.T, scenario, request string, flips ...string) *session.Session {
	t.Helper()
	sc, err := scenarios.Open(scenario)
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(session.Where{Ephemeral: true}, sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, gate := range flips {
		work(t, s, s.Flip(gate))
	}
	if request != "" {
		work(t, s, s.Issue(request))
	}
	return s
}

func work(t *testing.T, s *session.Session, job session.Job) {
	t.Helper()
	u, err := job()
	if err != nil {
		t.Fatal(err)
	}
	s.Accept(u)
}

func mapOf(s *session.Session) *[stations]station {
	m := NewMap(s, NewRequests(s))
	return m.stations(m.request())
}

var stationNames = [stations]string{"caller", "token", "resolver", "zone", "address", "private", "public", "vault", "object"}

// Each gate of the wired web app, turned off, stops the request at the station where a person would look for it.
func TestTheMapBreaksWhereTheRequestIsStopped(t *testing.T) {
	for _, test := range []struct {
		flip, stopped string
		lit, dark     []int
	}{
		{"managed-identity", "token", []int{callerStation}, []int{resolverStation, vaultStation}},
		{"role-assignment", "vault", []int{tokenStation}, []int{resolverStation, objectStation}},
		{"rbac-model", "vault", []int{tokenStation}, []int{resolverStation, objectStation}},
		{"zone-link", "public", []int{tokenStation, resolverStation, addressStation}, []int{privateStation, objectStation}},
		{"a-record", "address", []int{tokenStation, resolverStation}, []int{privateStation, publicStation, objectStation}},
		{"secret-enabled", "object", []int{tokenStation, zoneStation, privateStation, vaultStation}, []int{publicStation}},
	} {
		s := open(t, "wired-web-app", "app-read", test.flip)
		s.Reading.MoveTo(s.Reading.Deciding())
		at := mapOf(s)
		for n := range at {
			if at[n].stopped != (stationNames[n] == test.stopped) {
				t.Errorf("%s: %s stopped is %v", test.flip, stationNames[n], at[n].stopped)
			}
		}
		for _, n := range test.lit {
			if !at[n].lit {
				t.Errorf("%s: %s is dark", test.flip, stationNames[n])
			}
		}
		for _, n := range test.dark {
			if at[n].lit {
				t.Errorf("%s: %s is lit", test.flip, stationNames[n])
			}
		}
	}
}

func TestTheWayLightsUpStepByStep(t *testing.T) {
	s := open(t, "wired-web-app", "app-read")
	before := 0
	for place := range s.Reading.Steps() {
		s.Reading.MoveTo(place)
		at, lit, here := mapOf(s), 0, 0
		for n := range at {
			if at[n].lit {
				lit++
			}
			if at[n].here {
				here++
			}
		}
		if lit < before || here != 1 {
			t.Fatalf("at step %d %d stations are lit after %d, and %d hold the step", place, lit, before, here)
		}
		before = lit
	}
	if before != stations-1 { // all but the public endpoint
		t.Errorf("at the end %d stations are lit", before)
	}
}

// What is broken in the estate shows before anything is issued.
func TestBrokenLinksShowAtOnce(t *testing.T) {
	for _, test := range []struct {
		flip, fact string
		n          int
	}{
		{"zone-link", "not linked", zoneStation}, {"a-record", "no record", zoneStation},
		{"private-endpoint", "pending", privateStation}, {"secret-enabled", "disabled", objectStation},
	} {
		at := mapOf(open(t, "wired-web-app", "", test.flip))
		if got := at[test.n]; !got.broken || got.fact != test.fact || got.lit {
			t.Errorf("%s: %+v", test.flip, got)
		}
	}
	if at := mapOf(open(t, "broken-dns", "", "a-record-correct", "zone-link")); !at[zoneStation].broken {
		t.Error("a stale record does not show")
	}
	for n, x := range mapOf(open(t, "wired-web-app", "")) {
		if x.broken {
			t.Errorf("%s is broken in the healthy lab: %s", stationNames[n], x.fact)
		}
	}
}

func TestEveryStepOfEveryTraceHasAStation(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		s := open(t, e.ID, "")
		for _, r := range s.Scenario.Requests {
			tr, err := s.Lab.Evaluate(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range tr.Gates {
				for i := range g.Steps {
					if n := stationOf(g.Gate, &g.Steps[i], throughEndpoint(tr)); n < 0 || n == callerStation {
						t.Errorf("%s is nowhere", g.Steps[i].ID)
					}
				}
			}
		}
	}
}

// A window whose version stays the same is not drawn again: each thing that changes what it shows must bump it.
func TestEveryChangeBumpsTheVersion(t *testing.T) {
	s := open(t, "wired-web-app", "app-read")
	requests := NewRequests(s)
	versions := map[string]func() uint64{"briefing": NewBriefing(s).Version, "gates": NewGates(s).Version,
		"requests": requests.Version, "map": NewMap(s, requests).Version, "trace": NewTrace(s).Version}
	for _, change := range []struct {
		name string
		do   func()
	}{
		{"a step", func() { s.Reading.MoveTo(s.Reading.Place() + 1) }},
		{"a fold", func() { s.Reading.Collapse(trace.Identity, true) }},
		{"a flip", func() { work(t, s, s.Flip("zone-link")) }},
		{"an undo", func() { work(t, s, s.Undo()) }},
		{"a profile", func() { work(t, s, s.SwitchProfile()) }},
		{"fixes", func() { work(t, s, s.FindFixes()) }},
		{"a reset", func() { work(t, s, s.Reset()) }},
		{"an issue", func() { work(t, s, s.Issue("app-read")) }},
	} {
		before := map[string]uint64{}
		for name, version := range versions {
			before[name] = version()
		}
		change.do()
		for name, version := range versions {
			if version() == before[name] {
				t.Errorf("%s leaves the version of %s as it was", change.name, name)
			}
		}
	}
}

// Commands of a window that change what it alone shows bump it too.
func TestEveryCommandThatRunsLeavesATrace(t *testing.T) {
	s := open(t, "half-migrated-rbac", "reports-read")
	b := NewBriefing(s)
	for _, id := range []string{"briefing.goals", "briefing.goals", "briefing.hint", "briefing.down", "briefing.page_down"} {
		before := b.Version()
		for _, c := range b.Commands() {
			if c.ID == id {
				c.Run()
			}
		}
		if b.Version() == before {
			t.Errorf("%s changes nothing that shows", id)
		}
	}
}
