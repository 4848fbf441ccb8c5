package scenarios

import (
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Goal is something to bring about: an ending of a request, a fact, grants that are narrow enough, or an answer to
// a question.
type Goal struct {
	ID, Text string
	// Question, Choices and Correct belong to goals that are answered; the others have a Condition.
	Question string
	Choices  []string
	Correct  string
	Condition
	// After are goals to reach first; until then this one does not count.
	After []string
	// Also are conditions to hold at the same time.
	Also []Condition
	// Notes are the speaker's, see Scenario.Notes.
	Notes string
}

// Right reports whether a choice is the right answer to the goal's question.
func (g *Goal) Right(choice string) bool { return choice == g.Correct }

// Condition is one thing that is true of a lab or not. The filled fields say which kind it is: Request, Path or
// Within.
type Condition struct {
	// Request ends as Is says, at Gate and with Code when those are given. Code is an outer or an inner error code.
	Request string
	Is      Ending
	Gate    trace.GateName
	Code    string
	// Path is a state path whose fact is Equals.
	Path, Equals string
	// Within holds every role assignment, or every one of Principal when that is given: none is broader.
	Within    estate.Scope
	Principal string
}

// Ending is how a request has to end. The first three are a trace's verdicts.
type Ending string

const (
	IsAllowed Ending = Ending(trace.Allowed)
	IsDenied  Ending = Ending(trace.Denied)
	IsFailed  Ending = Ending(trace.Failed)
	IsRefused Ending = "refused" // denied or failed
)

var endings = []string{string(IsAllowed), string(IsDenied), string(IsFailed), string(IsRefused)}

// matches reports whether the trace ends as the condition wants.
func (c *Condition) matches(t *trace.Trace) bool {
	if c.Is == IsRefused && t.Verdict == trace.Allowed || c.Is != IsRefused && string(c.Is) != string(t.Verdict) {
		return false
	}
	if c.Gate != "" && (t.StoppedAt == nil || *t.StoppedAt != c.Gate) {
		return false
	}
	return c.Code == "" || is(t.Response.InnerCode, c.Code) || is(t.Response.Code, c.Code)
}

func is(p *string, want string) bool { return p != nil && *p == want }
