package session

import (
	"errors"
	"os"
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

func begun(t testing.TB, w Where, scenario string) *Session {
	t.Helper()
	sc, err := scenarios.Open(scenario)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(w, sc)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Session) do(t testing.TB, jobs ...func() Job) {
	t.Helper()
	for _, make := range jobs {
		u, err := make()()
		if err != nil {
			t.Fatal(err)
		}
		if u != nil {
			s.Accept(u)
		}
	}
}

func (s *Session) flip(gate string) func() Job     { return func() Job { return s.Flip(gate) } }
func (s *Session) issue(request string) func() Job { return func() Job { return s.Issue(request) } }

func TestASessionOpensAsItWasSaved(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "half-migrated-rbac")
	s.do(t, s.issue("reports-read"), s.flip("reports-role"))
	s.Reading.MoveTo(4)
	s.Reading.Collapse(trace.Network, true)
	s.Hints = 2
	s.do(t, func() Job { return s.Save(map[string]int{"window": 3}) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := begun(t, w, "half-migrated-rbac")
	defer r.Close()
	switch {
	case r.Request == nil || r.Request.ID != "reports-read":
		t.Errorf("the request is %v", r.Request)
	case r.Reading.Place() != 4 || !r.Reading.Collapsed(trace.Network) || r.Hints != 2 || string(r.Desk) != `{"window":3}`:
		t.Errorf("the place is lost: %d, %d hints, %s", r.Reading.Place(), r.Hints, r.Desk)
	case r.Reading.Before == nil || len(r.Reading.GateChanges()) == 0:
		t.Error("the comparison is lost")
	case r.Verdicts["reports-read"].Verdict != trace.Allowed:
		t.Errorf("%+v", r.Verdicts)
	}
}

func TestAMemoThatCannotBeReadCostsThePlaceOnly(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "broken-dns")
	s.do(t, s.flip("zone-link"))
	if err := errors.Join(s.Lab.Keep(keptDesktop, []byte("{{{")), s.Close()); err != nil {
		t.Fatal(err)
	}
	s = begun(t, w, "broken-dns")
	defer s.Close()
	if s.State.Undo != 1 || s.Request != nil {
		t.Errorf("undo %d, request %v", s.State.Undo, s.Request)
	}
}

func TestAChangeIsComparedWithTheTraceBeforeIt(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	s.do(t, s.issue("app-read"), s.flip("zone-link"))
	r := &s.Reading
	changes := r.GateChanges()
	if len(changes) != 2 || changes[0] != (GateChange{trace.Network, trace.GatePass, trace.GateFail}) ||
		changes[1] != (GateChange{trace.Object, trace.GatePass, trace.GateWouldPass}) {
		t.Errorf("%+v", changes)
	}
	gate, step := r.At(r.Place())
	if r.Place() != r.Deciding() || !r.Changed(gate, step) || r.Changed(0, 0) {
		t.Error("the reader does not stand on the step that decided, or unchanged steps count as changed")
	}
	s.do(t, s.Undo)
	if r.Trace.Verdict != trace.Allowed || r.Before.Verdict != trace.Denied {
		t.Error("an undo is not compared")
	}
	s.do(t, s.issue("app-read"))
	if r.Before != nil || r.Place() != 0 || len(r.Content) == 0 {
		t.Error("issuing does not begin a new reading with its answer")
	}
}

func TestVerdictsGrowStaleWithAChange(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "half-migrated-rbac")
	defer s.Close()
	s.do(t, s.issue("orders-read"), s.issue("reports-read"), s.flip("reports-role"))
	if !s.Verdicts["orders-read"].Stale || s.Verdicts["reports-read"].Stale {
		t.Errorf("%+v", s.Verdicts)
	}
}

func TestPlacesAndStepsAreTheSameTwoWaysRound(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	s.do(t, s.issue("app-read"))
	r, place := &s.Reading, 0
	for gate := range r.Trace.Gates {
		if r.First(gate) != place {
			t.Errorf("gate %d begins at %d, not %d", gate, r.First(gate), place)
		}
		for step := range r.Trace.Gates[gate].Steps {
			if g, n := r.At(place); g != gate || n != step {
				t.Errorf("place %d is %d,%d, not %d,%d", place, g, n, gate, step)
			}
			place++
		}
	}
	for _, outside := range []int{-1, place, place + 9} {
		if g, _ := r.At(outside); g != -1 {
			t.Errorf("place %d is in gate %d", outside, g)
		}
	}
	r.MoveTo(place + 9)
	if r.Place() != place-1 {
		t.Errorf("moving beyond the end leads to %d", r.Place())
	}
}

func TestDiscardThrowsAwayLabsOnly(t *testing.T) {
	w := Where{Data: t.TempDir()}
	if err := Discard(w, "broken-dns"); err != nil {
		t.Errorf("nothing there: %v", err)
	}
	s := begun(t, w, "broken-dns")
	if err := Discard(w, "broken-dns"); !errors.Is(err, engine.ErrInUse) {
		t.Errorf("an open lab: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Discard(w, "broken-dns"); err != nil || Begun(w, "broken-dns") {
		t.Errorf("a lab: %v", err)
	}
	foreign := w.Dir("wired-web-app")
	if err := errors.Join(os.MkdirAll(foreign, 0o755), os.WriteFile(foreign+"/letter.txt", []byte("dear"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := Discard(w, "wired-web-app"); !errors.Is(err, engine.ErrForeign) {
		t.Errorf("somebody's letters: %v", err)
	}
}

func TestALabOfAnotherVersionOfItsFileIsNotOpened(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "broken-dns")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sc, _ := scenarios.Open("broken-dns")
	sc.Digest = "another"
	if _, err := Open(w, sc); !errors.Is(err, ErrChanged) {
		t.Errorf("%v", err)
	}
}

func TestAJobIsLeftAloneByWhatHappensWhileItRuns(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	job := s.Flip("zone-link")
	s.Progress.Reached = append(s.Progress.Reached, "made-up")
	u, err := job()
	if err != nil || u.Progress.Done("made-up") {
		t.Errorf("the job saw a change made after it: %+v, %v", u.Progress, err)
	}
}
