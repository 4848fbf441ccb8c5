package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
)

func (t *talk) findFixes() error {
	r := &t.open.Reading
	switch {
	case r.Trace == nil:
		return errNoTrace
	case r.Trace.Verdict == trace.Allowed:
		return errors.New("the request is allowed: there is nothing to fix")
	}
	u, err := t.take(t.open.FindFixes())
	if err != nil {
		return err
	}
	t.reached(u)
	t.fixes, t.fixed, t.verb = r.Fixes, t.open.Request, "preview"
	if len(t.fixes) == 0 {
		t.say("No small set of changes in this lab opens %s.", r.Trace.Request.ID)
		return nil
	}
	t.say("What would open %s, the smallest and narrowest first:", r.Trace.Request.ID)
	for i := range t.fixes {
		f := &t.fixes[i]
		t.say("%d. %s.%s", i+1, f.InWords(), consequences(f))
	}
	t.say("Type a number to preview one, apply and a number to make its changes.")
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

// fix is one of those found last.
func (t *talk) fix(word string) (trace.Fix, error) {
	if len(t.fixes) == 0 {
		return trace.Fix{}, errors.New("no fixes are listed: fixes searches them")
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > len(t.fixes) {
		return trace.Fix{}, fmt.Errorf("name the fix by its number: there %s", are(len(t.fixes)))
	}
	return t.fixes[n-1], nil
}

// preview says how the request would end, and changes nothing.
func (t *talk) preview(word string) error {
	f, err := t.fix(word)
	if err != nil {
		return err
	}
	x, err := t.open.Lab.WhatIfFix(t.fixed, t.open.Scenario.Switches(), f)
	if err != nil {
		return err
	}
	t.say("With %s, %s would be %s.%s", f.InWords(), t.fixed.ID, trace.Summary(x), consequences(&f))
	if len(f.Opens)+len(f.Breaks) == 0 {
		t.say("All other requests would end as they do now.")
	}
	t.say("Nothing was changed. apply %s makes the changes.", word)
	return nil
}

func (t *talk) apply(word string) error {
	f, err := t.fix(word)
	if err != nil {
		return err
	}
	label := "fix: " + f.InWords()
	return t.do(t.work(label, func(lab *engine.Lab) error {
		return lab.ApplyFix(label, t.fixed, t.open.Scenario.Switches(), f)
	}))
}
