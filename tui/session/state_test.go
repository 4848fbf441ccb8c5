package session

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/audit"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

func (s *Session) carry(t testing.TB, actions ...Doer) {
	t.Helper()
	for _, a := range actions {
		s.do(t, func() Job { return a.Job(s) })
	}
}

const everyPart = EventsPart | HistoryPart | DuePart

func TestOnlyWhatIsWatchedIsRead(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	s.do(t, s.issue("app-read"), s.flip("zone-link"))
	if s.State.Read != 0 || s.State.Events != nil || s.State.History != nil || s.State.Due != nil {
		t.Errorf("nobody looks, and this is read: %+v", s.State.Read)
	}
	if !s.Watch(HistoryPart) {
		t.Error("a window has come into sight, and nothing is due")
	}
	if s.Watch(HistoryPart) {
		t.Error("what was asked for is due again")
	}
	s.carry(t, Refresh{})
	if s.Watch(HistoryPart) || s.State.Read != HistoryPart || len(s.State.History) != 1 {
		t.Errorf("the journal is not there: %+v", s.State.History)
	}
	s.Watch(0)
	s.do(t, s.flip("zone-link"))
	if s.State.Read != 0 || !s.Watch(HistoryPart) {
		t.Error("what nobody watches is still read")
	}
}

// However a lab is worked on, what is read bit by bit is what is read at once.
func TestPartsReadBitByBitAreWhatTheLabHolds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := begun(t, Where{Ephemeral: true}, "wired-web-app")
		defer s.Close()
		s.Watch(everyPart)
		for range rapid.IntRange(1, 12).Draw(r, "changes") {
			switch rapid.SampledFrom([]string{"issue", "issue", "flip", "undo", "redo", "advance", "elsewhere", "look away"}).Draw(r, "change") {
			case "issue":
				s.do(t, s.issue("app-read"))
			case "flip":
				s.do(t, s.flip("zone-link"))
			case "undo":
				s.carry(t, Travel{0})
			case "redo":
				s.carry(t, Travel{uint64(s.State.Undo + s.State.Redo)})
			case "advance":
				s.carry(t, Advance{s.State.Lab.Clock.Add(36 * time.Hour)})
			case "elsewhere": // more than is asked for at first
				for range rapid.IntRange(1, 3*fewEvents).Draw(r, "requests") {
					if _, err := s.Lab.Do(s.Scenario.Requests[0]); err != nil {
						t.Fatal(err)
					}
				}
			case "look away":
				s.Watch(0)
				s.carry(t, Refresh{})
				s.Watch(everyPart)
			}
			s.carry(t, Refresh{})
			asTheLab(t, s)
		}
	})
}

func asTheLab(t *testing.T, s *Session) {
	t.Helper()
	events, err := s.Lab.Events(mostEvents)
	if err != nil || !slices.Equal(events, s.State.Events) {
		t.Fatalf("%d events are read, the log holds %d (%v)", len(s.State.Events), len(events), err)
	}
	history, err := s.Lab.History()
	if err != nil || len(history) != len(s.State.History) {
		t.Fatalf("%d changes are read, the journal holds %d (%v)", len(s.State.History), len(history), err)
	}
	for i := range history {
		if a, b := &history[i], &s.State.History[i]; a.Seq != b.Seq || a.Label != b.Label || a.Undone != b.Undone {
			t.Fatalf("change %d is read as %+v, and is %+v", i, b, a)
		}
	}
	due, err := s.Lab.Due(mostDue)
	if err != nil || !slices.Equal(due, s.State.Due) {
		t.Fatalf("%v is read as due, and %v is (%v)", s.State.Due, due, err)
	}
}

func TestEventsJoinWithoutAGapAndWithoutEnd(t *testing.T) {
	log := func(first, last uint64) (events []audit.Event) {
		for seq := first; seq <= last; seq++ {
			events = append(events, audit.Event{Seq: seq})
		}
		return events
	}
	for _, test := range []struct {
		name                       string
		known, events              []audit.Event
		first, last, wanted, after uint64
	}{
		{"the first ones", nil, log(1, 3), 1, 3, 3, 0},
		{"nothing new", log(1, 3), log(2, 3), 1, 3, 3, 3},
		{"one more", log(1, 3), log(2, 4), 1, 4, 4, 3},
		{"a gap", log(1, 3), log(9, 12), 9, 12, 4, 3},
		{"more than are kept", log(1, mostEvents), log(495, mostEvents+10), 11, mostEvents + 10, mostEvents, mostEvents},
	} {
		got := joined(test.known, test.events, test.after)
		if uint64(len(got)) != test.wanted || got[0].Seq != test.first || got[len(got)-1].Seq != test.last {
			t.Errorf("%s: %d events from %d to %d", test.name, len(got), got[0].Seq, got[len(got)-1].Seq)
		}
	}
}

