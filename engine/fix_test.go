package engine_test

import (
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// In every state of the switches each fix, tried out, opens the request and changes nothing; made, it does what trying
// it out said; and one undo takes all of it back.
func TestAFixDoesWhatTryingItOutSaid(t *testing.T) {
	lab := open(t, world())
	tried := 0
	for state := range uint(1) << len(switches) {
		set(t, lab, state)
		for _, r := range []*engine.Request{webRead, jobRead} {
			fixes, err := lab.Fixes(r, nil, switches)
			must(t, err)
			for _, f := range fixes {
				tried++
				before := hash(t, lab)
				preview, err := lab.WhatIfFix(r, switches, f)
				must(t, err)
				if preview.Verdict != trace.Allowed || hash(t, lab) != before {
					t.Fatalf("state %07b, %s: %s, or the lab has changed", state, f.InWords(), trace.Summary(preview))
				}
				must(t, lab.ApplyFix(f.InWords(), r, switches, f))
				if now := evaluate(t, lab, r); trace.Summary(now) != trace.Summary(preview) {
					t.Fatalf("state %07b, %s: %s instead of %s", state, f.InWords(), trace.Summary(now), trace.Summary(preview))
				}
				must(t, second(lab.Undo()))
				if hash(t, lab) != before {
					t.Fatalf("state %07b, %s: one undo does not take it back", state, f.InWords())
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d fixes were tried", tried)
	}
}

// A fix found before a change may not be there after it: it is refused, and nothing of it is made.
func TestAFixThatDoesNotSuitTheLabAnyMoreIsRefused(t *testing.T) {
	lab := open(t, world())
	set(t, lab, 1<<len(switches)-1-1<<1) // the role alone is off
	fixes, err := lab.Fixes(webRead, nil, switches)
	must(t, err)
	set(t, lab, 1<<len(switches)-1)
	before := hash(t, lab)
	if _, err := lab.WhatIfFix(webRead, switches, fixes[0]); err == nil {
		t.Error("an outdated fix can be tried out")
	}
	if err := lab.ApplyFix("late", webRead, switches, fixes[0]); err == nil || hash(t, lab) != before {
		t.Errorf("an outdated fix can be made: %v", err)
	}
}

func hash(t *testing.T, lab *engine.Lab) string {
	t.Helper()
	h, err := lab.StateHash()
	must(t, err)
	return h
}
