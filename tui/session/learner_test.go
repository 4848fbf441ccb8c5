package session

import (
	"testing"
	"time"

	"kvlab/tui/learner"
)

func (s *Session) learn(t *testing.T, actions ...Doer) {
	t.Helper()
	for _, a := range actions {
		s.do(t, func() Job { return a.Job(s) })
	}
}

func monday() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

func TestAForecastIsComparedWithWhatCame(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	if s.Issuing("app-read") != any(Issue{"app-read"}) {
		t.Error("nobody wanted to be asked")
	}
	s.learn(t, AskForecasts{On: true})
	if s.Issuing("app-read") != any(Foretell{"app-read"}) {
		t.Error("the question is not asked")
	}
	s.learn(t, Foretold{"app-read", learner.Through}, Foretold{"app-read", "network"})
	r := s.Learner.Record()
	if r.Forecasts[learner.Through] != (learner.Tally{Made: 1}) || r.Forecasts["network"] != (learner.Tally{Made: 1, Right: 1}) {
		t.Errorf("%+v", r.Forecasts)
	}
	if *r.Latest != (learner.Forecast{Lab: "broken-dns", Request: "app-read", Said: "network", Was: "network"}) || s.Request == nil {
		t.Errorf("%+v, and the request is %v", r.Latest, s.Request)
	}
	if err := (Foretold{"no-such", "network"}.Job(s)); err != nil {
		if _, err := err(); err == nil {
			t.Error("a request that is not there can be foretold")
		}
	}
}

func TestALabIsScoredWhenAllItsGoalsAreReached(t *testing.T) {
	w := Where{Data: t.TempDir()}
	w.Learner = learner.Open(w.Data, monday)
	s := begun(t, w, "broken-dns")
	s.learn(t, Finish{})
	if s.Learner.Record().Solved("broken-dns") {
		t.Error("nothing has been done, and it is solved")
	}
	s.do(t, s.issue("app-read"), s.flip("public-access"), s.Undo, s.flip("zone-link"), s.issue("app-read"))
	s.learn(t, Finish{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := learner.Open(w.Data, nil).Record()
	lab := r.Labs["broken-dns"]
	if lab.Best == nil || lab.Best.Total() != 100 || !lab.SolvedAt.Equal(monday()) || lab.Seen {
		t.Errorf("%+v", lab)
	}
	if r.Next == nil || r.Next.Lab == "" || r.Next.Lab == "broken-dns" || r.Next.Title == "" {
		t.Errorf("%+v", r.Next)
	}
}

// A score counts once for each try, and a new try can be a better one.
func TestANewTryIsScoredAnew(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	s.Hints = 2
	s.do(t, s.flip("zone-link"), s.issue("app-read"))
	s.learn(t, Finish{}, Finish{}, Retry{})
	if lab := s.Learner.Record().Labs["broken-dns"]; lab.Times != 1 || lab.Best.Total() != 85 || s.Finished() || s.Hints != 0 || s.State.Gates[0] != "off" {
		t.Errorf("%+v; goals %v, %d hints", lab, s.Progress.Reached, s.Hints)
	}
	s.do(t, s.issue("app-read"), s.flip("zone-link"), s.issue("app-read"))
	s.learn(t, Finish{})
	if lab := s.Learner.Record().Labs["broken-dns"]; lab.Times != 2 || lab.Best.Total() != 100 {
		t.Errorf("%+v", lab)
	}
}

// A solution that was looked at is known to the lab and to the learner's record, and after a restart as well.
func TestASolutionThatWasShownIsRemembered(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "broken-dns")
	s.learn(t, SeeSolution{})
	s.do(t, func() Job { return s.Save(nil) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = begun(t, w, "broken-dns")
	defer s.Close()
	if !s.Progress.Seen || !s.Learner.Record().Labs["broken-dns"].Seen {
		t.Errorf("%+v, %+v", s.Progress, s.Learner.Record().Labs)
	}
	s.do(t, s.issue("app-read"), s.flip("zone-link"), s.issue("app-read"))
	s.learn(t, Finish{})
	if got := s.Learner.Record().Labs["broken-dns"].Best.Total(); got >= 50 {
		t.Errorf("%d points for somebody else's work", got)
	}
}

func TestASolutionLookedUpAfterwardsCostsNothing(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	s.do(t, s.flip("zone-link"), s.issue("app-read"))
	s.learn(t, SeeSolution{}, Finish{})
	if lab := s.Learner.Record().Labs["broken-dns"]; lab.Seen || lab.Best.Total() != 100 {
		t.Errorf("%+v", lab)
	}
}

func TestLessonsAreKept(t *testing.T) {
	s := begun(t, Where{Ephemeral: true, Learner: learner.InMemory(monday)}, "broken-dns")
	defer s.Close()
	s.learn(t, ReadLesson{"four-gates"}, AnswerLesson{"four-gates", 0, true})
	if l := s.Learner.Record().Lessons["four-gates"]; !l.Read || !l.ReadAt.Equal(monday()) || !l.Answers[0].Right {
		t.Errorf("%+v", l)
	}
}

// An ephemeral session leaves nothing in the data directory, also when there is one.
func TestAnEphemeralRecordIsInMemory(t *testing.T) {
	w := Where{Data: t.TempDir(), Ephemeral: true}
	if err := w.Book().Change(func(r *learner.Record) { r.See("x") }); err != nil {
		t.Fatal(err)
	}
	if learner.Open(w.Data, nil).Record().Labs["x"].Seen {
		t.Error("it is on disk")
	}
}

func TestSeekFindsTheFirstStepOfAnID(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	if s.Reading.Seek("authorization.model") {
		t.Error("a step is found in no trace")
	}
	s.do(t, s.issue("app-read"))
	if !s.Reading.Seek("authorization.model") || s.Reading.Step().ID != "authorization.model" {
		t.Errorf("the reader stands on %+v", s.Reading.Step())
	}
	if s.Reading.Seek("no.such.step") || s.Reading.Step().ID != "authorization.model" {
		t.Error("a step that is not there moves the reader")
	}
}