func TestTravelGoesBothWaysInOneJob(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	hash := func() string {
		h, err := s.Lab.StateHash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	hashes := []string{hash()}
	for _, gate := range []string{"zone-link", "a-record", "rbac-model", "zone-link"} {
		s.do(t, s.flip(gate))
		hashes = append(hashes, hash())
	}
	for _, to := range []uint64{2, 0, 4, 1, 1, 3} {
		s.carry(t, Travel{to})
		if s.State.Undo != int(to) || s.State.Redo != 4-int(to) || hash() != hashes[to] {
			t.Errorf("at %d: %d to undo, %d to redo", to, s.State.Undo, s.State.Redo)
		}
	}
	if _, err := (Travel{5}).Job(s)(); err == nil || hash() != hashes[3] {
		t.Errorf("travelling beyond the end: %v", err)
	}
}

// A request by hand is one like any other: it is refused by the same gates, logged and journaled.
func TestByHandAsksAsTheOperator(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "deleted-and-purged")
	defer s.Close()
	s.Watch(everyPart)
	s.carry(t, ByHand{Operation: "secrets/purge", Vault: "kv-orders-prod", Object: "Payment-ApiKey"})
	if s.Reading.Trace.Verdict != trace.Denied || s.State.Undo != 0 {
		t.Errorf("purge protection does not hold: %s", trace.Summary(s.Reading.Trace))
	}
	s.carry(t, ByHand{Operation: "secrets/recover", Vault: "kv-orders-prod", Object: "Payment-ApiKey"})
	e := s.State.Events[len(s.State.Events)-1]
	switch {
	case s.Reading.Trace.Verdict != trace.Allowed || s.Request.User != s.Scenario.Operator.User:
		t.Errorf("%s asked for %s", s.Request.Caller(), trace.Summary(s.Reading.Trace))
	case s.State.LastDone != "az keyvault secret recover --vault-name kv-orders-prod --name Payment-ApiKey":
		t.Errorf("the journal says %q", s.State.LastDone)
	case e.OperationName != "SecretRecover" || e.Request != byHand:
		t.Errorf("the log says %+v", e)
	}
	s.Scenario.Operator = nil
	if _, err := (ByHand{}).Job(s)(); !errors.Is(err, ErrNoOperator) {
		t.Errorf("without an operator: %v", err)
	}
}

func TestByHandIsCalledByItsCommandLine(t *testing.T) {
	off := false
	for want, a := range map[string]ByHand{
		"az keyvault secret show --vault-name kv --name db --version 1":               {Operation: "secrets/get", Vault: "kv", Object: "db", Version: "1"},
		"az keyvault key rotate --vault-name kv --name k":                             {Operation: "keys/rotate", Vault: "kv", Object: "k"},
		"az keyvault certificate show-deleted --vault-name kv --name tls":             {Operation: "certificates/get-deleted", Vault: "kv", Object: "tls"},
		"az keyvault purge --name kv":                                                 {Operation: "vaults/purge", Vault: "kv"},
		"az keyvault secret set-attributes --vault-name kv --name db --enabled false": {Operation: "secrets/update", Vault: "kv", Object: "db", Body: &operation.UpdateBody{Enabled: &off}},
	} {
		if got := a.Command(); got != want {
			t.Errorf("%q is called %q", want, got)
		}
	}
}

func TestARecalledRequestIsEvaluatedAndNotCarriedOut(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	s.Watch(EventsPart)
	s.do(t, s.issue("app-read"))
	event := s.State.Events[0]
	s.do(t, s.flip("role-assignment"))
	s.carry(t, Recall{event})
	if s.Reading.Trace.Verdict != trace.Denied || len(s.State.Events) != 1 || len(s.Reading.Content) != 0 {
		t.Errorf("%s, %d events", trace.Summary(s.Reading.Trace), len(s.State.Events))
	}
	u, err := Recall{event}.Job(s)()
	if err != nil || u.Label != "app-read as the lab is now: 403, not 200, for the lab has changed since" {
		t.Errorf("%+v, %v", u, err)
	}
	if _, err := (Recall{audit.Event{Request: byHand}}).Job(s)(); err == nil {
		t.Error("a request that is none of the scenario's is recalled")
	}
}

func TestTheClockRunsUntilAMomentAndNotBack(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "rotation-with-a-pinned-reference")
	defer s.Close()
	s.Watch(everyPart)
	s.carry(t, Refresh{})
	until := s.State.Due[0].At
	s.carry(t, Advance{until})
	if !s.State.Lab.Clock.Equal(until) || len(s.State.History) != 1 {
		t.Errorf("it is %s, not %s; the journal holds %+v", s.State.Lab.Clock, until, s.State.History)
	}
	if _, err := (Advance{until}).Job(s)(); err == nil {
		t.Error("the clock stands still and calls it running")
	}
}
