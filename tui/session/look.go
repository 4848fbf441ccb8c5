package session

import (
	"errors"

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
}

func (s *Session) bench() bench {
	return bench{s.Lab, s.Scenario, s.Request, s.Progress.Clone()}
}

// look reads what the desktop shows of the lab, evaluates the last request again and counts goals.
func (b *bench) look(label string) (*Update, error) {
	u := &Update{Label: label}
	var err error
	if u.State, err = readState(b.lab, b.scenario); err != nil {
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

func readState(lab *engine.Lab, sc *scenarios.Scenario) (State, error) {
	var s State
	var err error
	if s.Lab, err = lab.Info(); err != nil {
		return s, err
	}
	if s.Estate, err = lab.Estate(); err != nil {
		return s, err
	}
	s.Gates = make([]string, len(sc.Gates))
	for i := range sc.Gates {
		value, err := lab.Fact(sc.Gates[i].Path)
		var gone *facts.UnknownError
		switch {
		case errors.As(err, &gone):
			s.Gates[i] = "gone" // what it was about has been purged
		case err != nil:
			return s, err
		default:
			s.Gates[i] = sc.Gates[i].State(value)
		}
	}
	s.Undo, s.Redo = lab.Position()
	s.LastDone, s.LastUndone, err = lab.Neighbours()
	return s, err
}

const timeForm = "2006-01-02 15:04 MST"

// ended is a trace in one line, for the list of requests.
func ended(t *trace.Trace) Ended { return Ended{Verdict: t.Verdict, Summary: trace.Summary(t)} }
