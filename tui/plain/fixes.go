package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

func (t *talk) findFixes() error {
	r := &t.open.Reading
	if r.Trace.Verdict == trace.Allowed {
		return errors.New("the request is allowed: there is nothing to fix")
	}
	if t.open.Request == nil {
		return errors.New("this trace is of no request that could be made again")
	}
	u, err := t.take(t.open.FindFixes())
	if err != nil {
		return err
	}
	t.reached(u)
	if len(r.Fixes) == 0 {
		t.numbers("")
		t.say("No small set of changes in this lab opens %s.", r.Trace.Request.ID)
		return nil
	}
	t.say("What would open %s, the smallest and narrowest first:", r.Trace.Request.ID)
	for i := range r.Fixes {
		f := &r.Fixes[i]
		t.say("%d. %s.%s", i+1, f.InWords(), consequences(f))
	}
	t.numbers("preview")
	t.say("Type a number to preview one: nothing is changed by that.")
	return nil
}

// consequences are what a fix gives away and does to other requests, in sentences.
func consequences(f *trace.Fix) string {
	s := ""
	if f.Means != "" {
		s += " It means: " + f.Means + "."
	}
	if len(f.Opens) > 0 {
		s += " It also opens " + strings.Join(f.Opens, ", ") + "."
	}
	if len(f.Breaks) > 0 {
		s += " It breaks " + strings.Join(f.Breaks, ", ") + "."
	}
	return s
}

// fix is one of those found for the trace in view.
func (t *talk) fix(word string) (trace.Fix, error) {
	fixes := t.open.Reading.Fixes
	if len(fixes) == 0 {
		return trace.Fix{}, errors.New("no fixes are listed for the lab as it is: fixes searches them")
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > len(fixes) {
		return trace.Fix{}, fmt.Errorf("name the fix by its number: there %s", are(len(fixes)))
	}
	return fixes[n-1], nil
}

// preview says how the request would end, lays that beside the trace, and changes nothing.
func (t *talk) preview(word string) error {
	f, err := t.fix(word)
	if err != nil {
		return err
	}
	if _, err := t.take(session.Preview{Fix: f}.Job(t.open)); err != nil {
		return err
	}
	r := &t.open.Reading
	t.say("With %s, %s would be %s.%s", f.InWords(), r.Trace.Request.ID, trace.Summary(r.Beside.Trace), consequences(&f))
	if len(f.Opens)+len(f.Breaks) == 0 {
		t.say("All other requests would end as they do now.")
	}
	t.say("Nothing was changed. keep makes the changes, drop forgets them, compare reads what would be different.")
	return nil
}

// keepFix makes the changes that were previewed.
func (t *talk) keepFix() error {
	if t.open.Reading.Beside.Fix == nil {
		return errUntried
	}
	return t.do(session.KeepFix{}.Job(t.open))
}

var errUntried = errors.New("no fix was previewed since the last change: fixes lists them, preview 1 tries the first one out")

func (t *talk) dropFix() error {
	r := &t.open.Reading
	if r.Beside.Fix == nil {
		return errUntried
	}
	r.Lay(session.Beside{})
	t.say("Forgotten. Nothing had been changed.")
	return nil
}

// apply makes the changes of a fix without a look at what they would do.
func (t *talk) apply(word string) error {
	f, err := t.fix(word)
	if err != nil {
		return err
	}
	if _, err := t.take(session.Preview{Fix: f}.Job(t.open)); err != nil {
		return err
	}
	return t.keepFix()
}
