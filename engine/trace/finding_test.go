package trace_test

import (
	"testing"

	"kvlab/engine/trace"
)

// A gate has five outcomes, by what it found and whether the request got there.
func TestAGatesOutcome(t *testing.T) {
	stop := trace.Deny(403, "Forbidden", "", "no")
	for _, c := range []struct {
		finding trace.Finding
		reached bool
		want    trace.GateOutcome
	}{
		{trace.Finding{}, true, trace.GatePass},
		{trace.Finding{}, false, trace.GateWouldPass},
		{trace.Finding{Stop: stop}, true, trace.GateFail},
		{trace.Finding{Stop: stop}, false, trace.GateWouldFail},
		{trace.Finding{Unknown: true}, true, trace.GateUnknown},
		{trace.Finding{Unknown: true}, false, trace.GateUnknown},
		{trace.Finding{Unknown: true, Stop: stop}, true, trace.GateUnknown},
	} {
		if got := c.finding.Outcome(c.reached); got != c.want {
			t.Errorf("%+v reached %t: %s, want %s", c.finding, c.reached, got, c.want)
		}
	}
}

func TestStops(t *testing.T) {
	deny := trace.Deny(403, "Forbidden", "", "not you")
	if r := deny.Response; deny.Verdict != trace.Denied || r.Status != 403 || *r.Code != "Forbidden" || *r.Message != "not you" ||
		r.InnerCode != nil || r.ClientError != nil {
		t.Errorf("%+v", deny)
	}
	fault := trace.Fault("no such host")
	if r := fault.Response; fault.Verdict != trace.Failed || r.Status != 0 || r.Code != nil || *r.ClientError != "no such host" {
		t.Errorf("%+v", fault)
	}
	if r := trace.OK(200); r.Status != 200 || r.Code != nil || r.ClientError != nil {
		t.Errorf("%+v", r)
	}
}

func TestAnAddedStepCanBeCompleted(t *testing.T) {
	var f trace.Finding
	f.Add(trace.Step{ID: "first"}).Detail = "more"
	f.Add(trace.Step{ID: "second"}).Reason = trace.Because(trace.NoGrant)
	if len(f.Steps) != 2 || f.Steps[0].Detail != "more" || *f.Steps[1].Reason != trace.NoGrant {
		t.Errorf("%+v", f.Steps)
	}
}
