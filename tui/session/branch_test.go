package session

import (
	"errors"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
)

func (s *Session) branches(t *testing.T) []Branch {
	t.Helper()
	found := &Found[Branches]{}
	s.do(t, func() Job { return AskBranches{found}.Job(s) })
	return found.Get().List
}

// twoWays is a lab with a way that breaks its request and, left for it, one that does not.
func twoWays(t *testing.T) *Session {
	t.Helper()
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	t.Cleanup(func() { _ = s.Close() })
	s.do(t, s.issue("app-read"), s.flip("role-assignment"), s.Undo, s.flip("zone-link"), s.issue("app-read"))
	if s.Reading.Trace.Verdict != trace.Denied {
		t.Fatal(trace.Summary(s.Reading.Trace))
	}
	return s
}

// One change is taken back and one put in effect, so the journal is as long as before, and yet all has changed.
func TestGoingOverToAnotherWayIsAChangeLikeAnyOther(t *testing.T) {
	s := twoWays(t)
	left := s.branches(t)
	if len(left) != 1 || left[0].Label != "role-assignment off" || len(left[0].Begins) != 1 || left[0].InWords() != `1 change, begun with "role-assignment off"` {
		t.Fatalf("%+v", left)
	}
	before := s.Reading.Trace
	s.Verdicts["other"] = Ended{}
	s.carry(t, GoOver{left[0].ID})
	switch {
	case s.State.Undo != 1 || s.State.Redo != 0 || s.State.LastDone != "role-assignment off":
		t.Errorf("%d to undo, %d to redo, %q", s.State.Undo, s.State.Redo, s.State.LastDone)
	case s.Reading.Before != before || *s.Reading.Trace.StoppedAt != trace.Authorization || s.Reading.Place() != s.Reading.Deciding():
		t.Errorf("the trace in view is %s", trace.Summary(s.Reading.Trace))
	case !s.Verdicts["other"].Stale || s.Verdicts["app-read"].Stale:
		t.Errorf("verdicts: %+v", s.Verdicts)
	}
	if back := s.branches(t); len(back) != 1 || back[0].Label != "zone-link off" {
		t.Errorf("what was left is not kept: %+v", back)
	}
}

func TestAnotherWayIsLookedAtWithoutGoing(t *testing.T) {
	s := twoWays(t)
	b, now := s.branches(t)[0], s.Reading.Trace
	hash, _ := s.Lab.StateHash()
	for place, want := range map[engine.Place]trace.GateName{{Branch: b.ID, Change: b.End()}: trace.Authorization, {Change: 1}: trace.Network, {}: ""} {
		s.carry(t, Suppose{place, "there"})
		left, right, ok := s.Reading.Pair()
		if !ok || left.Trace != now || right.Title != "there" || (right.Trace.StoppedAt == nil) != (want == "") || want != "" && *right.Trace.StoppedAt != want {
			t.Errorf("at %+v: %v, %s", place, ok, trace.Summary(right.Trace))
		}
	}
	if after, err := s.Lab.StateHash(); err != nil || after != hash || s.State.Undo != 1 {
		t.Errorf("looking changed the lab (%v)", err)
	}
	s.Request = nil
	if _, err := (Suppose{}).Job(s)(); !errors.Is(err, errNoTrace) {
		t.Errorf("without a request: %v", err)
	}
}

func TestAWayIsForgottenAndThenThereIsNone(t *testing.T) {
	s := twoWays(t)
	b, now := s.branches(t)[0], s.Reading.Trace
	hash, _ := s.Lab.StateHash()
	s.carry(t, ForgetBranch{b.ID})
	if after, _ := s.Lab.StateHash(); len(s.branches(t)) != 0 || after != hash || s.Reading.Before != nil && s.Reading.Trace == now {
		t.Error("forgetting did more, or less, than that")
	}
	for _, a := range []Doer{GoOver{b.ID}, ForgetBranch{b.ID}} {
		if _, err := a.Job(s)(); !errors.Is(err, engine.ErrNoBranch) || !strings.Contains(err.Error(), "no such branch") {
			t.Errorf("%T: %v", a, err)
		}
	}
}

// What counts are the changes in effect, whichever way they are on.
func TestAWayThatWasTakenCountsItsChanges(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	moves := func() int {
		w, err := s.Scenario.Work(s.Lab, &s.Progress, 0)
		if err != nil {
			t.Fatal(err)
		}
		return w.Moves
	}
	s.do(t, s.flip("zone-link"), s.flip("a-record"), s.flip("rbac-model"))
	s.carry(t, Travel{1})
	s.do(t, s.flip("role-assignment"))
	if moves() != 2 {
		t.Errorf("%d moves on the second way", moves())
	}
	s.carry(t, GoOver{s.branches(t)[0].ID})
	if moves() != 3 {
		t.Errorf("%d moves on the first way", moves())
	}
	s.carry(t, GoOver{s.branches(t)[0].ID})
	if moves() != 2 {
		t.Errorf("%d moves, back on the second way", moves())
	}
}
