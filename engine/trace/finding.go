package trace

// Finding is what a gate found on its own, before anybody knows whether the request reaches it.
type Finding struct {
	Gate  GateName
	Steps []Step
	// Stop is nil when the gate lets the request through. When the gate could not be computed, Unknown is set.
	Stop    *Stop
	Unknown bool
}

// Stop is a refusal: how the request ends here and what its caller sees.
type Stop struct {
	Verdict  Verdict
	Response Response
}

// Deny is a refusal that the service answers with a status and an error body.
func Deny(status int, code, inner, message string) *Stop {
	return &Stop{Verdict: Denied, Response: Response{Status: status, Code: text(code), InnerCode: text(inner), Message: text(message)}}
}

// Fault is an end without any answer of the service; clientError is what a client program would print.
func Fault(clientError string) *Stop {
	return &Stop{Verdict: Failed, Response: Response{ClientError: text(clientError)}}
}

// OK is the response of a request that went through.
func OK(status int) Response { return Response{Status: status} }

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Because returns a reason in the form a Step holds it.
func Because(r Reason) *Reason { return &r }

// Add appends a step and returns the finding's copy of it, so that the caller can complete it.
func (f *Finding) Add(s Step) *Step {
	f.Steps = append(f.Steps, s)
	return &f.Steps[len(f.Steps)-1]
}

// Outcome is the gate's verdict given whether the request reached it.
func (f Finding) Outcome(reached bool) GateOutcome {
	switch {
	case f.Unknown:
		return GateUnknown
	case f.Stop != nil && reached:
		return GateFail
	case f.Stop != nil:
		return GateWouldFail
	case reached:
		return GatePass
	default:
		return GateWouldPass
	}
}
