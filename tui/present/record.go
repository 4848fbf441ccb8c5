package present

import (
	"errors"
	"fmt"
	"slices"

	"kvlab/engine"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// recorder plays a lab in memory and writes down what a class is to see of it.
type recorder struct {
	sc       *scenarios.Scenario
	lab      *engine.Lab
	solution []string
	ahead    []string // what of the solution is still to be done
	progress scenarios.Progress
	story    *Story
	// last is the trace that the story showed of each request last, and known how each request was seen to end.
	last  map[string]*trace.Trace
	known map[string]map[string]bool
	told  map[string]bool // gates and requests whose notes were given
}

// Record makes the story of a scenario by one of its solutions, counted from 0. A scenario without any is told up to how
// its requests end.
func Record(sc *scenarios.Scenario, solution int) (_ *Story, err error) {
	r := &recorder{sc: sc, story: &Story{Scenario: sc}, last: map[string]*trace.Trace{}, known: map[string]map[string]bool{}, told: map[string]bool{}}
	switch {
	case solution < len(sc.Solutions):
		r.solution = sc.Solutions[solution].Changes
	case solution > 0:
		return nil, fmt.Errorf("%s has no solution %d", sc.ID, solution+1)
	}
	if r.lab, err = engine.Open("", engine.Options{InMemory: true}); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.lab.Close()) }()
	if err := sc.Start(r.lab); err != nil {
		return nil, err
	}
	r.story.progress = []scenarios.Progress{{}}
	return r.story, r.play()
}

func (r *recorder) play() error {
	r.opening()
	for i, q := range r.first() {
		depth := contrast
		if i == 0 {
			depth = inFull
		}
		if err := r.issue(q, depth); err != nil {
			return err
		}
	}
	for i, change := range r.solution {
		r.ahead = r.solution[i+1:]
		if err := r.move(change); err != nil {
			return err
		}
	}
	r.ending()
	return nil
}

// beat adds a beat at where the lab stands.
func (r *recorder) beat(b Beat) *Beat {
	b.Moves = len(r.story.Moves)
	r.story.Beats = append(r.story.Beats, b)
	return &r.story.Beats[len(r.story.Beats)-1]
}

// moved notes a move that was made, and which goals were reached by it.
func (r *recorder) moved(text string) {
	r.story.Moves = append(r.story.Moves, text)
	r.story.progress = append(r.story.progress, r.progress.Clone())
}

// mostFirst is how many requests are issued before anything is changed.
const mostFirst = 3

// first are the requests that show what is wrong: those of goals that wait for nothing but an answer. What the solution
// issues comes in its own time, and so does what would change the lab.
func (r *recorder) first() []*engine.Request {
	named := r.named()
	seen := map[string]bool{} // ways to be refused
	var out []*engine.Request
	for _, q := range r.sc.Requests {
		if !named[q.ID] || slices.Contains(r.solution, "issue="+q.ID) || takesResult(q) || len(out) == mostFirst {
			continue
		}
		t, err := r.lab.Evaluate(q)
		if err != nil || t.Verdict == trace.Allowed && scenarios.Writes(q.Operation) {
			continue
		}
		if way := q.Operation + " " + trace.Summary(t); t.Verdict == trace.Allowed || !seen[way] {
			out = append(out, q)
			seen[way] = true
		}
	}
	return out
}

// named are the requests that goals for the beginning name; all of them in a lab without goals.
func (r *recorder) named() map[string]bool {
	named := map[string]bool{}
	if len(r.sc.Goals) == 0 {
		for _, q := range r.sc.Requests {
			named[q.ID] = true
		}
	}
	for i := range r.sc.Goals {
		g := &r.sc.Goals[i]
		if slices.ContainsFunc(g.After, func(id string) bool { return !r.asks(id) }) {
			continue
		}
		named[g.Request] = true
		for _, c := range g.Also {
			named[c.Request] = true
		}
	}
	return named
}

// asks reports whether a goal is a question.
func (r *recorder) asks(id string) bool {
	g, err := r.sc.Goal(id)
	return err == nil && g.Question != ""
}

// takesResult reports whether a request begins with what another one returned.
func takesResult(q *engine.Request) bool {
	b, ok := q.Body.(*operation.CryptoBody)
	return ok && b.Input != ""
}

