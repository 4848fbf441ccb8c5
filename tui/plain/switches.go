package plain

import (
	"regexp"
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

func (t *talk) gates() error {
	s := t.open
	t.say("Gates:")
	for i := range s.Scenario.Gates {
		g := &s.Scenario.Gates[i]
		changed := ""
		if s.State.Gates[i] != s.Started(i) {
			changed = ", was " + s.Started(i) + " at the start"
		}
		t.say("%d. %s, at %s, is %s%s: %s. %s", i+1, g.ID, g.Gate, s.State.Gates[i], changed, g.Label, g.Help)
	}
	t.numbers("flip")
	t.say("Type a number to flip one.")
	return nil
}

func (t *talk) gateIDs() []string {
	var ids []string
	for i := range t.open.Scenario.Gates {
		ids = append(ids, t.open.Scenario.Gates[i].ID)
	}
	return ids
}

func (t *talk) flip(word string) error {
	n, err := pick("gate", word, t.gateIDs())
	if err != nil {
		return err
	}
	return t.do(t.open.Flip(t.open.Scenario.Gates[n].ID))
}

// unasked stands behind a request that is issued without the question how it will end.
const unasked = "unasked"

func (t *talk) issue(word string) error {
	word, now := strings.CutSuffix(word, " "+unasked)
	n, err := pick("request", word, t.requestIDs())
	if err != nil {
		return err
	}
	id := t.open.Requests()[n].ID
	if _, asks := t.open.Issuing(id).(session.Foretell); asks && !now {
		return t.askForecast(n)
	}
	return t.issued(n, t.open.Issue(id))
}

// issued carries a request out by a job, and reads how it ended.
func (t *talk) issued(request int, job session.Job) error {
	t.say("%s", sentence(t.open.Requests()[request].Label))
	if err := t.do(job); err != nil {
		return err
	}
	t.open.Reading.MoveTo(-1) // nothing is read yet: next begins with the first step
	t.outcome()
	return nil
}

// outcome is what the caller got, and where to read on.
func (t *talk) outcome() {
	r := &t.open.Reading
	t.callerSees()
	for _, g := range r.Trace.Gates {
		t.say("%s: %s.", g.Gate, g.Outcome.Words())
	}
	if r.Trace.Verdict == trace.Allowed {
		t.say("trace reads why, next reads it step by step.")
		return
	}
	t.say("deciding reads the step that decided, trace reads all, fixes searches what would help.")
}

// callerSees is the answer as the caller got it.
func (t *talk) callerSees() {
	r := &t.open.Reading
	seen := r.Trace.Response.Message
	if r.Trace.Response.ClientError != nil {
		seen = r.Trace.Response.ClientError
	}
	switch {
	case seen != nil:
		t.say("The caller sees:")
		t.sayAll("  ", trace.VisibleLines(*seen))
	case len(r.Content) > 0:
		t.say("The caller gets:")
		for _, l := range r.Content {
			t.say("  %s", column.ReplaceAllString(l, "$1: "))
		}
	}
}

// column is the first column of a line of content, as far as it is one word: what stands behind it is its value.
var column = regexp.MustCompile(`^(\S+) {2,}`)
