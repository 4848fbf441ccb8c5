package engine_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
)

func TestARefusedRequestLeavesAnEventAndNothingElse(t *testing.T) {
	lab := open(t, world())
	before, err := lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lab.Do(jobRead)
	if err != nil {
		t.Fatal(err)
	}
	if result.Trace.Verdict != trace.Denied || result.Content.Item != nil {
		t.Errorf("%s, content %v", trace.Summary(result.Trace), result.Content)
	}
	if after, err := lab.StateHash(); err != nil || after != before {
		t.Errorf("the state changed (%v)", err)
	}
	if undo, _ := lab.Position(); undo != 0 {
		t.Errorf("%d changes to undo after a read", undo)
	}
	events, err := lab.Events(10)
	if err != nil || len(events) != 1 || events[0].Status != 403 || events[0].ObjectID != jobID {
		t.Errorf("events %+v, %v", events, err)
	}
}

func TestARequestThatNeverArrivesLeavesNoEvent(t *testing.T) {
	lab := open(t, world())
	apply(t, lab, "dns_zone.private.record.kv-shop.present", "false")
	if _, err := lab.Do(webRead); err != nil {
		t.Fatal(err)
	}
	if events, err := lab.Events(10); err != nil || len(events) != 0 {
		t.Errorf("events %+v, %v", events, err)
	}
}

func TestSettingASecretCanBeUndone(t *testing.T) {
	e := world()
	e.RoleAssignments[0].Role = "Key Vault Secrets Officer"
	lab := open(t, e)
	before, _ := lab.StateHash()
	set := &engine.Request{ID: "set", Host: "app-web", Operation: "secrets/set", Vault: "kv-shop", Object: "db"}
	result, err := lab.Do(set)
	if err != nil || result.Trace.Verdict != trace.Allowed {
		t.Fatalf("%v, %v", result, err)
	}
	first := result.Content.Item.Version
	if read, err := lab.Do(webRead); err != nil || read.Content.Item.Version != first {
		t.Errorf("the read returns another version: %v", err)
	}
	if undo, _, err := lab.Neighbours(); err != nil || undo != "issue set" {
		t.Errorf("undo would take back %q (%v)", undo, err)
	}
	if _, err := lab.Undo(); err != nil {
		t.Fatal(err)
	}
	if after, _ := lab.StateHash(); after != before {
		t.Error("undo did not bring the state back")
	}
	if _, err := lab.Undo(); !errors.Is(err, engine.ErrNothingToUndo) {
		t.Errorf("undo at the beginning: %v", err)
	}
	if read, err := lab.Do(webRead); err != nil || read.Content.Item.Version == first {
		t.Errorf("the read still returns the version that was undone: %v", err)
	}
}

// What-if must say exactly what happens when the change is really made, and leave no mark.
func TestWhatIfSaysWhatWouldHappenAndChangesNothing(t *testing.T) {
	for _, s := range switches {
		for _, value := range []string{s.On, s.Off} {
			lab := open(t, world())
			before, _ := lab.StateHash()
			c := engine.Change{Path: s.Path, Value: value}
			if s.ID == "endpoint" && value == "approved" {
				continue // no change at all
			}
			supposed, err := lab.WhatIf(webRead, c)
			if err != nil {
				t.Fatal(err)
			}
			if after, _ := lab.StateHash(); after != before {
				t.Errorf("%s = %s: what-if changed the state", s.Path, value)
			}
			apply(t, lab, c.Path, c.Value)
			if got, want := text(t, evaluate(t, lab, webRead)), text(t, supposed); got != want {
				t.Errorf("%s = %s: what-if said\n%s\nthe change itself\n%s", s.Path, value, want, got)
			}
		}
	}
}

