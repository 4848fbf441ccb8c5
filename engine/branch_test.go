package engine_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// branched is a lab with a way on which the web app may not read, left for one on which it cannot reach the vault.
func branched(t *testing.T) *engine.Lab {
	t.Helper()
	lab := open(t, world())
	apply(t, lab, "role_assignment.web-reads.present", "false")
	if _, err := lab.Undo(); err != nil {
		t.Fatal(err)
	}
	apply(t, lab, "dns_zone.private.record.kv-shop.present", "false")
	return lab
}

func TestAnotherWayIsEvaluatedAsItWouldBeThere(t *testing.T) {
	lab := branched(t)
	there := engine.Place{Branch: 1, Change: 1}
	supposed, err := lab.EvaluateAt(webRead, there)
	if err != nil {
		t.Fatal(err)
	}
	now := text(t, evaluate(t, lab, webRead))
	if _, err := lab.TakeBranch(1); err != nil {
		t.Fatal(err)
	}
	if got, want := text(t, evaluate(t, lab, webRead)), text(t, supposed); got != want || got == now {
		t.Errorf("it was to be\n%s\nand is\n%s", want, got)
	}
	beginning, err := lab.EvaluateAt(webRead, engine.Place{})
	if err != nil || beginning.Verdict != trace.Allowed {
		t.Errorf("at the beginning: %v, %v", beginning, err)
	}
	if _, err := lab.EvaluateAt(webRead, there); !errors.Is(err, engine.ErrNoBranch) {
		t.Errorf("at a branch that was taken: %v", err)
	}
}

// Undo takes no event of the audit log back, and neither does going over.
func TestEventsStayWhateverWayIsTaken(t *testing.T) {
	lab := branched(t)
	if _, err := lab.Do(jobRead); err != nil {
		t.Fatal(err)
	}
	before, err := lab.Events(10)
	if err != nil || len(before) != 1 {
		t.Fatal(before, err)
	}
	if _, err := lab.TakeBranch(1); err != nil {
		t.Fatal(err)
	}
	if after, err := lab.Events(10); err != nil || !slices.Equal(before, after) {
		t.Errorf("the log holds %+v (%v)", after, err)
	}
	if err := lab.ForgetBranch(2); err != nil {
		t.Error(err)
	}
	if err := lab.ForgetBranch(2); !errors.Is(err, engine.ErrNoBranch) {
		t.Errorf("forgotten twice: %v", err)
	}
}

// The clock belongs to the state, so each way has its own time; a way is left at the time that it had then. What the
// change that was undone would bring is asked for again and is no other way.
func TestEachWayHasItsOwnTime(t *testing.T) {
	lab := branched(t)
	if _, err := lab.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	c, err := lab.TakeBranch(1)
	if err != nil || c.Back != 2 || c.Forth != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	info, err := lab.Info()
	list, listing := lab.Branches()
	if err != nil || listing != nil || !info.Clock.Equal(morning) || !list[0].At.Equal(morning.Add(time.Hour)) || list[0].Count != 2 {
		t.Fatalf("it is %s, and %+v (%v, %v)", info.Clock, list, err, listing)
	}
	if _, err := lab.Undo(); err != nil {
		t.Fatal(err)
	}
	apply(t, lab, "role_assignment.web-reads.present", "false")
	if again, err := lab.Branches(); err != nil || !slices.Equal(again, list) {
		t.Errorf("the same change again left %+v (%v)", again, err)
	}
}
