package scenarios

import (
	"errors"
	"fmt"
	"slices"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// Par is what a lab's own solutions come to, which is the measure for everybody else. It is the same for every lab of
// a scenario and holds nothing of a learner's.
type Par struct {
	start   *engine.Estate
	begun   world
	allowed []string // requests that are allowed at the start
	prices  []int    // of the hints
	ways    []way
}

// way is a solution that was played to its end.
type way struct {
	moves   int
	end     world
	refused []string // requests that are refused at its end
	touched []string // facts that were other than at the start, at any moment
	added   []opening
}

// Par plays each solution in a lab in memory. That takes milliseconds for each, so do it once.
func (s *Scenario) Par() (*Par, error) {
	minted, err := engine.Mint(s.Estate)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Source, err)
	}
	again := *s
	again.Estate = minted
	p := &Par{prices: s.prices()}
	if err := again.begin(p); err != nil {
		return nil, fmt.Errorf("%s: at the start: %w", s.Source, err)
	}
	for i, solution := range s.Solutions {
		w, err := again.walk(p, solution.Changes)
		if err != nil {
			return nil, fmt.Errorf("%s: solution %d: %w", s.Source, i+1, err)
		}
		p.ways = append(p.ways, w)
	}
	return p, nil
}

// begin notes how the lab is before anything has been done.
func (s *Scenario) begin(p *Par) (err error) {
	lab, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	if p.start, err = lab.Estate(); err != nil {
		return err
	}
	p.begun = standing(p.start)
	refused, err := s.refused(lab)
	for _, r := range s.Requests {
		if !slices.Contains(refused, r.ID) {
			p.allowed = append(p.allowed, r.ID)
		}
	}
	return err
}

// walk plays a solution.
func (s *Scenario) walk(p *Par, changes []string) (w way, err error) {
	lab, err := s.open()
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	var progress Progress
	for _, text := range changes {
		if err := s.make(lab, &progress, text); err != nil {
			return w, err
		}
		e, err := lab.Estate()
		if err != nil {
			return w, err
		}
		w.end = standing(e)
		w.touched = append(w.touched, p.begun.differing(w.end)...)
		w.added = openings(p.start, e)
	}
	work, err := s.Work(lab, &progress, 0)
	w.moves, w.refused = work.Moves, work.Refused
	return w, err
}

// Work looks up in a lab what its learner did.
func (s *Scenario) Work(lab *engine.Lab, p *Progress, hints int) (Work, error) {
	w := Work{Hints: hints, Seen: p.Seen}
	history, err := lab.History()
	if err != nil {
		return w, err
	}
	w.Moves = s.countMoves(history, p.Since)
	if w.End, err = lab.Estate(); err != nil {
		return w, err
	}
	w.Refused, err = s.refused(lab)
	return w, err
}

func (s *Scenario) refused(lab *engine.Lab) ([]string, error) {
	var refused []string
	for _, r := range s.Requests {
		t, err := lab.Evaluate(r)
		if err != nil {
			return nil, err
		}
		if t.Verdict != trace.Allowed {
			refused = append(refused, r.ID)
		}
	}
	return refused, nil
}

// nearest is the solution at whose end the fewest facts are other than here; of several, the shortest.
func (p *Par) nearest(here world) *way {
	best, least := &p.ways[0], -1
	for i := range p.ways {
		w := &p.ways[i]
		n := len(w.end.differing(here))
		if least < 0 || n < least || n == least && w.moves < best.moves {
			best, least = w, n
		}
	}
	return best
}

// narrowest is what the solution opens that opens least.
func (p *Par) narrowest() []opening {
	least := p.ways[0].added
	for i := range p.ways {
		if added := p.ways[i].added; breadth(added) < breadth(least) {
			least = added
		}
	}
	return least
}

// strays names what is other than at the start although no solution ever touches it.
func (p *Par) strays(here world) []string {
	var names []string
	for _, fact := range p.begun.differing(here) {
		name := nameOf(fact)
		if !slices.ContainsFunc(p.ways, func(w way) bool { return slices.Contains(w.touched, fact) }) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
