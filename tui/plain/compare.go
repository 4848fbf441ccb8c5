package plain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine/nearest"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// compare lays another trace beside the one in view if it is told to, and reads where the two differ.
func (t *talk) compare(word string) error {
	if t.open.Reading.Trace == nil {
		return errNoTrace
	}
	if err := t.lay(word); err != nil {
		return err
	}
	left, right, ok := t.open.Reading.Pair()
	if !ok {
		return errors.New("nothing was changed since this request was issued: name what to compare with, such as compare profile")
	}
	t.sides(left, right)
	t.differences(left, right)
	return nil
}

// lay puts what a word means beside the trace.
func (t *talk) lay(word string) error {
	r := &t.open.Reading
	if what, place, _ := strings.Cut(word, " "); what == "branch" || what == "change" {
		return t.suppose(what, strings.TrimSpace(place))
	}
	var job session.Job
	switch word {
	case "":
		return nil
	case "before":
		r.Lay(session.Beside{Source: session.Previous})
		return nil
	case "pin":
		if r.Pinned == nil {
			return errors.New("no trace is pinned: pin keeps the one that you read")
		}
		r.Lay(session.Beside{Source: session.Pin})
		return nil
	case "profile":
		job = session.ContrastProfile{}.Job(t.open)
	default:
		n, err := pick("request", word, t.requestIDs())
		if err != nil {
			if near := nearest.Name(word, []string{"before", "profile", "pin", "branch", "change"}); near != "" {
				return errors.New("there is nothing " + strconv.Quote(word) + " to compare with, did you mean " + near + "?")
			}
			return err
		}
		job = session.ContrastRequest{Request: t.requestIDs()[n]}.Job(t.open)
	}
	_, err := t.take(job)
	return err
}

// sides say what is compared, how each ends, and which gates come out otherwise.
func (t *talk) sides(left, right session.Side) {
	r := &t.open.Reading
	for i, side := range []session.Side{left, right} {
		about := ""
		if i == 0 && r.Beside.Source == session.Previous && len(r.Changes) > 0 {
			about = ", which was " + r.Changes[len(r.Changes)-1]
		}
		t.say("%s, %s%s: %s.", []string{"One", "Two"}[i], side.Title, about, trace.Summary(side.Trace))
	}
	pair := session.Reading{Before: left.Trace, Trace: right.Trace}
	for _, c := range pair.GateChanges() {
		t.say("Gate %s: %s in one, %s in two.", c.Gate, c.Was.Words(), c.IsNow.Words())
	}
}

// differences read the steps that differ, the first one first.
func (t *talk) differences(left, right session.Side) {
	reads := left.Trace == t.open.Reading.Trace
	t.differing = []int{}
	for _, row := range session.Align(left.Trace, right.Trace) {
		if row.Same {
			continue
		}
		place := row.Right
		if reads {
			place = row.Left
		}
		t.differing = append(t.differing, place)
		t.rowRead(len(t.differing), row, stepAt(left.Trace, row.Left), stepAt(right.Trace, row.Right))
	}
	if len(t.differing) == 0 {
		t.numbers("")
		t.say("Every step reads alike.")
		return
	}
	t.numbers("difference")
	t.say("All other steps read alike. Type a number to go to a step.")
}

// rowRead reads one row: a step that is in one trace only, or in both and otherwise.
func (t *talk) rowRead(n int, row session.Row, one, two *trace.Step) {
	switch {
	case two == nil:
		t.say("%d. %s, in one only: %s", n, row.Gate, inShort(one))
	case one == nil:
		t.say("%d. %s, in two only: %s", n, row.Gate, inShort(two))
	default:
		t.say("%d. %s, in both, otherwise: %s (%s)", n, row.Gate, two.Title, two.ID)
		told := t.evidenceApart(one, two)
		if a, b := ending(one), ending(two); a != b {
			t.say("  One: %s", a)
			t.say("  Two: %s", b)
		} else if !told {
			t.say("  The values are the same, and were read elsewhere.")
		}
	}
}

// evidenceApart reads the values that differ, and reports whether any did.
func (t *talk) evidenceApart(one, two *trace.Step) (told bool) {
	for _, e := range two.Evidence {
		i := slices.IndexFunc(one.Evidence, func(x trace.Evidence) bool { return x.Label == e.Label })
		if i >= 0 && one.Evidence[i].Value != e.Value {
			t.say("  %s: %s in one, %s in two.", e.Label, one.Evidence[i].Value, e.Value)
			told = true
		}
	}
	return told
}

// inShort is a step in one line, ending in what it came to.
func inShort(s *trace.Step) string { return s.Title + " (" + s.ID + "): " + ending(s) }

// ending is what a step came to.
func ending(s *trace.Step) string {
	text := string(s.Outcome)
	if s.Reason != nil {
		text += ", " + s.Reason.Words()
	}
	if s.Detail != "" {
		text += ": " + s.Detail
	}
	return text
}

// stepAt is the step at a place of a trace, nil outside of it.
func stepAt(x *trace.Trace, place int) *trace.Step {
	r := session.Reading{Trace: x}
	gate, step := r.At(place)
	if gate < 0 {
		return nil
	}
	return &x.Gates[gate].Steps[step]
}

// toDifference goes to a step that differs.
func (t *talk) toDifference(word string) error {
	r := &t.open.Reading
	n, err := strconv.Atoi(word)
	switch {
	case r.Trace == nil:
		return errNoTrace
	case len(t.differing) == 0:
		return errors.New("no differences were read: compare reads them")
	case err != nil || n < 1 || n > len(t.differing):
		return errors.New("name the difference by its number: there " + are(len(t.differing)))
	case t.differing[n-1] < 0 || t.differing[n-1] >= r.Steps():
		return errors.New("this step is in the other trace only")
	}
	return t.moveTo(t.differing[n-1])
}
