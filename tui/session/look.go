package session

import (
	"errors"
	"sync/atomic"

	"kvlab/engine"
	"kvlab/engine/facts"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// bench is what a job works with: nothing in it changes while the job runs.
type bench struct {
	lab      *engine.Lab
	scenario *scenarios.Scenario
	request  *engine.Request
	progress scenarios.Progress
	before   State // what was read last
	watched  Part
	// The requests there are, and what is kept of the learner's own.
	requests    []*engine.Request
	yours       yours
	edition     uint64
	keptEdition *atomic.Uint64
}

func (s *Session) bench() bench {
	return bench{s.Lab, s.Scenario, s.Request, s.Progress.Clone(), s.State, s.watched, s.requests, s.yours, s.edition, &s.keptEdition}
}

// look reads what the desktop shows of the lab, evaluates the last request again and counts goals.
func (b *bench) look(label string) (*Update, error) {
	u := &Update{Label: label}
	var err error
	if u.State, err = b.state(); err != nil {
		return nil, err
	}
	if b.request != nil {
		if u.Trace, err = b.lab.Evaluate(b.request); err != nil {
			return nil, err
		}
	}
	return u, b.count(u)
}

// count looks for goals that have been reached.
func (b *bench) count(u *Update) error {
	reached, err := b.scenario.Check(b.lab, &b.progress, u.Trace)
	u.Progress, u.Reached = b.progress, reached
	return err
}

func readGates(lab *engine.Lab, sc *scenarios.Scenario) ([]string, error) {
	gates := make([]string, len(sc.Gates))
	for i := range sc.Gates {
		value, err := lab.Fact(sc.Gates[i].Path)
		var gone *facts.UnknownError
		switch {
		case errors.As(err, &gone):
			gates[i] = "gone" // what it was about has been purged
		case err != nil:
			return nil, err
		default:
			gates[i] = sc.Gates[i].State(value)
		}
	}
	return gates, nil
}

const timeForm = "2006-01-02 15:04 MST"

// ended is a trace in one line, for the list of requests.
func ended(t *trace.Trace) Ended { return Ended{Verdict: t.Verdict, Summary: trace.Summary(t)} }