func text(t testing.TB, tr *trace.Trace) string {
	t.Helper()
	var b strings.Builder
	if err := trace.WriteText(&b, tr); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAMistakeInARequestIsAnErrorAndNotATrace(t *testing.T) {
	lab := open(t, world())
	for name, r := range map[string]engine.Request{
		"there is no host":          {ID: "x", Host: "app-wbe", Operation: "secrets/get", Vault: "kv-shop", Object: "db"},
		"did you mean secrets/get?": {ID: "x", Host: "app-web", Operation: "secrets/gte", Vault: "kv-shop", Object: "db"},
		"name the host or the user": {ID: "x", Operation: "secrets/get", Vault: "kv-shop", Object: "db"},
	} {
		if _, err := lab.Evaluate(&r); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}

func TestAChangeThatFailsHalfWayAppliesNothing(t *testing.T) {
	lab := open(t, world())
	before, _ := lab.StateHash()
	err := lab.Apply("two changes", engine.Change{Path: "vault.kv-shop.rbac", Value: "false"}, engine.Change{Path: "vault.kv-shop.rbca", Value: "true"})
	if err == nil || !strings.Contains(err.Error(), "did you mean rbac?") {
		t.Errorf("got %v", err)
	}
	if after, _ := lab.StateHash(); after != before {
		t.Error("the first change was applied")
	}
}

// Readers see one state each, whatever a writer does meanwhile.
func TestReadersNeverSeeHalfAChange(t *testing.T) {
	lab := open(t, world())
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				tr, err := lab.Evaluate(webRead)
				if err != nil {
					t.Error(err)
					return
				}
				// Both facts change in one transaction, so they are never seen to differ.
				if tr.Verdict != trace.Allowed && *tr.StoppedAt != trace.Authorization {
					t.Errorf("a reader saw %s", trace.Summary(tr))
					return
				}
			}
		})
	}
	for i := range 100 {
		role, public := "false", "enabled"
		if i%2 == 1 {
			role, public = "true", "disabled"
		}
		err := lab.Apply("both", engine.Change{Path: "role_assignment.web-reads.present", Value: role},
			engine.Change{Path: "vault.kv-shop.public_access", Value: public})
		if err != nil {
			t.Error(err)
			break
		}
	}
	close(stop)
	readers.Wait()
}

func TestNoValueOfASecretIsInATraceOrAnEvent(t *testing.T) {
	lab := open(t, world())
	result, err := lab.Do(webRead)
	if err != nil || *result.Content.Item.Secret != marked {
		t.Fatalf("the caller did not get the value: %v", err)
	}
	if strings.Contains(text(t, result.Trace), marked) {
		t.Error("the trace holds the value")
	}
	events, err := lab.Events(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{events[0].Description, events[0].RequestURI, events[0].ResourceID} {
		if strings.Contains(field, marked) {
			t.Error("the audit log holds the value")
		}
	}
}

func TestTheClockOnlyRunsForward(t *testing.T) {
	lab := open(t, world())
	if _, err := lab.Advance(-1); err == nil {
		t.Error("the clock ran back")
	}
	if _, err := lab.Advance(1e9); err != nil {
		t.Fatal(err)
	}
	if info, err := lab.Info(); err != nil || !info.Clock.Equal(morning.Add(1e9)) {
		t.Errorf("the clock shows %v (%v)", info.Clock, err)
	}
}

func TestGatesStandInTheOrderOfTheProfile(t *testing.T) {
	lab := open(t, world())
	order := func() (names []trace.GateName) {
		for _, g := range evaluate(t, lab, webRead).Gates {
			names = append(names, g.Gate)
		}
		return names
	}
	if got := order(); !slices.Equal(got, []trace.GateName{trace.Identity, trace.Authorization, trace.Network, trace.Object}) {
		t.Errorf("guide: %v", got)
	}
	if err := lab.SetProfile("service"); err != nil {
		t.Fatal(err)
	}
	if got := order(); !slices.Equal(got, []trace.GateName{trace.Identity, trace.Network, trace.Authorization, trace.Object}) {
		t.Errorf("service: %v", got)
	}
	apply(t, lab, "dns_zone.private.record.kv-shop.present", "false")
	if got := order(); got[0] != trace.Network {
		t.Errorf("service, without an address: %v", got)
	}
}
