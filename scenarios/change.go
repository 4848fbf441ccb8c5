package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/nearest"
)

// change is one step of a solution, ready to be made.
type change func(lab *engine.Lab, p *Progress) error

// Words that stand where a gate's id could: what else a learner does.
const (
	issues    = "issue"   // a request, for what it does: issue=wrap
	refreshes = "refresh" // a consumer looks at its vault: refresh=storage
	advances  = "advance" // the clock, by a length of time or a period: advance=36h, advance=P90D
)

// changeForms is how a change is written.
const changeForms = "write GATE=on, GATE=off, GOAL=CHOICE, issue=REQUEST, refresh=CONSUMER or advance=P90D"

// change reads a change. What it names must be there.
func (s *Scenario) change(text string) (change, error) {
	id, value, ok := strings.Cut(text, "=")
	if !ok {
		return nil, fmt.Errorf("%q is no change: %s", text, changeForms)
	}
	switch id {
	case issues:
		return s.issue(value)
	case refreshes:
		return s.refresh(value)
	case advances:
		return advance(value)
	}
	if gate, err := s.Gate(id); err == nil {
		return gate.flip(value)
	}
	return s.choose(id, value)
}

// make carries a change out.
func (s *Scenario) make(lab *engine.Lab, p *Progress, text string) error {
	c, err := s.change(text)
	if err != nil {
		return err
	}
	return c(lab, p)
}

func (g *Gate) flip(state string) (change, error) {
	if state != "on" && state != "off" {
		return nil, fmt.Errorf("gate %s is switched on or off, not %q", g.ID, state)
	}
	return func(lab *engine.Lab, _ *Progress) error {
		return lab.Apply(g.ID+"="+state, engine.Change{Path: g.Path, Value: g.Value(state)})
	}, nil
}

func (s *Scenario) choose(id, choice string) (change, error) {
	goal, err := s.Goal(id)
	switch {
	case err != nil || goal.Question == "":
		return nil, fmt.Errorf("there is no gate %q%s", id, nearest.Hint(id, append(s.gateIDs(), s.questionIDs()...)))
	case !slices.Contains(goal.Choices, choice):
		return nil, fmt.Errorf("goal %s has no choice %q%s", id, choice, nearest.Hint(choice, goal.Choices))
	}
	return func(_ *engine.Lab, p *Progress) error { return s.Answer(p, id, choice) }, nil
}

// issue carries a request out, refused or not, and counts the goals that its trace reaches.
func (s *Scenario) issue(id string) (change, error) {
	r, err := s.Request(id)
	if err != nil {
		return nil, err
	}
	return func(lab *engine.Lab, p *Progress) error {
		result, err := lab.Do(r)
		if err != nil {
			return err
		}
		_, err = s.Check(lab, p, result.Trace)
		return err
	}, nil
}

func (s *Scenario) refresh(name string) (change, error) {
	var known []string
	for i := range s.Estate.Consumers {
		known = append(known, s.Estate.Consumers[i].Name)
	}
	if !slices.Contains(known, name) {
		return nil, fmt.Errorf("there is no consumer %q%s", name, nearest.Hint(name, known))
	}
	return func(lab *engine.Lab, _ *Progress) error {
		_, err := lab.Refresh(name)
		return err
	}, nil
}

func advance(by string) (change, error) {
	d, err := time.ParseDuration(by)
	if err == nil && d > 0 {
		return func(lab *engine.Lab, _ *Progress) error {
			_, err := lab.Advance(d)
			return err
		}, nil
	}
	period, err := estate.ParsePeriod(by)
	if err != nil || !period.After(time.Time{}).After(time.Time{}) {
		return nil, fmt.Errorf("the clock does not advance by %q: write 36h, P90D or P2Y", by)
	}
	return func(lab *engine.Lab, _ *Progress) error {
		info, err := lab.Info()
		if err != nil {
			return err
		}
		_, err = lab.Advance(period.After(info.Clock).Sub(info.Clock))
		return err
	}, nil
}

func (s *Scenario) questionIDs() []string {
	var ids []string
	for i := range s.Goals {
		if s.Goals[i].Question != "" {
			ids = append(ids, s.Goals[i].ID)
		}
	}
	return ids
}