// move makes a change of the solution, and issues again what ends differently because of it.
func (r *recorder) move(text string) error {
	m, err := r.sc.Move(text)
	if err != nil {
		return err
	}
	before, err := r.endings()
	if err != nil {
		return err
	}
	switch m.Kind {
	case scenarios.AnswerMove:
		err = r.answer(text, m)
	case scenarios.IssueMove:
		var q *engine.Request
		if q, err = r.sc.Request(m.Subject); err == nil {
			err = r.issue(q, inShort)
		}
	default:
		return r.change(text, m, before)
	}
	if err != nil {
		return err
	}
	return r.follow(before, map[string]bool{m.Subject: true})
}

// endings is how each request would end now, in words.
func (r *recorder) endings() (map[string]string, error) {
	now := map[string]string{}
	for _, q := range r.sc.Requests {
		t, err := r.lab.Evaluate(q)
		if err != nil {
			return nil, err
		}
		now[q.ID] = trace.Summary(t)
	}
	return now, nil
}

// follow issues what a move has changed, until nothing is left to be seen.
func (r *recorder) follow(before map[string]string, done map[string]bool) error {
	for {
		q, err := r.next(before, done)
		if q == nil || err != nil {
			return err
		}
		done[q.ID] = true
		if err := r.issue(q, inShort); err != nil {
			return err
		}
	}
}

// next is a request to be issued because of a move: one whose goal is open and which ends differently now, or one that the
// class has seen end otherwise.
func (r *recorder) next(before map[string]string, done map[string]bool) (*engine.Request, error) {
	worth := func(id string, goal bool) (*engine.Request, error) {
		q, err := r.sc.Request(id)
		if err != nil || done[id] || slices.Contains(r.ahead, "issue="+id) {
			return nil, nil
		}
		t, err := r.lab.Evaluate(q)
		if err != nil || t.Verdict == trace.Allowed && scenarios.Writes(q.Operation) {
			return nil, err
		}
		p := r.progress.Clone()
		if reached, err := r.sc.Check(r.lab, &p, t); err != nil || goal && len(reached) > 0 || trace.Summary(t) != before[id] {
			return q, err
		}
		return nil, nil
	}
	for i := range r.sc.Goals {
		if g := &r.sc.Goals[i]; g.Request != "" && r.open(g) {
			if q, err := worth(g.Request, true); q != nil || err != nil {
				return q, err
			}
		}
	}
	for _, q := range r.sc.Requests {
		if r.last[q.ID] != nil && r.matters(q.ID) {
			if q, err := worth(q.ID, false); q != nil || err != nil {
				return q, err
			}
		}
	}
	return nil, nil
}

// matters reports whether a goal that is not reached yet names a request.
func (r *recorder) matters(id string) bool {
	return slices.ContainsFunc(r.sc.Goals, func(g scenarios.Goal) bool {
		return !r.progress.Done(g.ID) && (g.Request == id || slices.ContainsFunc(g.Also, func(c scenarios.Condition) bool { return c.Request == id }))
	})
}

// open reports whether a goal is to be reached next.
func (r *recorder) open(g *scenarios.Goal) bool {
	for _, id := range g.After {
		if !r.progress.Done(id) {
			return false
		}
	}
	return !r.progress.Done(g.ID)
}

// carry issues a request and counts the goals that its trace reaches.
func (r *recorder) carry(q *engine.Request) (t *trace.Trace, reached []string, err error) {
	result, err := r.lab.Do(q)
	if err != nil {
		return nil, nil, err
	}
	if reached, err = r.sc.Check(r.lab, &r.progress, result.Trace); err != nil {
		return nil, nil, err
	}
	r.moved("issue=" + q.ID)
	return result.Trace, reached, nil
}

// make makes a change that is no request, and counts the goals that the lab reaches with it.
func (r *recorder) make(text string) (reached []string, err error) {
	if err := r.sc.Carry(r.lab, &r.progress, text); err != nil {
		return nil, err
	}
	if reached, err = r.sc.Check(r.lab, &r.progress, nil); err != nil {
		return nil, err
	}
	r.moved(text)
	return reached, nil
}
