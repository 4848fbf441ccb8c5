package scenarios

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine"
)

// Prove plays the scenario in a lab in memory: at the start no goal is reached, each solution reaches all of them,
// and none reaches them before its last change. The error says everything that is not so.
func (s *Scenario) Prove() error {
	if len(s.Goals) > 0 && len(s.Solutions) == 0 {
		return fmt.Errorf("%s: there are goals, but no solution to prove that they can be reached", s.Source)
	}
	if len(s.Goals) == 0 && len(s.Solutions) > 0 {
		return fmt.Errorf("%s: there is a solution, but no goal for it to reach", s.Source)
	}
	minted, err := engine.Mint(s.Estate)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Source, err)
	}
	again := *s
	again.Estate = minted
	errs := []error{again.proveStart()}
	for i, solution := range s.Solutions {
		if err := again.proveSolution(solution); err != nil {
			errs = append(errs, fmt.Errorf("%s: solution %d: %w", s.Source, i+1, err))
		}
	}
	return errors.Join(errs...)
}

func (s *Scenario) proveStart() error {
	var p Progress
	err := s.play(nil, &p, func(int) error { return nil })
	if err != nil {
		return fmt.Errorf("%s: at the start: %w", s.Source, err)
	}
	if len(p.Reached) > 0 {
		return fmt.Errorf("%s: nothing has been done yet, and these goals are reached already: %s", s.Source, strings.Join(p.Reached, ", "))
	}
	return nil
}

func (s *Scenario) proveSolution(solution Solution) error {
	var p Progress
	last := len(solution.Changes)
	err := s.play(solution.Changes, &p, func(made int) error {
		if made < last && len(s.missed(&p)) == 0 {
			return fmt.Errorf("the first %d of its %d changes reach all goals (%s): the rest is superfluous",
				made, last, strings.Join(solution.Changes[:made], ", "))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if missed := s.missed(&p); len(missed) > 0 {
		return fmt.Errorf("it does not reach %s", strings.Join(missed, ", "))
	}
	return nil
}

func (s *Scenario) missed(p *Progress) []string {
	var missed []string
	for i := range s.Goals {
		if !p.Done(s.Goals[i].ID) {
			missed = append(missed, s.Goals[i].ID)
		}
	}
	return missed
}

// play makes changes in a fresh lab. Before the first and after each, every request is evaluated and goals are
// counted; then between is called with the number of changes made.
func (s *Scenario) play(changes []string, p *Progress, between func(made int) error) (err error) {
	lab, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	for made := 0; ; made++ {
		if err := s.watch(lab, p); err != nil {
			return err
		}
		if err := between(made); err != nil || made == len(changes) {
			return err
		}
		if err := s.make(lab, p, changes[made]); err != nil {
			return err
		}
	}
}

// watch evaluates every request and counts goals, as a learner does who leaves nothing out.
func (s *Scenario) watch(lab *engine.Lab, p *Progress) error {
	if _, err := s.Check(lab, p, nil); err != nil {
		return err
	}
	for _, r := range s.Requests {
		t, err := lab.Evaluate(r)
		if err != nil {
			return err
		}
		if _, err := s.Check(lab, p, t); err != nil {
			return err
		}
	}
	return nil
}
